import { sql } from 'kysely';
import { blindIndex, tailIndex } from '#crypto/blind-index.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import { nameKeys } from './name-keys.ts';

/** A household as lists show it; numbers masked. */
export interface HouseholdHitRow {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly headName: string;
  readonly headPerson: string | null;
  readonly persons: number;
  readonly matched: string | null;
  readonly idMasked: string | null;
  readonly hasPhone: boolean;
  readonly phone: string | null;
  readonly status: string;
  readonly provisional: boolean;
  readonly openLead: string | null;
  readonly openLeadNo: string | null;
}

/** What a person typed into the search field, sorted out. */
export type SearchKey =
  | { readonly kind: 'id-number'; readonly normalised: string }
  | { readonly kind: 'tail'; readonly tail: string }
  | { readonly kind: 'initials'; readonly initials: string }
  | { readonly kind: 'name'; readonly name: string };

/** A whole number, four characters of its end, letters (initials), or a part of a name. */
export function searchKey(text: string): SearchKey {
  const typed = text.trim();
  if (/^\d{17}[\dXx]$/.test(typed)) return { kind: 'id-number', normalised: typed.toUpperCase() };
  if (/^\d{3}[\dXx]$/.test(typed)) return { kind: 'tail', tail: typed.toUpperCase() };
  if (/^[A-Za-z]{1,12}$/.test(typed)) return { kind: 'initials', initials: typed.toLowerCase() };
  return { kind: 'name', name: typed };
}

/** Households with a member that fits, the head's name first; at most `limit`. */
export async function searchHouseholds(
  tx: Db,
  keys: FieldKeys,
  text: string,
  options: { village?: number | undefined; town?: number | undefined; limit: number; offset?: number },
): Promise<HouseholdHitRow[]> {
  const { rows } = await sql<HitSqlRow>`
    with met as (
      select distinct on (p.household) p.household, p.name, (p.id = h.head_person) as is_head
      from persons p join households h on h.county = p.county and h.id = p.household
      where p.county = ${keys.county} and p.left_on is null and h.left_on is null and ${personCondition(keys, text)}
        ${options.village === undefined ? sql`` : sql`and p.village = ${options.village}`}
        ${options.town === undefined ? sql`` : sql`and p.town = ${options.town}`}
      order by p.household, (p.id = h.head_person) desc)
    ${hitColumns}, case when met.is_head then null else met.name end as matched
    from met join households h on h.county = ${keys.county} and h.id = met.household
    ${hitJoins}
    order by met.is_head desc, h.head_pinyin offset ${options.offset ?? 0} limit ${options.limit}`.execute(tx);
  return rows.map((row) => hitOf(keys, row));
}

/** 农户名册: households of an area by village and name. */
export async function listHouseholds(
  tx: Db,
  keys: FieldKeys,
  filter: {
    village?: number | undefined;
    town?: number | undefined;
    monitored?: boolean | undefined;
    offset: number;
    limit: number;
  },
): Promise<{ hits: HouseholdHitRow[]; total: number }> {
  const conditions = [sql`h.county = ${keys.county}`, sql`h.left_on is null`];
  if (filter.village !== undefined) conditions.push(sql`h.village = ${filter.village}`);
  if (filter.town !== undefined) conditions.push(sql`h.town = ${filter.town}`);
  if (filter.monitored !== undefined) {
    conditions.push(filter.monitored ? sql`h.status = 'monitored'` : sql`h.status <> 'monitored'`);
  }
  const where = sql.join(conditions, sql` and `);
  const { rows } = await sql<HitSqlRow>`${hitColumns}, null as matched from households h ${hitJoins}
    where ${where} order by h.village, h.head_pinyin, h.id offset ${filter.offset} limit ${filter.limit}`.execute(tx);
  const count = await sql<{ n: number }>`select count(*)::int as n from households h where ${where}`.execute(tx);
  return { hits: rows.map((row) => hitOf(keys, row)), total: count.rows[0]?.n ?? 0 };
}

/** One household as a hit, or undefined. */
export async function findHouseholdHit(tx: Db, keys: FieldKeys, id: string): Promise<HouseholdHitRow | undefined> {
  const { rows } = await sql<HitSqlRow>`${hitColumns}, null as matched from households h ${hitJoins}
    where h.county = ${keys.county} and h.id = ${id}`.execute(tx);
  return rows[0] && hitOf(keys, rows[0]);
}

