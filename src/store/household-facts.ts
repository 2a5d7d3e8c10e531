import { type Selectable, sql } from 'kysely';
import { ageOn, type PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';
import type { HouseholdsTable, PersonHealthTable, PersonsTable } from './schema.ts';

/** Facts of a household and its members by the names of the data dictionary. */
export interface HouseholdFacts {
  readonly 户: Record<string, unknown>;
  readonly 成员: Record<string, unknown>[];
}

/**
 * What conditions may look at of a household, under the names of the data dictionary, as known on `on`; coded facts only,
 * no names and no numbers. A fact nobody told is absent: unknown, never no. Members are named by `id`. Throws when there is
 * no such household.
 */
export async function householdFacts(
  tx: Db,
  county: number,
  household: string,
  on: PlainDate,
): Promise<HouseholdFacts> {
  const facts = (await listHouseholdFacts(tx, county, [household], on)).get(household);
  if (!facts) throw new Error(`no household ${household}`);
  return facts;
}

/** The same of many households, by id; those that are not visible are absent. */
export async function listHouseholdFacts(
  tx: Db,
  county: number,
  households: readonly string[],
  on: PlainDate,
): Promise<Map<string, HouseholdFacts>> {
  const any = sql<boolean>`any (${[...households]}::uuid[])`;
  const rows = await tx
    .selectFrom('households')
    .selectAll()
    .where('county', '=', county)
    .where(sql<boolean>`id = ${any}`)
    .execute();
  const members = await tx
    .selectFrom('persons as p')
    .leftJoin('person_health as h', (join) => join.onRef('h.county', '=', 'p.county').onRef('h.person', '=', 'p.id'))
    .selectAll('h')
    .select([
      'p.id',
      'p.household',
      'p.relation',
      'p.born_on',
      'p.sex',
      'p.schooling',
      'p.education',
      'p.ethnicity',
      'p.relocated',
    ])
    .where('p.county', '=', county)
    .where(sql<boolean>`p.household = ${any}`)
    .where('p.left_on', 'is', null)
    .orderBy('p.id')
    .execute();
  const byHousehold = Map.groupBy(members, ({ household }) => household);
  return new Map(rows.map((row) => [row.id, factsOf(row, byHousehold.get(row.id) ?? [], on)]));
}

type HouseholdRow = Selectable<HouseholdsTable>;
type PersonColumns = 'id' | 'relation' | 'born_on' | 'sex' | 'schooling' | 'education' | 'ethnicity' | 'relocated';
/** A person without a row of health knows nothing of it. */
type Health = { [K in keyof Selectable<PersonHealthTable>]: Selectable<PersonHealthTable>[K] | null };
type MemberRow = Health & Pick<Selectable<PersonsTable>, PersonColumns>;

function factsOf(row: HouseholdRow, members: readonly MemberRow[], on: PlainDate): HouseholdFacts {
  return {
    户: known({
      在册: row.status === 'monitored',
      脱贫: row.household_type === null ? null : row.household_type.includes('脱贫'),
      户类型: row.household_type,
      监测对象类别: row.monitored_category,
      家庭人口: members.length,
      整户无劳动能力兜底保障户: row.no_labour_safety_net,
      危房户: row.dangerous_housing,
      是否解决安全饮用水: row.safe_water,
      风险是否消除: row.risk_cleared,
    }),
    成员: members.map((member) =>
      known({
        id: member.id,
        与户主关系: member.relation,
        性别: member.sex,
        年龄: member.born_on === null ? null : ageOn(member.born_on, on),
        出生日期: member.born_on,
        民族: member.ethnicity,
        在校生状况: member.schooling,
        文化程度: member.education,
        易地搬迁: member.relocated,
        健康状况: member.health,
        残疾: member.health === null ? null : member.health.includes('残疾'),
        残疾类别: member.disability_category,
        残疾等级: member.disability_grade,
        劳动技能: member.labour,
        务工月数: member.work_months,
        居民医保: member.resident_insurance,
        职工医保: member.employee_insurance,
        大病保险: member.serious_illness_insurance,
        低保: member.minimum_allowance,
        特困: member.extreme_poverty_care,
        特困供养方式: member.extreme_poverty_care_manner,
        低保边缘: member.marginal_allowance,
        孤儿: member.orphan,
        事实无人抚养: member.unsupported_child,
        比对日期: member.compared_on,
        类别: categoryOf(member),
      }),
    ),
  };
}

/** The relief category a person stands in, as comparison waivers name it; null when none is known. */
function categoryOf(member: {
  minimum_allowance: boolean | null;
  extreme_poverty_care: boolean | null;
  extreme_poverty_care_manner: string | null;
  orphan: boolean | null;
}): string | null {
  if (member.extreme_poverty_care === true) {
    if (member.extreme_poverty_care_manner === null) return '特困';
    return `${member.extreme_poverty_care_manner}供养特困`;
  }
  if (member.minimum_allowance === true) return '低保';
  if (member.orphan === true) return '孤儿';
  return null;
}

function known(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));
}
