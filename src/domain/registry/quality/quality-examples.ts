import type { Fen } from '../../values/fen.ts';
import { plainDate } from '../../values/plain-date.ts';
import type { PersonValues } from '../registry-fields.ts';
import { inferredSetting, type QualityHousehold, type QualitySetting } from './quality-household.ts';

/** The day examples are judged on. */
export const EXAMPLE_DAY = plainDate('2022-06-01');

/** The setting of examples: the inferred bounds, a line of 7,000 yuan from 2022 on, and both housing and water as risks. */
export const exampleSetting: QualitySetting = {
  ...inferredSetting,
  on: EXAMPLE_DAY,
  risks: ['因病', '因务工就业不稳', '因安全饮水', '因安全住房'],
  lineOn: (day) => (day >= '2022-01-01' ? (700_000n as Fen) : undefined),
};

/** A household of nobody in particular with what is said here; members get keys 甲, 乙, 丙 … in their order. */
export function exampleHousehold(
  said: Partial<Omit<QualityHousehold, 'members'>> & { readonly members?: readonly PersonValues[] } = {},
): QualityHousehold {
  const { members = [], ...rest } = said;
  return {
    key: 'household',
    values: {},
    status: 'none',
    statusSince: null,
    measures: undefined,
    income: undefined,
    ...rest,
    members: members.map((values, index) => ({ key: '甲乙丙丁戊'.charAt(index), values })),
  };
}
