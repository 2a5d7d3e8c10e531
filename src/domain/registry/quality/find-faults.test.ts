import { describe, expect, test } from 'vitest';
import type { Fen } from '../../values/fen.ts';
import { idCheckDigit } from '../../values/id-number.ts';
import { plainDate } from '../../values/plain-date.ts';
import type { PersonValues } from '../registry-fields.ts';
import { findClearanceBlocks, findFaults, qualityRules } from './find-faults.ts';
import { EXAMPLE_DAY, exampleHousehold, exampleSetting } from './quality-examples.ts';
import type { QualityHousehold, QualityMeasure } from './quality-household.ts';

type Said = NonNullable<Parameters<typeof exampleHousehold>[0]>;
type Values = QualityHousehold['values'];

const day = plainDate;
const yuan = (n: number): Fen => BigInt(n * 100) as Fen;
const one = (values: PersonValues, rest: Said = {}): Said => ({ ...rest, members: [values] });
const monitored = (values: Values, rest: Said = {}): Said => ({ ...rest, status: 'monitored', values });
const cleared = (values: Values, rest: Said = {}): Said => ({ ...rest, status: 'cleared', values: { clearanceManner: '帮扶消除', ...values } }); // biome-ignore format: one line
const measure = (type: string, more: Partial<QualityMeasure> = {}): QualityMeasure => ({ type, deliveredOn: day('2022-03-01'), ...more }); // biome-ignore format: one line
const numberOf = (first17: string): string => first17 + idCheckDigit(first17);
/** A man born on 1980-02-03, of a division that was never given out. */
const MAN = numberOf('39990019800203123');

const filled: Values = { dangerousHousing: false, safeWater: true, netIncomePerPerson: yuan(9000) };
const worker: PersonValues = { labour: '普通劳动力' };
const unable: PersonValues = { labour: '无劳动力' };
const wage = (n: number, on = '2022-05-01'): Said['income'] => ({ on: day(on), wage: yuan(n) });

