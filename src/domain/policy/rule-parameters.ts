import { memberScope } from '../dictionary/rule-scopes.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import type { Env, Raw } from '../feel/env.ts';
import { decide } from '../feel/evaluate.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Feel } from './pack-shape.ts';
import { parameterOn } from './parameter-on.ts';
import { policyNames } from './policy-names.ts';
import type { Policy } from './resolved-policy.ts';

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/gu;

/** Values of the parameters a rule names; those without a usable one are left out, which makes them unknown by name. */
export function parametersIn(policy: Policy, rule: Feel, env: Env, day: PlainDate): Readonly<Record<string, Raw>> {
  const names = [...rule.matchAll(PARAMETER)].flatMap((match) => match[1] ?? []);
  return Object.fromEntries(
    [...new Set(names)].flatMap((name): [string, Raw][] => {
      const reading = parameterOn(policy, name, day, (group) => fits(policy, group, env));
      if (reading?.state !== 'set' && reading?.state !== 'provisional') return [];
      const { value } = reading;
      if (value === null) return [];
      if (typeof value !== 'object') return [[name, value]];
      if ('amount' in value) return [[name, value.amount]];
      return Array.isArray(value) ? [[name, value as readonly string[]]] : [];
    }),
  );
}

/** Whether somebody belongs to the group a value is for; null: not known. */
function fits(policy: Policy, group: Feel, env: Env): boolean | null {
  const compiled = compileCondition(group, memberScope(policyNames(policy)));
  if (!compiled.ok) return null;
  return { yes: true, no: false, unknown: null }[decide(compiled.expr, env).answer];
}
