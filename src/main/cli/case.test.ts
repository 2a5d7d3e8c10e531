import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { caseCommand } from './case.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'shouwang-case-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PACK = `
pack: { id: TT, title: 试验, issuers: [某县], area: '990101', level: county, from: 2022-03-13 }
clauses: [{ id: '1', section: 一, summary: 程序, strength: must, status: implemented }]
terms: { offices: { township: { level: township, labels: [乡镇], source: TT#1 } } }
parameters: { 公示天数: { type: term, values: [], set-at: county, source: TT#1 } }
procedures:
  identification:
    kind: identification
    subject: household
    source: TT#1
    opens: { from-state: none }
    steps:
      - { id: visit, by: township, within: 3 working-day, from: lead.found, source: TT#1 }
      - { id: notice, after: [visit], by: township, lasts: { param: 公示天数 }, source: TT#1 }
`;
const CASE = `
- id: TT-1
  events: { lead.found: 2022-03-16 }
  acts: [{ on: 2022-03-17, do: notice }, { on: 2022-03-18, do: visit, by: 乡镇 }]
`;

async function replay(text: string, ...more: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  writeFileSync(path.join(folder, 'tt.yaml'), PACK);
  const file = path.join(folder, 'case.txt');
  writeFileSync(file, text);
  const printed = { out: '', err: '' };
  const streams = {
    out: (line: string) => (printed.out += line),
    err: (line: string) => (printed.err += line),
  };
  const argv = ['case', 'replay', file, '--packs', path.join(folder, 'tt.yaml'), ...more];
  const code = await runCli(argv, streams, readConfig({}, folder), [caseCommand]);
  return { code, ...printed };
}

