import { sql } from 'kysely';
import type { QualityFinding } from '#domain/registry/quality/quality-rule.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** What made somebody look: a saved change, a file, or the month. */
export type FoundBy = 'save' | 'import' | 'month';

/** One household with what the rules find in it now. */
export interface LookedAt {
  readonly household: string;
  readonly town: number;
  readonly village: number | null;
  readonly findings: readonly QualityFinding[];
}

/**
 * Brings what is stored of these households in line with what was found: new findings are added, those no longer found are
 * mended as of the day, those still found follow in values and place. Looking twice changes nothing. Returns how many were
 * new and how many are mended.
 */
export async function settleFindings(
  tx: Db,
  county: number,
  looked: readonly LookedAt[],
  by: { readonly on: PlainDate; readonly how: FoundBy; readonly batch: string | null },
): Promise<{ added: number; mended: number }> {
  const rows = looked.flatMap(({ household, town, village, findings }) =>
    findings.map((found) => ({
      ...{ household, town, village, person: found.person, rule: found.rule, rule_group: found.group },
      ...{ cells: found.cells, facts: found.facts, blocks: found.blocks },
    })),
  );
  const given = sql`(select * from json_to_recordset(${JSON.stringify(rows)}::json) as x(household uuid, town integer,
    village integer, person uuid, rule text, rule_group smallint, cells text[], facts jsonb, blocks boolean))`;
  const households = looked.map(({ household }) => household);
  const mended = await sql`update quality_findings f set mended_on = ${by.on} where f.county = ${county}
    and f.household = any (${households}::uuid[]) and f.mended_on is null and not exists (select from ${given} x
      where x.household = f.household and x.rule = f.rule and x.person is not distinct from f.person)`.execute(tx);
  await sql`update quality_findings f set facts = x.facts, cells = x.cells, blocks = x.blocks, town = x.town, village = x.village
    from ${given} x where f.county = ${county} and f.household = x.household and f.rule = x.rule
      and f.person is not distinct from x.person and f.mended_on is null
      and (f.facts, f.cells, f.blocks, f.town, f.village) is distinct from (x.facts, x.cells, x.blocks, x.town, x.village)`.execute(
    tx,
  );
  const added =
    await sql`insert into quality_findings (county, household, person, rule, rule_group, cells, facts, blocks,
      found_on, found_by, batch, town, village)
    select ${county}, x.household, x.person, x.rule, x.rule_group, x.cells, x.facts, x.blocks, ${by.on}, ${by.how},
      ${by.batch}::uuid, x.town, x.village from ${given} x
    on conflict (county, household, rule, coalesce(person, '00000000-0000-0000-0000-000000000000'::uuid))
      where mended_on is null do nothing`.execute(tx);
  return { added: Number(added.numAffectedRows ?? 0n), mended: Number(mended.numAffectedRows ?? 0n) };
}

/** Findings of a household that has left the register are open no longer. */
export async function closeFindings(
  tx: Db,
  county: number,
  households: readonly string[],
  on: PlainDate,
): Promise<void> {
  await sql`update quality_findings set mended_on = ${on} where county = ${county} and mended_on is null
    and household = any (${[...households]}::uuid[])`.execute(tx);
}

