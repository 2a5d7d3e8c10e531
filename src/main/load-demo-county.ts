import type { DemoLeads } from '#demo/demo-leads.ts';
import type { DemoNames, DemoSettings } from '#demo/demo-settings.ts';
import { generateDemo } from '#demo/generate-demo.ts';
import { writeSheet } from '#demo/write-sheet.ts';
import type { Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { Services } from '#http/services.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import type { CountyDivisions } from '#packs/load-divisions.ts';
import { findAreaByCode } from '#store/areas.ts';
import { findBatch, updateBatch } from '#store/registry-batches.ts';
import { listCounties } from '#store/seals.ts';
import { submitDemoFeed } from './submit-demo-feed.ts';
import { tellDemoLeads } from './tell-demo-leads.ts';

/** What the demonstration is loaded from. */
export interface DemoOrder {
  readonly settings: DemoSettings;
  readonly names: DemoNames;
  readonly leads: DemoLeads;
  readonly divisions: CountyDivisions;
}

/**
 * Fills a new demonstration through the same doors as real work: generated files are imported, leads are registered,
 * visited and written off by commands on the days of the story.
 */
export async function loadDemoCounty(
  services: Services,
  order: DemoOrder,
  note: (text: string) => void,
): Promise<void> {
  const [first] = await listCounties(services.runner.db);
  if (!first) throw new AppError('not-found', { what: 'county' });
  const { settings, names, divisions } = order;
  const town = divisions.townships.find(({ code }) => code.startsWith(settings.town));
  if (!town) throw new AppError('not-found', { what: 'area', code: settings.town });
  const { province, city, county, townships } = divisions;
  const place = {
    province,
    city,
    county,
    town,
    villages: town.villages,
    otherTowns: townships.filter((each) => each !== town),
  };
  const { files } = generateDemo({ place, settings, names, seed: settings.seed });
  for (const file of files) {
    if (file.kind === 'department-feed' || file.period > settings['opening-day']) continue;
    note(`importing ${file.name}`);
    const bytes = Buffer.from(writeSheet(file.sheet, file.form));
    await importRegister(services, first.county, { name: file.name, bytes, period: file.period }, settings);
  }
  note('telling the story of the last weeks');
  await tellDemoLeads(services, order.leads, { county: first.county, town: settings.town });
  for (const feed of order.leads.feeds) {
    const file = files.find(
      (each) => each.kind === 'department-feed' && each.period === feed.period && each.form === feed.form,
    );
    if (!file) throw new AppError('not-found', { what: 'feed', period: feed.period });
    note(`handing in ${file.name}`);
    const at = Date.parse(`${feed.on}T02:30:00Z`);
    const bytes = Buffer.from(writeSheet(file.sheet, file.form));
    await submitDemoFeed(services, { ...feed, now: { at, today: feed.on }, name: file.name, bytes });
  }
}

interface RegisterUpload {
  readonly name: string;
  readonly bytes: Buffer;
  readonly period: string;
}

async function importRegister(
  services: Services,
  county: number,
  file: RegisterUpload,
  settings: DemoSettings,
): Promise<void> {
  const on = plainDate(file.period.length === 7 ? `${file.period}-01` : file.period);
  const now: Now = { at: Date.now(), today: on };
  const { db, ring } = services.runner;
  const setting: ImportSetting = { db, ring, folder: services.filesFolder, now: async () => now };
  const job = await importJob(db, county, now);
  const area = await townOf(services, settings.town, on);
  const about = { asOf: on, area, by: job.account, at: now.at, today: on };
  const scope = { ...job, county };
  const batch = await inCounty(setting, scope, now, (tx, keys) => takeIn(tx, keys, setting.folder, file, about));
  await runImport(setting, county, batch);
  await inCounty(setting, scope, now, async (tx) => {
    const row = await findBatch(tx, county, batch);
    if (row?.state !== 'previewed')
      throw new AppError('refused', { what: 'import', file: file.name, state: row?.state });
    await updateBatch(tx, county, batch, 'previewed', { state: 'applying' });
  });
  await runImport(setting, county, batch);
}

async function townOf(services: Services, code: string, on: PlainDate): Promise<number | null> {
  return (await findAreaByCode(services.runner.db, code.padEnd(12, '0'), on))?.area ?? null;
}
