import { describe, expect, it } from 'vitest';
import type { Counted, CoverageRow } from '#packs/coverage/coverage-report.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { fallen, floorOf } from '../tools/coverage-ratchet.ts';
import { drawn } from '../tools/drawn-clauses.ts';

const row = (
  carried: Counted,
  shown: Counted,
  organisational = 2,
): CoverageRow & { classes: Record<string, never> } => ({
  clauses: 10,
  carried,
  onlyRead: 0,
  shown,
  organisational,
  default: 0,
  missing: carried === 'unknown' ? 'unknown' : 8 - carried,
  classes: {},
});
const floor = { TT: { clauses: 10, carried: 7, shown: 3, organisational: 2 } };

describe('numbers of coverage', () => {
  it('may rise and stay, not fall; more clauses may not be called organisational', () => {
    expect(fallen(floor, { documents: { TT: row(7, 3) } })).toEqual([]);
    expect(fallen(floor, { documents: { TT: row(8, 5) } })).toEqual([]);
    expect(fallen(floor, { documents: { TT: row(6, 2, 3) } })).toEqual([
      'TT: carried 6, was 7',
      'TT: shown 2, was 3',
      'TT: organisational 3, was 2',
    ]);
    expect(fallen(floor, { documents: {} })).toEqual(['TT is gone']);
  });
  it('that are unknown are not judged and not lowered', () => {
    const unknown = { documents: { TT: row('unknown', 'unknown') } };
    expect(fallen(floor, unknown)).toEqual([]);
    expect(floorOf(unknown, floor)).toEqual(floor);
    expect(floorOf({ documents: { TT: row(8, 4) } }, floor).TT).toMatchObject({ carried: 8, shown: 4 });
  });
});

describe('clauses drawn by a seed', () => {
  const { loaded } = loadPacks(['packs']);
  const names = (seed: string): readonly unknown[] => drawn(seed, loaded, null, null).map((each) => each['clause']);
  it('are thirty different ones, the same for the same seed, others for another', () => {
    expect(new Set(names('a')).size).toBe(30);
    expect(names('a')).toEqual(names('a'));
    expect(names('a')).not.toEqual(names('b'));
  });
  it('name a case each, and a screen only when a test has marked one', () => {
    const [first] = drawn('a', loaded, null, null);
    const clause = String(first?.['clause']);
    expect(first).toMatchObject({ carried: 'unknown', screen: 'unknown' });
    const mark = { clause, test: 'x', file: 'test/x.e2e.ts', screen: '/ledger' };
    expect(drawn('a', loaded, null, [mark])[0]).toMatchObject({ clause, screen: ['/ledger'] });
    expect(drawn('a', loaded, null, [])[0]?.['screen']).toBeNull();
  });
});
