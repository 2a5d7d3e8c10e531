import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addCounty } from '#commands/add-county.ts';
import { startImport } from '#commands/start-import.ts';
import type { DemoManifest } from '#demo/generate-demo.ts';
import type { Actor } from '#domain/access/actor.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { StoredCounts } from '#intake/registry/import-counts.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { demoCommand } from '#main/cli/demo.ts';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { asActor } from '#store/as-actor.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { type BatchRow, findBatch } from '#store/registry-batches.ts';
import { type TestDatabase, testDatabase } from '#test/database/test-database.ts';

export const openingDay = { at: 1_649_203_200_000, today: plainDate('2022-04-06') };

/** A county with real areas, nothing imported yet; everything as the app role. */
export interface RegistryCounty {
  readonly database: TestDatabase;
  readonly setting: ImportSetting;
  readonly county: number;
  readonly actor: Actor & { readonly county: number };
  /** The generated files of the demonstration, made at the first call. */
  demo(): Promise<{ readonly manifest: DemoManifest; bytes(name: string): Buffer }>;
  /** Takes a file in and compares it; the batch. */
  preview(name: string, bytes: Buffer, asOf?: PlainDate): Promise<string>;
  /** Asks for a previewed batch and applies it. */
  apply(batch: string): Promise<void>;
  batch(id: string): Promise<BatchRow & { readonly told: StoredCounts }>;
  run<T>(work: (tx: Db, keys: FieldKeys) => Promise<T>): Promise<T>;
  /** The number a query of the owner gives, past every policy of a session. */
  count(query: string, values?: readonly unknown[]): Promise<number>;
  close(): Promise<void>;
}

const countyCode = '370323';

export async function registryCounty(): Promise<RegistryCounty> {
  const database = await testDatabase({ empty: true });
  const folder = mkdtempSync(path.join(tmpdir(), 'shouwang-import-'));
  const divisions = await loadCounty(countyCode);
  const nobody = { county: null, towns: [], villages: [], department: null };
  const { county } = await asActor(database.db, nobody, (tx) => addCounty(tx, divisions, openingDay));
  const setting: ImportSetting = {
    db: database.db,
    ring: {
      index: { algorithm: 'hmac-sm3', secret: randomBytes(32) },
      currentMaster: 'test',
      masters: new Map([['test', randomBytes(48)]]),
    },
    folder: path.join(folder, 'store'),
    now: async () => openingDay,
  };
  const actor = { ...(await importJob(setting.db, county, openingDay)), county };
  const run: RegistryCounty['run'] = (work) => inCounty(setting, actor, openingDay, work);
  return {
    database,
    setting,
    county,
    actor,
    run,
    demo: () => demoFiles(path.join(folder, 'files')),
    async preview(name, bytes, asOf) {
      const about = { asOf: asOf ?? null, area: null, by: randomUUID(), ...openingDay };
      const batch = await run((tx, keys) => takeIn(tx, keys, setting.folder, { name, bytes }, about));
      await runImport(setting, county, batch);
      return batch;
    },
    async apply(batch) {
      await run((tx, keys) => startImport({ tx, keys, actor, now: openingDay }, batch));
      await runImport(setting, county, batch);
    },
    async batch(id) {
      const row = await run((tx) => findBatch(tx, county, id));
      if (!row) throw new Error(`no batch ${id}`);
      return { ...row, told: row.counts as unknown as StoredCounts };
    },
    async count(query, values = []) {
      const { rows } = await database.ownerPool.query(query, [...values]);
      return Number(Object.values(rows[0])[0]);
    },
    async close() {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function demoFiles(folder: string): ReturnType<RegistryCounty['demo']> {
  const streams = { out: () => {}, err: () => {} };
  await runCli(['demo', 'generate', '--out', folder], streams, readConfig({}), [demoCommand]);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as DemoManifest;
  return { manifest, bytes: (name) => readFileSync(path.join(folder, name)) };
}
