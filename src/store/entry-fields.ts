import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** A household and its members as the national entry screens ask for them. Numbers are opened only where `full` says so. */
export interface EntryHousehold {
  readonly household: Readonly<Record<string, string | null>>;
  readonly members: readonly { readonly name: string; readonly values: Readonly<Record<string, string | null>> }[];
}

export async function entryHousehold(tx: Db, keys: FieldKeys, id: string, full: boolean): Promise<EntryHousehold> {
  const county = keys.county;
  const row = await tx
    .selectFrom('households')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const members = await tx
    .selectFrom('persons as p')
    .leftJoin('person_health as h', (join) => join.onRef('h.county', '=', 'p.county').onRef('h.person', '=', 'p.id'))
    .selectAll('p')
    .select([
      'h.health',
      'h.labour',
      'h.work_months',
      'h.resident_insurance',
      'h.serious_illness_insurance',
      'h.minimum_allowance',
    ])
    .where('p.county', '=', county)
    .where('p.household', '=', id)
    .where('p.left_on', 'is', null)
    .orderBy('p.born_on')
    .execute();
  const phone = keys.open({ table: 'households', column: 'phone', row: id }, row.phone);
  return {
    household: {
      户主姓名: row.head_name,
      户联系电话: phone === null ? null : full ? phone : `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      自然村: row.natural_village,
      组: row.village_group,
      家庭人口: String(members.length),
      监测对象类别: row.monitored_category,
      致贫返贫风险: row.risks === null ? null : row.risks.join('、'),
      危房户: flag(row.dangerous_housing),
      是否解决安全饮用水: flag(row.safe_water),
    },
    members: members.map((person) => ({
      name: person.name,
      values: {
        姓名: person.name,
        证件号码: full
          ? keys.open({ table: 'persons', column: 'id_number', row: person.id }, person.id_number)
          : person.id_masked,
        与户主关系: person.relation,
        性别: person.sex,
        民族: person.ethnicity,
        政治面貌: person.political_status,
        文化程度: person.education,
        在校生状况: person.schooling,
        健康状况: person.health === null ? null : person.health.join('、'),
        劳动技能: person.labour,
        '务工时间（月）': person.work_months === null ? null : String(person.work_months),
        是否参加城乡居民基本医疗保险: flag(person.resident_insurance),
        是否参加大病保险: flag(person.serious_illness_insurance),
        是否享受农村居民最低生活保障: flag(person.minimum_allowance),
      },
    })),
  };
}

function flag(value: boolean | null): string | null {
  return value === null ? null : value ? '是' : '否';
}
