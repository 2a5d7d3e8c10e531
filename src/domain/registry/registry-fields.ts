import type { Fen } from '../values/fen.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * `list`: several words of one list · `date`: a day · `date-or-month`: `YYYY-MM-DD`, or `YYYY-MM` where only the month is
 * known · `area`: a 12-digit division code · `fen`: money.
 */
export type FieldType = 'text' | 'list' | 'date' | 'date-or-month' | 'boolean' | 'integer' | 'fen' | 'area';

/** `clear`: every office at work on the household · `guarded`: needs a column grant · `encrypted`: a cipher at rest. */
export type FieldSensitivity = 'clear' | 'guarded' | 'encrypted';

/** One line of the table of fields. */
export type RegistryField = {
  readonly name: string;
  /** The official word; also what a rule calls it, where rules may use it. */
  readonly label: string;
  readonly of: 'household' | 'person';
  readonly type: FieldType;
  readonly sensitivity: FieldSensitivity;
  /** Column of the current row. */
  readonly sql: string;
};

/** What is kept of a household, in the order people read it. Absent values are unknown. */
export const householdFields = [
  household('householdNumber', '户编号', 'text', 'clear', 'household_number'),
  household('headName', '户主', 'text', 'encrypted', 'head_name'),
  household('memberCount', '家庭人口', 'integer', 'clear', 'member_count'),
  household('phone', '户联系电话', 'text', 'encrypted', 'phone'),
  household('village', '行政村', 'area', 'clear', 'village_code'),
  household('naturalVillage', '自然村', 'text', 'clear', 'natural_village'),
  household('group', '组', 'text', 'clear', 'village_group'),
  household('address', '住址', 'text', 'encrypted', 'address'),
  household('householdType', '户类型', 'text', 'clear', 'household_type'),
  household('keepsPolicies', '是否脱贫享受政策', 'boolean', 'clear', 'keeps_policies'),
  household('monitoredCategory', '监测对象类别', 'text', 'guarded', 'monitored_category'),
  household('relocationSite', '易地搬迁安置区', 'text', 'clear', 'relocation_site'),
  household('noLabourSafetyNet', '整户无劳动能力兜底保障户', 'boolean', 'guarded', 'no_labour_safety_net'),
  household('risks', '致贫返贫风险', 'list', 'guarded', 'risks'),
  household('disasterKind', '自然灾害子项', 'text', 'guarded', 'disaster_kind'),
  household('povertyCause', '致贫原因', 'text', 'guarded', 'poverty_cause'),
  household('identificationStandard', '识别标准', 'text', 'clear', 'identification_standard'),
  household('firstIdentifiedOn', '首次识别时间', 'date-or-month', 'clear', 'first_identified_on'),
  household('identifiedOn', '识别时间', 'date-or-month', 'clear', 'identified_on'),
  household('riskCleared', '风险是否消除', 'boolean', 'clear', 'risk_cleared'),
  household('clearanceManner', '消除方式', 'text', 'clear', 'clearance_manner'),
  household('clearedOn', '消除时间', 'date-or-month', 'clear', 'cleared_on'),
  household('dangerousHousing', '危房户', 'boolean', 'guarded', 'dangerous_housing'),
  household('safeWater', '是否解决安全饮用水', 'boolean', 'guarded', 'safe_water'),
  household('netIncomePerPerson', '人均纯收入', 'fen', 'guarded', 'net_income_per_person_fen'),
  household('monitoringContact', '监测联系人', 'text', 'encrypted', 'monitoring_contact'),
] as const;

