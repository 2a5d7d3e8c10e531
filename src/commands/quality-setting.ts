import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { inferredSetting, type QualitySetting } from '#domain/registry/quality/quality-household.ts';
import type { Fen } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** Line of income a household is compared with: set by the county, year by year. */
const LINE = '监测线';

/** What the rules of 疑点数据 look for in an area on a day: its parameters, else what is inferred for all. */
export function qualitySetting(policy: Policy, on: PlainDate): QualitySetting {
  const value = (name: string): unknown => parameterOn(policy, name, on)?.value;
  const age = (name: string, otherwise: number): number => {
    const set = value(name);
    return typeof set === 'number' ? set : otherwise;
  };
  const list = (name: string): readonly string[] | undefined => {
    const set = value(name);
    return Array.isArray(set) ? set.map(String) : undefined;
  };
  const wage = value('疑点最小工资');
  return {
    on,
    workingAge: age('疑点劳动年龄', inferredSetting.workingAge),
    elderAge: age('疑点老年年龄', inferredSetting.elderAge),
    publicPostAge: age('疑点公益岗年龄上限', inferredSetting.publicPostAge),
    schoolAge: age('疑点入学年龄', inferredSetting.schoolAge),
    measureMonths: months(value('疑点措施期限')) ?? inferredSetting.measureMonths,
    developingMonths: months(value('疑点开发式期限')) ?? inferredSetting.developingMonths,
    smallWage: typeof wage === 'bigint' ? (wage as Fen) : inferredSetting.smallWage,
    developing: list('疑点开发式措施') ?? inferredSetting.developing,
    off: list('疑点停用规则') ?? inferredSetting.off,
    risks: policy.terms.risks.map(({ code }) => code),
    lineOn: (day) => {
      const line = parameterOn(policy, LINE, day)?.value;
      return typeof line === 'bigint' ? (line as Fen) : undefined;
    },
  };
}

function months(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('unit' in value)) return undefined;
  return value.unit === 'month' && typeof value.amount === 'number' ? value.amount : undefined;
}
