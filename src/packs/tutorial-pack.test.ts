import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { coverageReport } from './coverage/coverage-report.ts';
import { proveAll } from './coverage/prove-clause.ts';
import { loadCalendar } from './load-calendar.ts';
import { loadPacks } from './load-packs.ts';
import { runCase } from './run-case.ts';

const root = resolve(import.meta.dirname, '../..');
// A city written from the tutorial alone, and the document it repeals; on the base pack only.
const { loaded, problems } = loadPacks([
  resolve(root, 'packs/national'),
  resolve(root, 'test/fixtures/packs/qingshui'),
]);
const packs = loaded.map(({ pack }) => pack);
const calendar = await loadCalendar(root);
const cases = loaded
  .filter(({ pack }) => pack.head.area === '9901')
  .flatMap((each) => each.cases.map((written) => [written.id, written] as const));

describe('a region written from the tutorial', () => {
  it('loads without a problem', () => {
    expect([...problems, ...checkPacks(packs)]).toEqual([]);
    expect(cases.length).toBeGreaterThan(50);
  });
  it.each(cases)('%s', (_id, written) => {
    expect(runCase({ packs, area: '9901', calendar, database: 'asked-apart' }, written).faults).toEqual([]);
  });
  it('has every clause carried, called organisational or proved to be the default', () => {
    const proofs = proveAll({ loaded, calendar }, (_, pack) => pack.head.id === 'QS');
    const own = packs.filter(({ head }) => head.id === 'QS');
    const { documents, inert, defaults } = coverageReport(own, proofs, null);
    expect(inert).toEqual([]);
    expect(documents['QS']).toMatchObject({ clauses: 49, organisational: 4, missing: 0 });
    expect(defaults.map(({ clause }) => clause)).toEqual(['QS#40-c']);
  });
});
