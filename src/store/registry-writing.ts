import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import {
  type ColumnValues,
  healthFields,
  plainHouseholdFields,
  plainPersonFields,
  sqlType,
} from './registry-columns.ts';

/** A table's columns that imports write, with their SQL types; `id` and place come first. */
export interface WrittenTable {
  readonly table: 'households' | 'persons' | 'person_health';
  readonly key: 'id' | 'person';
  readonly columns: Readonly<Record<string, string>>;
}

const typed = (fields: Parameters<typeof sqlType>[0][]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field.sql, sqlType(field)]));

export const householdTable: WrittenTable = {
  table: 'households',
  key: 'id',
  columns: {
    ...typed([...plainHouseholdFields]),
    town: 'integer',
    village: 'integer',
    local_number: 'text',
    phone_index: 'bytea',
    phone_tail: 'bytea',
    head_person: 'uuid',
    head_pinyin: 'text',
    head_initials: 'text',
    provisional: 'boolean',
    status: 'text',
    status_since: 'date',
    episode: 'integer',
  },
};

export const personTable: WrittenTable = {
  table: 'persons',
  key: 'id',
  columns: {
    ...typed([...plainPersonFields]),
    household: 'uuid',
    town: 'integer',
    village: 'integer',
    name_pinyin: 'text',
    name_initials: 'text',
    name_initials_other: 'text',
    id_index: 'bytea',
    id_tail: 'bytea',
    id_masked: 'text',
    phone_index: 'bytea',
    joined_on: 'date',
  },
};

export const healthTable: WrittenTable = {
  table: 'person_health',
  key: 'person',
  columns: { ...typed([...healthFields]), household: 'uuid', town: 'integer', village: 'integer' },
};

const AT_ONCE = 4000;

/** Columns the table has a default for: a row that leaves them out takes it. */
const defaults: Readonly<Record<string, string>> = {
  member_count: '0',
  provisional: 'false',
  status: "'none'",
  episode: '0',
  head_pinyin: "''",
  head_initials: "''",
  name_pinyin: "''",
  name_initials: "''",
};

/** Inserts rows, each with its key and whatever columns are known. `done` is called with the rows written so far. */
export async function insertRows(
  tx: Db,
  county: number,
  to: WrittenTable,
  rows: readonly ColumnValues[],
  done: (rows: number) => Promise<void> = async () => {},
): Promise<void> {
  const names = [to.key, ...Object.keys(to.columns)];
  const values = names.map((name) =>
    defaults[name] === undefined ? `x.${name}` : `coalesce(x.${name}, ${defaults[name]})`,
  );
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE);
    await sql`insert into ${sql.raw(to.table)} (county, ${sql.raw(names.join(', '))})
      select ${county}, ${sql.raw(values.join(', '))} from ${recordSet(to, part)}`.execute(tx);
    await done(from + part.length);
  }
}

/** Sets the columns each row names; what it leaves out stays. A file never empties a value. */
export async function updateRows(
  tx: Db,
  county: number,
  to: WrittenTable,
  rows: readonly ColumnValues[],
): Promise<void> {
  const sets = Object.keys(to.columns).map((name) => `${name} = coalesce(x.${name}, t.${name})`);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`update ${sql.raw(to.table)} t set ${sql.raw(sets.join(', '))}
      from ${recordSet(to, rows.slice(from, from + AT_ONCE))}
      where t.county = ${county} and t.${sql.raw(to.key)} = x.${sql.raw(to.key)}`.execute(tx);
  }
}

