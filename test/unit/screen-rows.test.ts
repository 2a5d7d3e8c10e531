import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FeedRow, FeedValue } from '#commands/feed-rows.ts';
import { feedBlockedBy, screenRows } from '#commands/screen-rows.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, Setting } from '#domain/policy/resolved-policy.ts';
import { fen } from '#domain/values/fen.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';

const { loaded } = loadPacks([path.resolve(import.meta.dirname, '../../packs')]);
const day = plainDate('2022-04-05');

function policy(settings: readonly Setting[] = []): Policy {
  return resolvePolicy({ packs: loaded.map(({ pack }) => pack), area: '370323', day, settings });
}

function feed(from: Policy, id: string) {
  const found = from.feeds.find((each) => each.id === id);
  if (!found) throw new Error(`no feed ${id}`);
  return found;
}

function row(values: Record<string, FeedValue>, idNumber: string | null = 'A'): FeedRow {
  const place = { sheet: '', row: 2, town: null, village: null, place: '', phone: null, arose: null };
  return { ...place, name: '某', idNumber, otherIdNumbers: [], values, digest: '' };
}

describe('a condition of the pack', () => {
  const of = policy();
  const housing = feed(of, '住建.CD级唯一住房');
  const verdicts = (rows: FeedRow[]) => screenRows(of, housing, day, rows, new Map()).map(({ verdict }) => verdict);

  test.each([
    [{ 房屋等级: 'D', 唯一房屋: true }, 'raises'],
    [{ 房屋等级: 'B', 唯一房屋: true }, 'nothing'],
    [{ 房屋等级: 'C', 唯一房屋: false }, 'nothing'],
    // One side is false: what is missing cannot change that.
    [{ 房屋等级: 'A' }, 'nothing'],
    [{ 房屋等级: 'C' }, 'unknown'],
  ] as const)('%j: %s', (values, verdict) => {
    expect(verdicts([row(values)])).toEqual([verdict]);
  });

  test('what is missing is named', () => {
    const [screened] = screenRows(of, housing, day, [row({ 房屋等级: 'C' })], new Map());
    expect(screened?.missing).toEqual(['唯一房屋']);
  });

  test('a feed without a condition raises every row', () => {
    const low = feed(of, '民政.农村低保对象');
    expect(screenRows(of, low, day, [row({})], new Map())[0]?.verdict).toBe('raises');
  });
});

describe('a sum against a line that the city sets', () => {
  const id = '医保.个人负担超标';
  const cost = (yuan: string, person = 'A') => row({ 个人负担: yuan }, person);

  test('is blocked until it is set, naming the parameter', () => {
    const of = policy();
    expect(feedBlockedBy(of, feed(of, id), day)).toMatchObject({ parameter: '医疗负担线' });
    expect(screenRows(of, feed(of, id), day, [cost('99999.00')], new Map())[0]?.verdict).toBe('blocked');
  });

  const offices = policy().parameters['医疗负担线']?.setBy ?? [];
  const from = plainDate('2022-01-01');
  const of = policy(offices.map((by) => ({ name: '医疗负担线', value: fen(600000), from, by })));

  test('fires once, when the line is crossed', () => {
    const rows = [cost('4000.00'), cost('1999.99'), cost('0.01'), cost('0.01'), cost('500.00')];
    const screened = screenRows(of, feed(of, id), day, rows, new Map());
    expect(screened.map(({ verdict }) => verdict)).toEqual(['nothing', 'nothing', 'nothing', 'raises', 'nothing']);
    expect(screened[3]?.total).toBe(600001n);
  });

  test('counts what was delivered before, person by person', () => {
    const before = new Map([
      ['A', 590000n],
      ['B', 600001n],
    ]);
    const rows = [cost('200.00', 'A'), cost('200.00', 'B'), cost('200.00', 'C')];
    const verdicts = screenRows(of, feed(of, id), day, rows, before).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['raises', 'nothing', 'nothing']);
  });

  test('cannot be formed without the amount', () => {
    const [screened] = screenRows(of, feed(of, id), day, [row({})], new Map());
    expect(screened).toMatchObject({ verdict: 'unknown', missing: ['个人负担'] });
  });
});
