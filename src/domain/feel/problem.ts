import type { Span } from './core.ts';

/** Why a rule is refused at loading. */
export type FeelProblemCode =
  | 'syntax' // facts: near
  | 'too-complex' // facts: limit (text|nodes|depth|lists), allowed
  | 'unsupported' // facts: what
  | 'full-width-sign' // facts: sign
  | 'name-starts-with-digit' // facts: name
  | 'name-with-space' // facts: name
  | 'conjunction-in-test' // facts: word (and|or)
  | 'bare-comparison' // facts: word, text
  | 'unknown-name' // facts: name, near?
  | 'unknown-parameter' // facts: name
  | 'unknown-step' // facts: name
  | 'unknown-step-field' // facts: name
  | 'unknown-function' // facts: name
  | 'name-not-here' // facts: name, near?
  | 'mixed-types' // facts: operator, left, right
  | 'wrong-type' // facts: where, expected, found
  | 'text-order' // facts: operator
  | 'presence-of-expression' // facts: text
  | 'wrong-arguments' // facts: name, expected, found
  | 'division-by-zero'
  | 'bad-date' // facts: text
  | 'unlisted-value' // facts: name, value
  | 'quantifier-swallows'; // facts: word

/** `line` and `column` count from 1; `from`/`to` are offsets into the text. Sentences are made from `code` and `facts` in `words`. */
export type FeelProblem = {
  readonly code: FeelProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly line: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
};

export function feelProblem(
  text: string,
  code: FeelProblemCode,
  span: Span,
  facts: Readonly<Record<string, string | number>> = {},
): FeelProblem {
  const before = text.slice(0, span.from).split('\n');
  return { code, facts, line: before.length, column: (before.at(-1) ?? '').length + 1, from: span.from, to: span.to };
}
