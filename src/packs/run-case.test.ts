import { describe, expect, it } from 'vitest';
import { buildCalendar } from '#domain/calendar/calendar.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { inventedPack } from '#test/builders/matter.ts';
import { parseCases } from './load-cases.ts';
import { runCase } from './run-case.ts';

const PACK = `
parameters:
  公示天数: { unit: day, values: [{ from: 1900-01-01, to: 2022-05-01, value: 7, source: TT#b }, { from: 2022-05-01, value: 5, source: TT#b }] }
  监测线: { unit: CNY/person/year, version-by: act-day, values: [], set-at: county, set-by: [county-bureau], source: TT#b,
    not-below: [{ value: 7152, from: 2021-01-01, source: TT#b }] }
procedures:
  identification:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: none }
    steps:
      - { id: visit, by: township, within: 3 working-day, from: lead.found, source: TT#a, outcomes: { 属实: continue, 不属实: { end: 不符合 } } }
      - { id: notice, after: [visit], by: village, lasts: { param: 公示天数 }, source: TT#b, checks: [{ require: 'act.到会人数 > 3', text: 到会人数不够, source: TT#b }] }
      - { id: compare, after: [visit], by: county-bureau, source: TT#a, exempt: { when: 'member.类别 = "特困"', strength: must, source: TT#b } }
      - { id: approve, after: [notice, compare], by: county-bureau, source: TT#a }
    gates:
      - { before: [approve], require: '户.人均纯收入 < 参数.监测线', text: 收入不低于监测线, source: TT#b }
    limits:
      - { id: overall, within: 15 day, from: lead.found, to: approve, strength: principle, source: TT#b }
duties:
  - { id: 台账, who: township, every: month, due-day: 30, covers: month-to-date, source: TT#a }
`;
const holidays = {
  year: 2022,
  number: '甲',
  published: plainDate('2021-10-25'),
  holidays: [{ name: '劳动节', from: plainDate('2022-04-30'), to: plainDate('2022-05-04') }],
  workingWeekends: [plainDate('2022-05-07')],
};
const ground = { packs: [inventedPack(PACK)], area: '99', calendar: buildCalendar([holidays]) };

const BEGINNING = `
  facts: { 户: { 人均纯收入: 6900.00 }, 成员: [{ 名: 甲, 类别: 特困 }] }
  events: { lead.found: 2022-04-29 }
  acts: [{ on: 2022-05-05, do: visit, by: township, outcome: 属实 }, { on: 2022-05-05, do: notice.begin }]`;

const NOTHING = '\n  events: { lead.found: 2022-04-29 }';

/** What is wrong with a case whose `asks` are given; every case stands on the same facts and acts. */
function faults(asks: string, beginning: string = BEGINNING): string[] {
  const { cases, problems } = parseCases(`- id: TT-a\n  clauses: [TT#a]${beginning}\n  asks: [${asks}]\n`, 'case.yaml');
  expect(problems).toEqual([]);
  return cases.flatMap((each) => runCase(ground, each).faults.map((fault) => fault.what));
}