/** The person of that number in this county, still a member somewhere; undefined when unknown or not visible. */
export async function findPersonByNumber(
  tx: Db,
  keys: FieldKeys,
  normalised: string,
): Promise<{ id: string; household: string; town: number; village: number | null } | undefined> {
  return tx
    .selectFrom('persons')
    .select(['id', 'household', 'town', 'village'])
    .where('county', '=', keys.county)
    .where('id_index', '=', blindIndex(keys.ring.index, 'id', normalised))
    .where('left_on', 'is', null)
    .executeTakeFirst();
}

/** The head of a household, or undefined when the household is not visible or has no head. */
export async function headOf(
  tx: Db,
  county: number,
  household: string,
): Promise<{ person: string; name: string; idKnown: boolean } | undefined> {
  const row = await tx
    .selectFrom('households')
    .innerJoin('persons', (join) =>
      join.onRef('persons.county', '=', 'households.county').onRef('persons.id', '=', 'households.head_person'),
    )
    .select(['persons.id', 'persons.name', 'persons.id_index'])
    .where('households.county', '=', county)
    .where('households.id', '=', household)
    .executeTakeFirst();
  return row && { person: row.id, name: row.name, idKnown: row.id_index !== null };
}

/** Sets what a household is to monitoring, with the change kept: recognised, cleared, removed. */
export async function setHouseholdStatus(
  tx: Db,
  county: number,
  change: {
    household: string;
    status: 'monitored' | 'cleared' | 'removed';
    since: PlainDate;
    matter: string;
    actor: string;
    at: number;
  },
): Promise<void> {
  const before = await tx
    .selectFrom('households')
    .select(['status', 'town', 'village', 'episode'])
    .where('county', '=', county)
    .where('id', '=', change.household)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('households')
    .set({
      status: change.status,
      status_since: change.since,
      episode: change.status === 'monitored' && before.status !== 'monitored' ? before.episode + 1 : before.episode,
    })
    .where('county', '=', county)
    .where('id', '=', change.household)
    .execute();
  await tx
    .insertInto('registry_changes')
    .values({
      county,
      subject: 'household',
      subject_id: change.household,
      household: change.household,
      field: 'status',
      old_value: before.status,
      new_value: change.status,
      source: 'matter',
      source_on: change.since,
      matter: change.matter,
      actor: change.actor,
      at: change.at,
      town: before.town,
      village: before.village,
    })
    .execute();
}

/** A household begun from a lead: village, head and, where known, phone and number. */
export interface ProvisionalHousehold {
  readonly id: string;
  readonly headPerson: string;
  readonly town: number;
  readonly village: number | null;
  readonly headName: string;
  readonly phone: string | null;
  /** Normalised and checked. */
  readonly idNumber: string | null;
  readonly bornOn: PlainDate | null;
  readonly sex: string | null;
  /** Official day it is begun; absent: counted as always there. */
  readonly enteredOn?: PlainDate;
}

export async function insertProvisionalHousehold(
  tx: Db,
  keys: FieldKeys,
  household: ProvisionalHousehold,
): Promise<void> {
  const name = nameKeys(household.headName);
  const county = keys.county;
  await tx
    .insertInto('households')
    .values({
      county,
      id: household.id,
      town: household.town,
      village: household.village,
      head_person: household.headPerson,
      head_name: household.headName,
      head_pinyin: name.pinyin,
      head_initials: name.initials,
      member_count: 1,
      provisional: true,
      entered_on: household.enteredOn ?? null,
      phone: keys.seal({ table: 'households', column: 'phone', row: household.id }, household.phone),
      phone_index: household.phone === null ? null : blindIndex(keys.ring.index, 'phone', household.phone),
      phone_tail: household.phone === null ? null : tailIndex(keys.ring.index, county, household.phone.slice(-4)),
    })
    .execute();
  await tx
    .insertInto('persons')
    .values({
      county,
      id: household.headPerson,
      household: household.id,
      town: household.town,
      village: household.village,
      name: household.headName,
      name_pinyin: name.pinyin,
      name_initials: name.initials,
      name_initials_other: name.initialsOther,
      relation: '户主',
      sex: household.sex,
      born_on: household.bornOn,
    })
    .execute();
  if (household.idNumber !== null) await setPersonNumber(tx, keys, household.headPerson, household.idNumber);
}

