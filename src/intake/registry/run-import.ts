import { type ComparedFile, compareFile, importFile } from '#commands/import-registry.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { readStoredFile } from '#files/file-store.ts';
import { insertAudit } from '#store/audit-log.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import {
  type BatchRow,
  findBatch,
  findSameContent,
  insertBatchRows,
  type StoredRow,
  updateBatch,
  waitForTurn,
} from '#store/registry-batches.ts';
import { hex } from '#store/registry-columns.ts';
import { markPresent } from '#store/registry-entry-check.ts';
import { importCounts, readColumns, type StoredCounts } from './import-counts.ts';
import { type ImportSetting, importJob, inCounty } from './import-setting.ts';
import { type ReadRegister, readRegister } from './read-register.ts';
import { type RegisterAreas, registerAreas } from './register-areas.ts';

type CountyActor = Actor & { readonly county: number };

/** What a job works on: one batch, as the job of its county. */
interface Job {
  readonly setting: ImportSetting;
  readonly actor: CountyActor;
  readonly now: Now;
  readonly batch: string;
}

/**
 * Goes on with a batch: reads and compares one in state `read`, applies one in state `applying`; any other stays. May be
 * called again after it was cut off at any point. A file that cannot be used ends in state `refused`, without an exception;
 * anything unexpected is thrown and leaves the batch as it was.
 */
export async function runImport(setting: ImportSetting, county: number, batch: string): Promise<void> {
  const now = await setting.now();
  const actor = { ...(await importJob(setting.db, county, now)), county };
  const job: Job = { setting, actor, now, batch };
  const row = await inCounty(setting, actor, now, (tx) => findBatch(tx, county, batch));
  if (row?.state !== 'read' && row?.state !== 'applying') return;
  try {
    const { read, areas } = await readAgain(job, row);
    if (row.state === 'read') await preview(job, read, areas);
    else await apply(job, row, read, areas);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await refuse(job, row.state, error);
  }
}

/** The file of a batch, read once more; after the first reading it speaks of the day found then. */
export async function readBatchFile(
  tx: Db,
  keys: FieldKeys,
  setting: Pick<ImportSetting, 'folder'>,
  batch: BatchRow,
  today: PlainDate,
): Promise<{ read: ReadRegister; areas: RegisterAreas }> {
  const areas = await registerAreas(tx, keys.county, batch.area, today);
  const { content } = await readStoredFile(tx, keys, setting.folder, batch.file ?? '');
  const read = await readRegister(content, {
    today: latest(today, batch.as_of),
    villages: areas.directory,
    area: batch.area,
    asOf: batch.as_of,
    digestKey: keys.ring.index,
  });
  return { read, areas };
}

async function readAgain(job: Job, row: BatchRow): Promise<{ read: ReadRegister; areas: RegisterAreas }> {
  const { setting, actor, now } = job;
  const result = await inCounty(setting, actor, now, (tx, keys) => readBatchFile(tx, keys, setting, row, now.today));
  await say(job, row.state, { rows_total: result.read.parsed.counts.rows, rows_done: 0 });
  return result;
}

async function preview(job: Job, read: ReadRegister, areas: RegisterAreas): Promise<void> {
  const { setting, actor, now, batch } = job;
  await inCounty(setting, actor, now, async (tx, keys) => {
    const compared = await compareFile(tx, keys, read.file, areas, false);
    const sameAs = await findSameContent(tx, actor.county, read.digest, batch);
    const still = await updateBatch(tx, actor.county, batch, 'read', {
      state: 'previewed',
      shape: read.file.shape,
      as_of: read.file.asOf,
      content_digest: read.digest,
      rows_done: read.parsed.counts.rows,
      counts: importCounts(read, compared, { sameAs: sameAs ?? null, appliedBy: null }),
      columns: readColumns(read.plan),
      preview: sealedExamples(keys, batch, compared),
    });
    if (still) await insertBatchRows(tx, actor.county, batch, rowsToKeep(read, keys, batch));
  });
}