/** Rule, a household it finds, and the nearest household it does not. Ages on 2022-06-01. */
const bounds: readonly (readonly [code: string, found: Said, clean: Said])[] = [
  ['cleared-fields-empty', cleared({ dangerousHousing: false, netIncomePerPerson: yuan(9000) }), cleared(filled)],
  ['cleared-with-dropout', cleared({}, one({ dropoutReason: '厌学' })), cleared({}, one({ dropoutReason: '厌学', schooling: '七年级' }))], // biome-ignore format: one line
  ['cleared-without-contact', cleared({}), cleared({ monitoringContact: '张三' })],
  ['cleared-without-developing', cleared({}, { members: [worker], measures: [measure('健康')] }), cleared({}, { members: [worker], measures: [measure('产业帮扶')] })], // biome-ignore format: one line
  ['cleared-below-line', cleared({ clearedOn: '2022-05', netIncomePerPerson: 699_999n as Fen }), cleared({ clearedOn: '2022-05', netIncomePerPerson: yuan(7000) })], // biome-ignore format: one line
  ['no-measure-in-time', monitored({ identifiedOn: '2022-05-01' }, { measures: [] }), monitored({ identifiedOn: '2022-05-02' }, { measures: [] })], // biome-ignore format: one line
  ['cleared-too-soon', cleared({ identifiedOn: '2022-01-31', clearedOn: '2022-02-28' }), cleared({ identifiedOn: '2022-01-31', clearedOn: '2022-03-01' })], // biome-ignore format: one line

  ['ethnicity-empty', monitored({}, one({})), monitored({}, one({ ethnicity: '汉族' }))],
  ['serious-illness-insurance-empty', monitored({}, one({})), monitored({}, one({ seriousIllnessInsurance: false }))],
  ['no-medical-insurance', one({ residentInsurance: false, employeeInsurance: false }), one({ residentInsurance: false, employeeInsurance: true })], // biome-ignore format: one line
  ['two-medical-insurances', one({ residentInsurance: true, employeeInsurance: true }), one({ residentInsurance: true, employeeInsurance: false })], // biome-ignore format: one line

  ['minor-with-labour', one({ bornOn: day('2006-06-02'), labour: '弱劳动力或半劳动力' }), one({ bornOn: day('2006-06-01'), labour: '弱劳动力或半劳动力' })], // biome-ignore format: one line
  ['elder-with-full-labour', one({ bornOn: day('1962-06-01'), labour: '技能劳动力' }), one({ bornOn: day('1962-06-02'), labour: '技能劳动力' })], // biome-ignore format: one line
  ['adult-with-little-labour', one({ bornOn: day('2006-06-01'), labour: '无劳动力', health: ['健康'] }), one({ bornOn: day('2006-06-01'), labour: '无劳动力', health: ['健康'], schooling: '九年级' })], // biome-ignore format: one line
  ['preschool-at-school-age', one({ bornOn: day('2015-06-01'), health: ['健康'], schooling: '学龄前儿童' }), one({ bornOn: day('2015-06-02'), health: ['健康'], schooling: '学龄前儿童' })], // biome-ignore format: one line

  ['no-labour-but-works', one({ labour: '丧失劳动力', workMonths: 1 }), one({ labour: '丧失劳动力', workMonths: 0 })],
  ['pupil-works', one({ schooling: '普通高中一年级', workMonths: 1 }), one({ schooling: '普通高中一年级', workMonths: 0 })], // biome-ignore format: one line
  ['extreme-poverty-care-works', one({ extremePovertyCare: true, workMonths: 3 }), one({ extremePovertyCare: true })],
  ['worked-as-a-minor', one({ bornOn: day('2006-03-02'), workMonths: 3 }), one({ bornOn: day('2006-03-01'), workMonths: 3 })], // biome-ignore format: one line
  ['public-post-outside-age', one({ bornOn: day('1952-06-01'), publicPost: '护林员' }), one({ bornOn: day('1952-06-02'), publicPost: '护林员' })], // biome-ignore format: one line

  ['relation-contradicts-sex', one({ relation: '之女', sex: '男' }), one({ relation: '之女', sex: '女' })],
  ['spouse-of-same-sex', { members: [{ relation: '户主', sex: '男' }, { relation: '配偶', sex: '男' }] }, { members: [{ relation: '户主', sex: '男' }, { relation: '配偶', sex: '女' }] }], // biome-ignore format: one line
  ['no-head', { members: [{ relation: '之子' }, { relation: '配偶' }] }, { members: [{ relation: '之子' }, { relation: '户主' }] }], // biome-ignore format: one line
  ['several-heads', { members: [{ relation: '户主' }, { relation: '户主' }] }, { members: [{ relation: '户主' }, { relation: '之子' }] }], // biome-ignore format: one line
  ['several-spouses', { members: [{ relation: '配偶' }, { relation: '配偶' }] }, { members: [{ relation: '户主' }, { relation: '配偶' }] }], // biome-ignore format: one line
  ['id-check-digit', one({ idNumber: `${MAN.slice(0, 17)}${MAN.endsWith('1') ? '2' : '1'}` }), one({ idNumber: MAN })],
  ['birth-contradicts-id', one({ idNumber: MAN, bornOn: day('1980-02-04') }), one({ idNumber: MAN, bornOn: day('1980-02-03') })], // biome-ignore format: one line
  ['sex-contradicts-id', one({ idNumber: MAN, sex: '女' }), one({ idNumber: MAN, sex: '男' })],
  ['phone-not-eleven', { values: { phone: '1990000000' } }, { values: { phone: '19900000000' } }],

  ['water-problem-without-risk', monitored({ safeWater: false, risks: ['因病'] }), monitored({ safeWater: false, risks: ['因病', '因安全饮水'] })], // biome-ignore format: one line
  ['water-risk-without-measure', monitored({ risks: ['因安全饮水'] }, { measures: [measure('健康')] }), monitored({ risks: ['因安全饮水'] }, { measures: [measure('饮水安全')] })], // biome-ignore format: one line
  ['housing-risk-without-measure', monitored({ risks: ['因安全住房'] }, { measures: [] }), monitored({ risks: ['因安全住房'] }, { measures: [measure('搬迁')] })], // biome-ignore format: one line

  ['job-without-wage', { measures: [measure('就业')], income: wage(0) }, { measures: [measure('就业')], income: wage(0, '2022-02-28') }], // biome-ignore format: one line
  ['allowance-without-transfer', { measures: [measure('综合保障', { detail: '低保' })], income: { on: day('2022-05-01'), transfer: yuan(0) } }, { measures: [measure('综合保障', { detail: '低保' })], income: { on: day('2022-05-01'), transfer: yuan(1) } }], // biome-ignore format: one line
  ['allowance-without-person', { measures: [measure('综合保障', { detail: '低保' })], members: [{ minimumAllowance: false }] }, { measures: [measure('综合保障', { detail: '低保' })], members: [{ minimumAllowance: true }] }], // biome-ignore format: one line
  ['production-without-income', { measures: [measure('产业')], income: { on: day('2022-03-01'), business: yuan(0) } }, { measures: [measure('产业')], income: { on: day('2022-03-01'), business: yuan(1) } }], // biome-ignore format: one line

  ['work-place-too-high', one({ workPlace: '甲省乙市' }), one({ workPlace: '甲省乙市丙县' })],
  ['work-place-without-months', one({ workPlace: '甲省乙市丙县' }), one({ workPlace: '甲省乙市丙县', workMonths: 1 })],
  ['work-months-without-place', monitored({}, one({ workMonths: 1 })), monitored({}, one({ workMonths: 0 }))],

  ['disabled-without-card', monitored({}, one({ health: ['残疾'] })), monitored({}, one({ health: ['残疾'], disabilityCard: '1' }))], // biome-ignore format: one line
  ['card-without-disability', one({ health: ['健康'], disabilityCard: '1' }), one({ health: ['残疾'], disabilityCard: '1' })], // biome-ignore format: one line
  ['disability-benefit-without-disabled', { measures: [measure('综合保障', { detail: '残疾人补贴' })], members: [{ health: ['健康'] }] }, { measures: [measure('综合保障', { detail: '残疾人补贴' })], members: [{ health: ['残疾'] }] }], // biome-ignore format: one line

  ['labour-without-developing', monitored({ identifiedOn: '2021-12-01' }, { members: [worker], measures: [measure('健康')] }), monitored({ identifiedOn: '2021-12-02' }, { members: [worker], measures: [measure('健康')] })], // biome-ignore format: one line
  ['developing-only-other', { measures: [measure('就业', { detail: '技能培训' }), measure('产业', { detail: '其他' })] }, { measures: [measure('就业', { detail: '技能培训' }), measure('产业', { detail: '种植业' })] }], // biome-ignore format: one line
  ['developing-marked-without-any', { marksDeveloping: true, measures: [measure('健康')] }, { marksDeveloping: true, measures: [measure('金融')] }], // biome-ignore format: one line
  ['no-labour-not-marked', monitored({}, { members: [unable, unable] }), monitored({}, { members: [unable, worker] })],
  ['no-labour-marked-with-labour', { values: { noLabourSafetyNet: true }, members: [worker] }, { values: { noLabourSafetyNet: true }, members: [unable] }], // biome-ignore format: one line

  ['job-help-without-labour', { measures: [measure('就业', { member: '甲' })], members: [unable] }, { measures: [measure('就业', { member: '甲' })], members: [{ labour: '弱劳动力或半劳动力' }] }], // biome-ignore format: one line
  ['rain-dew-outside-vocational', { measures: [measure('教育', { member: '甲', detail: '雨露计划' })], members: [{ schooling: '本科一年级' }] }, { measures: [measure('教育', { member: '甲', detail: '雨露计划' })], members: [{ schooling: '中职一年级' }] }], // biome-ignore format: one line
  ['school-age-not-at-school', one({ bornOn: day('2006-06-02'), education: '初中' }), one({ bornOn: day('2006-06-01'), education: '初中' })], // biome-ignore format: one line

  ['unstable-work-nobody-able', { values: { risks: ['因务工就业不稳'] }, members: [unable] }, { values: { risks: ['因务工就业不稳'] }, members: [worker] }], // biome-ignore format: one line
  ['unstable-work-nobody-working', { values: { risks: ['因务工就业不稳'] }, members: [{ workMonths: 0 }] }, { values: { risks: ['因务工就业不稳'] }, members: [{ workMonths: 1 }] }], // biome-ignore format: one line
  ['illness-without-expense', { values: { risks: ['因病'] }, income: { on: EXAMPLE_DAY, compliantOutOfPocket: yuan(0) } }, { values: { risks: ['因病'] }, income: { on: EXAMPLE_DAY, compliantOutOfPocket: 1n as Fen } }], // biome-ignore format: one line
  ['wage-too-small', { income: { on: EXAMPLE_DAY, wage: 9_999n as Fen } }, { income: wage(100) }],
];

