import type { ArithmeticOperator, CompareOperator } from '../core.ts';
import type { Exact } from '../exact.ts';

/**
 * An exact number in SQL: `n / d`, both `numeric`, null when unknown. `d` is above 0 and absent when it is 1. `literalDivisor`:
 * `d` is the same known number for every row, so that sums and extremes may be taken of `n` alone.
 */
export type SqlNumber = { readonly n: string; readonly d?: string; readonly literalDivisor: boolean };

export function columnNumber(column: string): SqlNumber {
  return { n: `(${column})::numeric`, literalDivisor: true };
}

export function literalNumber(value: Exact): SqlNumber {
  if (typeof value === 'bigint') return { n: numeric(value), literalDivisor: true };
  const places = decimalPlaces(value.d);
  if (places !== undefined) {
    const digits = value.n * (10n ** BigInt(places) / value.d);
    return { n: numeric(`${digits}e-${places}`), literalDivisor: true };
  }
  return { n: numeric(value.n), d: numeric(value.d), literalDivisor: true };
}

export const unknownNumber: SqlNumber = { n: 'null::numeric', literalDivisor: true };

export function negated(a: SqlNumber): SqlNumber {
  return { ...a, n: `(- ${a.n})` };
}

export function computed(operator: ArithmeticOperator, a: SqlNumber, b: SqlNumber): SqlNumber {
  const literalDivisor = a.literalDivisor && b.literalDivisor;
  switch (operator) {
    case '+':
    case '-': {
      const n = `(${times(a.n, b.d)} ${operator} ${times(b.n, a.d)})`;
      return withDivisor(n, product(a.d, b.d), literalDivisor);
    }
    case '*':
      return withDivisor(`(${a.n} * ${b.n})`, product(a.d, b.d), literalDivisor);
    case '/': {
      // The divisor's sign goes to the top, so that comparing may multiply out; 0 makes both sides unknown.
      const n = `(${times(a.n, b.d)} * sign(${b.n}))`;
      return withDivisor(n, product(a.d, `abs(nullif(${b.n}, 0))`), false);
    }
  }
}

/** `a operator b`, null when either is unknown; by multiplying out, never by dividing. */
export function comparedNumbers(operator: CompareOperator, a: SqlNumber, b: SqlNumber): string {
  return `(${times(a.n, b.d)} ${operator === '!=' ? '<>' : operator} ${times(b.n, a.d)})`;
}

/** True where the number is unknown; never null. */
export function numberIsUnknown(a: SqlNumber): string {
  return a.d === undefined || a.literalDivisor ? `${a.n} is null` : `(${a.n} is null or ${a.d} is null)`;
}

function withDivisor(n: string, d: string | undefined, literalDivisor: boolean): SqlNumber {
  return d === undefined ? { n, literalDivisor } : { n, d, literalDivisor };
}

function times(n: string, d: string | undefined): string {
  return d === undefined ? n : `(${n} * ${d})`;
}

function product(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || b === undefined ? (a ?? b) : `(${a} * ${b})`;
}

function numeric(value: bigint | string): string {
  const text = String(value);
  return text.startsWith('-') ? `(${text})::numeric` : `${text}::numeric`;
}

/** How many decimals write `1 / d` exactly, up to 30; undefined when none do. */
function decimalPlaces(d: bigint): number | undefined {
  for (let places = 1; places <= 30; places++) if (10n ** BigInt(places) % d === 0n) return places;
  return undefined;
}
