import { feedScope } from '../dictionary/rule-scopes.ts';
import { compileCondition, type FeelExpression } from '../feel/compile-feel.ts';
import type { Env, Raw } from '../feel/env.ts';
import { decide } from '../feel/evaluate.ts';
import type { Feed } from '../policy/duty-shape.ts';
import type { Feel } from '../policy/pack-shape.ts';
import { parameterOn } from '../policy/parameter-on.ts';
import { policyNames } from '../policy/policy-names.ts';
import type { ParameterReading, Policy } from '../policy/resolved-policy.ts';
import { parametersIn } from '../policy/rule-parameters.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { totalType } from './feed-row.ts';

/** yes, no or unknown; `missing` names fields, parameters as `参数.name`. */
export interface Judged {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly missing: readonly string[];
}

/** The rules of one feed under one policy, compiled once. */
export interface FeedRules {
  /** Whether the feed is about the row's person at all; no `population`: yes. */
  readonly belongs: (env: Env, day: PlainDate) => Judged;
  /** Whether the row fits the raising condition; `total` null where the feed adds nothing up. No `when`: yes. */
  readonly raises: (env: Env, day: PlainDate, total: { readonly value: Raw } | null) => Judged;
  readonly parameter: (name: string, day: PlainDate) => ParameterReading | undefined;
}

const YES: Judged = { answer: 'yes', missing: [] };

/**
 * Population and condition of a feed. Parameters are read for the day given, values `for` a group by the row's own facts.
 * A rule that cannot be read is unknown and misses its own text: it never vanishes.
 */
export function feedRules(policy: Policy, feed: Feed): FeedRules {
  const names = policyNames(policy);
  const compiled = new Map<Feel, FeelExpression | null>();
  const compile = (rule: Feel): FeelExpression | null => {
    const known = compiled.get(rule);
    if (known !== undefined) return known;
    const result = compileCondition(rule, feedScope(names, totalType(names.dictionary, feed, feed.raise?.total)));
    const expression = result.ok ? result.expr : null;
    compiled.set(rule, expression);
    return expression;
  };
  const judge = (rule: Feel | undefined, env: Env, day: PlainDate): Judged => {
    if (rule === undefined) return YES;
    const expression = compile(rule);
    if (expression === null) return { answer: 'unknown', missing: [rule] };
    const verdict = decide(expression, { ...env, parameters: parametersIn(policy, rule, env, day) });
    if (verdict.answer !== 'unknown') return { answer: verdict.answer, missing: [] };
    return { answer: 'unknown', missing: verdict.missing.map(({ path }) => path) };
  };
  return {
    belongs: (env, day) => judge(feed.population, env, day),
    raises: (env, day, total) => judge(feed.raise?.when, total === null ? env : withTotal(env, total.value), day),
    parameter: (name, day) => parameterOn(policy, name, day),
  };
}

function withTotal(env: Env, total: Raw): Env {
  return { ...env, given: { total } };
}
