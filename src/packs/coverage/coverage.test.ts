import { describe, expect, it } from 'vitest';
import { buildCalendar } from '#domain/calendar/calendar.ts';
import type { LoadedPack } from '../load-packs.ts';
import { parsePack } from '../parse-pack.ts';
import { coverageReport } from './coverage-report.ts';
import { type ClauseProof, casesByClause, proveAll, proveClause } from './prove-clause.ts';
import { takeAway } from './take-away.ts';

const PACK = `
pack: { id: TT, title: 试验, issuers: [县], area: '99', level: province, from: 2022-01-01, cites: [{ number: 甲〔2022〕1号, held: false, source: TT#h }] }
clauses:
  - { id: a, section: 一, summary: 入户, status: implemented, class: rule }
  - { id: b, section: 一, summary: 公示, status: implemented, class: rule }
  - { id: c, section: 二, summary: 台账, status: implemented, class: rule }
  - { id: d, section: 二, summary: 没有案例, status: implemented, class: rule }
  - { id: e, section: 二, summary: 没有条目, status: implemented, class: rule }
  - { id: f, section: 三, summary: 不起作用, status: implemented, class: form-field }
  - { id: g, section: 三, summary: 只读, status: implemented, class: form-field }
  - { id: h, section: 三, summary: 案例不通过, status: implemented, class: rule }
  - { id: i, section: 三, summary: 只是坏掉, status: implemented, class: rule }
  - { id: o, section: 四, summary: 组织, status: organisational, why: 不是规则, class: organisational }
terms:
  offices:
    township: { level: township, labels: [乡镇] }
    village: { level: village, labels: [村] }
parameters:
  期限: { unit: working-day, source: TT#a, values: [{ from: 2022-01-01, to: 2022-04-01, value: 5, source: TT#a }, { from: 2022-04-01, value: 3, source: TT#d }] }
  县定: { unit: person, values: [], set-at: county, source: TT#i }
procedures:
  identification:
    kind: identification
    subject: household
    inferred: 试验
    opens: {}
    steps:
      - { id: visit, by: township, within: { param: 期限 }, from: lead.found, inferred: 试验 }
      - { id: notice, after: [visit], by: village, source: TT#b }
      - { id: entry, after: [notice], by: township, inferred: 试验, checks: [{ require: 'act.到会人数 > 3', text: 人数不够, source: TT#f }] }
duties:
  - { id: 台账, who: township, every: month, source: [TT#c, TT#二] }
  - { id: 会议, who: township, every: month, source: TT#g }
cases:
  - { id: TT-a, events: { lead.found: 2022-03-01 }, asks: [{ on: 2022-03-01, expect: { due: { visit: 2022-03-08 } } }] }
  - { id: TT-b, acts: [{ on: 2022-03-01, do: visit, by: township }], asks: [{ on: 2022-03-01, try: { do: entry, by: township, 到会人数: 5 }, expect: { allowed: false, because: [waits-for-steps] } }] }
  - { id: TT-c, asks: [{ slots: 台账, from: 2022-03-01, to: 2022-03-31, expect: { due: [2022-03-31] } }] }
  - { id: TT-e, asks: [{ slots: 台账, from: 2022-03-01, to: 2022-03-31, expect: { due: [2022-03-31] } }] }
  - { id: TT-f, acts: [{ on: 2022-03-01, do: visit, by: township }], asks: [{ on: 2022-03-01, expect: { open: [notice] } }] }
  - { id: TT-g, asks: [{ resolve: duties/会议, on: 2022-03-01, expect: { who: township } }] }
  - { id: TT-h, asks: [{ slots: 会议, from: 2022-03-01, to: 2022-03-31, expect: { due: [] } }] }
  - { id: TT-i, policy: { set: { 县定: [{ from: 2022-01-01, value: 2 }] } }, asks: [{ resolve: duties/会议, on: 2022-03-01, expect: { who: township } }] }
`;
const { pack, cases, problems } = parsePack([{ path: 'TT/pack.yaml', text: PACK }], 'TT');
if (pack === undefined) throw new Error(JSON.stringify(problems));
const loaded: readonly LoadedPack[] = [{ pack, cases, path: '' }];
const ground = { loaded, calendar: buildCalendar([]) };
const proofs = proveAll(ground);
const proof = (id: string): ClauseProof | undefined => proofs.find((each) => each.clause === `TT#${id}`);
const taken = (clause: string): readonly string[] =>
  takeAway(pack, { pack: 'TT', clause }).carriers.map((each) => each.path);

