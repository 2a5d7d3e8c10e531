import { sql } from 'kysely';
import type { StoredFact, StoredHousehold, StoredPerson } from '#domain/registry/household.ts';
import type { RegistryField } from '#domain/registry/registry-fields.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import { healthFields, plainHouseholdFields, plainPersonFields, storedValue } from './registry-columns.ts';

/** A household as the registry holds it, with what an import needs beside its values. */
export interface CurrentHousehold {
  readonly stored: StoredHousehold;
  readonly town: number;
  readonly village: number | null;
  readonly headPerson: string | null;
  readonly headName: string;
  readonly memberCount: number;
  readonly provisional: boolean;
  readonly status: StoredFact | undefined;
  readonly localNumber: StoredFact | undefined;
}

/** What of the registry a file may be about. `idIndexes` in hex. */
export interface WantedHouseholds {
  readonly idIndexes: readonly string[];
  readonly nationalNumbers: readonly string[];
  readonly localNumbers: readonly string[];
  readonly villages: readonly number[];
}

/** The part of the registry a file may be about, with the ways to find a household in it. */
export interface CurrentRegister {
  readonly households: ReadonlyMap<string, CurrentHousehold>;
  /** By blind index of the ID number, in hex. */
  readonly persons: ReadonlyMap<string, { readonly person: string; readonly household: string }>;
  readonly byNationalNumber: ReadonlyMap<string, string>;
  /** By `village number/户号`. */
  readonly byLocalNumber: ReadonlyMap<string, string>;
  /** Begun from leads: by `village number/name of the head`. */
  readonly provisional: ReadonlyMap<string, readonly string[]>;
}

/** A source that says nothing about itself: a value from before changes were kept, or begun with a lead. */
const UNKNOWN = { source: 'unknown', asOf: plainDate('1900-01-01') } as const;

const AT_ONCE = 10_000;

/** Reads what `wanted` may be about. `lock`: the households found stay as they are until the transaction ends. */
export async function loadCurrentRegister(
  tx: Db,
  keys: FieldKeys,
  wanted: WantedHouseholds,
  areaKeyOf: (area: number) => string,
  lock: boolean,
): Promise<CurrentRegister> {
  const persons = await findPersons(tx, keys.county, wanted.idIndexes);
  const found = await findHouseholds(tx, keys.county, wanted);
  const ids = [...new Set([...[...persons.values()].map(({ household }) => household), ...found.map(({ id }) => id)])];
  const households = new Map<string, CurrentHousehold>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await loadHouseholds(tx, keys, ids.slice(from, from + AT_ONCE), areaKeyOf, lock, households);
  }
  return { households, persons, ...waysToFind(found) };
}

interface FoundHousehold {
  readonly id: string;
  readonly household_number: string | null;
  readonly local_number: string | null;
  readonly village: number | null;
  readonly head_name: string;
  readonly provisional: boolean;
}

async function findPersons(
  tx: Db,
  county: number,
  indexes: readonly string[],
): Promise<Map<string, { person: string; household: string }>> {
  const found = new Map<string, { person: string; household: string }>();
  for (let from = 0; from < indexes.length; from += AT_ONCE) {
    const part = indexes.slice(from, from + AT_ONCE);
    const { rows } = await sql<{ id: string; household: string; id_index: Buffer }>`
      select id, household, id_index from persons
      where county = ${county} and left_on is null
        and id_index in (select decode(i, 'hex') from json_array_elements_text(${JSON.stringify(part)}::json) i)`.execute(
      tx,
    );
    for (const row of rows) found.set(row.id_index.toString('hex'), { person: row.id, household: row.household });
  }
  return found;
}

async function findHouseholds(tx: Db, county: number, wanted: WantedHouseholds): Promise<FoundHousehold[]> {
  const columns = sql`id, household_number, local_number, village, head_name, provisional`;
  const { rows } = await sql<FoundHousehold>`
    select ${columns} from households where county = ${county} and left_on is null
      and household_number in (select json_array_elements_text(${JSON.stringify(wanted.nationalNumbers)}::json))
    union
    select ${columns} from households where county = ${county} and left_on is null and local_number is not null
      and local_number in (select json_array_elements_text(${JSON.stringify(wanted.localNumbers)}::json))
    union
    select ${columns} from households where county = ${county} and left_on is null and provisional
      and village = any (${wanted.villages}::integer[])`.execute(tx);
  return rows;
}

