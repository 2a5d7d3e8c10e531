import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { parseCases } from '#packs/load-cases.ts';
import { loadPacks } from '#packs/load-packs.ts';
import { parsePack } from '#packs/parse-pack.ts';
import { runCase } from '#packs/run-case.ts';

const root = path.resolve(import.meta.dirname, '..');
const text = readFileSync(path.join(root, 'docs/pack-language.md'), 'utf8');
const section = text.slice(text.indexOf('## Cases\n'), text.indexOf('## A case replayed\n'));
const blocks = [...section.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
const [pack = '', ...examples] = blocks;
const example = parsePack([{ path: '示例.yaml', text: pack }], '示例');
const packs = [...loadPacks([path.join(root, 'packs')]).loaded.map((each) => each.pack), example.pack].filter(
  (each) => each !== undefined,
);
const calendar = await loadCalendar(root);
const files = examples.map((text) => parseCases(text, 'pack-language.md'));
const cases = files.flatMap((file) => file.cases);

it('the example pack of docs/pack-language.md is sound and every kind of ask is shown on it', () => {
  expect([...example.problems, ...checkPacks(packs)]).toEqual([]);
  expect(files.flatMap(({ problems }) => problems)).toEqual([]);
  const kinds = new Set(cases.flatMap((each) => each.asks).flatMap((ask) => Object.keys(ask.detail)));
  for (const kind of ['slots', 'duty', 'feed', 'set', 'resolve', 'lint', 'form', 'group', 'sql'])
    expect(kinds).toContain(kind);
});

it.each(cases.map((each) => [each.id, each] as const))('the example %s answers as it says', (_id, written) => {
  expect(runCase({ packs, area: '99', calendar, database: 'asked-apart' }, written).faults).toEqual([]);
});
