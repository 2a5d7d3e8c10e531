import { sql } from 'kysely';
import { type FieldValue, findRegistryField } from '#domain/registry/registry-fields.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import {
  type ColumnValues,
  healthFields,
  plainHouseholdFields,
  plainPersonFields,
  storedValue,
} from './registry-columns.ts';
import { type ChangeRow, healthTable, householdTable, personTable, type WrittenTable } from './registry-writing.ts';

/** Kind of a batch that takes another one back. */
export const UNDO_BATCH = 'registry-undo';

/** A kept change as undoing looks at it. */
export interface HistoryRow {
  readonly id: number;
  readonly subject: 'household' | 'person';
  readonly subject_id: string;
  readonly household: string;
  readonly field: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly cipher: Buffer | null;
  readonly source: string;
  readonly source_on: PlainDate | null;
  readonly batch: string | null;
  readonly actor: string;
  readonly at: number;
  readonly town: number;
  readonly village: number | null;
}

/** Every change of each field the batch changed, and how each of these subjects came in (field `*`); the oldest first. */
export async function listHistory(tx: Db, county: number, batch: string): Promise<HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    with own as (select subject_id, field from registry_changes where county = ${county} and batch = ${batch} and field <> '*')
    select id, subject, subject_id, household, field, old_value, new_value, cipher, source, source_on, batch, actor, at, town, village
    from registry_changes
    where county = ${county} and ((subject_id, field) in (select subject_id, field from own)
      or (field = '*' and subject_id in (select subject_id from own)))
    order by id`.execute(tx);
  return rows;
}

/** Somebody who came into the register with the batch. `since`: who has built on that, null when nobody has. */
export interface ArrivalRow {
  readonly subject: 'household' | 'person';
  readonly id: string;
  readonly household: string;
  readonly name: string;
  readonly town: number;
  readonly village: number | null;
  readonly since: { readonly source: string; readonly at: number; readonly actor: string | null } | null;
}

/**
 * Households and persons that came with the batch and are still there. A household is built upon by any later change of it
 * or a member, a matter or an income sheet; a person by a later change of the person. What `voided` batches did does not count.
 */
export async function listArrivals(
  tx: Db,
  county: number,
  batch: string,
  voided: readonly string[],
): Promise<ArrivalRow[]> {
  const { rows } = await sql<ArrivalRow>`
    select c.subject, c.subject_id as id, c.household, coalesce(p.name, h.head_name) as name, c.town, c.village,
      (select jsonb_build_object('source', s.source, 'at', s.at, 'actor', s.actor) from (
        select l.source, l.at, l.actor from registry_changes l
        where l.county = c.county and l.id > c.id and l.batch is distinct from ${batch}::uuid
          and (l.batch is null or l.batch <> all (${[...voided]}::uuid[]))
          and ((c.subject = 'household' and l.household = c.subject_id) or l.subject_id = c.subject_id)
        union all
        select 'matter', coalesce((select a.at from acts a where a.county = m.county and a.matter = m.matter and a.seq = m.last_seq), 0), null
        from matters m where c.subject = 'household' and m.county = c.county and m.household = c.subject_id
          and not exists (select from lead_lines w where w.county = m.county and w.matter = m.matter and w.stage = 'withdrawn')
        union all
        select i.source, 0, null from incomes i where c.subject = 'household' and i.county = c.county and i.household = c.subject_id
        order by 2 desc limit 1) s) as since
    from registry_changes c
    left join households h on c.subject = 'household' and h.county = c.county and h.id = c.subject_id
    left join persons p on c.subject = 'person' and p.county = c.county and p.id = c.subject_id
    where c.county = ${county} and c.batch = ${batch} and c.field = '*' and coalesce(h.left_on, p.left_on) is null
    order by c.id`.execute(tx);
  return rows;
}

/** Batches whose word counts for nothing: those undone, and those that undid them. */
export async function listVoidBatches(tx: Db, county: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('batches')
    .select('id')
    .where('county', '=', county)
    .where((or) => or.or([or('state', '=', 'undone'), or('kind', '=', UNDO_BATCH)]))
    .execute();
  return rows.map(({ id }) => id);
}

/** Households and persons leave the register on a day; persons of the households given leave with them. */
export async function takeOut(
  tx: Db,
  county: number,
  who: { readonly households: readonly string[]; readonly persons: readonly string[] },
  on: PlainDate,
): Promise<void> {
  await sql`update households set left_on = ${on} where county = ${county} and id = any (${[...who.households]}::uuid[])`.execute(
    tx,
  );
  await sql`update persons set left_on = ${on}, left_why = 'import-undone' where county = ${county} and left_on is null
    and (id = any (${[...who.persons]}::uuid[]) or household = any (${[...who.households]}::uuid[]))`.execute(tx);
}

/** Households have fewer members: those who left. */
export async function lowerMemberCounts(
  tx: Db,
  county: number,
  fewer: readonly { readonly household: string; readonly by: number }[],
): Promise<void> {
  await sql`update households h set member_count = greatest(0, h.member_count - x.by)
    from json_to_recordset(${JSON.stringify(fewer)}::json) as x(household uuid, by integer)
    where h.county = ${county} and h.id = x.household`.execute(tx);
}

/** Where the columns of a field stand, or undefined for one without a column of its own. */
export function tableOfField(subject: 'household' | 'person', field: string): WrittenTable | undefined {
  const among = (fields: readonly { readonly name: string }[]): boolean => fields.some(({ name }) => name === field);
  if (subject === 'household') {
    const own = ['localNumber', 'status', 'provisional', 'headName'].includes(field);
    return own || among(plainHouseholdFields) ? householdTable : undefined;
  }
  if (among(plainPersonFields)) return personTable;
  return among(healthFields) ? healthTable : undefined;
}

/** The value of a field as it stands; null when unknown. `village` and what has no column of its own are not asked here. */
export async function findValue(
  tx: Db,
  keys: FieldKeys,
  subject: 'household' | 'person',
  id: string,
  field: string,
): Promise<FieldValue | null> {
  const table = tableOfField(subject, field);
  if (!table) return null;
  const known = findRegistryField(field);
  const column =
    known?.sql ?? { localNumber: 'local_number', status: 'status', provisional: 'provisional' }[field] ?? '';
  const { rows } = await sql<Record<string, unknown>>`select ${sql.raw(column)} from ${sql.raw(table.table)}
    where county = ${keys.county} and ${sql.raw(table.key)} = ${id}`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  if (!known) return row[column] as FieldValue | null;
  return storedValue(keys, table.table, id, known, row) ?? null;
}

const AT_ONCE = 4000;

/** Sets exactly these columns in each row, empty where the value is null. Every row has `key` and the same columns. */
export async function setColumns(
  tx: Db,
  county: number,
  table: WrittenTable,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, ColumnValues[string] | null>>[],
): Promise<void> {
  const types = columns.map((name) => `${name} ${table.columns[name] ?? 'text'}`);
  const sets = columns.map((name) => `${name} = x.${name}`);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`update ${sql.raw(table.table)} t set ${sql.raw(sets.join(', '))}
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json)
        as x(${sql.raw([`${table.key} uuid`, ...types].join(', '))})
      where t.county = ${county} and t.${sql.raw(table.key)} = x.${sql.raw(table.key)}`.execute(tx);
  }
}

/** A change that names who says so itself. */
export type SourcedChange = ChangeRow & { readonly source: string; readonly source_on: string | null };

/** Appends changes each with a source of its own. `batch` null: decided by a person. */
export async function insertSourcedChanges(
  tx: Db,
  county: number,
  origin: { readonly batch: string | null; readonly actor: string; readonly at: number },
  rows: readonly SourcedChange[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into registry_changes (county, subject, subject_id, household, field, old_value, new_value, cipher,
        source, source_on, batch, actor, at, town, village)
      select ${county}, x.subject, x.subject_id, x.household, x.field, x.old_value, x.new_value, x.cipher,
        x.source, x.source_on, ${origin.batch}::uuid, ${origin.actor}, ${origin.at}::bigint, x.town, x.village
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json) as x(subject text, subject_id uuid,
        household uuid, field text, old_value text, new_value text, cipher bytea, source text, source_on date,
        town integer, village integer)`.execute(tx);
  }
}

/** Differences of an undone batch that nobody has decided need no decision; how many. */
export async function withdrawDifferences(
  tx: Db,
  county: number,
  batch: string,
  by: { readonly actor: string; readonly at: number },
): Promise<number> {
  const result = await tx
    .updateTable('registry_differences')
    .set({ decided: 'withdrawn', decided_by: by.actor, decided_at: by.at })
    .where('county', '=', county)
    .where('batch', '=', batch)
    .where('decided', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Members of households by name and relation: for giving a household its head back. */
export async function listHeads(
  tx: Db,
  county: number,
  households: readonly string[],
): Promise<{ household: string; id: string; name: string; relation: string | null }[]> {
  const { rows } = await sql<{ household: string; id: string; name: string; relation: string | null }>`
    select household, id, name, relation from persons
    where county = ${county} and household = any (${[...households]}::uuid[]) and left_on is null order by id`.execute(
    tx,
  );
  return rows;
}

/** Names of heads, for lists of what stayed. */
export async function headNames(tx: Db, county: number, households: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; head_name: string }>`
    select id, head_name from households where county = ${county} and id = any (${[...households]}::uuid[])`.execute(
    tx,
  );
  return new Map(rows.map(({ id, head_name }) => [id, head_name]));
}
