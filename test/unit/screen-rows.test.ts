import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FeedRow, FeedValue } from '#commands/feed-rows.ts';
import { type EarlierDelivery, feedBlockedBy, screenRows } from '#commands/screen-rows.ts';
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

const march = { from: plainDate('2022-03-01'), to: plainDate('2022-03-31') };
const delivery = { asOf: march.to, period: march };

/** What the feed says of rows delivered for March. */
function screen(
  of: Policy,
  by: ReturnType<typeof feed>,
  rows: readonly FeedRow[],
  earlier: readonly EarlierDelivery[] = [],
) {
  const keyed = rows.map((each) => ({ row: each, key: each.idNumber ?? each.digest, household: null }));
  return screenRows(of, by, delivery, keyed, earlier);
}

describe('a condition of the pack', () => {
  const of = policy();
  const housing = feed(of, '住建.CD级唯一住房');
  const verdicts = (rows: FeedRow[]) => screen(of, housing, rows).map(({ verdict }) => verdict);

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
    const [screened] = screen(of, housing, [row({ 房屋等级: 'C' })]);
    expect(screened?.missing).toEqual(['唯一房屋']);
  });

  test('a feed without a condition raises every row', () => {
    const low = feed(of, '民政.农村低保对象');
    expect(screen(of, low, [row({})])[0]?.verdict).toBe('raises');
  });
});

describe('a sum against a line that the city sets', () => {
  const id = '医保.个人负担超标';
  const cost = (yuan: string, person = 'A') => row({ 个人负担: yuan }, person);

  test('is blocked until it is set, naming the parameter', () => {
    const of = policy();
    expect(feedBlockedBy(of, feed(of, id), day)).toMatchObject({ parameter: '医疗负担线' });
    expect(screen(of, feed(of, id), [cost('99999.00')])[0]?.verdict).toBe('blocked');
  });

  const offices = policy().parameters['医疗负担线']?.setBy ?? [];
  const from = plainDate('2022-01-01');
  const of = policy(offices.map((by) => ({ name: '医疗负担线', value: fen(600000), from, by })));

  test('fires once, by the whole of a batch, whatever the order of its rows', () => {
    const rows = [cost('4000.00'), cost('1999.99'), cost('0.01'), cost('0.01')];
    for (const order of [rows, rows.toReversed()]) {
      const screened = screen(of, feed(of, id), order);
      expect(screened.map(({ verdict }) => verdict)).toEqual(['raises', 'nothing', 'nothing', 'nothing']);
      expect(screened[0]?.total).toBe('6000.01');
    }
    expect(screen(of, feed(of, id), rows.slice(0, 3)).map(({ verdict }) => verdict)).not.toContain('raises');
  });

  test('counts what was delivered before, person by person', () => {
    const january = { from: plainDate('2022-01-01'), to: plainDate('2022-01-31') };
    const had = (key: string, 个人负担: string) => ({ key, household: null, values: { 个人负担 } });
    const earlier = [{ asOf: january.to, period: january, outer: false, rows: [had('A', '5900.00'), had('B', '6000.01')] }]; // biome-ignore format: one line
    const rows = [cost('200.00', 'A'), cost('200.00', 'B'), cost('200.00', 'C')];
    expect(screen(of, feed(of, id), rows, earlier).map(({ verdict }) => verdict)).toEqual(['raises', 'nothing', 'nothing']); // biome-ignore format: one line
  });

  test('cannot be formed without the amount', () => {
    const [screened] = screen(of, feed(of, id), [row({})]);
    expect(screened).toMatchObject({ verdict: 'unknown', missing: ['个人负担'] });
  });
});
