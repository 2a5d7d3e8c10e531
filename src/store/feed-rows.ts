import { type RawBuilder, sql } from 'kysely';
import type { RowFault } from '#domain/values/row-fault.ts';
import type { Db } from './database.ts';

/** What was found in one row of a feed. */
export interface FeedFinding {
  readonly fault: RowFault;
  readonly outcome: string;
  readonly address: string;
  readonly column: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One row of a batch; accepted rows without findings stand there once the batch is confirmed. `outcome`: `accepted`, `rejected`, `duplicate`, `ignored`, or what became of it. */
export interface StoredFeedRow {
  readonly sheet: string;
  readonly row_no: number;
  readonly outcome: string;
  readonly faults: readonly FeedFinding[];
}

const AT_ONCE = 4000;

/** Writes the rows of a batch; rows already there (of an earlier reading) are replaced. */
export async function saveFeedRows(
  tx: Db,
  county: number,
  batch: string,
  rows: readonly StoredFeedRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into batch_rows (county, batch, sheet, row_no, outcome, faults)
      select ${county}, ${batch}::uuid, x.sheet, x.row_no, x.outcome, x.faults
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json)
        as x(sheet text, row_no integer, outcome text, faults jsonb)
      on conflict (county, batch, sheet, row_no) do update set outcome = excluded.outcome, faults = excluded.faults`.execute(
      tx,
    );
  }
}

/** Rows of an earlier reading of the same file say nothing until the next one has spoken. */
export async function forgetFeedRows(tx: Db, county: number, batch: string): Promise<void> {
  await sql`update batch_rows set outcome = 'ignored', faults = '[]' where county = ${county} and batch = ${batch}`.execute(
    tx,
  );
}

/**
 * What became of rows: their outcome and the lead they stand on. Rows of which nothing had to be said before are written now.
 * Households are not named here: departments read these rows.
 */
export async function settleFeedRows(
  tx: Db,
  county: number,
  batch: string,
  rows: readonly { sheet: string; row_no: number; outcome: string; matter: string | null }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into batch_rows (county, batch, sheet, row_no, outcome, matter)
      select ${county}, ${batch}::uuid, x.sheet, x.row_no, x.outcome, x.matter
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json)
        as x(sheet text, row_no integer, outcome text, matter uuid)
      on conflict (county, batch, sheet, row_no) do update set outcome = excluded.outcome, matter = excluded.matter`.execute(
      tx,
    );
  }
}

