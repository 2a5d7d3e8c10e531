import { type RawBuilder, sql } from 'kysely';
import type { ChangeMember } from '#domain/registry/changes/household-change.ts';
import { sexOfWord } from '#domain/registry/kinship.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import type { Json } from './schema.ts';

/** A household with its members as a change begins from, held until the transaction ends. */
export interface SubjectRow {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly head: string | null;
  readonly headName: string;
  readonly status: string;
  readonly members: readonly ChangeMember[];
}

/** The household locked with its members, or undefined when it is not there, has left, or is not visible. */
export async function lockSubject(tx: Db, county: number, id: string): Promise<SubjectRow | undefined> {
  const row = await tx
    .selectFrom('households')
    .select(['id', 'town', 'village', 'head_person', 'head_name', 'status'])
    .where('county', '=', county)
    .where('id', '=', id)
    .where('left_on', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const persons = await tx
    .selectFrom('persons')
    .select(['id', 'name', 'relation', 'sex'])
    .where('county', '=', county)
    .where('household', '=', id)
    .where('left_on', 'is', null)
    .orderBy('born_on')
    .orderBy('id')
    .forUpdate()
    .execute();
  return {
    ...{ id: row.id, town: row.town, village: row.village, head: row.head_person, headName: row.head_name },
    status: row.status,
    members: persons
      .map(({ relation, sex, ...person }) => ({
        ...person,
        relation: relation ?? undefined,
        sex: sexOfWord(sex ?? undefined),
      }))
      .toSorted((a, b) => Number(b.id === row.head_person) - Number(a.id === row.head_person)),
  };
}

/** How households and persons stand that a change is about: ids and places, no names. */
export interface Snapshot {
  readonly households: Readonly<Record<string, HouseholdState>>;
  readonly persons: Readonly<Record<string, PersonState>>;
}
export interface HouseholdState {
  readonly head: string | null;
  readonly count: number;
  readonly town: number;
  readonly village: number | null;
  readonly leftOn: PlainDate | null;
  /** Only read: for counting where it stood before. */
  readonly enteredOn: PlainDate | null;
}
export interface PersonState {
  readonly household: string;
  readonly relation: string | null;
  readonly town: number;
  readonly village: number | null;
  readonly leftOn: PlainDate | null;
  readonly leftWhy: string | null;
}

/** The households of these ids with every person in them, and these persons wherever they are. */
export async function takeSnapshot(
  tx: Db,
  county: number,
  households: readonly string[],
  persons: readonly string[],
): Promise<Snapshot> {
  const found = await sql<
    HouseholdState & { id: string }
  >`select id, head_person as head, member_count as count, town, village,
    left_on as "leftOn", entered_on as "enteredOn" from households where county = ${county} and id = any (${[...households]}::uuid[]) order by id`.execute(
    tx,
  );
  const people = await sql<
    PersonState & { id: string }
  >`select id, household, relation, town, village, left_on as "leftOn",
    left_why as "leftWhy" from persons where county = ${county}
      and ((household = any (${[...households]}::uuid[]) and left_on is null) or id = any (${[...persons]}::uuid[])) order by id`.execute(
    tx,
  );
  return {
    households: Object.fromEntries(found.rows.map(({ id, ...state }) => [id, state])),
    persons: Object.fromEntries(people.rows.map(({ id, ...state }) => [id, state])),
  };
}

/** Sets a household as given; the name it is called by follows its head. */
export async function setHouseholdState(
  tx: Db,
  county: number,
  id: string,
  state: HouseholdState,
  name: { readonly name: string; readonly pinyin: string; readonly initials: string } | null,
): Promise<void> {
  await tx
    .updateTable('households')
    .set({
      ...{ head_person: state.head, member_count: state.count, town: state.town, village: state.village },
      left_on: state.leftOn,
      ...(name === null ? {} : { head_name: name.name, head_pinyin: name.pinyin, head_initials: name.initials }),
    })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}

/** Sets where a person belongs; health and benefits go along. */
export async function setPersonState(tx: Db, county: number, id: string, state: PersonState): Promise<void> {
  const place = { household: state.household, town: state.town, village: state.village };
  await tx
    .updateTable('persons')
    .set({ ...place, relation: state.relation, left_on: state.leftOn, left_why: state.leftWhy })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
  await tx.updateTable('person_health').set(place).where('county', '=', county).where('person', '=', id).execute();
}

/**
 * A household split off `from`: what the whole was and is to monitoring goes along, what belongs to the old house (number,
 * phone, address, income) does not.
 */
export async function insertSplitHousehold(
  tx: Db,
  county: number,
  made: { readonly id: string; readonly from: string; readonly headName: string; readonly on: PlainDate },
): Promise<void> {
  const along = sql.raw(
    'village_group, natural_village, household_type, keeps_policies, monitored_category, relocation_site, risks, disaster_kind, ' +
      'poverty_cause, identification_standard, first_identified_on, identified_on, risk_cleared, clearance_manner, cleared_on, ' +
      'monitoring_contact, status, status_since, episode, provisional',
  );
  await sql`insert into households (county, id, town, village, head_name, member_count, entered_on, ${along})
    select county, ${made.id}::uuid, town, village, ${made.headName}, 0, ${made.on}::date, ${along}
    from households where county = ${county} and id = ${made.from}`.execute(tx);
  // The cipher of the contact is bound to its own row.
  await sql`update households set monitoring_contact = null where county = ${county} and id = ${made.id}`.execute(tx);
}

/** What hangs on a household follows it to another place: open findings, exceptions, differences and matters, and its income. */
export async function movePapers(
  tx: Db,
  county: number,
  household: string,
  to: { readonly town: number; readonly village: number | null; readonly incomeId: string },
): Promise<void> {
  const place = sql`town = ${to.town}, village = ${to.village}`;
  const own = sql`county = ${county} and household = ${household}`;
  await sql`update quality_findings set ${place} where ${own} and mended_on is null`.execute(tx);
  await sql`update quality_exceptions set ${place} where ${own} and revoked_on is null`.execute(tx);
  await sql`update registry_differences set ${place} where ${own} and decided is null`.execute(tx);
  await sql`insert into incomes (county, id, household, town, village, kind, window_from, window_to, persons, lines, net_fen,
      reference_fen, source, on_day, matter)
    select county, ${to.incomeId}::uuid, household, ${to.town}, ${to.village}, kind, window_from, window_to, persons, lines,
      net_fen, reference_fen, source, on_day, matter from incomes where ${own} order by on_day desc, id limit 1`.execute(
    tx,
  );
  await sql`update clocks c set ${place} from matters m where m.county = ${county} and m.household = ${household}
    and m.closed_on is null and c.county = m.county and c.matter = m.matter`.execute(tx);
  await sql`update lead_lines set ${place} where ${own} and ended_on is null`.execute(tx);
  await sql`update matters set ${place} where ${own} and closed_on is null`.execute(tx);
}

/** Whether anything was done with a household that a change has made: a matter or an income sheet. */
export async function isUsed(tx: Db, county: number, household: string): Promise<boolean> {
  const { rows } = await sql<{
    used: boolean;
  }>`select exists (select from matters where county = ${county} and household = ${household})
    or exists (select from incomes where county = ${county} and household = ${household}) as used`.execute(tx);
  return rows[0]?.used === true;
}

/** A change as it is kept; `side` 1: the row in the other place. */
export interface ChangeRecord {
  readonly change: string;
  readonly side: number;
  readonly kind: string;
  readonly on: PlainDate;
  readonly household: string;
  readonly other: string | null;
  readonly person: string | null;
  readonly households: number;
  readonly persons: number;
  readonly monitored: boolean;
  readonly evidence: readonly string[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly actor: string;
  readonly actorName: string;
  readonly at: number;
  readonly undoes: string | null;
  readonly town: number;
  readonly village: number | null;
}

/** Appends a change, one row a place. The reason is encrypted once a row. */
export async function insertChange(
  tx: Db,
  keys: FieldKeys,
  rows: readonly ChangeRecord[],
  reason: string,
): Promise<void> {
  for (const row of rows) {
    const { on, before, after, actorName, evidence, ...rest } = row;
    const place = { table: 'household_changes', column: 'reason', row: `${row.change}/${row.side}` };
    await tx
      .insertInto('household_changes')
      .values({
        ...rest,
        county: keys.county,
        on_day: on,
        before: jsonb(before),
        after: jsonb(after),
        evidence: [...evidence],
        actor_name: actorName,
        reason: keys.seal(place, reason),
      })
      .execute();
  }
}

function jsonb(value: unknown): RawBuilder<Json> {
  return sql<Json>`${JSON.stringify(value)}::jsonb`;
}

/** The rows of a change the actor sees, with whether it was undone; empty when there is none. */
export async function findChange(
  tx: Db,
  county: number,
  change: string,
): Promise<(ChangeRecord & { readonly undone: boolean })[]> {
  const { rows } = await sql<
    ChangeRecord & { undone: boolean }
  >`select c.change, c.side, c.kind, c.on_day as on, c.household,
      c.other, c.person, c.households, c.persons, c.monitored, c.evidence, c.before, c.after, c.actor,
      c.actor_name as "actorName", c.at, c.undoes, c.town, c.village,
      exists (select from household_changes u where u.county = c.county and u.undoes = c.change) as undone
    from household_changes c where c.county = ${county} and c.change = ${change} order by c.side`.execute(tx);
  return rows;
}

/** A change as a list shows it. */
export interface ChangeListRow {
  readonly change: string;
  readonly side: number;
  readonly kind: string;
  readonly on: PlainDate;
  readonly household: string;
  readonly headName: string;
  readonly otherHead: string | null;
  readonly member: string | null;
  readonly households: number;
  readonly persons: number;
  readonly monitored: boolean;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly actorName: string;
  readonly at: number;
  readonly undoes: string | null;
  readonly undone: boolean;
  readonly town: number;
  readonly village: number | null;
}

/** Changes of days from `from` to `to`, the latest first; in one household both its own and those it took part in. */
export async function listChanges(
  tx: Db,
  keys: FieldKeys,
  filter: {
    readonly from?: PlainDate | undefined;
    readonly to?: PlainDate | undefined;
    readonly town?: number | undefined;
    readonly village?: number | undefined;
    readonly household?: string | undefined;
  },
): Promise<ChangeListRow[]> {
  const where = [
    sql`c.county = ${keys.county}`,
    ...(filter.from === undefined ? [] : [sql`c.on_day >= ${filter.from}`]),
    ...(filter.to === undefined ? [] : [sql`c.on_day <= ${filter.to}`]),
    ...(filter.town === undefined ? [] : [sql`c.town = ${filter.town}`]),
    ...(filter.village === undefined ? [] : [sql`c.village = ${filter.village}`]),
    ...(filter.household === undefined
      ? []
      : [sql`(c.household = ${filter.household} or c.other = ${filter.household})`]),
  ];
  const { rows } = await sql<Omit<ChangeListRow, 'reason'> & { reason: Buffer | null }>`
    select c.change, c.side, c.kind, c.on_day as on, c.household, h.head_name as "headName", o.head_name as "otherHead",
      p.name as member, c.households, c.persons, c.monitored, c.reason, c.evidence, c.actor_name as "actorName", c.at, c.undoes,
      c.town, c.village,
      exists (select from household_changes u where u.county = c.county and u.undoes = c.change) as undone
    from household_changes c
    left join households h on h.county = c.county and h.id = c.household
    left join households o on o.county = c.county and o.id = c.other
    left join persons p on p.county = c.county and p.id = c.person
    where ${sql.join(where, sql` and `)} order by c.on_day desc, c.at desc, c.side limit 1000`.execute(tx);
  return rows.map(({ reason, ...row }) => ({
    ...row,
    headName: row.headName ?? '',
    reason: keys.open({ table: 'household_changes', column: 'reason', row: `${row.change}/${row.side}` }, reason) ?? '',
  }));
}

/** Names of heads a household is called by, of persons: for the register's own words. */
export async function namesOf(tx: Db, county: number, persons: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('persons')
    .select(['id', 'name'])
    .where('county', '=', county)
    .where('id', 'in', persons.length === 0 ? [''.padEnd(36, '0')] : [...persons])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
