import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { startImport } from '#commands/start-import.ts';
import type { Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parseAreaCode } from '#domain/values/area-code.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import type { StoredCounts } from '#intake/registry/import-counts.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { compose } from '#main/compose.ts';
import { withDatabase } from '#main/open-database.ts';
import { findAreaByCode } from '#store/areas.ts';
import { type BatchRow, findBatch } from '#store/registry-batches.ts';
import { listCounties } from '#store/seals.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

interface ImportOptions {
  readonly area?: string;
  readonly asOf?: PlainDate;
  readonly apply?: boolean;
}

/** Files into the register from the command line: what each would do, and with `--apply` doing it, file after file. */
export const importCommand: CliCommand = {
  name: 'import',
  summary: 'bring files into the register: rosters and national exports',
  register(program, io) {
    program
      .command('import')
      .command('registry <file...>')
      .description('population rosters and national exports (.xlsx .xls .csv), told apart by their headings')
      .option('--area <code>', 'county, township or village the files are for; needed only when there are several counties', areaOption) // biome-ignore format: one line
      .option('--as-of <day>', 'day the files speak of, YYYY-MM-DD; else what they say themselves', dayOption)
      .option('--apply', 'put them into the register; without it nothing is written there')
      .action((files: string[], options: ImportOptions) => importFiles(io, files, options));
  },
};

/** What became of one file. */
interface ImportedFile {
  readonly file: string;
  readonly batch: string;
  readonly state: string;
  readonly asOf: PlainDate | null;
  readonly sameAs: string | null;
  readonly error: unknown;
  readonly report: StoredCounts | null;
}

async function importFiles(io: CliIo, files: readonly string[], options: ImportOptions): Promise<void> {
  const contents: { name: string; bytes: Buffer }[] = [];
  for (const file of files) contents.push({ name: path.basename(file), bytes: await readGiven(file) });
  const results = await withDatabase(io.config, databaseRemarks(io), async ({ appUrl, home }) => {
    const { services, close } = await compose({ root: io.config.root, home, appUrl, packFolders: [] });
    try {
      const { db, ring } = services.runner;
      const setting: ImportSetting = { db, ring, folder: services.filesFolder, now: services.now };
      const done: ImportedFile[] = [];
      for (const content of contents) done.push(await importOne(setting, content, options));
      return done;
    } finally {
      await close();
    }
  });
  const failed = results.some(({ error }) => error !== null);
  if (!failed || !io.asJson) io.show(results, () => io.table(results.map(tableRow)));
  if (failed)
    io.fail(new AppError('refused', { what: 'import', files: results.filter(({ error }) => error !== null) }));
}

async function readGiven(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('not-found', { file, why: error.code });
  });
}

async function importOne(
  setting: ImportSetting,
  content: { name: string; bytes: Buffer },
  options: ImportOptions,
): Promise<ImportedFile> {
  const now = await setting.now();
  const { county, area } = await placeOf(setting, options.area, now);
  const actor = { ...(await importJob(setting.db, county, now)), county };
  const about = { asOf: options.asOf ?? null, area, by: actor.account, ...now };
  const batch = await inCounty(setting, actor, now, (tx, keys) => takeIn(tx, keys, setting.folder, content, about));
  await runImport(setting, county, batch);
  const find = (): Promise<BatchRow | undefined> => inCounty(setting, actor, now, (tx) => findBatch(tx, county, batch));
  const read = await find();
  const sameAs = read?.state === 'previewed' ? (read.counts as unknown as StoredCounts).sameAs : null;
  if (options.apply === true && read?.state === 'previewed' && sameAs === null) {
    await inCounty(setting, actor, now, (tx, keys) => startImport({ tx, keys, actor, now }, batch));
    await runImport(setting, county, batch);
  }
  const row = await find();
  return {
    file: content.name,
    batch,
    state: row?.state ?? '',
    asOf: row?.as_of ?? null,
    sameAs,
    error: row?.error == null ? null : JSON.parse(row.error),
    report: row?.error == null ? (row?.counts as unknown as StoredCounts) : null,
  };
}

/** The county the files are for, and the part of it when a township or village was named. */
async function placeOf(
  setting: ImportSetting,
  code: string | undefined,
  now: Now,
): Promise<{ county: number; area: number | null }> {
  if (code !== undefined) {
    const area = await findAreaByCode(setting.db, code, now.today);
    if (area?.county == null) throw new AppError('not-found', { area: code });
    return { county: area.county, area: area.level === 'county' ? null : area.area };
  }
  const [only, another] = await listCounties(setting.db);
  if (!only) throw new AppError('not-found', { what: 'county' });
  if (another) throw new AppError('ambiguous', { what: 'county' });
  return { county: only.county, area: null };
}

function tableRow({ file, state, sameAs, report }: ImportedFile): Record<string, unknown> {
  const { rows, accepted, rejected, duplicate, households, persons, values } = report ?? {};
  return {
    file,
    state: sameAs === null ? state : 'same rows as before',
    rows,
    accepted,
    rejected,
    duplicate,
    'households new': households?.added,
    changed: households?.changed,
    'persons new': persons?.added,
    conflicts: values?.conflicts,
    'gone from file': households?.gone,
  };
}

function areaOption(text: string): string {
  const code = parseAreaCode(text);
  if (code === undefined) throw new InvalidArgumentError('a division code of 6, 9 or 12 digits');
  return code;
}

function dayOption(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError('a day, YYYY-MM-DD');
  return day;
}