describe('a golden case', () => {
  it('passes when every ask answers as expected', () => {
    expect(
      faults(`
        { on: 2022-05-05, expect: { open: [], waiting: [notice, approve], refused: [], due: { visit: 2022-05-07, overall: 2022-05-14 },
          counted: { visit: [2022-05-05, 2022-05-06, 2022-05-07] }, state: { compare: exempt, visit: done }, owed: [], effective: null, ended: null } },
        { on: 2022-05-10, try: { do: notice, 到会人数: 5 }, expect: { allowed: false, because: [{ clause: TT#二, step: notice }] } },
        { on: 2022-05-11, try: { do: notice, 到会人数: 5 }, expect: { allowed: true, warnings: [], reason-required: false } },
        { on: 2022-05-11, expect: { open: [notice], needs: { notice: [到会人数] } } }`),
    ).toEqual([]);
  });
  it('fails on a list that is not exact', () => {
    expect(faults('{ on: 2022-05-11, expect: { open: [] } }')).toEqual(['open']);
    expect(faults('{ on: 2022-05-11, expect: { open: [notice, compare] } }')).toEqual(['open']);
    expect(faults('{ on: 2022-05-05, expect: { owed: [approve] } }')).toEqual(['owed']);
  });
  it('fails when an act is refused for another reason than the one named, or for one more', () => {
    const tried = (because: string): string[] =>
      faults(`{ on: 2022-05-10, try: { do: notice, 到会人数: 2 }, expect: { allowed: false, because: [${because}] } }`);
    expect(tried('{ clause: TT#b, code: still-lasting }')).toEqual(['because']);
    expect(tried('{ clause: TT#b, code: still-lasting }, { clause: TT#b, code: check-failed }')).toEqual([]);
    expect(tried('TT#a')).toEqual(['because']);
  });
  it('takes a departure in principle for a reason only when nothing else refuses', () => {
    const late = '{ on: 2022-05-16, try: { do: notice, 到会人数: 5 }, expect: { allowed: false, because: ';
    expect(faults(`${late} [{ clause: TT#b, code: limit-passed }], reason-required: true } }`)).toEqual([]);
    expect(faults(`${late} [] } }`)).toEqual(['because']);
  });
  it('fails when one of its own acts is not allowed', () => {
    const early = `
  events: { lead.found: 2022-04-29 }
  acts: [{ on: 2022-05-05, do: approve }]`;
    expect(faults('{ on: 2022-05-05, expect: { open: [visit] } }', early)).toEqual(['act 1 approve']);
  });
  it('fails by name on what the runner cannot ask, on unknown keys and on asks without expectation', () => {
    expect(faults('{ sql: 卫健, rows: [], expect: { leads: [] } }')).toEqual(['sql']);
    expect(faults('{ on: 2022-05-05, opne: [], expect: { open: [visit] } }', NOTHING)).toEqual(['opne']);
    expect(faults('{ on: 2022-05-05, expect: { opne: [] } }')).toEqual(['opne']);
    expect(faults('{ on: 2022-05-05 }')).toEqual(['expect']);
    expect(faults('')).toEqual(['asks']);
    expect(faults('{ on: 2022-05-05, expect: { due: { nothing: 2022-05-05 }, state: { nothing: done } } }')).toEqual([
      'due.nothing',
      'state.nothing',
    ]);
  });
  it('does not believe counted days that leave out a worked day or count a rest day', () => {
    const counted = (days: string): string[] => faults(`{ on: 2022-05-05, expect: { counted: { visit: [${days}] } } }`);
    expect(counted('2022-05-05, 2022-05-06, 2022-05-07')).toEqual([]);
    expect(counted('2022-05-05, 2022-05-06, 2022-05-09')).toEqual(['counted.visit']);
    expect(counted('2022-05-03, 2022-05-05, 2022-05-06')).toEqual(['counted.visit']);
  });
  it('asks due days of duties, entries of values and resolved values', () => {
    expect(
      faults(`
        { slots: 台账, from: 2022-02-01, to: 2022-04-30, expect: { due: [2022-02-28, 2022-03-30, 2022-04-30] } },
        { set: 监测线, on: 2022-03-01, value: 7100.00, expect: { accepted: false, because: [TT#b] } },
        { set: 监测线, on: 2022-03-01, value: 7152.00, expect: { accepted: true } },
        { resolve: 公示天数, on: 2022-04-30, expect: { value: 7, unit: day, pack: TT, clause: TT#b } },
        { resolve: 公示天数, on: 2022-05-01, expect: { value: 5 } }`),
    ).toEqual([]);
    expect(faults('{ slots: 台账, from: 2022-02-01, to: 2022-02-28, expect: { due: [2022-02-27] } }')).toEqual(['due']);
    expect(faults('{ set: 监测线, on: 2022-03-01, value: 7100.00, expect: { accepted: true } }')).toEqual(['accepted']);
    expect(faults('{ resolve: 公示天数, on: 2022-05-01, expect: { value: 7 } }')).toEqual(['value']);
  });
  it('reads money in yuan against a line in yuan, to the fen', () => {
    const rich = (income: string): string => `
  policy: { set: { 监测线: [{ from: 2022-01-01, value: 8000.00 }] } }
  facts: { 户: { 人均纯收入: ${income} }, 成员: [{ 名: 甲, 类别: 特困 }] }
  events: { lead.found: 2022-05-05 }
  acts: [{ on: 2022-05-05, do: visit, outcome: 属实 }, { on: 2022-05-05, do: notice.begin }, { on: 2022-05-11, do: notice, 到会人数: 5 }]`;
    const tried = (allowed: boolean): string =>
      `{ on: 2022-05-12, try: { do: approve }, expect: { allowed: ${allowed} } }`;
    expect(faults(tried(true), rich('7999.99'))).toEqual([]);
    expect(faults(tried(false), rich('8000.00'))).toEqual([]);
  });
  it('names a value set for a parameter no pack has', () => {
    const set = `
  policy: { set: { 监测县: [{ from: 2022-01-01, value: 1 }] } }`;
    expect(faults('{ on: 2022-05-05, expect: { open: [visit] } }', set)).toContain('set 监测县');
  });
});

describe('a file of cases', () => {
  it('tells every error at once, with its line', () => {
    const { problems } = parseCases(
      '- id: TT-a\n  acts: [{ on: 2022-02-30, do: visit }]\n  askes: []\n- { id: TT-b, events: { lead.found: morgen } }\n',
      'case.yaml',
    );
    expect(problems.map(({ code, place }) => `${code} ${place.line}`)).toEqual([
      'impossible-date 2',
      'unknown-key 3',
      'impossible-date 4',
    ]);
  });
  it('may be a single case, and is an error when empty', () => {
    expect(parseCases('id: TT-a\n', 'case.yaml').cases.map((each) => each.id)).toEqual(['TT-a']);
    expect(parseCases('', 'case.yaml').problems.map((each) => each.code)).toEqual(['wrong-shape']);
  });
});
