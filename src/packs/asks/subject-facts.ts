import { conditionScope, memberScope } from '#domain/dictionary/rule-scopes.ts';
import { compileCondition } from '#domain/feel/compile-feel.ts';
import type { Env } from '#domain/feel/env.ts';
import { decide, type Verdict } from '#domain/feel/evaluate.ts';
import { readFacts } from '#domain/feel/read-facts.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Duty } from '#domain/policy/duty-shape.ts';
import type { Feel } from '#domain/policy/pack-shape.ts';
import { policyNames } from '#domain/policy/policy-names.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { parametersIn } from '#domain/policy/rule-parameters.ts';
import { ageOn, type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { isMap } from '../case-facts.ts';
import { type Difference, matchValue } from '../match-expectation.ts';
import { type Asking, fault } from './ask-kind.ts';

/** Facts of one subject and what could not be read of them. */
export interface SubjectFacts {
  readonly env: Env;
  readonly members: readonly CaseMap[];
  readonly faults: readonly Difference[];
}

/**
 * The case's facts as of `day` with those of the ask over them: `facts`, `household` (户) and `member`. An 出生日期 gives the
 * age of that day where none is written.
 */
export function subjectFacts(asking: Asking, policy: Policy, day: PlainDate): SubjectFacts {
  const { written, ask } = asking;
  const own = ask.detail['facts'];
  const changes = written.changes.filter((change) => change.on <= day).map((change) => change.set);
  const merged: Record<string, CaseValue> = Object.assign({}, written.facts, ...changes, isMap(own) ? own : {});
  const household = ask.detail['household'];
  if (isMap(household)) merged['户'] = { ...(isMap(merged['户']) ? merged['户'] : {}), ...household };
  if (isMap(ask.detail['member'])) merged['member'] = ask.detail['member'];
  const aged = withAges(merged, day);
  const { env, problems } = readFacts(policyNames(policy).dictionary, aged);
  const members = Array.isArray(aged['成员'])
    ? aged['成员'].filter((each: CaseValue): each is CaseMap => isMap(each))
    : [];
  return {
    env,
    members,
    faults: problems.flatMap(({ code, facts }) =>
      fault(`facts.${facts.path}`, facts.expected ?? 'a name rules know', code),
    ),
  };
}

function withAges(facts: CaseMap, day: PlainDate): CaseMap {
  const aged = (person: CaseValue): CaseValue => {
    if (!isMap(person) || person['年龄'] !== undefined) return person;
    const born = typeof person['出生日期'] === 'string' ? parsePlainDate(person['出生日期']) : undefined;
    return born === undefined ? person : { ...person, 年龄: String(ageOn(born, day)) };
  };
  const of = (holder: CaseMap): CaseMap => ({
    ...holder,
    ...(Array.isArray(holder['成员']) ? { 成员: holder['成员'].map(aged) } : {}),
  });
  const household = facts['户'];
  const member = facts['member'];
  return {
    ...of(facts),
    ...(isMap(household) ? { 户: of(household) } : {}),
    ...(member === undefined ? {} : { member: aged(member) }),
  };
}

/** What a condition answers about the subject; one that cannot be read is unknown and misses its own text. */
export function answerOf(policy: Policy, rule: Feel, env: Env, day: PlainDate, scope: 'condition' | 'member'): Verdict {
  const names = policyNames(policy);
  const compiled = compileCondition(rule, scope === 'member' ? memberScope(names) : conditionScope(names));
  if (!compiled.ok) return { answer: 'unknown', missing: [{ path: rule, why: 'wrong-type' }] };
  return decide(compiled.expr, { ...env, parameters: parametersIn(policy, rule, env, day) });
}

/** Whether the duty is owed for the subject: by its `when` and the `for-each` it names. true, false or `unknown`. */
export function appliesTo(
  asking: Asking,
  duty: Duty,
  policy: Policy,
  day: PlainDate,
  expected: CaseValue,
): readonly Difference[] {
  const { env, faults } = subjectFacts(asking, policy, day);
  const who = /^(all|\d.*%)$/.test(duty.coverage ?? 'all') ? undefined : duty.coverage;
  const rules = [duty.when, duty.forEach?.where, who].filter((rule) => rule !== undefined);
  const answers = rules.map((rule) => answerOf(policy, rule, env, day, 'member').answer);
  const answer = answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
  const word = expected === true ? 'yes' : expected === false ? 'no' : expected;
  return [...faults, ...matchValue('applies', word, answer)];
}
