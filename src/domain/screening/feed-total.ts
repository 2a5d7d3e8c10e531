import type { Raw } from '../feel/env.ts';
import { addExact, compareExact, type Exact } from '../feel/exact.ts';
import type { Raise } from '../policy/duty-shape.ts';

/**
 * What the values of a window come to: their sum, greatest, least, how many there are, or whether one is true. undefined
 * when that is not known: a sum with one value missing, nothing to compare.
 */
export function totalOf(how: NonNullable<Raise['total']>['how'], values: readonly Raw[]): Raw {
  if (how === 'count') return values.filter((value) => value !== undefined && value !== null).length;
  if (how === 'any') return anyTrue(values);
  const numbers = values.map(exactOf);
  const known = numbers.filter((value) => value !== undefined);
  if (known.length < numbers.length) return undefined;
  const [first, ...others] = known;
  if (first === undefined) return undefined;
  if (how === undefined) return others.reduce(addExact, first);
  const sign = how === 'max' ? 1 : -1;
  return others.reduce((best, value) => (compareExact(value, best) * sign > 0 ? value : best), first);
}

function anyTrue(values: readonly Raw[]): Raw {
  if (values.includes(true)) return true;
  return values.every((value) => value === false) ? false : undefined;
}

function exactOf(value: Raw): Exact | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const isFraction = typeof value === 'object' && value !== null && 'n' in value && 'd' in value;
  return isFraction && typeof value.n === 'bigint' && typeof value.d === 'bigint'
    ? { n: value.n, d: value.d }
    : undefined;
}