/** Sets the identity number of a person: cipher, indexes, masked form, directory. `idNumber` normalised and checked. */
export async function setPersonNumber(tx: Db, keys: FieldKeys, person: string, idNumber: string): Promise<void> {
  const index = blindIndex(keys.ring.index, 'id', idNumber);
  await tx
    .updateTable('persons')
    .set({
      id_number: keys.seal({ table: 'persons', column: 'id_number', row: person }, idNumber),
      id_index: index,
      id_tail: tailIndex(keys.ring.index, keys.county, idNumber.slice(-4)),
      id_masked: maskIdNumber(idNumber),
    })
    .where('county', '=', keys.county)
    .where('id', '=', person)
    .execute();
  await tx
    .insertInto('person_directory')
    .values({ id_index: index, county: keys.county, person })
    .onConflict((conflict) => conflict.columns(['id_index', 'county']).doNothing())
    .execute();
}

function personCondition(keys: FieldKeys, text: string) {
  const key = searchKey(text);
  switch (key.kind) {
    case 'id-number':
      return sql`p.id_index = ${blindIndex(keys.ring.index, 'id', key.normalised)}`;
    case 'tail':
      return sql`p.id_tail = ${tailIndex(keys.ring.index, keys.county, key.tail)}`;
    case 'initials':
      return sql`((p.name_initials >= ${key.initials} and p.name_initials < ${`${key.initials}{`})
        or (p.name_initials_other >= ${key.initials} and p.name_initials_other < ${`${key.initials}{`}))`;
    case 'name':
      return sql`p.name like ${`%${key.name.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
  }
}

const hitColumns = sql`select h.id, h.town, h.village, h.head_name, h.head_person, h.member_count, h.status, h.provisional, h.phone,
  head.id_masked, lead.matter as open_lead, lead.no as open_lead_no`;

const hitJoins = sql`left join persons head on head.county = h.county and head.id = h.head_person
  left join lateral (select l.matter, m.no from lead_lines l join matters m on m.county = l.county and m.matter = l.matter
    where l.county = h.county and l.household = h.id and l.ended_on is null order by m.no limit 1) lead on true`;

interface HitSqlRow {
  id: string;
  town: number;
  village: number | null;
  head_name: string;
  head_person: string | null;
  member_count: number;
  status: string;
  provisional: boolean;
  phone: Buffer | null;
  id_masked: string | null;
  open_lead: string | null;
  open_lead_no: string | null;
  matched: string | null;
}

function hitOf(keys: FieldKeys, row: HitSqlRow): HouseholdHitRow {
  return {
    id: row.id,
    town: row.town,
    village: row.village,
    headName: row.head_name,
    headPerson: row.head_person,
    persons: row.member_count,
    matched: row.matched,
    idMasked: row.id_masked,
    hasPhone: row.phone !== null,
    phone: keys.open({ table: 'households', column: 'phone', row: row.id }, row.phone),
    status: row.status,
    provisional: row.provisional,
    openLead: row.open_lead,
    openLeadNo: row.open_lead_no,
  };
}

/** Somebody who comes into a household that is in the register. */
export interface NewMemberRow {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
  readonly sexCode: 'male' | 'female';
  /** Checked. */
  readonly idNumber: string | null;
  readonly bornOn: PlainDate | null;
  readonly joinedOn: PlainDate;
}

/** Adds a member to a household, where the household is; the count of the household is the caller's. */
export async function insertMember(tx: Db, keys: FieldKeys, household: string, member: NewMemberRow): Promise<void> {
  const { county } = keys;
  const name = nameKeys(member.name);
  const place = await tx
    .selectFrom('households')
    .select(['town', 'village'])
    .where('county', '=', county)
    .where('id', '=', household)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('persons')
    .values({
      ...{ county, id: member.id, household, ...place, name: member.name },
      ...{ name_pinyin: name.pinyin, name_initials: name.initials, name_initials_other: name.initialsOther },
      ...{ relation: member.relation, sex: member.sexCode === 'male' ? '男' : '女' },
      ...{ born_on: member.bornOn, joined_on: member.joinedOn },
    })
    .execute();
  if (member.idNumber !== null) await setPersonNumber(tx, keys, member.id, member.idNumber);
}
