import { buildDictionary } from '../dictionary/dictionary.ts';
import type { PolicyNames } from '../dictionary/rule-scopes.ts';
import type { Policy } from './resolved-policy.ts';
import { parameterType } from './rule-names.ts';

const known = new WeakMap<Policy, PolicyNames>();

/** The names rules of a resolved policy may use where no procedure is at hand: facts and parameters; steps are not checked. */
export function policyNames(policy: Policy): PolicyNames {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const facts = Object.fromEntries(
    policy.terms.facts.map(({ name, of, type, unit, values }) => [
      name,
      { of, type: type === 'code' ? ('text' as const) : type, unit, values },
    ]),
  );
  const names: PolicyNames = {
    dictionary: buildDictionary(facts).dictionary,
    parameters: Object.fromEntries(
      Object.values(policy.parameters).map((each) => [each.name, parameterType(each.type, each.unit)]),
    ),
  };
  known.set(policy, names);
  return names;
}