function waysToFind(
  found: readonly FoundHousehold[],
): Pick<CurrentRegister, 'byNationalNumber' | 'byLocalNumber' | 'provisional'> {
  const byNationalNumber = new Map<string, string>();
  const byLocalNumber = new Map<string, string>();
  const provisional = new Map<string, string[]>();
  for (const row of found) {
    if (row.household_number !== null) byNationalNumber.set(row.household_number, row.id);
    if (row.local_number !== null) byLocalNumber.set(`${row.village}/${row.local_number}`, row.id);
    if (!row.provisional) continue;
    const key = `${row.village}/${row.head_name}`;
    provisional.set(key, [...(provisional.get(key) ?? []), row.id]);
  }
  return { byNationalNumber, byLocalNumber, provisional };
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly household: string };

async function loadHouseholds(
  tx: Db,
  keys: FieldKeys,
  ids: readonly string[],
  areaKeyOf: (area: number) => string,
  lock: boolean,
  into: Map<string, CurrentHousehold>,
): Promise<void> {
  const { county } = keys;
  const locking = lock ? sql`for update of t` : sql``;
  const households = await sql<Row>`select t.* from households t
    where t.county = ${county} and t.id = any (${ids}::uuid[]) order by t.id ${locking}`.execute(tx);
  const persons = await sql<Row>`select t.* from persons t
    where t.county = ${county} and t.household = any (${ids}::uuid[]) and t.left_on is null order by t.id ${locking}`.execute(
    tx,
  );
  const health = await sql<Row & { person: string }>`select t.* from person_health t
    where t.county = ${county} and t.household = any (${ids}::uuid[])`.execute(tx);
  const sources = await loadSources(tx, county, ids);
  const healthOf = new Map(health.rows.map((row) => [row.person, row]));
  const members = Map.groupBy(persons.rows, (row) => row.household);
  for (const row of households.rows) {
    const facts = readFacts(keys, 'households', row.id, plainHouseholdFields, row, sources);
    const village = row['village'] as number | null;
    const place = village === null ? {} : { village: sourced(sources, row.id, 'village', areaKeyOf(village)) };
    const stored: StoredHousehold = {
      key: row.id,
      facts: { ...facts, ...place },
      members: (members.get(row.id) ?? []).map((person): StoredPerson => {
        const own = readFacts(keys, 'persons', person.id, plainPersonFields, person, sources);
        const healthRow = healthOf.get(person.id);
        const more = healthRow && readFacts(keys, 'person_health', person.id, healthFields, healthRow, sources);
        return { key: person.id, facts: { ...own, ...more } };
      }),
    };
    into.set(row.id, {
      stored,
      town: row['town'] as number,
      village,
      headPerson: row['head_person'] as string | null,
      headName: String(row['head_name']),
      memberCount: Number(row['member_count']),
      provisional: row['provisional'] === true,
      status: row['status'] === 'none' ? undefined : sourced(sources, row.id, 'status', String(row['status'])),
      localNumber:
        row['local_number'] === null ? undefined : sourced(sources, row.id, 'localNumber', String(row['local_number'])),
    });
  }
}

type Sources = ReadonlyMap<string, Pick<StoredFact, 'source' | 'asOf'>>;

/** Who last said each value: by `subject/field`, `subject/*` for the values a subject came with. */
async function loadSources(tx: Db, county: number, households: readonly string[]): Promise<Sources> {
  const { rows } = await sql<{ subject_id: string; field: string; source: string; source_on: string | null }>`
    select distinct on (subject_id, field) subject_id, field, source, source_on::text as source_on
    from registry_changes where county = ${county} and household = any (${households}::uuid[])
    order by subject_id, field, at desc, id desc`.execute(tx);
  return new Map(
    rows.map((row) => [
      `${row.subject_id}/${row.field}`,
      { source: row.source, asOf: row.source_on === null ? UNKNOWN.asOf : plainDate(row.source_on) },
    ]),
  );
}

function readFacts(
  keys: FieldKeys,
  table: 'households' | 'persons' | 'person_health',
  id: string,
  fields: readonly RegistryField[],
  row: Readonly<Record<string, unknown>>,
  sources: Sources,
): Record<string, StoredFact> {
  const facts: Record<string, StoredFact> = {};
  for (const field of fields) {
    const value = storedValue(keys, table, id, field, row);
    if (value !== undefined) facts[field.name] = sourced(sources, id, field.name, value);
  }
  return facts;
}

function sourced(sources: Sources, id: string, field: string, value: StoredFact['value']): StoredFact {
  return { value, ...(sources.get(`${id}/${field}`) ?? sources.get(`${id}/*`) ?? UNKNOWN) };
}
