import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Case } from '#domain/policy/case-shape.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { type LoadedPack, loadPacks } from '#packs/load-packs.ts';
import { runCase } from '#packs/run-case.ts';

const root = resolve(import.meta.dirname, '..');
const { loaded, problems } = loadPacks([import.meta.dirname]);
const packs = loaded.map(({ pack }) => pack);
const calendar = await loadCalendar(root);

/** Packs that stand on `id`, directly or through others. */
function below(id: string): readonly LoadedPack[] {
  const direct = loaded.filter(({ pack }) => pack.head.extends.includes(id));
  return direct.flatMap((child) => [child, ...below(child.pack.head.id)]);
}

/** A child may give another answer to an outer pack's case only by a case of the same id that names its source, its own or that of a pack between. */
function overridden(child: LoadedPack, written: Case, outer: string): boolean {
  if (child.pack.head.id === outer) return false;
  if (child.cases.some((own) => own.id === written.id && own.source.length > 0)) return true;
  const between = loaded.filter(({ pack }) => child.pack.head.extends.includes(pack.head.id));
  return between.some((each) => overridden(each, written, outer));
}

it('loads every pack folder without a problem', () => {
  expect(problems).toEqual([]);
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(packs).toHaveLength(folders.length);
  const withCases = folders.filter((folder) => existsSync(join(import.meta.dirname, folder.name, 'cases')));
  expect(loaded.filter((each) => each.cases.length > 0).length).toBe(
    withCases.filter((folder) => readdirSync(join(import.meta.dirname, folder.name, 'cases')).length > 0).length,
  );
});

for (const own of loaded.filter(({ cases }) => cases.length > 0)) {
  const { head } = own.pack;
  describe(`cases of ${head.id}`, () => {
    it.each(own.cases.map((each) => [each.id, each] as const))('%s', (_id, written) => {
      expect(runCase({ packs, area: head.area, calendar, database: 'asked-apart' }, written).faults).toEqual([]);
    });
  });
  for (const child of below(head.id)) {
    const inherited = own.cases.filter((each) => !overridden(child, each, head.id));
    if (inherited.length === 0) continue;
    describe(`cases of ${head.id} under ${child.pack.head.id}`, () => {
      it.each(inherited.map((each) => [each.id, each] as const))('%s', (_id, written) => {
        expect(
          runCase({ packs, area: child.pack.head.area, calendar, database: 'asked-apart' }, written).faults,
        ).toEqual([]);
      });
    });
  }
}

it('names only clauses that exist, and every clause that is implemented', () => {
  const known = new Set(packs.flatMap((pack) => pack.clauses.map(({ id }) => `${pack.head.id}#${id}`)));
  const implemented = packs.flatMap((pack) =>
    pack.clauses.filter(({ status }) => status === 'implemented').map(({ id }) => `${pack.head.id}#${id}`),
  );
  const named = loaded.flatMap(({ cases }) =>
    cases.flatMap((each) => each.clauses.map((ref) => [each.id, `${ref.pack}#${ref.clause}`] as const)),
  );
  // The base follows no document: its cases name none.
  expect(named.filter(([id, clause]) => !known.has(clause) && !id.startsWith('national-'))).toEqual([]);
  const all = new Set(named.map(([, clause]) => clause));
  expect(implemented.filter((clause) => !all.has(clause))).toEqual([]);
});
