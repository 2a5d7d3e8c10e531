import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A household recognised here, or monitored in the national system, as the last national export shows it. */
export interface EntryCheckRow {
  readonly household: string;
  readonly headName: string;
  readonly town: number;
  readonly village: number | null;
}

export interface EntryDifference extends EntryCheckRow {
  readonly field: string;
  readonly here: string | null;
  readonly there: string | null;
}

/** What the last applied national export says of households recognised here. */
export interface EntryCheck {
  readonly batch: string;
  readonly asOf: PlainDate;
  /** Recognised here and in the export: entry is done. */
  readonly entered: readonly EntryCheckRow[];
  /** Recognised here, not in the export, in a town the export covers: still to be keyed. */
  readonly waiting: readonly EntryCheckRow[];
  /** Monitored in the export since this batch, nobody recognised it here. */
  readonly unexpected: readonly EntryCheckRow[];
  /** Recognised here and in the export, but with another value there; not yet decided. */
  readonly differing: readonly EntryDifference[];
}

/** Keeps which households a batch names, at the rows where they begin. */
export async function markPresent(
  tx: Db,
  county: number,
  batch: string,
  rows: readonly { readonly household: string; readonly sheet: string; readonly row_no: number }[],
): Promise<void> {
  await sql`insert into batch_rows (county, batch, sheet, row_no, outcome, household)
    select ${county}, ${batch}::uuid, x.sheet, x.row_no, 'accepted', x.household
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(household uuid, sheet text, row_no integer)
    on conflict (county, batch, sheet, row_no) do update set household = excluded.household`.execute(tx);
}

/**
 * Compares what was recognised here with the national export applied last, in the areas the actor sees; undefined when none
 * was applied. Recognised here = the status was last set by a matter.
 */
export async function checkEntries(tx: Db, county: number): Promise<EntryCheck | undefined> {
  const last = await tx
    .selectFrom('batches')
    .select(['id', 'as_of'])
    .where('county', '=', county)
    .where('shape', '=', 'national-export')
    .where('state', '=', 'applied')
    .orderBy('as_of', 'desc')
    .orderBy('applied_at', 'desc')
    .executeTakeFirst();
  if (!last?.as_of) return undefined;
  const present = sql`select b.household from batch_rows b
    where b.county = ${county} and b.batch = ${last.id} and b.household is not null`;
  const { rows } = await sql<EntryCheckRow & { here: boolean; there: boolean; since: boolean }>`
    with present as (${present}), status as (
      select distinct on (c.subject_id) c.subject_id, c.source, c.batch from registry_changes c
      where c.county = ${county} and c.subject = 'household' and c.field in ('status', '*')
      order by c.subject_id, (c.field = 'status') desc, c.at desc, c.id desc)
    select h.id as household, h.head_name as "headName", h.town, h.village, s.source = 'matter' as here,
      h.id in (select household from present) as there, s.batch = ${last.id}::uuid as since
    from households h join status s on s.subject_id = h.id
    where h.county = ${county} and h.status = 'monitored' and h.left_on is null
      and h.town in (select p.town from households p where p.county = ${county} and p.id in (select household from present))
    order by h.village, h.head_pinyin, h.id`.execute(tx);
  const of = (wanted: (row: { here: boolean; there: boolean; since: boolean }) => boolean): EntryCheckRow[] =>
    rows.filter(wanted).map(({ household, headName, town, village }) => ({ household, headName, town, village }));
  return {
    batch: last.id,
    asOf: last.as_of,
    entered: of((row) => row.here && row.there),
    waiting: of((row) => row.here && !row.there),
    unexpected: of((row) => !row.here && row.there && row.since),
    differing: await listDiffering(tx, county, last.id),
  };
}

async function listDiffering(tx: Db, county: number, batch: string): Promise<EntryDifference[]> {
  const { rows } = await sql<EntryDifference>`
    select h.id as household, h.head_name as "headName", h.town, h.village, d.field,
      d.current_value as here, d.offered_value as there
    from registry_differences d join households h on h.county = d.county and h.id = d.household
    where d.county = ${county} and d.batch = ${batch} and d.decided is null and d.subject = 'household'
      and exists (select from registry_changes c where c.county = d.county and c.subject_id = h.id
        and c.field = 'status' and c.source = 'matter')
    order by h.village, h.head_pinyin, h.id, d.field`.execute(tx);
  return rows;
}
