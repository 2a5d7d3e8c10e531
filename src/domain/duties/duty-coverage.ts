import type { Duty } from '#domain/policy/duty-shape.ts';

/**
 * How many of `population` must be reached: all of them, or a share (`30%`), rounded up. null: the duty asks no such
 * number (it says by a condition who must be reached, or nothing), or the population is not known.
 */
export function coveredCount({ coverage }: Pick<Duty, 'coverage'>, population: number | null): number | null {
  if (coverage === undefined || population === null) return null;
  if (coverage === 'all') return population;
  const share = /^(\d+)(?:\.(\d+))?%$/.exec(coverage);
  if (share === null) return null;
  const decimals = share[2] ?? '';
  const parts = BigInt(`${share[1]}${decimals}`) * BigInt(population);
  const whole = 100n * 10n ** BigInt(decimals.length);
  return Number((parts + whole - 1n) / whole);
}
