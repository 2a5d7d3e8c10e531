import { addMonths } from '../../values/plain-date.ts';
import { isDeveloping } from './clearance-rules.ts';
import {
  ableToWork,
  ageOf,
  dayOrMonth,
  type QualityHousehold,
  type QualityMeasure,
  type QualityMember,
  withoutLabour,
} from './quality-household.ts';
import { foundWhen, ofHousehold, ofMember, type QualityRule } from './quality-rule.ts';

const WATER = '因安全饮水';
const HOUSING = '因安全住房';
const ILLNESS = '因病';
const UNSTABLE_WORK = /^因务工(就业)?不稳/u;

/** Groups 7, 8, 11, 12 and 13: risks, measures and income side by side. */
export const measureRules: readonly QualityRule[] = [
  ofHousehold('water-problem-without-risk', 7, ['risks', 'safeWater'], ({ values, status }, { risks }) => {
    if (!risks.includes(WATER) || status !== 'monitored' || values.risks === undefined) return undefined;
    return foundWhen(values.safeWater === false && !values.risks.includes(WATER));
  }),
  ofHousehold('water-risk-without-measure', 7, ['measures', 'risks'], ({ values, measures }) =>
    foundWhen(values.risks?.includes(WATER) === true && lacks(measures, ['饮水'])),
  ),
  ofHousehold('housing-risk-without-measure', 7, ['measures', 'risks'], ({ values, measures }) =>
    foundWhen(values.risks?.includes(HOUSING) === true && lacks(measures, ['住房', '搬迁'])),
  ),

  ofHousehold('job-without-wage', 8, ['income', 'measures'], (household) =>
    foundWhen(isLater(household, ['就业', '公益岗']) && household.income?.wage === 0n),
  ),
  ofHousehold('allowance-without-transfer', 8, ['income', 'measures'], (household) =>
    foundWhen(isLater(household, ['低保', '特困', '残疾人补贴']) && household.income?.transfer === 0n),
  ),
  ofHousehold(
    'allowance-without-person',
    8,
    ['minimumAllowance', 'extremePovertyCare', 'measures'],
    ({ members, measures }) => {
      const nobody = (given: (member: QualityMember) => boolean | undefined): boolean =>
        members.length > 0 && members.every((member) => given(member) === false);
      const low = has(measures, ['低保']) && nobody(({ values }) => values.minimumAllowance);
      const care = has(measures, ['特困']) && nobody(({ values }) => values.extremePovertyCare);
      return foundWhen(low || care, { kind: low ? '低保' : '特困' });
    },
  ),
  ofHousehold('production-without-income', 8, ['income', 'measures'], (household) =>
    foundWhen(isLater(household, ['产业']) && household.income?.business === 0n),
  ),

  ofHousehold('disability-benefit-without-disabled', 10, ['health', 'measures'], ({ members, measures }) =>
    foundWhen(
      has(measures, ['残疾人补贴']) &&
        members.length > 0 &&
        members.every(({ values }) => values.health?.includes('残疾') === false),
    ),
  ),

  ofHousehold('labour-without-developing', 11, ['measures', 'identifiedOn'], (household, setting) => {
    const since = dayOrMonth(household.values.identifiedOn) ?? household.statusSince ?? undefined;
    if (household.status !== 'monitored' || since === undefined || household.measures === undefined) return undefined;
    const long = addMonths(since, setting.developingMonths) <= setting.on;
    const able = household.members.some((member) => ableToWork(member) === true);
    return foundWhen(long && able && !household.measures.some((each) => isDeveloping(each, setting)), {
      since,
      months: setting.developingMonths,
    });
  }),
  ofHousehold('developing-only-other', 11, ['measures'], ({ measures }, setting) => {
    const developing = (measures ?? []).filter((each) => isDeveloping(each, setting));
    const empty = developing.every(({ detail }) => detail !== undefined && /^(其他|.*培训)$/u.test(detail));
    return foundWhen(developing.length > 0 && empty, { count: developing.length });
  }),
  ofHousehold('developing-marked-without-any', 11, ['measures'], (household, setting) =>
    foundWhen(
      household.marksDeveloping === true &&
        household.measures !== undefined &&
        !household.measures.some((each) => isDeveloping(each, setting)),
    ),
  ),
  ofHousehold('no-labour-not-marked', 11, ['noLabourSafetyNet', 'labour'], (household) => {
    const none = household.members.length > 0 && household.members.every((member) => ableToWork(member) === false);
    return foundWhen(household.status === 'monitored' && none && household.values.noLabourSafetyNet !== true, {
      count: household.members.length,
    });
  }),
  ofHousehold('no-labour-marked-with-labour', 11, ['noLabourSafetyNet', 'labour'], (household) => {
    const able = household.members.filter((member) => ableToWork(member) === true).length;
    return foundWhen(household.values.noLabourSafetyNet === true && able > 0, { count: able });
  }),

  ofMember('job-help-without-labour', 12, ['labour', 'measures'], ({ key, values }, _, { measures }) => {
    const helped = (measures ?? []).some((each) => each.member === key && each.type.startsWith('就业'));
    const without = values.labour !== undefined && withoutLabour.includes(values.labour);
    return foundWhen(helped && without, { labour: values.labour ?? '' });
  }),
  ofMember('rain-dew-outside-vocational', 12, ['schooling', 'measures'], ({ key, values }, _, { measures }) => {
    const helped = (measures ?? []).some((each) => each.member === key && isRainDew(each));
    const known = values.schooling !== undefined || values.education !== undefined;
    return foundWhen(helped && known && !/^(中职|高职|技师)/u.test(values.schooling ?? ''), {
      schooling: values.schooling ?? values.education ?? '',
    });
  }),
  ofMember('school-age-not-at-school', 12, ['schooling', 'bornOn'], (member, setting) => {
    const age = ageOf(member, setting.on);
    const { schooling, education, dropoutReason } = member.values;
    if (age === undefined || age < setting.schoolAge || age >= setting.workingAge) return undefined;
    const out = schooling === undefined && (education !== undefined || dropoutReason !== undefined);
    return foundWhen(out, { age });
  }),

  ofHousehold('unstable-work-nobody-able', 13, ['risks', 'labour'], ({ values, members }) =>
    foundWhen(
      hasUnstableWork(values.risks) && members.length > 0 && members.every((member) => ableToWork(member) === false),
      { count: members.length },
    ),
  ),
  ofHousehold('unstable-work-nobody-working', 13, ['risks', 'workMonths'], ({ values, members }) =>
    foundWhen(
      hasUnstableWork(values.risks) && members.length > 0 && members.every((member) => member.values.workMonths === 0),
      {
        count: members.length,
      },
    ),
  ),
  ofHousehold('illness-without-expense', 13, ['risks', 'income'], ({ values, income }) =>
    foundWhen(values.risks?.includes(ILLNESS) === true && income?.compliantOutOfPocket === 0n),
  ),
  ofHousehold('wage-too-small', 13, ['income'], ({ income }, { smallWage }) => {
    const wage = income?.wage;
    return foundWhen(wage !== undefined && wage > 0n && wage < smallWage, {
      wage: String(wage ?? 0n),
      least: String(smallWage),
    });
  }),
];

function has(measures: readonly QualityMeasure[] | undefined, kinds: readonly string[]): boolean {
  return (measures ?? []).some((each) => kinds.some((kind) => `${each.type}${each.detail ?? ''}`.includes(kind)));
}

/** Measures are known, and none is of these kinds. */
function lacks(measures: readonly QualityMeasure[] | undefined, kinds: readonly string[]): boolean {
  return measures !== undefined && !has(measures, kinds);
}

/** A measure of these kinds was delivered, and the worksheet was made on that day or later. */
function isLater({ measures, income }: QualityHousehold, kinds: readonly string[]): boolean {
  if (income === undefined) return false;
  return (measures ?? []).some(
    (each) => has([each], kinds) && each.deliveredOn !== undefined && each.deliveredOn <= income.on,
  );
}

function isRainDew({ type, detail }: QualityMeasure): boolean {
  return `${type}${detail ?? ''}`.includes('雨露计划');
}

function hasUnstableWork(risks: readonly string[] | undefined): boolean {
  return (risks ?? []).some((risk) => UNSTABLE_WORK.test(risk));
}