describe('taking away what names a clause', () => {
  it('finds items, values, checks and entries of the head by the id of the clause, never by its section', () => {
    expect(taken('a')).toEqual(['parameters/期限']);
    expect(taken('d')).toEqual(['parameters/期限/values/2']);
    expect(taken('f')).toEqual(['procedures/identification/steps/entry/checks/1']);
    expect(taken('h')).toEqual(['head/cites/甲〔2022〕1号']);
    expect(taken('二')).toEqual(['duties/台账']);
    expect(taken('e')).toEqual([]);
  });
  it('lets what waited for a step wait for what that one waited for, and leaves the rest alone', () => {
    const left = takeAway(pack, { pack: 'TT', clause: 'b' }).pack;
    const steps = left.procedures[0]?.steps ?? [];
    expect(steps.map(({ id, after }) => [id, after])).toEqual([
      ['visit', []],
      ['entry', ['visit']],
    ]);
    expect(left.duties).toBe(pack.duties);
    expect(pack.procedures[0]?.steps).toHaveLength(3);
  });
  it('keeps one value when only the other names the clause', () => {
    const left = takeAway(pack, { pack: 'TT', clause: 'd' }).pack;
    expect(left.parameters.find(({ name }) => name === '期限')?.values).toHaveLength(1);
  });
});

describe('proving clauses', () => {
  it('counts a clause as carried when a case naming it gives another answer', () => {
    expect(proof('a')).toMatchObject({
      carried: true,
      changed: ['TT-a'],
      onlyRead: false,
      dangling: ['parameter 期限'],
    });
    expect(proof('b')).toMatchObject({ carried: true, changed: ['TT-b'], dangling: [] });
    expect(proof('c')).toMatchObject({ carried: true, changed: ['TT-c'] });
  });
  it('says of the others why not', () => {
    const why = Object.fromEntries(proofs.filter((each) => !each.carried).map((each) => [each.clause, each.why]));
    expect(why).toEqual({
      'TT#d': 'no-case',
      'TT#e': 'no-item',
      'TT#f': 'unchanged',
      'TT#h': 'case-fails',
      'TT#i': 'unloadable',
    });
  });
  it('tells a clause whose case only reads what is written, and leaves organisational ones out', () => {
    expect(proof('g')).toMatchObject({ carried: true, onlyRead: true });
    expect(proof('o')).toBeUndefined();
  });
  it('runs every case of one clause when asked to', () => {
    const all = proveClause(
      ground,
      { pack: 'TT', clause: 'c' },
      casesByClause(loaded).get('TT#c') ?? [],
      new Map(),
      true,
    );
    expect(all).toMatchObject({ carried: true, cases: ['TT-c'], changed: ['TT-c'] });
  });
});

