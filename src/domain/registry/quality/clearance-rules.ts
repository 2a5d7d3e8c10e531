import { addMonths, monthOf } from '../../values/plain-date.ts';
import {
  ableToWork,
  dayOrMonth,
  isCleared,
  type QualityHousehold,
  type QualityMeasure,
  type QualitySetting,
} from './quality-household.ts';
import { foundWhen, ofHousehold, type QualityRule } from './quality-rule.ts';

const HELPED = '帮扶消除';
const BY_ITSELF = '自然消除';

/** Fields that must be filled in once the risk is cleared: the guarantees, water and income afterwards. */
const afterClearance = ['dangerousHousing', 'safeWater', 'netIncomePerPerson'] as const;

/** Groups 1 and 2: 已消除 and its dates. */
export const clearanceRules: readonly QualityRule[] = [
  {
    code: 'cleared-fields-empty',
    group: 1,
    cells: afterClearance,
    find(household) {
      const empty = afterClearance.filter((name) => household.values[name] === undefined);
      if (!isCleared(household) || empty.length === 0) return [];
      return [{ cells: empty, facts: { count: empty.length } }];
    },
  },
  {
    code: 'cleared-with-dropout',
    group: 1,
    cells: ['dropoutReason', 'schooling'],
    find: (household) =>
      isCleared(household)
        ? household.members
            .filter(({ values }) => values.dropoutReason !== undefined && values.schooling === undefined)
            .map(({ key, values }) => ({ person: key, facts: { reason: values.dropoutReason ?? '' } }))
        : [],
  },
  ofHousehold('cleared-without-contact', 1, ['monitoringContact'], (household) =>
    foundWhen(isCleared(household) && household.values.monitoringContact === undefined),
  ),
  ofHousehold('cleared-without-developing', 1, ['clearanceManner', 'measures'], (household, setting) => {
    const { measures, values } = household;
    if (!isCleared(household) || values.clearanceManner !== HELPED || measures === undefined) return undefined;
    const delivered = measures.some((each) => isDeveloping(each, setting) && each.deliveredOn !== undefined);
    return foundWhen(!delivered && household.members.some((member) => ableToWork(member) === true));
  }),
  { ...ofHousehold('cleared-below-line', 1, ['netIncomePerPerson'], belowLine), blocks: true },
  ofHousehold('no-measure-in-time', 2, ['measures', 'identifiedOn'], (household, { on, measureMonths }) => {
    const identified = dayOrMonth(household.values.identifiedOn) ?? household.statusSince ?? undefined;
    if (household.status !== 'monitored' || identified === undefined || household.measures === undefined)
      return undefined;
    const late = addMonths(identified, measureMonths) <= on;
    return foundWhen(late && household.measures.length === 0, { since: identified, months: measureMonths });
  }),
  ofHousehold('cleared-too-soon', 2, ['clearedOn', 'identifiedOn'], (household) => {
    const { clearanceManner, clearedOn, identifiedOn } = household.values;
    const [from, to] = [dayOrMonth(identifiedOn), dayOrMonth(clearedOn)];
    if (!isCleared(household) || from === undefined || to === undefined || clearanceManner === BY_ITSELF)
      return undefined;
    const months = monthsBetween(monthOf(from), monthOf(to));
    return foundWhen(months >= 0 && months <= 1, { identified: monthOf(from), cleared: monthOf(to) });
  }),
];

/**
 * Whether helping has carried the household above the line of the year of clearance. While either figure is unknown
 * there is nothing to say.
 */
function belowLine(household: QualityHousehold, setting: QualitySetting) {
  const { clearanceManner, clearedOn, netIncomePerPerson: income } = household.values;
  const day = dayOrMonth(clearedOn) ?? household.statusSince ?? undefined;
  if (!isCleared(household) || clearanceManner !== HELPED || day === undefined || income === undefined)
    return undefined;
  const line = setting.lineOn(day);
  return foundWhen(line !== undefined && income < line, { income: String(income), line: String(line ?? 0n) });
}

/** 开发式: of one of the kinds the region counts as developing. */
export function isDeveloping(measure: QualityMeasure, setting: QualitySetting): boolean {
  return setting.developing.some((kind) => measure.type.startsWith(kind));
}

function monthsBetween(from: string, to: string): number {
  const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(to) - index(from);
}
