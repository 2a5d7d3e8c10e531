import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { RowFault, RowOutcome } from '#domain/values/row-fault.ts';
import type { Db } from './database.ts';
import { UNDO_BATCH } from './registry-undo.ts';
import type { BatchesTable, Json } from './schema.ts';

export type BatchRow = Selectable<BatchesTable>;

/** Kind of the batches that bring files into the register. */
export const REGISTRY_BATCH = 'registry';

export interface NewBatch {
  readonly id: string;
  readonly file: string;
  readonly fileName: string;
  /** Of the bytes, until the rows are read. */
  readonly contentDigest: string;
  readonly town: number;
  readonly area: number | null;
  readonly asOf: string | null;
  readonly createdBy: string;
  readonly at: number;
}

/** A file taken in and not yet read. */
export async function insertBatch(tx: Db, county: number, batch: NewBatch): Promise<void> {
  await tx
    .insertInto('batches')
    .values({
      county,
      id: batch.id,
      kind: REGISTRY_BATCH,
      file: batch.file,
      file_name: batch.fileName,
      content_digest: batch.contentDigest,
      state: 'read',
      town: batch.town,
      area: batch.area,
      as_of: batch.asOf as BatchRow['as_of'],
      created_by: batch.createdBy,
      created_at: batch.at,
    })
    .execute();
}

export interface NewUndoBatch {
  readonly id: string;
  readonly undoes: string;
  readonly fileName: string;
  readonly town: number;
  readonly counts: unknown;
  readonly preview: Buffer | null;
  readonly createdBy: string;
  readonly at: number;
  readonly on: PlainDate;
}

/** A batch that has taken another one back; a batch is taken back once. */
export async function insertUndoBatch(tx: Db, county: number, batch: NewUndoBatch): Promise<void> {
  const { id, undoes, town, preview, at, on } = batch;
  await tx
    .insertInto('batches')
    .values({
      ...{ county, id, undoes, town, preview },
      kind: UNDO_BATCH,
      file_name: batch.fileName,
      content_digest: `undo:${undoes}`,
      state: 'applied',
      counts: jsonb(batch.counts),
      created_by: batch.createdBy,
      created_at: at,
      applied_at: at,
      applied_on: on,
    })
    .execute();
}

/** The batch that took this one back, or undefined. */
export async function findUndoOf(tx: Db, county: number, batch: string): Promise<BatchRow | undefined> {
  return tx
    .selectFrom('batches')
    .selectAll()
    .where('county', '=', county)
    .where('undoes', '=', batch)
    .executeTakeFirst();
}

/** A batch of the register, or undefined. `lock`: nobody else changes it until the transaction ends. */
export async function findBatch(tx: Db, county: number, id: string, lock = false): Promise<BatchRow | undefined> {
  const query = tx
    .selectFrom('batches')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', id)
    .where('kind', '=', REGISTRY_BATCH);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Batches of the register, the latest first. */
export async function listBatches(
  tx: Db,
  county: number,
  page: { offset: number; limit: number },
): Promise<{ batches: BatchRow[]; total: number }> {
  const all = tx.selectFrom('batches').where('county', '=', county).where('kind', '=', REGISTRY_BATCH);
  const batches = await all
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const count = await all.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return { batches, total: count.n };
}

/** Batches somebody has to go on with: files to be read, batches to be applied; the oldest first. */
export async function listUnfinishedBatches(tx: Db, county: number): Promise<BatchRow[]> {
  return tx
    .selectFrom('batches')
    .selectAll()
    .where('county', '=', county)
    .where('kind', '=', REGISTRY_BATCH)
    .where('state', 'in', ['read', 'applying'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The batch with the same rows that is applied or being applied, or undefined. */
export async function findSameContent(
  tx: Db,
  county: number,
  digest: string,
  except: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('batches')
    .select('id')
    .where('county', '=', county)
    .where('kind', '=', REGISTRY_BATCH)
    .where('content_digest', '=', digest)
    .where('state', 'in', ['applying', 'applied'])
    .where('id', '!=', except)
    .executeTakeFirst();
  return row?.id;
}

/** Changes columns of a batch that is still in `state`; false when it no longer is. */
export async function updateBatch(
  tx: Db,
  county: number,
  id: string,
  state: BatchRow['state'],
  set: Omit<Updateable<BatchesTable>, 'counts' | 'columns'> & { counts?: unknown; columns?: unknown },
): Promise<boolean> {
  const { counts, columns, ...plain } = set;
  const result = await tx
    .updateTable('batches')
    .set({
      ...plain,
      ...(counts === undefined ? {} : { counts: jsonb(counts) }),
      ...(columns === undefined ? {} : { columns: jsonb(columns) }),
    })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function jsonb(value: unknown): RawBuilder<Json> {
  return sql<Json>`${JSON.stringify(value)}::jsonb`;
}

/** Households a batch has brought came into the register on this day. */
export async function markEntered(tx: Db, county: number, batch: string, on: PlainDate): Promise<void> {
  // As an array the changes are read once; joined, a planner without statistics of the new rows reads them for each household.
  await sql`update households set entered_on = ${on} where county = ${county} and entered_on is null and id = any (array
    (select subject_id from registry_changes where county = ${county} and batch = ${batch} and subject = 'household'
      and field = '*'))`.execute(tx);
}

/** Imports of a county write one after the other; held until the transaction ends. */
export async function waitForTurn(tx: Db, county: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7406833, ${county})`.execute(tx);
}

/** What was found in one row. */
export interface StoredFinding {
  readonly fault: RowFault;
  readonly outcome: RowOutcome;
  readonly address: string;
  readonly column: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface StoredRow {
  readonly sheet: string;
  readonly row_no: number;
  readonly outcome: RowOutcome;
  readonly faults: readonly StoredFinding[];
  /** Hex of the encrypted cells; rejected rows only. */
  readonly cells: string | null;
}

const AT_ONCE = 4000;

/** Replaces the rows of a batch about which there is something to say. */
export async function insertBatchRows(
  tx: Db,
  county: number,
  batch: string,
  rows: readonly StoredRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into batch_rows (county, batch, sheet, row_no, outcome, faults, cells)
      select ${county}, ${batch}::uuid, x.sheet, x.row_no, x.outcome, x.faults, x.cells
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json)
        as x(sheet text, row_no integer, outcome text, faults jsonb, cells bytea)`.execute(tx);
  }
}

/** Rows of a batch about which there is something to say, in the order of the file. */
export async function listBatchRows(
  tx: Db,
  county: number,
  batch: string,
  filter: { outcome?: RowOutcome | undefined; offset: number; limit: number },
): Promise<{ rows: { sheet: string; row_no: number; outcome: RowOutcome; faults: StoredFinding[] }[]; total: number }> {
  let query = tx
    .selectFrom('batch_rows')
    .where('county', '=', county)
    .where('batch', '=', batch)
    .where('outcome', '!=', 'accepted');
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome);
  const rows = await query
    .select(['sheet', 'row_no', 'outcome', 'faults'])
    .orderBy('sheet')
    .orderBy('row_no')
    .offset(filter.offset)
    .limit(filter.limit)
    .execute();
  const count = await query.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return {
    rows: rows.map((row) => ({
      sheet: row.sheet,
      row_no: row.row_no,
      outcome: row.outcome as RowOutcome,
      faults: row.faults as Json as unknown as StoredFinding[],
    })),
    total: count.n,
  };
}
