import type { PlainDate } from '../../values/plain-date.ts';
import { clearanceRules } from './clearance-rules.ts';
import { familyRules } from './family-rules.ts';
import { measureRules } from './measure-rules.ts';
import { personRules } from './person-rules.ts';
import type { QualityHousehold, QualitySetting } from './quality-household.ts';
import type { QualityFinding, QualityRule } from './quality-rule.ts';

/** Every rule of 疑点数据, by group. */
export const qualityRules: readonly QualityRule[] = [
  ...clearanceRules,
  ...personRules,
  ...familyRules,
  ...measureRules,
].toSorted((a, b) => a.group - b.group);

/** The rule of that code, or undefined. */
export function findQualityRule(code: string): QualityRule | undefined {
  return qualityRules.find((rule) => rule.code === code);
}

/** Everything the rules find in one household on the day of the setting, by group; rules the region has turned off are silent. */
export function findFaults(household: QualityHousehold, setting: QualitySetting): QualityFinding[] {
  return qualityRules
    .filter(({ code }) => !setting.off.includes(code))
    .flatMap((rule) =>
      rule.find(household, setting).map(({ person, cells, facts }) => ({
        rule: rule.code,
        group: rule.group,
        person: person ?? null,
        cells: cells ?? rule.cells,
        facts: facts ?? {},
        blocks: rule.blocks ?? false,
      })),
    );
}

/**
 * What of the findings would stand in the way of clearing the household on `on` through help: those rules that block, judged
 * as if it were cleared. Empty: nothing does.
 */
export function findClearanceBlocks(
  household: QualityHousehold,
  setting: QualitySetting,
  on: PlainDate,
): QualityFinding[] {
  const supposed: QualityHousehold = {
    ...household,
    status: 'cleared',
    statusSince: on,
    values: { ...household.values, riskCleared: true, clearanceManner: '帮扶消除', clearedOn: on },
  };
  return findFaults(supposed, setting).filter(({ blocks }) => blocks);
}
