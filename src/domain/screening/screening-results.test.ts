import { describe, expect, test } from 'vitest';
import { hitRate, sumHits } from './hit-rate.ts';
import { isNoWorse } from './no-worse.ts';

const columns = [
  { key: '残疾证等级', label: '残疾证等级', aliases: [], type: 'code', required: true },
  { key: '发证日期', label: '发证日期', aliases: [], type: 'date', required: false },
  { key: '个人负担', label: '个人负担', aliases: [], type: 'money', required: false },
] as const;
const row = (values: object, judged: string | null = null) => ({ values: { ...values }, judged });

describe('a row no worse than an earlier one', () => {
  const feed = { columns };
  test.each([
    ['the same on another day', { 残疾证等级: '二级', 发证日期: '2022-05-01', 个人负担: '100' }, true],
    ['another grade', { 残疾证等级: '一级', 发证日期: '2022-03-01', 个人负担: '100' }, false],
    ['a fen more', { 残疾证等级: '二级', 发证日期: '2022-03-01', 个人负担: '100.01' }, false],
    ['a fen less', { 残疾证等级: '二级', 发证日期: '2022-03-01', 个人负担: '99.99' }, true],
    ['an amount that is gone', { 残疾证等级: '二级', 发证日期: '2022-03-01' }, false],
  ])('%s', (_, later, expected) => {
    const earlier = row({ 残疾证等级: '二级', 发证日期: '2022-03-01', 个人负担: '100.00' });
    expect(isNoWorse(feed, new Map([['个人负担', 'more']]), earlier, row(later))).toBe(expected);
  });

  test('an amount no rule ranks has to be the same', () => {
    const earlier = row({ 个人负担: '100' });
    expect(isNoWorse(feed, new Map(), earlier, row({ 个人负担: '99' }))).toBe(false);
    expect(isNoWorse(feed, new Map(), earlier, row({ 个人负担: '100.0' }))).toBe(true);
  });

  test('where the feed adds up the totals are compared, not the single amounts', () => {
    const summed = {
      columns,
      raise: { fires: 'first-crossing', total: { sum: '个人负担', window: 'period' } },
    } as const;
    const worse = new Map([['total', 'more']] as const);
    const earlier = row({ 个人负担: '10' }, '10000.00');
    expect(isNoWorse(summed, worse, earlier, row({ 个人负担: '999' }, '9000.00'))).toBe(true);
    expect(isNoWorse(summed, worse, earlier, row({ 个人负担: '1' }, '10000.01'))).toBe(false);
    expect(isNoWorse(summed, worse, earlier, row({ 个人负担: '1' }))).toBe(false);
  });
});

test('属实率 is of those found to qualify or not; 已纳入 and open count in neither', () => {
  expect(hitRate({ yes: 3, no: 20 })).toBe(130);
  expect(hitRate({ yes: 0, no: 20 })).toBe(0);
  expect(hitRate({ yes: 0, no: 0 })).toBeNull();
});

test('rows are summed by key in the order met', () => {
  const hits = { reported: 2, raised: 1, yes: 1, already: 0, no: 0, open: 0 };
  const rows = ['b', 'a', 'b'].map((feed) => ({ ...hits, feed }));
  const [b, a] = sumHits(rows, ({ feed }) => feed);
  expect([b?.key, b?.reported, b?.yes, a?.key, a?.reported]).toEqual(['b', 4, 2, 'a', 2]);
});
