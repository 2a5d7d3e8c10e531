import { sql } from 'kysely';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** Rows of confirmed batches of a feed, period and township by what came of them; 是 counts whether or not recognition is through. */
export interface FeedHits {
  readonly feed: string;
  readonly period: string;
  /** Township of the lead; null for rows that raised none. */
  readonly town: number | null;
  readonly reported: number;
  readonly raised: number;
  readonly yes: number;
  readonly already: number;
  readonly no: number;
  readonly open: number;
}

/** Months `from` to `to`, both included, by the period the rows speak of. To be asked by an actor who sees the leads. */
export async function feedHits(
  tx: Db,
  county: number,
  of: { readonly from: string; readonly to: string; readonly department: string | null },
): Promise<FeedHits[]> {
  const { rows } = await sql<FeedHits>`
    with result as (
      select b.feed, b.period, case when l.stage = 'withdrawn' then null else l.town end as town,
        l.matter is not null and l.stage <> 'withdrawn' as raised, coalesce(i.verdict, l.verdict) as verdict
      from batches b join batch_rows r on r.county = b.county and r.batch = b.id
      left join lead_lines l on l.county = r.county and l.matter = r.matter
      left join lead_lines i on i.county = l.county and i.matter = l.merged_into
      where b.county = ${county} and b.kind = 'feed' and b.state = 'applied' and b.period between ${of.from} and ${of.to}
        and (${of.department}::text is null or b.department = ${of.department})
        and r.outcome not in ('rejected', 'duplicate', 'ignored'))
    select feed, period, town, count(*)::int as reported, count(*) filter (where raised)::int as raised,
      count(*) filter (where raised and verdict = '是')::int as yes,
      count(*) filter (where raised and verdict = '已纳入')::int as already,
      count(*) filter (where raised and verdict = '否')::int as no,
      count(*) filter (where raised and verdict is null)::int as open
    from result group by feed, period, town order by feed, period, town`.execute(tx);
  return rows;
}

/** The reason of one row found not to qualify, as the township wrote it. */
export interface RejectionReason {
  readonly batch: string;
  readonly reason: string;
}

/** Reasons of rows found not to qualify, one a row; a merged line has that of the line it went into. */
export async function rejectionReasons(
  tx: Db,
  keys: FieldKeys,
  batches: readonly string[],
): Promise<RejectionReason[]> {
  if (batches.length === 0) return [];
  const { rows } = await sql<{ batch: string; matter: string; reason: Buffer | null }>`
    select r.batch, x.matter, x.reason from batch_rows r
    join lead_lines l on l.county = r.county and l.matter = r.matter
    join lead_lines x on x.county = l.county and x.matter = coalesce(l.merged_into, l.matter)
    where r.county = ${keys.county} and r.batch = any (${[...batches]}::uuid[]) and x.verdict = '否'`.execute(tx);
  return rows.map(({ batch, matter, reason }) => ({ batch, reason: openReason(keys, matter, reason) }));
}

/** How often each reason for 不符合 was given in the county since a day, whoever gave it. */
export async function reasonHabits(tx: Db, keys: FieldKeys, since: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ matter: string; reason: Buffer | null }>`
    select matter, reason from lead_lines where county = ${keys.county} and verdict = '否' and visited_on >= ${since}
      and repeat_state is distinct from 'kept'`.execute(tx);
  const counts = new Map<string, number>();
  for (const { matter, reason } of rows) {
    const text = openReason(keys, matter, reason);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

function openReason(keys: FieldKeys, matter: string, reason: Buffer | null): string {
  return (keys.open({ table: 'lead_lines', column: 'reason', row: matter }, reason) ?? '').trim();
}
