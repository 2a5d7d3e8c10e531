import { sql } from 'kysely';
import type { QualityHousehold, QualityIncome, QualityMember } from '#domain/registry/quality/quality-household.ts';
import type { FieldValue, RegistryField } from '#domain/registry/registry-fields.ts';
import type { Fen } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import { healthFields, isSealed, plainHouseholdFields, plainPersonFields, storedValue } from './registry-columns.ts';

/** A household as the rules of 疑点数据 look at it, with where it stands and whom it is counted under. */
export interface JudgedHousehold {
  readonly household: QualityHousehold;
  readonly town: number;
  readonly village: number | null;
}

/** Sealed values the rules read; of every other sealed one they only ask whether it is there. */
const READ: readonly string[] = ['idNumber', 'phone'];
const THERE = '有';

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly household: string };

/** Households of these ids that are in the register now, with members, last worksheet and what files say of their numbers. */
export async function loadJudgedHouseholds(
  tx: Db,
  keys: FieldKeys,
  ids: readonly string[],
): Promise<JudgedHousehold[]> {
  const { county } = keys;
  const given = sql`any (${[...ids]}::uuid[])`;
  const households = await sql<Row>`select * from households where county = ${county} and id = ${given}
    and left_on is null order by id`.execute(tx);
  const persons = await sql<Row>`select * from persons where county = ${county} and household = ${given}
    and left_on is null order by id`.execute(tx);
  const health = await sql<Row & { person: string }>`select * from person_health
    where county = ${county} and household = ${given}`.execute(tx);
  const elsewhere = await sql<{ subject_id: string }>`select distinct subject_id from registry_differences
    where county = ${county} and household = ${given} and reason = 'other-household' and decided is null`.execute(tx);
  const incomes = await sql<IncomeRow>`select distinct on (household) household, on_day, lines from incomes
    where county = ${county} and household = ${given} order by household, on_day desc`.execute(tx);
  const healthOf = new Map(health.rows.map((row) => [row.person, row]));
  const twice = new Set(elsewhere.rows.map(({ subject_id }) => subject_id));
  const members = Map.groupBy(persons.rows, (row) => row.household);
  const incomeOf = new Map(incomes.rows.map((row) => [row.household, row]));
  return households.rows.map((row) => ({
    town: Number(row['town']),
    village: row['village'] as number | null,
    household: {
      key: row.id,
      values: valuesOf(keys, 'households', row.id, plainHouseholdFields, row),
      status: String(row['status']) as QualityHousehold['status'],
      statusSince: row['status_since'] as PlainDate | null,
      measures: undefined,
      income: readIncome(incomeOf.get(row.id)),
      members: (members.get(row.id) ?? []).map((person): QualityMember => {
        const more = healthOf.get(person.id);
        return {
          key: person.id,
          values: {
            ...valuesOf(keys, 'persons', person.id, plainPersonFields, person),
            ...(more && valuesOf(keys, 'person_health', person.id, healthFields, more)),
          },
          numberElsewhere: twice.has(person.id),
        };
      }),
    },
  }));
}

/** Households of the county that are in the register, in pages by id: those after `after`, at most `limit`. */
export async function listHouseholdIds(tx: Db, county: number, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from households where county = ${county} and left_on is null
    and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Households a batch has brought or changed. */
export async function listBatchHouseholds(tx: Db, county: number, batch: string): Promise<string[]> {
  const { rows } = await sql<{ household: string }>`select distinct household from registry_changes
    where county = ${county} and batch = ${batch}
    union select distinct household from registry_differences where county = ${county} and batch = ${batch}
    order by household`.execute(tx);
  return rows.map(({ household }) => household);
}

function valuesOf(
  keys: FieldKeys,
  table: 'households' | 'persons' | 'person_health',
  id: string,
  fields: readonly RegistryField[],
  row: Readonly<Record<string, unknown>>,
): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const sealed = isSealed(field) && !READ.includes(field.name);
    const value = sealed ? thereOrNot(row[field.sql]) : storedValue(keys, table, id, field, row);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

function thereOrNot(stored: unknown): string | undefined {
  return stored === null || stored === undefined ? undefined : THERE;
}

interface IncomeRow {
  readonly household: string;
  readonly on_day: PlainDate;
  readonly lines: Readonly<Record<string, string | null>>;
}

function readIncome(row: IncomeRow | undefined): QualityIncome | undefined {
  if (row === undefined) return undefined;
  const names = ['wage', 'business', 'transfer', 'compliantOutOfPocket'] as const;
  const known = names.flatMap((name) => {
    const text = row.lines[name];
    return text === null || text === undefined ? [] : [[name, BigInt(text) as Fen] as const];
  });
  return { on: row.on_day, ...Object.fromEntries(known) };
}
