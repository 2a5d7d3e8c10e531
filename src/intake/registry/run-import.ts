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
  markEntered,
  type StoredRow,
  updateBatch,
  waitForTurn,
} from '#store/registry-batches.ts';
import { hex } from '#store/registry-columns.ts';
import { markPresent } from '#store/registry-entry-check.ts';
import { readHere } from '../reading/read-here.ts';
import type { RegisterAbout, RegisterReading } from '../reading/reading-order.ts';
import { importCounts, type StoredCounts } from './import-counts.ts';
import { type ImportSetting, importJob, inCounty } from './import-setting.ts';
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
    if (error instanceof GivenUp) return;
    if (!(error instanceof AppError)) throw error;
    await refuse(job, row.state, error);
  }
}

/** What reading the file of a batch needs; after the first reading it speaks of the day found then. */
export async function openBatchFile(
  tx: Db,
  keys: FieldKeys,
  setting: Pick<ImportSetting, 'folder'>,
  batch: BatchRow,
  today: PlainDate,
): Promise<{ areas: RegisterAreas; bytes: Uint8Array; about: RegisterAbout }> {
  const areas = await registerAreas(tx, keys.county, batch.area, today);
  const { content } = await readStoredFile(tx, keys, setting.folder, batch.file ?? '');
  const about = {
    today: latest(today, batch.as_of),
    areas: areas.told,
    area: batch.area,
    asOf: batch.as_of,
    digestKey: keys.ring.index,
  };
  return { areas, bytes: content, about };
}

const TELL_MS = 500;

/** Reads the file while no connection waits. Rows read so far are told to others; a batch given up meanwhile ends the reading. */
async function readAgain(job: Job, row: BatchRow): Promise<{ read: RegisterReading; areas: RegisterAreas }> {
  const { setting, actor, now } = job;
  const { areas, bytes, about } = await inCounty(setting, actor, now, (tx, keys) =>
    openBatchFile(tx, keys, setting, row, now.today),
  );
  const given = new AbortController();
  let rows = 0;
  let telling: Promise<void> = Promise.resolve();
  const tell = setInterval(() => {
    telling = telling.then(async () => {
      if (!(await say(job, row.state, { rows_done: rows }))) given.abort();
    });
  }, TELL_MS);
  try {
    const read = setting.read ?? readHere;
    const onRows = (count: number): void => {
      rows = count;
    };
    const reading = await read<'register'>({ kind: 'register', bytes, about }, { onRows, signal: given.signal });
    return { read: reading, areas };
  } catch (error) {
    if (given.signal.aborted) throw new GivenUp();
    throw error;
  } finally {
    clearInterval(tell);
    await telling;
  }
}

/** The batch was cancelled while it was being worked on: what was done is undone with the transaction. */
class GivenUp extends Error {}

async function preview(job: Job, read: RegisterReading, areas: RegisterAreas): Promise<void> {
  const { setting, actor, now, batch } = job;
  const { rows } = read.counts;
  await inCounty(setting, actor, now, async (tx, keys) => {
    const compared = await compareFile(tx, keys, read.file, areas, false);
    const sameAs = await findSameContent(tx, actor.county, read.digest, batch);
    const still = await updateBatch(tx, actor.county, batch, 'read', {
      state: 'previewed',
      shape: read.file.shape,
      as_of: read.file.asOf,
      content_digest: read.digest,
      rows_total: rows,
      rows_done: rows,
      counts: importCounts(read.counts, compared, { sameAs: sameAs ?? null, appliedBy: null }),
      columns: read.columns,
      preview: sealedExamples(keys, batch, compared),
    });
    if (still) await insertBatchRows(tx, actor.county, batch, rowsToKeep(read, keys, batch));
  });
}

async function apply(job: Job, row: BatchRow, read: RegisterReading, areas: RegisterAreas): Promise<void> {
  const { setting, actor, now, batch } = job;
  const { rows } = read.counts;
  const { appliedBy } = row.counts as unknown as StoredCounts;
  const progress = async (share: number): Promise<void> => {
    if (!(await say(job, 'applying', { rows_done: Math.floor(rows * share) }))) throw new GivenUp();
  };
  await say(job, 'applying', { rows_total: rows, rows_done: 0 });
  await inCounty(setting, actor, now, async (tx, keys) => {
    await waitForTurn(tx, actor.county);
    const still = await findBatch(tx, actor.county, batch);
    if (still?.state !== 'applying') return;
    const origin = { batch, actor: appliedBy ?? actor.account, at: now.at };
    const compared = await importFile(tx, keys, read.file, areas, origin, progress);
    await markEntered(tx, actor.county, batch, now.today);
    if (read.file.shape === 'national-export') await markPresent(tx, actor.county, batch, presentIn(compared));
    const done = await updateBatch(tx, actor.county, batch, 'applying', {
      state: 'applied',
      rows_done: rows,
      applied_at: now.at,
      applied_on: now.today,
      counts: importCounts(read.counts, compared, { sameAs: null, appliedBy }),
      preview: sealedExamples(keys, batch, compared),
    });
    if (!done) throw new GivenUp();
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

/** Told beside the transaction that does the work, so that others see it; false when the batch is no longer in the state. */
async function say(job: Job, state: string, set: { rows_total?: number; rows_done: number }): Promise<boolean> {
  const { setting, actor, now, batch } = job;
  return inCounty(setting, actor, now, (tx) => updateBatch(tx, actor.county, batch, state, set));
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

function rowsToKeep({ told }: RegisterReading, keys: FieldKeys, batch: string): StoredRow[] {
  return told.map(({ sheet, number, outcome, findings, cells }) => {
    const place = { table: 'batch_rows', column: 'cells', row: `${batch}/${sheet}/${number}` };
    const sealed = cells === null ? null : hex(keys.seal(place, JSON.stringify(cells)));
    return { sheet, row_no: number, outcome, faults: findings, cells: sealed };
  });
}

function latest(one: PlainDate, other: PlainDate | null): PlainDate {
  return other !== null && other > one ? other : one;
}
