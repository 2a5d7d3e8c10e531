import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askRule } from '#store/ask-rule.ts';
import { type TestDatabase, testDatabase } from '#test/database/test-database.ts';
import { askKind } from './asks/ask-kinds.ts';
import { sqlFaults } from './asks/sql-ask.ts';
import { loadCalendar } from './load-calendar.ts';
import { parseCases } from './load-cases.ts';
import { loadPacks } from './load-packs.ts';
import { parsePack } from './parse-pack.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { loaded } = loadPacks([path.join(root, 'packs')]);
const packs = loaded.map(({ pack }) => pack);
const calendar = await loadCalendar(root);
const asking = loaded.flatMap(({ pack, cases }) =>
  cases
    .filter(({ asks }) => asks.some((ask) => askKind(ask) === 'sql'))
    .map((written) => [`${pack.head.id} ${written.id}`, pack.head.area, written] as const),
);

describe('rules of the packs as SQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ empty: true });
  });
  afterAll(() => database.close());
  const run = (text: string, values: readonly string[]) => askRule(database.db, text, values);

  it('are asked for by cases', () => {
    expect(asking.length).toBeGreaterThan(1);
  });
  it.each(asking)('%s', async (_name, area, written) => {
    expect(await sqlFaults({ packs, area, calendar }, written, run)).toEqual([]);
  });
  it('are asked as the documentation shows', async () => {
    const text = readFileSync(path.join(root, 'docs/pack-language.md'), 'utf8');
    const blocks = [...text.slice(text.indexOf('## Cases\n')).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
      ([, yaml]) => yaml ?? '',
    );
    const [example = ''] = blocks;
    const shown = parsePack([{ path: '示例.yaml', text: example }], '示例').pack;
    const { cases } = parseCases(blocks.find((yaml) => yaml.includes('- sql: ')) ?? '', 'pack-language.md');
    const all = [...packs, ...(shown === undefined ? [] : [shown])];
    expect(cases).toHaveLength(1);
    for (const written of cases)
      expect(await sqlFaults({ packs: all, area: '99', calendar }, written, run)).toEqual([]);
  });
  it('say what differs, and what is no rule', async () => {
    const text = `
- id: LY-2-f6b
  asks:
    - { sql: 卫健.未参保大额, on: 2022-05-01, rows: [{ id: a, 居民医保参保: false, total: 20000.01 }], expect: { no: [a] } }
    - { sql: 没有这一项, on: 2022-05-01, rows: [], expect: { yes: [] } }
    - { sql: '户.没有的名 = true', on: 2022-05-01, rows: [], expect: { yes: [] } }
    - { sql: '户.户类型 = "甲''乙"', on: 2022-05-01, rows: [{ id: a, 户: { 户类型: "甲'乙" } }, { id: b }], expect: { yes: [a], unknown: [b] } }
`;
    const { cases, problems } = parseCases(text, 'case.yaml');
    expect(problems).toEqual([]);
    const faults = await Promise.all(cases.map((each) => sqlFaults({ packs, area: '130630', calendar }, each, run)));
    expect(faults.flat().map(({ ask, what }) => [ask, what])).toEqual([
      [1, 'no'],
      [2, 'sql'],
      [3, 'sql'],
    ]);
  });
});
