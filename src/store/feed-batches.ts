import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';
import type { BatchesTable, Json } from './schema.ts';

export type FeedBatchRow = Selectable<BatchesTable>;

/** Kind of the batches departments send. */
export const FEED_BATCH = 'feed';
/** Shape of a batch that says that there was nothing (无新增). */
export const NIL = 'nil';

export interface NewFeedBatch {
  readonly id: string;
  readonly feed: string;
  readonly department: string;
  /** Month the data speak of. */
  readonly period: string;
  readonly shape: 'file' | typeof NIL;
  readonly file: string | null;
  readonly fileName: string;
  readonly contentDigest: string;
  /** 待定位: a batch belongs to no township. */
  readonly town: number;
  readonly dueOn: PlainDate | null;
  readonly columns: unknown;
  readonly counts: unknown;
  readonly rows: number;
  readonly preview: Buffer | null;
  readonly createdBy: string;
  readonly at: number;
}

/** A batch read and checked, not yet confirmed. */
export async function insertFeedBatch(tx: Db, county: number, batch: NewFeedBatch): Promise<void> {
  await tx
    .insertInto('batches')
    .values({
      county,
      id: batch.id,
      kind: FEED_BATCH,
      feed: batch.feed,
      department: batch.department,
      period: batch.period,
      shape: batch.shape,
      file: batch.file,
      file_name: batch.fileName,
      content_digest: batch.contentDigest,
      state: 'previewed',
      town: batch.town,
      due_on: batch.dueOn,
      columns: jsonb(batch.columns),
      counts: jsonb(batch.counts),
      rows_total: batch.rows,
      rows_done: batch.rows,
      preview: batch.preview,
      created_by: batch.createdBy,
      created_at: batch.at,
    })
    .execute();
}

/** A department's batch, or undefined when there is none or it is another department's. `lock`: until the transaction ends. */
export async function findFeedBatch(
  tx: Db,
  county: number,
  id: string,
  lock = false,
): Promise<FeedBatchRow | undefined> {
  const query = tx
    .selectFrom('batches')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', id)
    .where('kind', '=', FEED_BATCH);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Batches of departments, the latest first. */
export async function listFeedBatches(
  tx: Db,
  county: number,
  filter: {
    readonly department?: string | undefined;
    readonly feed?: string | undefined;
    readonly period?: string | undefined;
    readonly states?: readonly string[];
    readonly limit: number;
  },
): Promise<FeedBatchRow[]> {
  let query = tx.selectFrom('batches').selectAll().where('county', '=', county).where('kind', '=', FEED_BATCH);
  if (filter.department !== undefined) query = query.where('department', '=', filter.department);
  if (filter.feed !== undefined) query = query.where('feed', '=', filter.feed);
  if (filter.period !== undefined) query = query.where('period', '=', filter.period);
  if (filter.states !== undefined) query = query.where('state', 'in', [...filter.states]);
  return query.orderBy('created_at', 'desc').orderBy('id').limit(filter.limit).execute();
}

/** The confirmed batch of that feed and period with the same rows, or undefined. */
export async function findSameFeed(
  tx: Db,
  county: number,
  batch: { readonly feed: string; readonly period: string; readonly digest: string; readonly except?: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('batches')
    .select('id')
    .where('county', '=', county)
    .where('kind', '=', FEED_BATCH)
    .where('feed', '=', batch.feed)
    .where('period', '=', batch.period)
    .where('content_digest', '=', batch.digest)
    .where('state', '=', 'applied')
    .where('id', '!=', batch.except ?? '00000000-0000-0000-0000-000000000000')
    .executeTakeFirst();
  return row?.id;
}

/** Changes columns of a batch that is still in `state`; false when it no longer is. */
export async function updateFeedBatch(
  tx: Db,
  county: number,
  id: string,
  state: string,
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

/** Rows of batches by the result of the lead they stand on; a merged line has the result of the line it went into. */
export interface FeedResults {
  readonly batch: string;
  readonly reported: number;
  readonly recognised: number;
  readonly qualified: number;
  readonly already: number;
  readonly notQualified: number;
  readonly open: number;
  readonly nothing: number;
}

/** Counts only; to be asked by an actor who sees the leads. Batches without accepted rows are absent. */
export async function feedResults(tx: Db, county: number, batches: readonly string[]): Promise<FeedResults[]> {
  if (batches.length === 0) return [];
  const { rows } = await sql<FeedResults>`
    with result as (
      select r.batch, l.matter as lead, l.stage, coalesce(i.verdict, l.verdict) as verdict, h.status
      from batch_rows r
      left join lead_lines l on l.county = r.county and l.matter = r.matter
      left join lead_lines i on i.county = l.county and i.matter = l.merged_into
      left join households h on h.county = l.county and h.id = l.household
      where r.county = ${county} and r.batch = any (${[...batches]}::uuid[])
        and r.outcome not in ('rejected', 'duplicate', 'ignored'))
    select batch, count(*)::int as reported,
      count(*) filter (where verdict = '是' and status = 'monitored')::int as recognised,
      count(*) filter (where verdict = '是' and status is distinct from 'monitored')::int as qualified,
      count(*) filter (where verdict = '已纳入')::int as already,
      count(*) filter (where verdict = '否')::int as "notQualified",
      count(*) filter (where verdict is null and lead is not null and stage <> 'withdrawn')::int as open,
      count(*) filter (where lead is null or (verdict is null and stage = 'withdrawn'))::int as nothing
    from result group by batch`.execute(tx);
  return rows;
}

function jsonb(value: unknown): RawBuilder<Json> {
  return sql<Json>`${JSON.stringify(value)}::jsonb`;
}