/** Adds a remark to rows of a batch; how many accepted rows have one now. */
export async function remarkFeedRows(
  tx: Db,
  county: number,
  batch: string,
  rows: readonly { readonly sheet: string; readonly row_no: number }[],
  fault: RowFault,
): Promise<number> {
  await sql`update batch_rows r set faults = r.faults || jsonb_build_array(jsonb_build_object('fault', ${fault}::text,
      'outcome', 'flagged', 'address', x.row_no || ':' || x.row_no, 'column', null, 'facts', '{}'::jsonb))
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(sheet text, row_no integer)
    where r.county = ${county} and r.batch = ${batch}::uuid and r.sheet = x.sheet and r.row_no = x.row_no`.execute(tx);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from batch_rows
    where county = ${county} and batch = ${batch} and outcome not in ('rejected', 'duplicate', 'ignored')
      and faults @> '[{"outcome":"flagged"}]'`.execute(tx);
  return counted[0]?.n ?? 0;
}

/** Rows of a batch in the order of the file. `flagged`: accepted, with a remark somebody should read. */
export async function listFeedRows(
  tx: Db,
  county: number,
  batch: string,
  filter: { outcome?: string | undefined; offset: number; limit: number },
): Promise<{ rows: StoredFeedRow[]; total: number }> {
  const wanted =
    filter.outcome === undefined
      ? sql`jsonb_array_length(faults) > 0`
      : filter.outcome === 'flagged'
        ? sql`outcome not in ('rejected', 'duplicate', 'ignored') and faults @> '[{"outcome":"flagged"}]'`
        : sql`outcome = ${filter.outcome}`;
  const { rows } = await sql<StoredFeedRow & { total: number }>`
    select sheet, row_no, outcome, faults, count(*) over ()::int as total from batch_rows
    where county = ${county} and batch = ${batch} and ${wanted}
    order by sheet, row_no offset ${filter.offset} limit ${filter.limit}`.execute(tx);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Rows of confirmed batches that wait for a person, the latest batch first. */
export async function listWaitingRows(
  tx: Db,
  county: number,
  outcome: 'ambiguous',
): Promise<{ batch: string; sheet: string; row: number }[]> {
  const { rows } = await sql<{ batch: string; sheet: string; row: number }>`
    select r.batch, r.sheet, r.row_no as row from batch_rows r
    join batches b on b.county = r.county and b.id = r.batch and b.state = 'applied' and b.kind = 'feed'
    where r.county = ${county} and r.outcome = ${outcome} order by b.applied_at desc, r.sheet, r.row_no`.execute(tx);
  return rows;
}

/** Of these row digests (hex) those that stand in a confirmed batch of the feed and period already. */
export async function deliveredBefore(
  tx: Db,
  county: number,
  of: { readonly feed: string; readonly period: string },
  digests: readonly string[],
): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await sql<{ digest: string }>`
    select distinct encode(f.row_digest, 'hex') as digest from feed_facts f
    join batches b on b.county = f.county and b.id = f.batch and b.state = 'applied'
    where f.county = ${county} and f.feed = ${of.feed} and f.period = ${of.period}
      and f.row_digest = any (select decode(x, 'hex') from unnest(${[...digests]}::text[]) x)`.execute(tx);
  return new Set(rows.map(({ digest }) => digest));
}

/** One row as it is kept for sums and later counting. Indexes in hex. */
export interface FeedFact {
  readonly person_index: string | null;
  readonly household: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly town: number;
  readonly village: number | null;
  readonly row_digest: string;
  readonly sheet: string;
  readonly row_no: number;
  /** What the row was judged by, where the feed adds up: yuan, or a count. */
  readonly judged: string | null;
}

/** Keeps what a department delivered, also where it raised nothing. */
export async function insertFeedFacts(
  tx: Db,
  county: number,
  of: { readonly batch: string; readonly department: string; readonly feed: string; readonly period: string },
  facts: readonly FeedFact[],
): Promise<void> {
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    await sql`insert into feed_facts (county, department, feed, period, batch, person_index, household, facts, town, village, row_digest, sheet, row_no, judged)
      select ${county}, ${of.department}, ${of.feed}, ${of.period}, ${of.batch}::uuid, decode(x.person_index, 'hex'), x.household,
        x.facts, x.town, x.village, decode(x.row_digest, 'hex'), x.sheet, x.row_no, x.judged
      from json_to_recordset(${JSON.stringify(facts.slice(from, from + AT_ONCE))}::json) as x(person_index text, household uuid,
        facts jsonb, town integer, village integer, row_digest text, sheet text, row_no integer, judged text)`.execute(
      tx,
    );
  }
}

/** A kept row of an earlier delivery. */
export interface DeliveredRow {
  readonly feed: string;
  readonly batch: string;
  readonly period: string;
  /** Index of the person's number in hex; null where the row named none. */
  readonly person: string | null;
  readonly household: string | null;
  readonly digest: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/**
 * What was delivered before about these persons (indexes in hex) and households, batch after batch as they were confirmed;
 * withdrawn batches left out. `until`: of a batch confirmed already, only what came before it, and its own rows.
 */
export async function deliveredRows(
  tx: Db,
  county: number,
  of: {
    readonly feeds: readonly string[];
    readonly persons: readonly string[];
    readonly households: readonly string[];
    readonly until?: { readonly batch: string; readonly at: number };
  },
): Promise<DeliveredRow[]> {
  const until = of.until ? sql`and (b.id = ${of.until.batch} or b.applied_at < ${of.until.at})` : sql``;
  // A join with the wanted ones, one kind after the other: `or` and `in` read every row the feed ever had.
  const about = async (wanted: RawBuilder<unknown>, column: string): Promise<(DeliveredRow & Place)[]> => {
    const { rows } = await sql<DeliveredRow & Place>`
      select f.id, b.applied_at as at, f.feed, f.batch, f.period, encode(f.person_index, 'hex') as person, f.household,
        encode(f.row_digest, 'hex') as digest, f.facts
      from (select distinct unnest(${wanted}) as it) as wanted
      join feed_facts f on f.${sql.ref(column)} = wanted.it
      join batches b on b.county = f.county and b.id = f.batch and b.state = 'applied'
      where f.county = ${county} and f.feed = any (${[...of.feeds]}::text[]) ${until}`.execute(tx);
    return rows;
  };
  const persons = of.persons.map((index) => `\\x${index}`);
  const found = [
    ...(persons.length === 0 ? [] : await about(sql`${persons}::bytea[]`, 'person_index')),
    ...(of.households.length === 0 ? [] : await about(sql`${[...of.households]}::uuid[]`, 'household')),
  ];
  const once = new Map(found.map((row) => [row.id, row]));
  return [...once.values()].sort((a, b) => a.at - b.at || (a.batch < b.batch ? -1 : a.batch > b.batch ? 1 : 0));
}

/** Where a kept row stands: its number and when its batch was confirmed. */
interface Place {
  readonly id: number;
  readonly at: number;
}

/** Rows of a confirmed batch that wait for a value or a parameter. */
export async function listUndecided(
  tx: Db,
  county: number,
  batch: string,
): Promise<{ sheet: string; row: number; outcome: 'unknown' | 'blocked' }[]> {
  const { rows } = await sql<{ sheet: string; row: number; outcome: 'unknown' | 'blocked' }>`
    select sheet, row_no as row, outcome from batch_rows
    where county = ${county} and batch = ${batch} and outcome in ('unknown', 'blocked') order by sheet, row_no`.execute(
    tx,
  );
  return rows;
}

/** Confirmed batches with rows that wait for a value or a parameter, in the order they were confirmed. */
export async function listUndecidedBatches(tx: Db, county: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id from batches b where b.county = ${county} and b.kind = 'feed' and b.state = 'applied'
      and coalesce((b.counts -> 'outcomes' ->> 'unknown')::int, 0) + coalesce((b.counts -> 'outcomes' ->> 'blocked')::int, 0) > 0
    order by b.applied_at, b.id`.execute(tx);
  return rows.map(({ id }) => id);
}