describe('case replay', () => {
  it('prints state, clocks, open and refused acts for the last day when nothing is asked', async () => {
    const { code, out } = await replay(CASE, '--json');
    // The first act is refused, and a file's acts are expected to be allowed.
    expect(code).toBe(1);
    const [view] = JSON.parse(out).cases;
    expect(view.acts).toMatchObject([
      {
        do: 'notice',
        allowed: false,
        refusals: [{ code: 'waits-for-steps' }, { code: 'not-begun' }, { code: 'parameter-unset' }],
      },
      { do: 'visit', allowed: true },
    ]);
    expect(view.days).toMatchObject([
      {
        on: '2022-03-18',
        state: { visit: { state: 'done' }, notice: { state: 'refused' } },
        due: { visit: '2022-03-21' },
        open: [],
        refused: [
          {
            step: 'notice',
            code: 'parameter-unset',
            clause: ['TT#1'],
            'opens-when': { parameter: '公示天数', 'set-by': 'county' },
          },
        ],
      },
    ]);
  });
  it('prints tables for people', async () => {
    const { code, out } = await replay(CASE);
    expect(code).toBe(1);
    expect(out).toContain('refused: notice · code parameter-unset · clause TT#1');
  });
  it('tells every error of a file at once, with its line', async () => {
    const { code, out } = await replay(
      '- { id: TT-1, acts: [{ on: 2022-02-30, do: visit }] }\n- { ask: [] }\n',
      '--json',
    );
    expect(code).toBe(1);
    const reply = JSON.parse(out);
    expect(reply.error).toBe('file-unreadable');
    expect(reply.problems.map((each: { code: string; line: number }) => `${each.code} ${each.line}`)).toEqual([
      'impossible-date 1',
      'missing-key 2',
      'unknown-key 2',
    ]);
  });
  it('ends with 0 when every act is allowed and every answer is the expected one, with 1 when one is not', async () => {
    const acts = 'events: { lead.found: 2022-03-16 }, acts: [{ on: 2022-03-18, do: visit, by: 乡镇 }]';
    const asks = (day: string): string => `[{ on: 2022-03-18, expect: { due: { visit: ${day} }, open: [] } }]`;
    expect((await replay(`- { id: TT-1, ${acts}, asks: ${asks('2022-03-21')} }`)).code).toBe(0);
    expect((await replay(`- { id: TT-1, ${acts}, asks: ${asks('2022-03-22')} }`)).code).toBe(1);
    expect((await replay(`- { id: TT-1, ${acts} }`)).code).toBe(0);
  });
  it('refuses a file with acts, steps, keys and events nobody knows, all of them at once', async () => {
    const { code, out } = await replay(
      `- id: TT-1
  events: { lead.foud: 2022-03-16 }
  acts:
    - { on: 2022-03-17, do: vist, by: 乡镇 }
    - { on: 2022-03-18, do: visit, by: 乡镇, reson: x }
    - { on: 2022-03-18, do: object, step: notise }
  asks:
    - { on: 2022-03-18, try: { do: notic }, expect: { allowed: true } }
`,
      '--json',
    );
    expect(code).toBe(1);
    const reply = JSON.parse(out);
    expect(reply.error).toBe('file-unreadable');
    expect(reply.problems.map((each: { code: string; line: number }) => `${each.code} ${each.line}`)).toEqual([
      'unknown-event 1',
      'unknown-act 4',
      'unknown-key 5',
      'unknown-step 6',
      'unknown-act 8',
    ]);
    expect(reply.problems[1]).toMatchObject({ act: 'vist', nearest: 'visit', procedure: 'identification' });
  });
  it('answers a case that asks only the policy, ask by ask', async () => {
    const asks = `- { id: TT-1, asks: [
      { resolve: 公示天数, on: 2022-04-01, expect: { state: unset } },
      { resolve: 公示天数, on: 2022-04-01, expect: { value: 5 } } ] }`;
    const { code, out } = await replay(asks, '--json');
    expect(code).toBe(1);
    const [view] = JSON.parse(out).cases;
    expect(view.asks.map((each: { kind: string; holds: boolean }) => [each.kind, each.holds])).toEqual([
      ['resolve', true],
      ['resolve', false],
    ]);
    expect(view.faults).toMatchObject([{ ask: 2, what: 'value', expected: '5', found: null }]);
  });
  it('names the pack or procedure it does not find, and a file that is not there', async () => {
    expect(JSON.parse((await replay('- { id: ZZ-1 }', '--json')).out)).toMatchObject({
      error: 'not-found',
      pack: 'ZZ',
    });
    const other = await replay(
      '- { id: TT-1, procedure: clearing, asks: [{ on: 2022-03-18, expect: { open: [] } }] }',
      '--json',
    );
    expect(JSON.parse(other.out)).toMatchObject({ error: 'not-found', what: 'procedure clearing', line: 1 });
    const streams = { out: () => {}, err: () => {} };
    const missing = ['case', 'replay', path.join(folder, 'nothing.yaml')];
    expect(await runCli(missing, streams, readConfig({}, folder), [caseCommand])).toBe(1);
  });
  it('answers as the documentation shows', async () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../../docs/pack-language.md'), 'utf8');
    const block = (heading: string, kind: string): string =>
      text.split(`## ${heading}\n`)[1]?.split(`\`\`\`${kind}\n`)[1]?.split('```')[0] ?? '';
    const file = path.join(folder, '示例.yaml');
    writeFileSync(file, block('Cases', 'yaml'));
    const { code, out } = await replay(block('A case replayed', 'yaml'), '--json', '--packs', file);
    expect(code).toBe(1);
    const [shown, found] = [JSON.parse(block('A case replayed', 'json')).cases[0], JSON.parse(out).cases[0]];
    expect(found.policy.hash).toMatch(/^[0-9a-f]{64}$/);
    for (const fault of found.faults) fault.place.file = 'case.yaml';
    expect({ ...found, policy: { ...found.policy, hash: '…' } }).toEqual(shown);
  });
});

describe('case replay of rules as SQL', () => {
  it('says by name what it needs when there is no database, and fails', async () => {
    const asks =
      "[{ sql: '户.家庭人口 > 2', on: 2022-03-18, rows: [{ id: a, 户: { 家庭人口: 3 } }], expect: { yes: [a] } }]";
    const { code, out, err } = await replay(`- { id: TT-1, asks: ${asks} }`, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out).cases[0].faults).toMatchObject([{ ask: 1, what: 'sql', expected: 'a database' }]);
    expect(err).toContain('--database postgres://');
  });
});
