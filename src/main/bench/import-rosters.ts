import { startImport } from '#commands/start-import.ts';
import type { Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Services } from '#http/services.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { findBatch } from '#store/registry-batches.ts';
import type { BenchRegister } from './bench-register.ts';

/**
 * Rosters brought into the register as `shouwang import registry --apply` does, one after the other. `done` hears the number
 * of files done. Errors: `refused` when a file cannot be previewed or applied.
 */
export async function importRosters(
  services: Services,
  county: number,
  files: BenchRegister['files'],
  asOf: PlainDate,
  done: (files: number) => void,
): Promise<void> {
  const { db, ring } = services.runner;
  const setting: ImportSetting = { db, ring, folder: services.filesFolder, now: services.now };
  for (const [at, file] of files.entries()) {
    await importRoster(setting, county, file, asOf);
    done(at + 1);
  }
}

async function importRoster(
  setting: ImportSetting,
  county: number,
  file: BenchRegister['files'][number],
  asOf: PlainDate,
): Promise<void> {
  const now: Now = await setting.now();
  const actor = { ...(await importJob(setting.db, county, now)), county };
  const about = { asOf, area: null, by: actor.account, ...now };
  const batch = await inCounty(setting, actor, now, (tx, keys) => takeIn(tx, keys, setting.folder, file, about));
  const expect = async (state: string): Promise<void> => {
    const row = await inCounty(setting, actor, now, (tx) => findBatch(tx, county, batch));
    if (row?.state !== state) throw new AppError('refused', { what: 'import', file: file.name, state: row?.state });
  };
  await runImport(setting, county, batch);
  await expect('previewed');
  await inCounty(setting, actor, now, (tx, keys) => startImport({ tx, keys, actor, now }, batch));
  await runImport(setting, county, batch);
  await expect('applied');
}
