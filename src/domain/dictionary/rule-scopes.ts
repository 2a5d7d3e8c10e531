import type { Dictionary } from './dictionary.ts';
import type { NameType } from './entry.ts';
import type { NameScope } from './name-scope.ts';

/** What the resolved policy adds to the dictionary: its parameters, and the steps of the procedure a rule stands in. */
export type PolicyNames = {
  readonly dictionary: Dictionary;
  readonly parameters: Readonly<Record<string, NameType>>;
  /** Names as rules write them (`stepNameInRules`). Left out: not checked. */
  readonly steps?: ReadonlySet<string>;
};

/** Names for `when`, `require`, `checks`, `any-of`, `for` and group rules: matter, lead, household, act; bare in that order. */
export function conditionScope(names: PolicyNames): NameScope {
  return { ...names, bare: ['matter', 'lead', 'household', 'act'], roots: ['matter', 'lead', 'household', 'act'] };
}

/** As `conditionScope`, with one member at hand: `where`, `exempt.when`, per-member results, `for` of a value by group. */
export function memberScope(names: PolicyNames): NameScope {
  const outer = conditionScope(names);
  return { ...outer, bare: [...outer.bare, 'member'], roots: [...outer.roots, 'member'] };
}

/** As `memberScope` for waivers (`exempt`, `skip`) and bars (gates, checks), where `every` over an empty list does not hold. */
export function waiverScope(names: PolicyNames): NameScope {
  return { ...memberScope(names), everyNeedsElement: true };
}

/** Names for a feed's `raise.when` and `population`: the person of the row first, then the household; `total` is money unless told otherwise. */
export function feedScope(names: PolicyNames, total: NameType = { kind: 'money' }): NameScope {
  return {
    ...names,
    bare: ['row', 'member', 'household', 'lead', 'area'],
    roots: ['row', 'member', 'household', 'lead', 'area'],
    given: { total },
  };
}

/** Names for a parameter's `suspicious` and `order`: `值`, `去年值` and the ids of its values, all of the parameter's type. */
export function valueScope(names: PolicyNames, type: NameType, valueIds: readonly string[] = []): NameScope {
  const given: Record<string, NameType> = { 值: type, 去年值: type };
  for (const id of valueIds) given[id] = type;
  return { ...names, bare: [], roots: [], given };
}
