import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Something two sources say differently, as a list shows it; personal values are masked. */
export interface DifferenceLine {
  readonly id: number;
  readonly batch: string;
  readonly fileName: string;
  readonly household: string;
  readonly headName: string;
  /** The member it is about; null: the household. */
  readonly member: string | null;
  readonly town: number;
  readonly village: number | null;
  readonly field: string;
  readonly current: { readonly value: string; readonly source: string; readonly on: PlainDate | null };
  readonly offered: { readonly value: string; readonly source: string; readonly on: PlainDate | null };
  readonly reason: string;
  /** Where the person would move to: the head's name of that household. */
  readonly targetHead: string | null;
  /** Somebody at work on the household proposed it: who, and why (encrypted, by the proposal's id). */
  readonly proposal: { readonly id: string; readonly by: string; readonly reason: Buffer | null } | null;
}

export interface DifferenceFilter {
  readonly town?: number | undefined;
  readonly field?: string | undefined;
  readonly reason?: string | undefined;
  readonly household?: string | undefined;
  readonly batch?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Differences nobody has decided, by village and household; those of households that left are not asked about. */
export async function listDifferences(
  tx: Db,
  county: number,
  filter: DifferenceFilter,
): Promise<{ lines: DifferenceLine[]; total: number }> {
  const where = [
    sql`d.county = ${county} and d.decided is null and h.left_on is null and p.left_on is null`,
    ...(filter.town === undefined ? [] : [sql`d.town = ${filter.town}`]),
    ...(filter.field === undefined ? [] : [sql`d.field = ${filter.field}`]),
    ...(filter.reason === undefined ? [] : [sql`d.reason = ${filter.reason}`]),
    ...(filter.household === undefined ? [] : [sql`d.household = ${filter.household}`]),
    ...(filter.batch === undefined ? [] : [sql`d.batch = ${filter.batch}`]),
  ];
  const { rows } = await sql<DifferenceRowSql>`
    select d.id, d.batch, b.file_name as "fileName", d.household, h.head_name as "headName", p.name as member, d.town, d.village,
      d.field, d.reason, d.current_value, d.current_source, d.offered_value, d.offered_source, d.offered_on,
      said.source_on as current_on, target.head_name as "targetHead", k.id as correction, k.made_by_name, k.reason as why,
      count(*) over ()::int as total
    from registry_differences d
    join households h on h.county = d.county and h.id = d.household
    left join persons p on d.subject = 'person' and p.county = d.county and p.id = d.subject_id
    left join households target on target.county = d.county and target.id = d.target and target.left_on is null
    left join batches b on b.county = d.county and b.id = d.batch
    left join corrections k on k.county = d.county and k.id = d.batch
    left join lateral (select c.source_on from registry_changes c where c.county = d.county and c.subject_id = d.subject_id
      and c.field in (d.field, '*') order by (c.field = d.field) desc, c.id desc limit 1) said on true
    where ${sql.join(where, sql` and `)}
    order by d.town, d.village, h.head_pinyin, d.household, d.id offset ${filter.offset} limit ${filter.limit}`.execute(
    tx,
  );
  const lines = rows.map(({ current_value, current_source, current_on, offered_value, offered_source, offered_on, total: _, fileName, correction, made_by_name, why, ...line }) => ({
    ...line,
    fileName: fileName ?? '',
    proposal: correction === null ? null : { id: correction, by: made_by_name ?? '', reason: why },
    current: { value: current_value ?? '', source: current_source, on: current_on },
    offered: { value: offered_value ?? '', source: offered_source, on: offered_on },
  })); // biome-ignore format: one shape
  return { lines, total: rows[0]?.total ?? 0 };
}

type DifferenceRowSql = Omit<DifferenceLine, 'current' | 'offered' | 'fileName' | 'proposal'> & {
  readonly correction: string | null;
  readonly made_by_name: string | null;
  readonly why: Buffer | null;
  readonly fileName: string | null;
  readonly current_value: string | null;
  readonly current_source: string;
  readonly current_on: PlainDate | null;
  readonly offered_value: string | null;
  readonly offered_source: string;
  readonly offered_on: PlainDate | null;
  readonly total: number;
};

/** A difference with what deciding needs. */
export interface OpenDifference {
  readonly id: number;
  readonly batch: string;
  readonly subject: 'household' | 'person';
  readonly subject_id: string;
  readonly household: string;
  readonly field: string;
  readonly current_value: string | null;
  readonly offered_value: string | null;
  readonly offered_source: string;
  readonly offered_on: PlainDate | null;
  readonly reason: string | null;
  readonly cipher: Buffer | null;
  readonly target: string | null;
  readonly decided: string | null;
  readonly town: number;
  readonly village: number | null;
}

/** The differences of these numbers the actor sees, locked. */
export async function lockDifferences(tx: Db, county: number, ids: readonly number[]): Promise<OpenDifference[]> {
  const { rows } = await sql<OpenDifference>`
    select id, batch, subject, subject_id, household, field, current_value, offered_value, offered_source, offered_on, reason, cipher,
      target, decided, town, village
    from registry_differences where county = ${county} and id = any (${[...ids]}::bigint[]) order by id for update`.execute(
    tx,
  );
  return rows;
}

/** Marks a difference as decided. `note`: why, encrypted. */
export async function markDecided(
  tx: Db,
  county: number,
  id: number,
  decision: {
    readonly as: 'accepted' | 'kept' | 'settled';
    readonly by: string;
    readonly at: number;
    readonly note: Buffer | null;
  },
): Promise<void> {
  await tx
    .updateTable('registry_differences')
    .set({ decided: decision.as, decided_by: decision.by, decided_at: decision.at, note: decision.note })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}

/** A person with the household as moving needs them, locked; undefined when the person has left. */
export async function lockMover(
  tx: Db,
  county: number,
  person: string,
): Promise<{ household: string; name: string; isHead: boolean; members: number; headName: string } | undefined> {
  const { rows } = await sql<{ household: string; name: string; isHead: boolean; members: number; headName: string }>`
    select p.household, p.name, h.head_person is not distinct from p.id as "isHead", h.head_name as "headName",
      (select count(*)::int from persons o where o.county = p.county and o.household = p.household and o.left_on is null) as members
    from persons p join households h on h.county = p.county and h.id = p.household
    where p.county = ${county} and p.id = ${person} and p.left_on is null for update of p, h`.execute(tx);
  return rows[0];
}

/** Moves a person into another household, with place and health facts; both counts follow. An emptied household leaves. */
export async function movePerson(
  tx: Db,
  county: number,
  move: { readonly person: string; readonly from: string; readonly to: string; readonly on: PlainDate },
): Promise<{ town: number; village: number | null; headName: string } | undefined> {
  const target = await tx
    .selectFrom('households')
    .select(['town', 'village', 'head_name'])
    .where('county', '=', county)
    .where('id', '=', move.to)
    .where('left_on', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!target) return undefined;
  const place = { household: move.to, town: target.town, village: target.village };
  await tx.updateTable('persons').set(place).where('county', '=', county).where('id', '=', move.person).execute();
  await tx
    .updateTable('person_health')
    .set(place)
    .where('county', '=', county)
    .where('person', '=', move.person)
    .execute();
  await sql`update households set member_count = greatest(0, member_count + case when id = ${move.to} then 1 else -1 end)
    where county = ${county} and id in (${move.to}, ${move.from})`.execute(tx);
  await sql`update households h set left_on = ${move.on} where h.county = ${county} and h.id = ${move.from}
    and not exists (select from persons p where p.county = h.county and p.household = h.id and p.left_on is null)`.execute(
    tx,
  );
  return { town: target.town, village: target.village, headName: target.head_name };
}

/** Gives a household, its members and their health facts another village. */
export async function moveHousehold(
  tx: Db,
  county: number,
  household: string,
  place: { readonly town: number; readonly village: number },
): Promise<void> {
  await tx.updateTable('households').set(place).where('county', '=', county).where('id', '=', household).execute();
  for (const table of ['persons', 'person_health'] as const) {
    await tx.updateTable(table).set(place).where('county', '=', county).where('household', '=', household).execute();
  }
}

/** Makes a member the head. */
export async function setHead(
  tx: Db,
  county: number,
  household: string,
  head: { readonly person: string; readonly name: string; readonly pinyin: string; readonly initials: string },
): Promise<void> {
  await tx
    .updateTable('households')
    .set({ head_person: head.person, head_name: head.name, head_pinyin: head.pinyin, head_initials: head.initials })
    .where('county', '=', county)
    .where('id', '=', household)
    .execute();
}
