import type { ArithmeticOperator } from './core.ts';

/** An exact number: a whole one, or a fraction whose denominator is > 0 (not necessarily in lowest terms). */
export type Exact = bigint | Fraction;
export type Fraction = { readonly n: bigint; readonly d: bigint };

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,2}))?$/;

/** The exact number a decimal text stands for (`0.30` is three tenths), or undefined when it is no such text. */
export function parseExact(text: string): Exact | undefined {
  const parts = DECIMAL.exec(text);
  const [whole, decimals] = [parts?.[2] ?? '', parts?.[3] ?? ''];
  if (!parts || whole + decimals === '') return undefined;
  const digits = BigInt(whole + decimals);
  const scale = decimals.length - Number(parts[4] ?? 0);
  const signed = parts[1] === '-' ? -digits : digits;
  return scale <= 0 ? signed * 10n ** BigInt(-scale) : exact(signed, 10n ** BigInt(scale));
}

/** The exact value of a JavaScript number as it prints (0.1 is one tenth), or undefined for NaN and the infinities. */
export function exactOfNumber(value: number): Exact | undefined {
  if (Number.isSafeInteger(value)) return BigInt(value);
  return Number.isFinite(value) ? (parseExact(String(value)) ?? parseExact(value.toFixed(20))) : undefined;
}

/** `n / d`; `d` must not be 0. */
export function exact(n: bigint, d: bigint): Exact {
  if (d < 0n) return exact(-n, -d);
  return n % d === 0n ? n / d : { n, d };
}

export function addExact(a: Exact, b: Exact): Exact {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a + b;
  const [x, y] = [fraction(a), fraction(b)];
  return x.d === y.d ? exact(x.n + y.n, x.d) : exact(x.n * y.d + y.n * x.d, x.d * y.d);
}

export function negateExact(a: Exact): Exact {
  return typeof a === 'bigint' ? -a : { n: -a.n, d: a.d };
}

export function multiplyExact(a: Exact, b: Exact): Exact {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a * b;
  const [x, y] = [fraction(a), fraction(b)];
  return exact(x.n * y.n, x.d * y.d);
}

/** `a / b`, or undefined when `b` is 0. */
export function divideExact(a: Exact, b: Exact): Exact | undefined {
  const [x, y] = [fraction(a), fraction(b)];
  return y.n === 0n ? undefined : exact(x.n * y.d, x.d * y.n);
}

/** `left operator right`, or undefined for a division by zero. */
export function computeExact(operator: ArithmeticOperator, left: Exact, right: Exact): Exact | undefined {
  switch (operator) {
    case '+':
      return addExact(left, right);
    case '-':
      return addExact(left, negateExact(right));
    case '*':
      return multiplyExact(left, right);
    case '/':
      return divideExact(left, right);
  }
}

/** Negative, 0 or positive as `a` is below, equal to or above `b`; compared by multiplying out, never by dividing. */
export function compareExact(a: Exact, b: Exact): number {
  const [left, right] =
    typeof a === 'bigint' && typeof b === 'bigint'
      ? [a, b]
      : [fraction(a).n * fraction(b).d, fraction(b).n * fraction(a).d];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Decimal text with at most `places` decimals, half away from zero, without trailing zeros. */
export function exactText(value: Exact, places = 6): string {
  const { n, d } = fraction(value);
  const scale = 10n ** BigInt(places);
  const rounded = ((n < 0n ? -n : n) * scale * 2n + d) / (d * 2n);
  const digits = rounded.toString().padStart(places + 1, '0');
  const [whole, decimals] = [
    digits.slice(0, digits.length - places),
    digits.slice(digits.length - places).replace(/0+$/, ''),
  ];
  const sign = n < 0n && rounded !== 0n ? '-' : '';
  return `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

function fraction(value: Exact): Fraction {
  return typeof value === 'bigint' ? { n: value, d: 1n } : value;
}