const found = (said: Said): string[] => findFaults(exampleHousehold(said), exampleSetting).map(({ rule }) => rule);

describe('each rule of 疑点数据', () => {
  test.each(bounds)('%s is found on its side of the bound and not on the other', (code, faulty, clean) => {
    expect(found(faulty)).toContain(code);
    expect(found(clean)).not.toContain(code);
  });

  test('a number that stands in another household is told at both', () => {
    const household = exampleHousehold(one({}));
    const [member] = household.members;
    if (member === undefined) throw new Error('no member');
    const twice = { ...household, members: [{ ...member, numberElsewhere: true }] };
    expect(findFaults(twice, exampleSetting).map(({ rule }) => rule)).toEqual(['id-in-two-households']);
    expect(findFaults(household, exampleSetting)).toEqual([]);
  });

  test('has an example of both sides here', () => {
    const tried = new Set([...bounds.map(([code]) => code), 'id-in-two-households']);
    expect(qualityRules.map(({ code }) => code).filter((code) => !tried.has(code))).toEqual([]);
    expect(new Set(qualityRules.map(({ code }) => code)).size).toBe(qualityRules.length);
  });

  test('belongs to one of thirteen groups, and each group has one', () => {
    expect(new Set(qualityRules.map(({ group }) => group)).size).toBe(13);
  });

  test('says nothing where nothing is known', () => {
    expect(findFaults(exampleHousehold({ members: [{}, {}] }), exampleSetting)).toEqual([]);
    expect(found(monitored({ identifiedOn: '2020-01-01' }, { members: [worker] }))).not.toContain('no-measure-in-time');
  });

  test('a rule the region does not run is silent, and its ages are the region’s', () => {
    const household = exampleHousehold(one({ bornOn: day('1962-06-01'), labour: '普通劳动力' }));
    const rules = (setting: Partial<typeof exampleSetting>) => findFaults(household, { ...exampleSetting, ...setting });
    expect(rules({})).toHaveLength(1);
    expect(rules({ off: ['elder-with-full-labour'] })).toEqual([]);
    expect(rules({ elderAge: 65 })).toEqual([]);
  });
});

describe('what stands in the way of clearance', () => {
  const poor = (income: Fen | undefined) =>
    exampleHousehold(monitored(income === undefined ? {} : { netIncomePerPerson: income }, one(worker)));

  test('is an income below the line of the year, judged as if the household were cleared today', () => {
    const blocks = findClearanceBlocks(poor(699_999n as Fen), exampleSetting, EXAMPLE_DAY);
    expect(blocks.map(({ rule, facts }) => [rule, facts['income'], facts['line']])).toEqual([
      ['cleared-below-line', '699999', '700000'],
    ]);
    expect(findClearanceBlocks(poor(yuan(7000)), exampleSetting, EXAMPLE_DAY)).toEqual([]);
  });

  test('is nothing while the income or the line is unknown', () => {
    expect(findClearanceBlocks(poor(undefined), exampleSetting, EXAMPLE_DAY)).toEqual([]);
    expect(findClearanceBlocks(poor(yuan(1)), exampleSetting, day('2021-06-01'))).toEqual([]);
  });
});
