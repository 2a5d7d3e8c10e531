import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { fen } from '#domain/values/fen.ts';
import { type PackFile, type ParsedPack, parsePack } from './parse-pack.ts';

const HEAD = "pack: { id: T, title: 试, area: '42', level: province, from: 2022-01-01 }\n";
const CLAUSES = 'clauses: [{ id: a, section: 一, summary: 试, status: implemented }]\n';

function parse(body: string): ParsedPack {
  return parsePack([{ path: 'T.yaml', text: HEAD + CLAUSES + body }], 'T');
}

function found(parsed: ParsedPack): readonly string[] {
  return parsed.problems.map(({ code, place }) => `${code} ${place.line}:${place.column}`);
}

describe('reading a pack', () => {
  it('reads every shape the language shows, and the checks over the resolved policy find nothing', () => {
    const text = readFileSync(join(import.meta.dirname, 'fixtures/language-examples.yaml'), 'utf8');
    const parsed = parsePack([{ path: 'examples.yaml', text }], 'examples');
    expect(parsed.problems).toEqual([]);
    const base = parsePack(
      [
        {
          path: 'b.yaml',
          text: 'pack: { id: national, title: b, area: CN, level: national, from: 2020-01-01 }\nterms: { offices: { village: { level: village } } }\nparameters: { 监测线: { unit: CNY/person/year, values: [], set-at: county, inferred: x } }',
        },
      ],
      'b',
    );
    expect(checkPacks([parsed.pack, base.pack].filter((pack) => pack !== undefined))).toEqual([]);
    expect(parsed.pack?.procedures.map((procedure) => procedure.steps.length)).toEqual([18, 2, 0]);
  });

  it('reports all problems at once, each with its line and column', () => {
    const parsed = parse(`parameters:
  甲: { unit: working-day, values: [{ from: 2022-02-30, value: 3 }], source: T#a }
  乙: { unit: day, values: [{ value: 3 }] }
  丙: { unit: day, colour: red, source: T#a }
duties:
  - { id: 台账, who: township, every: fortnight, source: T#a }
  - { id: 台账2, who: township, every: month, source: T#九 }
`);
    expect(found(parsed)).toEqual([
      'impossible-date 4:44',
      'missing-source 5:6',
      'unknown-key 6:19',
      'wrong-value 8:37',
      'unknown-reference 9:53',
    ]);
    expect(parsed.pack).toBeUndefined();
    expect(parsed.problems[2]?.facts.key).toBe('colour');
  });

  it('refuses by name what would cap how many households are monitored', () => {
    const parsed = parse(
      'parameters:\n  监测户数上限: { unit: household, values: [{ value: 100 }], source: T#a }\nduties:\n  - { id: d, who: x, every: month, max-households: 5, source: T#a }\n',
    );
    expect(found(parsed)).toEqual(['household-cap 4:11', 'household-cap 6:36']);
  });

  it('refuses values of one parameter that cover the same day, but not values for different groups', () => {
    const overlapping = parse(
      'parameters:\n  甲:\n    unit: day\n    source: T#a\n    values:\n      - { from: 2022-01-01, value: 3 }\n      - { from: 2022-06-01, value: 5 }\n',
    );
    expect(found(overlapping)).toEqual(['overlapping-values 9:9']);
    const grouped = parse(
      "parameters:\n  甲:\n    unit: CNY\n    source: T#a\n    values: [{ value: 3, for: '户.脱贫 = true' }, { value: 5 }]\n",
    );
    expect(grouped.problems).toEqual([]);
  });

  it('refuses a clock without a start, a key given twice and an alias', () => {
    const parsed = parse(`procedures:
  p:
    kind: other
    subject: household
    source: T#a
    steps:
      - { id: x, within: 3 day }
      - { id: x }
      - &one { id: y, strength: may, strength: must }
      - *one
`);
    expect(found(parsed)).toEqual([
      'clock-without-start 9:9',
      'duplicate-id 10:9',
      'duplicate-key 11:38',
      'alias-used 12:9',
      'wrong-shape 12:9',
    ]);
  });

  it('keeps what only looks like a date, a number or a truth as the pack means it', () => {
    const parsed = parse(`terms: { facts: { 甲: { of: member, type: code, values: [是, 否, no, 1.0, 09-01] } } }
parameters: { 线: { unit: CNY/person/year, values: [{ value: 6900.05 }], source: T#a }, 限: { type: term, values: [{ value: 5 day }], source: T#a } }
duties: [{ id: d, who: x, window: { from: 09-01, to: 10-31 }, source: T#a }]
`);
    expect(parsed.problems).toEqual([]);
    expect(parsed.pack?.terms.facts[0]?.values).toEqual(['是', '否', 'no', '1.0', '09-01']);
    const held = parsed.pack?.parameters.map((each) => each.values[0]?.how);
    expect(held).toEqual([
      { kind: 'literal', value: fen(690005) },
      { kind: 'literal', value: { amount: 5, unit: 'day' } },
    ]);
    expect(parsed.pack?.duties[0]?.cadence).toEqual({ kind: 'window', from: '09-01', to: '10-31' });
  });

  it('has one hash for the same content in one file or many, and another for another value', () => {
    const terms = 'terms: { offices: { township: { level: township } } }\n';
    const value = (days: number): string =>
      `parameters: { 甲: { unit: day, values: [{ value: ${days} }], source: T#a } }\n`;
    const hash = (files: readonly PackFile[]): string | undefined => parsePack(files, 'T').pack?.hash;
    const one = hash([{ path: 'T.yaml', text: HEAD + CLAUSES + terms + value(3) }]);
    const many = hash([
      { path: 'T/a.yaml', text: `# 试\n${value(3)}` },
      { path: 'T/b.yaml', text: CLAUSES + terms },
      { path: 'T/cases/c.yaml', text: '- { id: T-a, asks: [] }\n' },
      { path: 'T/pack.yaml', text: HEAD },
    ]);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(many).toBe(one);
    expect(hash([{ path: 'T.yaml', text: HEAD + CLAUSES + terms + value(4) }])).not.toBe(one);
  });

  it('joins the sections of several files and refuses the same key in two of them', () => {
    const parsed = parsePack(
      [
        { path: 'T/1.yaml', text: HEAD + CLAUSES },
        {
          path: 'T/2.yaml',
          text: 'parameters: { 甲: { unit: day, values: [], source: T#a } }\nduties: [{ id: d, who: x, every: day, source: T#a }]\n',
        },
        {
          path: 'T/3.yaml',
          text: 'parameters: { 甲: { unit: day, values: [], source: T#a } }\nduties: [{ id: e, who: x, every: day, source: T#a }]\nrules: []\n',
        },
      ],
      'T',
    );
    expect(parsed.problems.map(({ code, place }) => `${code} ${place.file}:${place.line}`)).toEqual([
      'duplicate-key T/3.yaml:1',
      'unknown-key T/3.yaml:3',
    ]);
  });

  it('reads cases with their numbers and dates as text and their clause from the id', () => {
    const parsed = parsePack(
      [
        { path: 'T/p.yaml', text: HEAD + CLAUSES },
        {
          path: 'T/cases/c.yaml',
          text: '- id: T-a\n  facts: { 支出: 20000.00, 户: { 脱贫: true, 线: null } }\n  acts: [{ on: 2022-01-02, do: x, by: y, reason: 甲 }]\n  asks: [{ on: 2022-01-03, try: { do: x }, expect: { allowed: false } }]\n',
        },
      ],
      'T',
    );
    const [first] = parsed.cases;
    expect(first?.clauses).toEqual([{ pack: 'T', clause: 'a' }]);
    expect(first?.facts).toEqual({ 支出: '20000.00', 户: { 脱贫: true, 线: null } });
    expect(first?.acts[0]).toMatchObject({ on: '2022-01-02', do: 'x', by: 'y', detail: { reason: '甲' } });
    expect(first?.asks[0]).toMatchObject({ try: { do: 'x' }, expect: { allowed: false }, detail: {} });
  });

  it('says so when the YAML itself is broken or the head is missing', () => {
    expect(found(parsePack([{ path: 'x.yaml', text: 'pack: { id: [\n' }], 'x'))).toContain('yaml-broken 2:1');
    expect(found(parsePack([{ path: 'x.yaml', text: 'duties: []\n' }], 'x'))).toEqual(['no-pack-head 1:1']);
  });
});
