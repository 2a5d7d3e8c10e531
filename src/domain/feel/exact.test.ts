import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addExact,
  compareExact,
  divideExact,
  exactOfNumber,
  exactText,
  multiplyExact,
  negateExact,
  parseExact,
} from './exact.ts';

const anyExact = fc.tuple(fc.bigInt(-1000n, 1000n), fc.bigInt(1n, 60n)).map(([n, d]) => divideExact(n, d) ?? 0n);

describe('exact numbers', () => {
  it('read decimals as written', () => {
    expect(parseExact('0.30')).toEqual({ n: 30n, d: 100n });
    expect(parseExact('-12.00')).toBe(-12n);
    expect(parseExact('.5')).toEqual({ n: 5n, d: 10n });
    expect(parseExact('1e3')).toBe(1000n);
    expect(parseExact('2.5e-1')).toEqual({ n: 25n, d: 100n });
    for (const text of ['', '-', '.', '1.', '1,000', '0x10', 'NaN', '１'])
      expect(parseExact(text), text).toBeUndefined();
  });
  it('take a JavaScript number as it prints', () => {
    expect(compareExact(exactOfNumber(0.1) ?? 0n, parseExact('0.1') ?? 0n)).toBe(0);
    expect(compareExact(exactOfNumber(1e21) ?? 0n, 10n ** 21n)).toBe(0);
    expect(exactOfNumber(Number.NaN)).toBeUndefined();
    expect(exactOfNumber(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
  it('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(anyExact, anyExact, anyExact, (a, b, c) => {
        expect(compareExact(addExact(a, b), addExact(b, a))).toBe(0);
        expect(compareExact(multiplyExact(a, addExact(b, c)), addExact(multiplyExact(a, b), multiplyExact(a, c)))).toBe(
          0,
        );
        expect(compareExact(addExact(a, negateExact(a)), 0n)).toBe(0);
        const quotient = divideExact(a, b);
        if (quotient === undefined) expect(compareExact(b, 0n)).toBe(0);
        else expect(compareExact(multiplyExact(quotient, b), a)).toBe(0);
      }),
      { seed: 1 },
    );
  });
  it('print with a bounded number of decimals, half away from zero', () => {
    expect(exactText({ n: 10n, d: 3n })).toBe('3.333333');
    expect(exactText({ n: -1n, d: 2n }, 0)).toBe('-1');
    expect(exactText({ n: -1n, d: 100n }, 1)).toBe('0');
    expect(exactText(1200n)).toBe('1200');
    expect(exactText({ n: 125n, d: 100n }, 1)).toBe('1.3');
  });
});
