import { compileCondition, compileFeel } from '../feel/compile-feel.ts';
import type { FeelProblem } from '../feel/problem.ts';
import type { PackProblem } from './pack-problem.ts';
import type { Pack, Reference } from './pack-shape.ts';
import { type RuleNames, ruleNames, scopeOf } from './rule-names.ts';

/** Expressions of the packs that do not compile over the names of the whole chain, each with its place in the text. */
export function checkExpressions(chain: readonly Pack[]): readonly PackProblem[] {
  const rules = ruleNames(chain);
  return chain.flatMap((pack) => [
    ...pack.references.flatMap((reference) => expressionProblems(reference, rules)),
    ...pack.terms.facts
      .filter((fact) => rules.badFacts.includes(fact.name))
      .map((fact): PackProblem => ({ code: 'bad-id', place: fact.place, facts: { found: fact.name } })),
  ]);
}

function expressionProblems(reference: Reference, rules: RuleNames): readonly PackProblem[] {
  if (reference.kind !== 'feel') return [];
  const scope = reference.scope ?? 'condition';
  const names = scopeOf(rules, scope, reference.inside);
  const compiled =
    scope === 'field' || scope === 'column'
      ? compileFeel(reference.name, names)
      : compileCondition(reference.name, names);
  return compiled.ok ? [] : compiled.errors.map((error) => atPlace(reference, error));
}

function atPlace(reference: Reference, error: FeelProblem): PackProblem {
  const { file, line, column } = reference.place;
  const place =
    error.line === 1
      ? { file, line, column: column + error.column - 1 }
      : { file, line: line + error.line - 1, column: error.column };
  return { code: 'bad-expression', place, facts: { ...error.facts, reason: error.code, expression: reference.name } };
}