/** What is kept of a person. Absent values are unknown. */
export const personFields = [
  person('personNumber', '人编号', 'text', 'clear', 'person_number'),
  person('name', '姓名', 'text', 'encrypted', 'name'),
  person('idKind', '证件类型', 'text', 'clear', 'id_kind'),
  person('idNumber', '证件号码', 'text', 'encrypted', 'id_number'),
  person('sex', '性别', 'text', 'clear', 'sex'),
  person('bornOn', '出生日期', 'date', 'guarded', 'born_on'),
  person('ethnicity', '民族', 'text', 'guarded', 'ethnicity'),
  person('politicalStatus', '政治面貌', 'text', 'guarded', 'political_status'),
  person('relation', '与户主关系', 'text', 'clear', 'relation'),
  person('education', '文化程度', 'text', 'clear', 'education'),
  person('schooling', '在校生状况', 'text', 'clear', 'schooling'),
  person('dropoutReason', '失辍学原因', 'text', 'guarded', 'dropout_reason'),
  person('health', '健康状况', 'list', 'guarded', 'health'),
  person('disabilityCategory', '残疾类别', 'text', 'guarded', 'disability_category'),
  person('disabilityGrade', '残疾等级', 'text', 'guarded', 'disability_grade'),
  person('disabilityCard', '残疾证号', 'text', 'encrypted', 'disability_card'),
  person('labour', '劳动技能', 'text', 'guarded', 'labour'),
  person('workPlace', '务工所在地', 'text', 'guarded', 'work_place'),
  person('workMonths', '务工月数', 'integer', 'clear', 'work_months'),
  person('employer', '务工企业', 'text', 'guarded', 'employer'),
  person('publicPost', '公益岗', 'text', 'guarded', 'public_post'),
  person('publicPostMonths', '公益岗月数', 'integer', 'clear', 'public_post_months'),
  person('residentInsurance', '居民医保', 'boolean', 'guarded', 'resident_insurance'),
  person('employeeInsurance', '职工医保', 'boolean', 'guarded', 'employee_insurance'),
  person('seriousIllnessInsurance', '大病保险', 'boolean', 'guarded', 'serious_illness_insurance'),
  person('commercialInsurance', '商业补充医疗', 'boolean', 'guarded', 'commercial_insurance'),
  person('medicalAssistance', '医疗救助', 'boolean', 'guarded', 'medical_assistance'),
  person('pensionInsurance', '养老保险', 'boolean', 'guarded', 'pension_insurance'),
  person('minimumAllowance', '低保', 'boolean', 'guarded', 'minimum_allowance'),
  person('extremePovertyCare', '特困', 'boolean', 'guarded', 'extreme_poverty_care'),
  person('extremePovertyCareManner', '特困供养方式', 'text', 'guarded', 'extreme_poverty_care_manner'),
  person('marginalAllowance', '低保边缘', 'boolean', 'guarded', 'marginal_allowance'),
  person('temporaryAssistance', '临时救助', 'boolean', 'guarded', 'temporary_assistance'),
  person('orphan', '孤儿', 'boolean', 'guarded', 'orphan'),
  person('unsupportedChild', '事实无人抚养', 'boolean', 'guarded', 'unsupported_child'),
  person('relocated', '易地搬迁', 'boolean', 'clear', 'relocated'),
  person('personPhone', '人联系电话', 'text', 'encrypted', 'phone'),
  person('recognisedOn', '人员识别时间', 'date-or-month', 'clear', 'recognised_on'),
] as const;

/** Every field of both tables. */
export const registryFields: readonly RegistryField[] = [...householdFields, ...personFields];

/** Name of a household field. */
export type HouseholdField = (typeof householdFields)[number]['name'];
/** Name of a person field. */
export type PersonField = (typeof personFields)[number]['name'];

/** How a value of a field is held. */
export type FieldValue = string | boolean | number | Fen | readonly string[];

type Held<T extends FieldType> = T extends 'boolean'
  ? boolean
  : T extends 'integer'
    ? number
    : T extends 'fen'
      ? Fen
      : T extends 'list'
        ? readonly string[]
        : T extends 'date'
          ? PlainDate
          : string;

type HouseholdRow = (typeof householdFields)[number];
type PersonRow = (typeof personFields)[number];

/** What is known of a household; an absent field is unknown, never "no". */
export type HouseholdValues = { readonly [R in HouseholdRow as R['name']]?: Held<R['type']> };

/** What is known of a person; an absent field is unknown, never "no". */
export type PersonValues = { readonly [R in PersonRow as R['name']]?: Held<R['type']> };

/** The field of that name, or undefined. */
export function findRegistryField(name: string): RegistryField | undefined {
  return registryFields.find((field) => field.name === name);
}

function household<const N extends string, const T extends FieldType>(
  name: N,
  label: string,
  type: T,
  sensitivity: FieldSensitivity,
  sql: string,
) {
  return { name, label, of: 'household', type, sensitivity, sql } as const;
}

function person<const N extends string, const T extends FieldType>(
  name: N,
  label: string,
  type: T,
  sensitivity: FieldSensitivity,
  sql: string,
) {
  return { name, label, of: 'person', type, sensitivity, sql } as const;
}
