import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const draw = (seed: number | string, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seeded chance', () => {
  it('repeats itself for the same seed and not for another', () => {
    expect(draw(7, 50)).toEqual(draw(7, 50));
    expect(draw(7, 5)).not.toEqual(draw(8, 5));
    expect(draw('7/a', 5)).not.toEqual(draw('7/b', 5));
  });
  it('spreads evenly over 0 to 1', () => {
    const numbers = draw(1, 20_000);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
      expect(Math.abs(inside - 2000)).toBeLessThan(200);
    }
  });
  it('takes both ends of a range and nothing outside', () => {
    const random = seededRandom(3);
    const numbers = new Set(Array.from({ length: 500 }, () => random.int(-2, 3)));
    expect([...numbers].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  });
  it('keeps to the weights and never takes what weighs nothing', () => {
    const random = seededRandom(4);
    const choices = new Map([['often', 3], ['rarely', 1], ['never', 0]]); // biome-ignore format: one line
    const drawn = Array.from({ length: 8000 }, () => random.weighted(choices));
    expect(drawn).not.toContain('never');
    expect(Math.abs(drawn.filter((choice) => choice === 'often').length - 6000)).toBeLessThan(200);
  });
  it('shuffles without losing or changing anything', () => {
    const items = Array.from({ length: 40 }, (_, index) => index);
    const shuffled = seededRandom(5).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(() => seededRandom(5).pick([])).toThrow(RangeError);
  });
});
