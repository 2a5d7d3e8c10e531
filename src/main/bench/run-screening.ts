import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { loadDemo } from '#demo/load-demo.ts';
import { AppError } from '#domain/values/app-error.ts';
import { compose } from '#main/compose.ts';
import { makeInstallation } from '#main/make-installation.ts';
import type { DatabaseLog } from '#main/postgres/database-event.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { migrate } from '#store/migrate.ts';
import { type BenchDelivery, benchDelivery } from './bench-delivery.ts';
import { type BenchRegister, benchRegister } from './bench-register.ts';
import { deliverApart } from './deliver-apart.ts';
import type { Delivered } from './delivering.ts';
import { type Floor, floorOf } from './floor.ts';
import { importRosters } from './import-rosters.ts';
import { type Scratch, withScratch } from './scratch-home.ts';
import { type ScreeningSettings, screeningSettings } from './screening-settings.ts';

export interface ScreeningOrder {
  readonly root: string;
  readonly persons: number;
  readonly rows: number;
  readonly form: 'csv' | 'xlsx';
  readonly log: DatabaseLog;
  /** Hears what is being done. */
  readonly note: (text: string) => void;
}

export interface ScreeningResult {
  /** Counted in the database after the import. */
  readonly persons: number;
  readonly delivered: Delivered;
  /** Counted in the database by a query of its own. */
  readonly leads: number;
  readonly floor: Floor;
  readonly delivery: BenchDelivery;
  /** Seconds the import of the register took, everything included. */
  readonly importSeconds: number;
}

/**
 * One delivery of a department screened against a register of its own making, in an installation that is made for it and
 * removed afterwards. Errors: as `startDatabase`, the import and `submitFeedFile`.
 */
export async function runScreening(order: ScreeningOrder): Promise<ScreeningResult> {
  const { root, persons, rows, log, note } = order;
  note('making a database of its own …');
  return withScratch(log, async (scratch) => {
    const made = await makeUp(order);
    await install(scratch, root, made.settings);
    note(`importing ${persons} persons from ${made.register.files.length} file(s) …`);
    const importSeconds = await fillRegister(scratch, order, made);
    const stored = await counted(scratch, 'select count(*)::int from persons');
    const file = path.join(scratch.folder, 'delivery.csv');
    writeFileSync(file, made.delivery.bytes);
    note(`register filled in ${importSeconds.toFixed(1)} s; delivering ${rows} rows …`);
    const { home, appUrl } = scratch.database;
    const { department, feed, period } = made.settings;
    const submission = { department, feed, period };
    const delivered = await deliverApart({ root, home, appUrl, server: serverOf(scratch), file, submission });
    note('counting the leads in the database');
    const leads = await counted(scratch, readFileSync(path.join(root, 'bench', 'leads.sql'), 'utf8'));
    note('the floor: bench/floor.sql');
    const floor = await floorOf(root, scratch.folder, { ...made, raising: made.settings.raising });
    return { persons: stored, delivered, leads, floor, delivery: made.delivery, importSeconds };
  });
}

interface MadeUp {
  readonly settings: ScreeningSettings;
  readonly register: BenchRegister;
  readonly delivery: BenchDelivery;
}

async function makeUp({ root, persons, rows, form }: ScreeningOrder): Promise<MadeUp> {
  const settings = screeningSettings(root);
  const { settings: demo, names } = loadDemo(path.join(root, 'demo', settings.county));
  const register = benchRegister(persons, { settings, demo, names, divisions: await loadCounty(settings.county) });
  return { settings, register, delivery: benchDelivery(rows, register, { settings, demo, names, form }) };
}

/** Tables and a county without accounts. Its day is that of the settings. */
async function install({ database }: Scratch, root: string, settings: ScreeningSettings): Promise<void> {
  await migrate(database.ownerUrl, path.join(root, 'sql'));
  const county = await loadCounty(settings.county);
  await makeInstallation(database.ownerUrl, { kind: 'demo', county, accounts: [], today: settings.today, at: Date.now() }); // biome-ignore format: one line
}

/** Seconds it took. */
async function fillRegister({ database }: Scratch, { root, note }: ScreeningOrder, made: MadeUp): Promise<number> {
  const { services, close } = await compose({ root, home: database.home, appUrl: database.appUrl, packFolders: [] });
  try {
    const begin = performance.now();
    const { files } = made.register;
    await importRosters(services, 1, files, made.settings.today, (done) => {
      if (files.length > 1) note(`file ${done} of ${files.length} is in the register`);
    });
    return (performance.now() - begin) / 1000;
  } finally {
    await close();
  }
}

function serverOf({ database }: Scratch): number {
  const [pid] = readFileSync(path.join(database.home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  return Number(pid);
}

/** The one number a query gives, asked past every policy. */
async function counted({ database }: Scratch, query: string): Promise<number> {
  const url = new URL(database.superuserUrl);
  url.pathname = new URL(database.ownerUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, number>>(query);
    const count = Object.values(rows[0] ?? {})[0];
    if (count === undefined) throw new AppError('not-found', { what: 'count' });
    return count;
  } finally {
    await client.end();
  }
}
