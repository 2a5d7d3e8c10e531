import type { NameType } from '#domain/dictionary/entry.ts';
import type { NameScope } from '#domain/dictionary/name-scope.ts';
import { type Closure, closure } from './closure.ts';
import type { Core } from './core.ts';
import { lowerRule } from './lower.ts';
import { typeText } from './lowering.ts';
import { type FeelProblem, feelProblem } from './problem.ts';
import { parseSyntax } from './syntax.ts';

/** A checked rule. `core` is what SQL is made from, `run` the same as a function. */
export type FeelExpression = {
  readonly text: string;
  readonly type: NameType;
  readonly core: Core;
  readonly run: Closure;
  /** What reads like a slip but is allowed: `unlisted-value`, `quantifier-swallows`. */
  readonly warnings: readonly FeelProblem[];
};

export type FeelCompilation =
  | { readonly ok: true; readonly expr: FeelExpression }
  | { readonly ok: false; readonly errors: readonly FeelProblem[] };

/**
 * The rule in `text`, ready to be asked, or every reason why it is none, with line and column. `scope` says what its names
 * mean. An expression of any scalar type is accepted; for conditions use `compileCondition`.
 */
export function compileFeel(text: string, scope: NameScope): FeelCompilation {
  const syntax = parseSyntax(text);
  if (!syntax.ok) return syntax;
  const { core, errors, warnings } = lowerRule(text, syntax.root, scope);
  if (!core) return { ok: false, errors };
  if (core.type.kind === 'list' || core.type.kind === 'record') return wrongType(text, core, 'scalar');
  return { ok: true, expr: { text, type: core.type, core, run: closure(core), warnings } };
}

/** As `compileFeel`; `wrong-type` when the rule does not answer yes or no. */
export function compileCondition(text: string, scope: NameScope): FeelCompilation {
  const compiled = compileFeel(text, scope);
  if (!compiled.ok || compiled.expr.type.kind === 'boolean') return compiled;
  return wrongType(text, compiled.expr.core, 'boolean');
}

function wrongType(text: string, core: Core, expected: string): FeelCompilation {
  const facts = { where: 'rule', expected, found: typeText(core.type) };
  return { ok: false, errors: [feelProblem(text, 'wrong-type', core.span, facts)] };
}