/** A look at many households is written down once; false when it was written before. */
export async function noteRun(
  tx: Db,
  county: number,
  run: {
    readonly kind: 'month' | 'import';
    readonly about: string;
    readonly on: PlainDate;
    readonly households: number;
    readonly findings: number;
    readonly at: number;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('quality_runs')
    .values({
      ...{ county, kind: run.kind, about: run.about, on_day: run.on, at: run.at },
      ...{ households: run.households, findings: run.findings },
    })
    .onConflict((conflict) => conflict.columns(['county', 'kind', 'about']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether the month has been looked at. */
export async function wasRun(tx: Db, county: number, kind: 'month' | 'import', about: string): Promise<boolean> {
  const row = await tx
    .selectFrom('quality_runs')
    .select('at')
    .where('county', '=', county)
    .where('kind', '=', kind)
    .where('about', '=', about)
    .executeTakeFirst();
  return row !== undefined;
}

/** Applied files of the register nobody has looked at yet, the oldest first. */
export async function listUncheckedBatches(tx: Db, county: number): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select b.id from batches b where b.county = ${county} and b.kind = 'registry'
    and b.state = 'applied' and not exists (select from quality_runs r where r.county = b.county and r.kind = 'import'
      and r.about = b.id::text) order by b.applied_at, b.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Why somebody vouches for a finding. */
export interface ExceptionRow {
  readonly id: string;
  readonly reason: string;
  readonly by: string;
  readonly on: PlainDate;
}

/** An open finding as lists show it. */
export interface FindingRow {
  readonly id: number;
  readonly rule: string;
  readonly group: number;
  readonly household: string;
  readonly headName: string;
  readonly person: string | null;
  readonly member: string | null;
  readonly cells: readonly string[];
  readonly facts: Readonly<Record<string, string | number>>;
  readonly blocks: boolean;
  readonly foundOn: PlainDate;
  readonly town: number;
  readonly village: number | null;
  readonly exception: ExceptionRow | null;
}

/** Which findings are wanted. `excepted`: only those somebody vouches for, or only the others; absent: the others. */
export interface FindingFilter {
  readonly rule?: string | undefined;
  readonly group?: number | undefined;
  readonly town?: number | undefined;
  readonly village?: number | undefined;
  readonly household?: string | undefined;
  readonly batch?: string | undefined;
  readonly excepted?: boolean | undefined;
  readonly offset: number;
  readonly limit: number;
}

const exceptionJoin = sql`left join quality_exceptions e on e.county = f.county and e.household = f.household
  and e.rule = f.rule and e.person is not distinct from f.person and e.revoked_on is null`;

function conditions(county: number, filter: Omit<FindingFilter, 'offset' | 'limit'>) {
  return sql.join(
    [
      sql`f.county = ${county} and f.mended_on is null`,
      ...(filter.rule === undefined ? [] : [sql`f.rule = ${filter.rule}`]),
      ...(filter.group === undefined ? [] : [sql`f.rule_group = ${filter.group}`]),
      ...(filter.town === undefined ? [] : [sql`f.town = ${filter.town}`]),
      ...(filter.village === undefined ? [] : [sql`f.village = ${filter.village}`]),
      ...(filter.household === undefined ? [] : [sql`f.household = ${filter.household}`]),
      ...(filter.batch === undefined ? [] : [sql`f.batch = ${filter.batch}`]),
      filter.excepted === true ? sql`e.id is not null` : sql`e.id is null`,
    ],
    sql` and `,
  );
}

/** Open findings by group, village and household, and how many there are in all. */
export async function listFindings(
  tx: Db,
  keys: FieldKeys,
  filter: FindingFilter,
): Promise<{ findings: FindingRow[]; total: number }> {
  const { rows } = await sql<FindingSqlRow>`
    select f.id, f.rule, f.rule_group as "group", f.household, h.head_name as "headName", f.person, p.name as member, f.cells,
      f.facts, f.blocks, f.found_on as "foundOn", f.town, f.village, e.id as exception_id, e.reason, e.made_by_name, e.made_on,
      count(*) over ()::int as total
    from quality_findings f
    join households h on h.county = f.county and h.id = f.household and h.left_on is null
    left join persons p on p.county = f.county and p.id = f.person
    ${exceptionJoin}
    where ${conditions(keys.county, filter)}
    order by f.blocks desc, f.rule_group, f.rule, f.town, f.village, h.head_pinyin, f.household, f.id
    offset ${filter.offset} limit ${filter.limit}`.execute(tx);
  return { findings: rows.map((row) => findingOf(keys, row)), total: rows[0]?.total ?? 0 };
}

type FindingSqlRow = Omit<FindingRow, 'exception'> & {
  readonly exception_id: string | null;
  readonly reason: Buffer | null;
  readonly made_by_name: string | null;
  readonly made_on: PlainDate | null;
  readonly total: number;
};

function findingOf(keys: FieldKeys, row: FindingSqlRow): FindingRow {
  const { exception_id, reason, made_by_name, made_on, total: _, id, ...rest } = row;
  const exception =
    exception_id === null || made_on === null
      ? null
      : {
          id: exception_id,
          reason: keys.open({ table: 'quality_exceptions', column: 'reason', row: exception_id }, reason) ?? '',
          by: made_by_name ?? '',
          on: made_on,
        };
  return { ...rest, id: Number(id), exception };
}

/** Open findings of one rule in one place. */
export interface FindingCount {
  readonly rule: string;
  readonly group: number;
  readonly town: number;
  readonly village: number | null;
  readonly count: number;
}

/** How many are open by rule and village; those somebody vouches for are left out. */
export async function countFindings(
  tx: Db,
  county: number,
  filter: Omit<FindingFilter, 'offset' | 'limit'>,
): Promise<FindingCount[]> {
  const { rows } =
    await sql<FindingCount>`select f.rule, f.rule_group as "group", f.town, f.village, count(*)::int as count
    from quality_findings f ${exceptionJoin} where ${conditions(county, filter)}
    group by f.rule, f.rule_group, f.town, f.village order by f.rule_group, f.rule, f.town, f.village`.execute(tx);
  return rows;
}

/** How many are open by the person in charge of the household, 监测联系人; null: nobody is named. The most first. */
export async function countByContact(
  tx: Db,
  keys: FieldKeys,
  filter: Omit<FindingFilter, 'offset' | 'limit'>,
): Promise<{ contact: string | null; count: number }[]> {
  const { rows } = await sql<{ id: string; contact: Buffer | null; count: number }>`
    select h.id, h.monitoring_contact as contact, count(*)::int as count
    from quality_findings f join households h on h.county = f.county and h.id = f.household ${exceptionJoin}
    where ${conditions(keys.county, filter)} and h.monitoring_contact is not null group by h.id, h.monitoring_contact`.execute(
    tx,
  );
  const nobody = await sql<{ count: number }>`select count(*)::int as count
    from quality_findings f join households h on h.county = f.county and h.id = f.household ${exceptionJoin}
    where ${conditions(keys.county, filter)} and h.monitoring_contact is null`.execute(tx);
  const named = Map.groupBy(rows, (row) =>
    keys.open({ table: 'households', column: 'monitoring_contact', row: row.id }, row.contact),
  );
  const counted = [...named].map(([contact, of]) => ({
    contact,
    count: of.reduce((sum, { count }) => sum + count, 0),
  }));
  const without = nobody.rows[0]?.count ?? 0;
  return [...counted, ...(without === 0 ? [] : [{ contact: null, count: without }])].toSorted(
    (a, b) => b.count - a.count,
  );
}

/** An open finding by its number, locked, or undefined when it is not open or not visible. */
export async function lockFinding(
  tx: Db,
  county: number,
  id: number,
): Promise<
  | { household: string; person: string | null; rule: string; town: number; village: number | null; excepted: boolean }
  | undefined
> {
  const { rows } = await sql<{
    household: string;
    person: string | null;
    rule: string;
    town: number;
    village: number | null;
    excepted: boolean;
  }>`
    select f.household, f.person, f.rule, f.town, f.village, exists (select from quality_exceptions e where e.county = f.county
      and e.household = f.household and e.rule = f.rule and e.person is not distinct from f.person
      and e.revoked_on is null) as excepted
    from quality_findings f where f.county = ${county} and f.id = ${id} and f.mended_on is null for update`.execute(tx);
  return rows[0];
}

/** Rules of a household somebody vouches for now, as `rule` or `rule/person`. */
export async function listExcepted(tx: Db, county: number, household: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('quality_exceptions')
    .select(['rule', 'person'])
    .where('county', '=', county)
    .where('household', '=', household)
    .where('revoked_on', 'is', null)
    .execute();
  return new Set(rows.map(({ rule, person }) => (person === null ? rule : `${rule}/${person}`)));
}