/** Makes or completes the rows of `person_health`. */
export async function upsertHealth(tx: Db, county: number, rows: readonly ColumnValues[]): Promise<void> {
  const names = Object.keys(healthTable.columns);
  const sets = names.map((name) => `${name} = coalesce(excluded.${name}, person_health.${name})`);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into person_health (county, person, ${sql.raw(names.join(', '))})
      select ${county}, x.person, ${sql.raw(names.map((name) => `x.${name}`).join(', '))}
      from ${recordSet(healthTable, rows.slice(from, from + AT_ONCE))}
      on conflict (county, person) do update set ${sql.raw(sets.join(', '))}`.execute(tx);
  }
}

/** Persons of this county under their blind index; those known stay. */
export async function addToDirectory(
  tx: Db,
  county: number,
  persons: readonly { readonly person: string; readonly index: string }[],
): Promise<void> {
  for (let from = 0; from < persons.length; from += AT_ONCE) {
    await sql`insert into person_directory (id_index, county, person)
      select x.index, ${county}, x.person
      from json_to_recordset(${JSON.stringify(persons.slice(from, from + AT_ONCE))}::json) as x(person uuid, index bytea)
      on conflict (id_index, county) do nothing`.execute(tx);
  }
}

/** One kept change. `cipher` in hex where the values are personal; field `*`: the subject came into the register. */
export interface ChangeRow {
  readonly subject: 'household' | 'person';
  readonly subject_id: string;
  readonly household: string;
  readonly field: string;
  readonly old_value: string | null;
  readonly new_value: string | null;
  readonly cipher: string | null;
  readonly town: number;
  readonly village: number | null;
}

export interface ChangeOrigin {
  readonly batch: string;
  readonly source: string;
  readonly asOf: string;
  readonly actor: string;
  readonly at: number;
}

/** Appends changes of one batch. */
export async function insertChanges(
  tx: Db,
  county: number,
  origin: ChangeOrigin,
  rows: readonly ChangeRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into registry_changes (county, subject, subject_id, household, field, old_value, new_value, cipher,
        source, source_on, batch, actor, at, town, village)
      select ${county}, x.subject, x.subject_id, x.household, x.field, x.old_value, x.new_value, x.cipher,
        ${origin.source}, ${origin.asOf}::date, ${origin.batch}::uuid, ${origin.actor}, ${origin.at}::bigint, x.town, x.village
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json) as x(subject text, subject_id uuid,
        household uuid, field text, old_value text, new_value text, cipher bytea, town integer, village integer)`.execute(
      tx,
    );
  }
}

/** Something for people to decide: `current` stands, `offered` was said. */
export interface DifferenceRow extends Omit<ChangeRow, 'old_value' | 'new_value'> {
  readonly current_value: string;
  readonly current_source: string;
  readonly offered_value: string;
  readonly reason: string;
  /** The household a person would move to. */
  readonly target: string | null;
}

/** Adds differences; one already asked about the same value (decided or not) is not asked again. */
export async function insertDifferences(
  tx: Db,
  county: number,
  origin: ChangeOrigin,
  rows: readonly DifferenceRow[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await sql`insert into registry_differences (county, batch, subject, subject_id, household, field, current_value,
        current_source, offered_value, offered_source, offered_on, reason, target, cipher, town, village)
      select ${county}, ${origin.batch}::uuid, x.subject, x.subject_id, x.household, x.field, x.current_value,
        x.current_source, x.offered_value, ${origin.source}, ${origin.asOf}::date, x.reason, x.target, x.cipher, x.town, x.village
      from json_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::json) as x(subject text, subject_id uuid,
        household uuid, field text, current_value text, current_source text, offered_value text, reason text, target uuid,
        cipher bytea, town integer, village integer)
      where not exists (select from registry_differences d where d.county = ${county} and d.subject_id = x.subject_id
        and d.field = x.field and d.offered_value = x.offered_value and d.current_value = x.current_value)`.execute(tx);
  }
}

function recordSet(to: WrittenTable, rows: readonly ColumnValues[]): RawBuilder<unknown> {
  const columns = [`${to.key} uuid`, ...Object.entries(to.columns).map(([name, type]) => `${name} ${type}`)];
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as x(${sql.raw(columns.join(', '))})`;
}
