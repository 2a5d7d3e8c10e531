import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { loadCalendar } from './load-calendar.ts';
import { loadPacks } from './load-packs.ts';
import { runCase } from './run-case.ts';

const root = resolve(import.meta.dirname, '../..');
const { loaded, problems } = loadPacks([resolve(root, 'test/fixtures/packs/language')]);
const packs = loaded.map(({ pack }) => pack);
const calendar = await loadCalendar(root);

describe('packs that together use every key and shape of the language', () => {
  it('load and fit together without a problem', () => {
    expect(problems).toEqual([]);
    expect(checkPacks(packs)).toEqual([]);
    expect(packs.map(({ head }) => head.id)).toEqual([
      'EA',
      'EB',
      'EC',
      'ED',
      'EE',
      'EF1',
      'EF2',
      'EG1',
      'EG2',
      'EH1',
      'EH2',
      'EI1',
      'EI2',
      'EJ',
    ]);
  });

  const cases = loaded.flatMap(({ pack, cases: own }) =>
    own.map((written) => [`${pack.head.id} ${written.id}`, pack.head.area, written] as const),
  );
  it('bring cases of their own', () => {
    expect(cases.length).toBeGreaterThan(45);
  });
  it.each(cases)('%s', (_name, area, written) => {
    expect(runCase({ packs, area, calendar, database: 'asked-apart' }, written).faults).toEqual([]);
  });
});
