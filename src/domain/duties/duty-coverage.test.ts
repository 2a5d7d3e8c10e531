import { expect, it } from 'vitest';
import { coveredCount } from './duty-coverage.ts';

it.each([
  ['all', 312, 312],
  ['30%', 10, 3],
  ['30%', 11, 4],
  ['12.5%', 8, 1],
  ['12.5%', 9, 2],
  ['100%', 7, 7],
  ['0%', 7, 0],
  ['户.在册 = true', 7, null],
  ['all', null, null],
] as const)('%s of %s: %s', (coverage, population, reached) => {
  expect(coveredCount({ coverage }, population)).toBe(reached);
});

it('asks nothing where nothing is said', () => {
  expect(coveredCount({}, 12)).toBeNull();
});