describe('what stands in the head and inside values', () => {
  const OLD = `
pack: { id: T0, title: 旧, number: 甲〔2019〕1号, issuers: [县], area: '990101', level: county, from: 2019-01-01 }
terms: { offices: { village: { level: village, labels: [村], inferred: 试验 } } }
procedures:
  identification:
    { kind: identification, subject: household, inferred: 试验, opens: { from-state: any }, steps: [
      { id: old-visit, by: village, inferred: 试验 }, { id: old-decision, after: [old-visit], by: village, inferred: 试验 } ] }
`;
  const NEW = `
pack: { id: T1, title: 新, issuers: [县], area: '990101', level: county, from: 2022-10-01,
  repeals: [{ number: 甲〔2019〕1号, source: T1#b }], transition: { structure: keep, source: T1#c } }
clauses:
  - { id: b, section: 一, summary: 废止, status: implemented }
  - { id: c, section: 二, summary: 按原程序, status: implemented }
  - { id: d, section: 三, summary: 暂按再上一年, status: implemented }
parameters:
  监测线: { unit: CNY/person/year, values: [
    { statistic: 收入, of: -1, until-published: { of: -2, source: T1#d }, inferred: 试验 } ] }
statistics:
  收入: { unit: CNY/person/year, area: '990101', period: year, values: [{ of: 2021, value: 17600.00, published: 2022-02-25, source: 公报 }] }
procedures:
  identification:
    { kind: identification, subject: household, inferred: 试验, opens: { from-state: any }, steps: [
      { id: visit, by: village, inferred: 试验 } ] }
cases:
  - { id: T1-b, clauses: [T1#b], asks: [{ resolve: packs, on: 2022-10-01, expect: { lacks: [T0] } }] }
  - { id: T1-c, clauses: [T1#c], procedure: identification, acts: [{ on: 2022-09-22, do: old-visit, by: village }],
      asks: [{ on: 2022-10-10, expect: { open: [old-decision] } }] }
  - { id: T1-d, clauses: [T1#d], asks: [{ resolve: 监测线, on: 2023-01-01, expect: { value: 17600.00, state: provisional } }] }
`;
  const both = [
    ['T0', OLD],
    ['T1', NEW],
  ].map(([id = '', text = '']): LoadedPack => {
    const read = parsePack([{ path: `${id}/pack.yaml`, text }], id);
    if (read.pack === undefined || read.problems.length > 0) throw new Error(JSON.stringify(read.problems));
    return { pack: read.pack, cases: read.cases, path: '' };
  });
  const own = proveAll({ loaded: both, calendar: buildCalendar([]) });
  it('is taken away too: repealed numbers, and the year that stands in', () => {
    expect(own.find(({ clause }) => clause === 'T1#b')).toMatchObject({
      carried: true,
      carriers: ['T1/head/repeals/甲〔2019〕1号'],
    });
    expect(own.find(({ clause }) => clause === 'T1#d')).toMatchObject({
      carried: true,
      carriers: ['T1/parameters/监测线/values/1/how/untilPublished'],
    });
  });
  it('is a default where only the opposite would change an answer, neither carried nor missing', () => {
    expect(own.find(({ clause }) => clause === 'T1#c')).toMatchObject({
      carried: false,
      why: 'default',
      changed: ['T1-c'],
    });
    const { documents, inert, defaults } = coverageReport(
      both.map(({ pack: each }) => each),
      own,
      null,
    );
    expect(documents['T1']).toMatchObject({ clauses: 3, carried: 2, default: 1, missing: 0 });
    expect([inert, defaults]).toEqual([[], [{ clause: 'T1#c', changed: ['T1-c'] }]]);
  });
});

describe('the numbers of a document', () => {
  it('are told in all and by class', () => {
    const { documents, inert } = coverageReport([pack], proofs, new Set(['TT#a', 'TT#g', 'SD#a']));
    expect(documents['TT']).toMatchObject({
      clauses: 10,
      carried: 4,
      onlyRead: 1,
      shown: 2,
      organisational: 1,
      missing: 5,
    });
    expect(documents['TT']?.classes).toEqual({
      rule: { clauses: 7, carried: 3, onlyRead: 0, shown: 1, organisational: 0, default: 0, missing: 4 },
      'form-field': { clauses: 2, carried: 1, onlyRead: 1, shown: 1, organisational: 0, default: 0, missing: 1 },
      organisational: { clauses: 1, carried: 0, onlyRead: 0, shown: 0, organisational: 1, default: 0, missing: 0 },
    });
    expect(inert.map((each) => each.clause)).toEqual(['TT#d', 'TT#e', 'TT#f', 'TT#h', 'TT#i']);
  });
  it('are unknown, not 0, before anything was proved or run', () => {
    const { documents } = coverageReport([pack], null, null);
    expect(documents['TT']).toMatchObject({
      clauses: 10,
      carried: 'unknown',
      shown: 'unknown',
      organisational: 1,
      missing: 'unknown',
    });
    expect(coverageReport([pack], [], null).documents['TT']?.carried).toBe('unknown');
  });
});