async function apply(job: Job, row: BatchRow, read: ReadRegister, areas: RegisterAreas): Promise<void> {
  const { setting, actor, now, batch } = job;
  const rows = read.parsed.counts.rows;
  const { appliedBy } = row.counts as unknown as StoredCounts;
  const progress = (share: number): Promise<void> => say(job, 'applying', { rows_done: Math.floor(rows * share) });
  await inCounty(setting, actor, now, async (tx, keys) => {
    await waitForTurn(tx, actor.county);
    const still = await findBatch(tx, actor.county, batch);
    if (still?.state !== 'applying') return;
    const origin = { batch, actor: appliedBy ?? actor.account, at: now.at };
    const compared = await importFile(tx, keys, read.file, areas, origin, progress);
    if (read.file.shape === 'national-export') await markPresent(tx, actor.county, batch, presentIn(compared));
    await updateBatch(tx, actor.county, batch, 'applying', {
      state: 'applied',
      rows_done: rows,
      applied_at: now.at,
      applied_on: now.today,
      counts: importCounts(read, compared, { sameAs: null, appliedBy }),
      preview: sealedExamples(keys, batch, compared),
    });
    await insertAudit(tx, {
      county: actor.county,
      at: now.at,
      actor: origin.actor,
      kind: 'import',
      subject: [`batch:${batch}`],
      result: 'done',
    });
  });
}

function presentIn({ plan }: ComparedFile): Parameters<typeof markPresent>[3] {
  return plan.households.map(({ id, file }) => ({ household: id, sheet: file.row.sheet, row_no: file.row.number }));
}

/** Told beside the transaction that does the work, so that others see it. */
async function say(job: Job, state: string, set: { rows_total?: number; rows_done: number }): Promise<void> {
  const { setting, actor, now, batch } = job;
  await inCounty(setting, actor, now, (tx) => updateBatch(tx, actor.county, batch, state, set));
}

async function refuse(job: Job, state: string, error: AppError): Promise<void> {
  const { setting, actor, now, batch } = job;
  await inCounty(setting, actor, now, (tx) =>
    updateBatch(tx, actor.county, batch, state, {
      state: 'refused',
      error: JSON.stringify({ code: error.code, facts: error.facts }),
    }),
  );
}

function sealedExamples(keys: FieldKeys, batch: string, compared: ComparedFile): Buffer | null {
  return keys.seal({ table: 'batches', column: 'preview', row: batch }, JSON.stringify(compared.examples));
}

/** Rows somebody may ask about: the rejected with their cells, the duplicate, those with remarks or repairs, and ignored lines. */
function rowsToKeep(read: ReadRegister, keys: FieldKeys, batch: string): StoredRow[] {
  const told = read.parsed.rows.flatMap((row): StoredRow[] => {
    if (row.findings.length === 0) return [];
    const outcomes = new Set(row.findings.map(({ outcome }) => outcome));
    const outcome = (['rejected', 'duplicate', 'flagged', 'repaired'] as const).find((one) => outcomes.has(one)) ?? 'flagged'; // biome-ignore format: one line
    const cells = Object.fromEntries(row.cells.map((cell) => [cell.column, cell.text]));
    const place = { table: 'batch_rows', column: 'cells', row: `${batch}/${row.sheet}/${row.number}` };
    return [
      {
        sheet: row.sheet,
        row_no: row.number,
        outcome,
        faults: row.findings.map((finding) => ({ ...finding, column: finding.column ?? null })),
        cells: outcome === 'rejected' ? hex(keys.seal(place, JSON.stringify(cells))) : null,
      },
    ];
  });
  const ignored = read.parsed.ignored.map(
    ({ sheet, number }): StoredRow => ({ sheet, row_no: number, outcome: 'ignored', faults: [], cells: null }),
  );
  return [...told, ...ignored];
}

function latest(one: PlainDate, other: PlainDate | null): PlainDate {
  return other !== null && other > one ? other : one;
}
