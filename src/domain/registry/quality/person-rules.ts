import { addMonths } from '../../values/plain-date.ts';
import {
  ageOf,
  inNationalSystem,
  noLabour,
  type QualityMember,
  type QualitySetting,
  withoutLabour,
} from './quality-household.ts';
import { foundWhen, ofMember, type QualityRule } from './quality-rule.ts';

const PRESCHOOL = '学龄前儿童';
/** Not at school yet: somebody of these may not be called a pupil. */
const beforeSchool: readonly string[] = [PRESCHOOL, '学前教育'];
const fullLabour: readonly string[] = ['普通劳动力', '技能劳动力'];
/** Says of an able adult that he cannot work, or hardly. */
const littleLabour: readonly string[] = [...withoutLabour, '弱劳动力或半劳动力'];

/** Groups 3, 4, 5, 9 and 10: what one person's own values say of each other. */
export const personRules: readonly QualityRule[] = [
  ofMember('ethnicity-empty', 3, ['ethnicity'], ({ values }, _, household) =>
    foundWhen(inNationalSystem(household) && values.ethnicity === undefined),
  ),
  ofMember('serious-illness-insurance-empty', 3, ['seriousIllnessInsurance'], ({ values }, _, household) =>
    foundWhen(inNationalSystem(household) && values.seriousIllnessInsurance === undefined),
  ),
  ofMember('no-medical-insurance', 3, ['residentInsurance', 'employeeInsurance'], ({ values }) =>
    foundWhen(values.residentInsurance === false && values.employeeInsurance === false),
  ),
  ofMember('two-medical-insurances', 3, ['residentInsurance', 'employeeInsurance'], ({ values }) =>
    foundWhen(values.residentInsurance === true && values.employeeInsurance === true),
  ),

  ofMember('minor-with-labour', 4, ['labour', 'bornOn'], (member, setting) => {
    const age = ageOf(member, setting.on);
    const { labour } = member.values;
    if (age === undefined || labour === undefined) return undefined;
    return foundWhen(age < setting.workingAge && !noLabour.includes(labour), { age, labour, from: setting.workingAge });
  }),
  ofMember('elder-with-full-labour', 4, ['labour', 'bornOn'], (member, setting) => {
    const age = ageOf(member, setting.on);
    const { labour } = member.values;
    if (age === undefined || labour === undefined) return undefined;
    return foundWhen(age >= setting.elderAge && fullLabour.includes(labour), { age, labour, from: setting.elderAge });
  }),
  ofMember('adult-with-little-labour', 4, ['labour', 'health'], (member, setting) => {
    const age = ageOf(member, setting.on);
    const { labour, schooling } = member.values;
    if (age === undefined || labour === undefined || !isHealthy(member) || schooling !== undefined) return undefined;
    const adult = age >= setting.workingAge && age < setting.elderAge;
    return foundWhen(adult && littleLabour.includes(labour), { age, labour });
  }),
  ofMember('preschool-at-school-age', 4, ['schooling', 'bornOn'], (member, setting) => {
    const age = ageOf(member, setting.on);
    if (age === undefined || member.values.schooling !== PRESCHOOL || !isHealthy(member)) return undefined;
    return foundWhen(age >= setting.schoolAge, { age, from: setting.schoolAge });
  }),

  ofMember('no-labour-but-works', 5, ['labour', 'workMonths', 'workPlace'], ({ values }) =>
    foundWhen(values.labour !== undefined && withoutLabour.includes(values.labour) && works(values), {
      labour: values.labour ?? '',
      months: values.workMonths ?? 0,
    }),
  ),
  ofMember('pupil-works', 5, ['schooling', 'workMonths'], ({ values }) =>
    foundWhen(values.schooling !== undefined && !beforeSchool.includes(values.schooling) && works(values), {
      schooling: values.schooling ?? '',
      months: values.workMonths ?? 0,
    }),
  ),
  ofMember('extreme-poverty-care-works', 5, ['extremePovertyCare', 'workMonths', 'workPlace'], ({ values }) =>
    foundWhen(values.extremePovertyCare === true && works(values), { months: values.workMonths ?? 0 }),
  ),
  ofMember('worked-as-a-minor', 5, ['workMonths', 'bornOn'], workedAsMinor),
  ofMember('public-post-outside-age', 5, ['publicPost', 'bornOn'], (member, setting) => {
    const age = ageOf(member, setting.on);
    if (age === undefined || !holdsPublicPost(member)) return undefined;
    const { workingAge, publicPostAge } = setting;
    return foundWhen(age < workingAge || age >= publicPostAge, { age, from: workingAge, until: publicPostAge });
  }),

  ofMember('work-place-too-high', 9, ['workPlace'], ({ values }) =>
    foundWhen(values.workPlace !== undefined && isAboveCounty(values.workPlace), { place: values.workPlace ?? '' }),
  ),
  ofMember('work-place-without-months', 9, ['workPlace', 'workMonths'], ({ values }) =>
    foundWhen(values.workPlace !== undefined && (values.workMonths ?? 0) === 0, { place: values.workPlace ?? '' }),
  ),
  ofMember('work-months-without-place', 9, ['workMonths', 'workPlace'], ({ values }, _, household) =>
    foundWhen(inNationalSystem(household) && (values.workMonths ?? 0) > 0 && values.workPlace === undefined, {
      months: values.workMonths ?? 0,
    }),
  ),

  ofMember('disabled-without-card', 10, ['disabilityCard', 'health'], ({ values }, _, household) =>
    foundWhen(
      inNationalSystem(household) && values.health?.includes('残疾') === true && values.disabilityCard === undefined,
    ),
  ),
  ofMember('card-without-disability', 10, ['health', 'disabilityCard'], ({ values }) =>
    foundWhen(values.disabilityCard !== undefined && values.health?.includes('残疾') === false, {
      health: (values.health ?? []).join('、'),
    }),
  ),
];

/** Months of work reach back before the birthday on which somebody may begin to work. */
function workedAsMinor(member: QualityMember, setting: QualitySetting) {
  const { bornOn, workMonths } = member.values;
  if (bornOn === undefined || workMonths === undefined || workMonths <= 0) return undefined;
  const mayBegin = addMonths(bornOn, setting.workingAge * 12);
  return foundWhen(mayBegin > addMonths(setting.on, -workMonths), {
    months: workMonths,
    age: ageOf(member, setting.on) ?? 0,
    from: setting.workingAge,
  });
}

function works(values: QualityMember['values']): boolean {
  return (values.workMonths ?? 0) > 0 || (values.workMonths === undefined && values.workPlace !== undefined);
}

function isHealthy({ values }: QualityMember): boolean {
  return values.health?.length === 1 && values.health[0] === '健康';
}

function holdsPublicPost({ values }: QualityMember): boolean {
  return (values.publicPost !== undefined && values.publicPost !== '否') || (values.publicPostMonths ?? 0) > 0;
}

/** A province alone, or a province and a city: nothing below is named. A city alone may be one of county level. */
function isAboveCounty(place: string): boolean {
  return /^[^省]{1,8}(省|自治区)([^市州盟县区旗]{1,10}(市|自治州|盟|地区))?$/u.test(place.trim());
}
