import { memberScope } from '../dictionary/rule-scopes.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import type { Env } from '../feel/env.ts';
import { decide } from '../feel/evaluate.ts';
import type { Grading } from '../policy/duty-shape.ts';
import type { Feel, SourceRef } from '../policy/pack-shape.ts';
import { policyNames } from '../policy/policy-names.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { parametersIn } from '../policy/rule-parameters.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** One level judged: yes when one of its conditions holds, unknown when one might. */
export interface JudgedLevel {
  readonly id: string;
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly missing: readonly string[];
}

/** The proposed level (a person fixes it); null when no condition is true. Unknown conditions are told, they lower nothing. */
export interface ProposedGrade {
  readonly level: string | null;
  /** Clauses of the proposed level, those of the grading where it names none. */
  readonly source: readonly SourceRef[];
  readonly levels: readonly JudgedLevel[];
}

/** Grades a subject: levels stand from the highest down, the first with a true condition is proposed. */
export function grade(policy: Policy, grading: Grading, env: Env, day: PlainDate): ProposedGrade {
  const levels = grading.levels.map((level): JudgedLevel => {
    const answers = level.anyOf.map((rule) => judged(policy, rule, env, day));
    const answer = answers.some((each) => each.answer === 'yes')
      ? 'yes'
      : answers.some((each) => each.answer === 'unknown')
        ? 'unknown'
        : 'no';
    const missing = answer === 'unknown' ? [...new Set(answers.flatMap((each) => each.missing))] : [];
    return { id: level.id, answer, missing };
  });
  const at = levels.findIndex((level) => level.answer === 'yes');
  const proposed = grading.levels[at];
  const own = proposed?.source ?? [];
  return { level: proposed?.id ?? null, source: own.length > 0 ? own : grading.source, levels };
}

function judged(policy: Policy, rule: Feel, env: Env, day: PlainDate): Omit<JudgedLevel, 'id'> {
  const compiled = compileCondition(rule, memberScope(policyNames(policy)));
  if (!compiled.ok) return { answer: 'unknown', missing: [rule] };
  const verdict = decide(compiled.expr, { ...env, parameters: parametersIn(policy, rule, env, day) });
  if (verdict.answer !== 'unknown') return { answer: verdict.answer, missing: [] };
  return { answer: 'unknown', missing: verdict.missing.map(({ path }) => path) };
}
