import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Case } from '#domain/policy/case-shape.ts';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { loadCalendar } from './load-calendar.ts';
import { type LoadedPack, loadPacks } from './load-packs.ts';
import { runCase } from './run-case.ts';

const root = resolve(import.meta.dirname, '../..');
const fixtures = resolve(root, 'test/fixtures/packs');
const folders = readdirSync(fixtures)
  .filter((name) => name.startsWith('contract-'))
  .map((name) => join(fixtures, name));
// Regions nobody had in mind, loaded on top of the real ones as somebody would try them.
const { loaded, problems } = loadPacks([resolve(root, 'packs'), ...folders]);
const packs = loaded.map(({ pack }) => pack);
const calendar = await loadCalendar(root);
const invented = loaded.filter(({ path }) => path.startsWith(fixtures));

/** The pack itself and every pack that stands on it. */
function withThoseBelow(own: LoadedPack): readonly LoadedPack[] {
  const children = invented.filter(({ pack }) => pack.head.extends.includes(own.pack.head.id));
  return [own, ...children.flatMap(withThoseBelow)];
}

/** Whether `at`, or a pack between it and `own`, answers the case anew and names its source. */
function overridden(at: LoadedPack, own: LoadedPack, written: Case): boolean {
  if (at === own) return false;
  if (at.cases.some((each) => each.id === written.id && each.source.length > 0)) return true;
  return invented
    .filter(({ pack }) => at.pack.head.extends.includes(pack.head.id))
    .some((outer) => overridden(outer, own, written));
}

describe('regions written from the pack language alone', () => {
  it('load on top of the real ones without a problem', () => {
    expect(problems).toEqual([]);
    expect(checkPacks(packs)).toEqual([]);
    expect(invented.map(({ pack }) => pack.head.id)).toEqual('BC MX MY QC QP QT QX RT SC SG TN TO TW'.split(' '));
  });
  const runs = invented.flatMap((own) =>
    own.cases.flatMap((written) =>
      withThoseBelow(own)
        .filter((at) => !overridden(at, own, written))
        .map((at) => [written.id, at.pack.head.id, at.pack.head.area, written] as const),
    ),
  );
  it('bring cases of their own', () => {
    expect(runs.length).toBeGreaterThan(70);
  });
  it.each(runs)('%s under %s', (_case, _pack, area, written) => {
    expect(runCase({ packs, area, calendar, database: 'asked-apart' }, written).faults).toEqual([]);
  });
});
