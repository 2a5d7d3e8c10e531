import type { FeelExpression } from './compile-feel.ts';
import type { Cell, Env } from './env.ts';
import { type Exact, exactText } from './exact.ts';
import { distinct, type Missing, Unknown } from './unknown.ts';

/** A known value. Numbers and money (fen) are exact and may be fractions; nothing is rounded on the way. */
export type FeelValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number' | 'money'; readonly value: Exact }
  | { readonly kind: 'date' | 'text'; readonly value: string };

export type Outcome =
  | { readonly known: true; readonly value: FeelValue }
  | { readonly known: false; readonly missing: readonly Missing[] };

/** The answer of a condition. `missing` names what would have to be known, each field once. */
export type Verdict =
  | { readonly answer: 'yes' }
  | { readonly answer: 'no' }
  | { readonly answer: 'unknown'; readonly missing: readonly Missing[] };

/** The value of a rule for what `env` holds, or what is missing. Never throws. */
export function evaluate(expr: FeelExpression, env: Env): Outcome {
  const cell = expr.run({ env, slots: [] });
  if (cell instanceof Unknown) return { known: false, missing: distinct(cell.missing) };
  return { known: true, value: feelValue(expr.type.kind, cell) };
}

/** yes, no or unknown. A rule that is no condition (see `compileCondition`) is never yes. */
export function decide(expr: FeelExpression, env: Env): Verdict {
  return decideCell(expr.run({ env, slots: [] }));
}

/** A computed truth value as a verdict. */
export function decideCell(cell: Cell): Verdict {
  if (cell instanceof Unknown) return { answer: 'unknown', missing: distinct(cell.missing) };
  return { answer: cell === true ? 'yes' : 'no' };
}

/** A cell with its kind. */
export function feelValue(kind: string, cell: Exclude<Cell, Unknown>): FeelValue {
  if (typeof cell === 'boolean') return { kind: 'boolean', value: cell };
  if (typeof cell === 'string') return { kind: kind === 'date' ? 'date' : 'text', value: cell };
  return { kind: kind === 'money' ? 'money' : 'number', value: cell };
}

/** The value as plain text without units: `true`, `12.5`, money in yuan with at most 6 decimals, days as `YYYY-MM-DD`. */
export function valueText(value: FeelValue): string {
  switch (value.kind) {
    case 'boolean':
      return String(value.value);
    case 'number':
      return exactText(value.value);
    case 'money':
      return yuanOf(value.value);
    case 'date':
    case 'text':
      return value.value;
  }
}

function yuanOf(fen: Exact): string {
  return exactText(typeof fen === 'bigint' ? { n: fen, d: 100n } : { n: fen.n, d: fen.d * 100n });
}
