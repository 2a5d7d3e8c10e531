import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { policyCommand } from './policy.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'shouwang-coverage-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(
  path.join(folder, 'tt.yaml'),
  `
pack: { id: TT, title: 试验, issuers: [某县], area: '990101', level: county, from: 2022-03-13 }
clauses:
  - { id: '1', section: 一, summary: 台账, status: implemented, class: rule }
  - { id: '2', section: 二, summary: 什么也没有, status: implemented, class: rule }
terms: { offices: { township: { level: township, labels: [乡镇], inferred: 试验 } } }
duties: [{ id: 台账, who: township, every: month, due-day: 30, source: TT#1 }]
cases: [{ id: TT-1, asks: [{ slots: 台账, from: 2022-04-01, to: 2022-04-30, expect: { due: [2022-04-30] } }] }]
`,
);

async function coverage(...options: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const streams = { out: (text: string) => (printed.out += text), err: (text: string) => (printed.err += text) };
  const argv = ['policy', 'coverage', '--packs', path.join(folder, 'tt.yaml'), ...options];
  const code = await runCli(argv, streams, readConfig({}, folder), [policyCommand]);
  return { code, ...printed };
}

describe('policy coverage', () => {
  it('counts one document by proof, and says why a clause is missing', async () => {
    const { code, out } = await coverage('--prove', '--document', 'TT', '--json');
    expect(code).toBe(0);
    const { documents, inert } = JSON.parse(out);
    expect(Object.keys(documents)).toEqual(['TT']);
    expect(documents.TT).toMatchObject({ clauses: 2, carried: 1, organisational: 0, missing: 1 });
    expect(inert).toEqual([{ clause: 'TT#2', why: 'no-item', carriers: [], cases: [] }]);
  });
  it('prints a table for people and knows nothing carried without a proof of these packs', async () => {
    const { out } = await coverage('--document', 'TT');
    expect(out).toMatch(/^document +class +clauses +carried/);
    expect(out).toMatch(/^TT +all +2 +unknown/m);
  });
  it('tells what carries one clause and what fails without it', async () => {
    const { out } = await coverage('--clause', 'TT#1', '--prove', '--json');
    expect(JSON.parse(out)).toMatchObject({
      clause: 'TT#1',
      carriers: ['TT/duties/台账'],
      cases: [{ id: 'TT-1', file: 'tt.yaml', line: 8 }],
      carried: true,
      changed: ['TT-1'],
    });
  });
  it('refuses a clause that is not there', async () => {
    expect(JSON.parse((await coverage('--clause', 'TT#9', '--json')).out)).toEqual({
      error: 'not-found',
      clause: 'TT#9',
    });
  });
});
