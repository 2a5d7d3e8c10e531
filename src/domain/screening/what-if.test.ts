import { expect, test } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import type { Feed } from '../policy/duty-shape.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { type Truth, tryPolicies } from './what-if.ts';

const from = plainDate('2022-01-01');
const month = { from, to: plainDate('2022-01-31') };
const validity = { from: plainDate('1900-01-01') };
/** A feed whose every row raises where `参数.线` is below the amount: the policy is only asked for the parameter. */
const feed = {
  id: '示例',
  columns: [{ key: '支出', label: '支出', aliases: [], type: 'money', required: true }],
  raise: { total: { sum: '支出', window: 'period' }, when: 'total > 参数.线', fires: 'first-crossing' },
} as unknown as Feed;

function policyWith(fen: bigint | null): Policy {
  const value = { valid: validity, how: { kind: 'literal', value: fen }, source: [], pack: 'p' };
  const line = { name: '线', unit: 'CNY', values: [], choices: [], setBy: [], source: [], joint: false };
  const layers = [{ pack: 'p', kind: 'sourced', values: fen === null ? [] : [value] }];
  return {
    area: '99',
    parameters: { 线: { ...line, layers } },
    terms: { offices: [], facts: [], lists: {}, groups: {}, risks: [], channels: [], classes: [], areas: [] },
    feeds: [feed],
    statistics: {},
    procedures: {},
  } as unknown as Policy;
}

const row = (key: string, household: string | null, yuan: string) => ({ key, household, values: { 支出: yuan } });

test('counts households by what was found of them, against the value in force; strangers and undecided rows apart', () => {
  const rows = [row('a', 'A', '12000'), row('b', 'B', '9000'), row('c', 'C', '5000'), row('d', null, '20000')];
  const truth = new Map<string, Truth>([
    ['A', 'yes'],
    ['B', 'no'],
    ['C', 'yes'],
  ]);
  const townOf = new Map([
    ['A', 1],
    ['B', 2],
    ['C', 1],
  ]);
  const policies = [800_000n, 400_000n, 1_000_000n, null].map(policyWith);
  const batches = [{ asOf: month.to, period: month, outer: false, rows }];
  const [present, lower, higher, unset] = tryPolicies(policies, feed, batches, { truth, townOf });
  expect(present).toEqual({
    result: { raised: 2, yes: 1, no: 1, unverified: 0, missed: 1, strangers: 1, undecided: 0, precision: 500, recall: 500 }, // biome-ignore format: one result
    towns: [],
  });
  expect(lower?.result).toMatchObject({ raised: 3, yes: 2, no: 1, missed: 0, precision: 667, recall: 1000 });
  expect(lower?.towns).toEqual([{ town: 1, in: 1, out: 0 }]);
  expect(higher?.result).toMatchObject({ raised: 1, yes: 1, no: 0, missed: 1, precision: 1000, recall: 500 });
  expect(higher?.towns).toEqual([{ town: 2, in: 0, out: 1 }]);
  expect(unset?.result).toMatchObject({ raised: 0, undecided: 4, precision: null, recall: 0 });
});
