import { describe, expect, it } from 'vitest';
import { askedOf } from '#test/builders/golden-case.ts';

const asked = askedOf(`
parameters:
  次数: { unit: time, values: [], set-at: county, source: TT#a }
duties:
  - { id: 台账, who: township, every: month, due-day: 30, covers: month-to-date, seal: township-government, source: TT#a }
  - { id: 旬报, who: township, every: 10-day, source: TT#a }
  - { id: 半月报, who: township, every: half-month, source: TT#a }
  - { id: 季报, who: township, every: quarter, source: TT#a }
  - { id: 年训, who: county-bureau, every: year, due-month: 11, due-day: 15, source: TT#a }
  - { id: 排查, who: village, window: { from: 10-01, to: 12-31 }, source: TT#a }
  - { id: 三次, who: village, slots: [10, 20, last], source: TT#a }
  - { id: 一次, who: village, once: 2022-03-20, source: TT#a }
  - { id: 随时, who: village, every: never, source: TT#a }
  - { id: 上报, who: village, on-event: { within: 3 working-day, from: row.known }, source: TT#a }
  - { id: 走访, who: village, continuous: { at-most: 30 day }, for-each: { household: '户.在册 = true' }, source: TT#a }
  - { id: 调研, who: county-bureau, every: month, count: 2, distinct: county, cap: population, source: TT#a }
  - { id: 若干, who: county-bureau, every: month, count: { param: 次数 }, source: TT#a }
  - { id: 例会, who: county-bureau, every: month, strength: principle, parts: [通报, 研判], attend: [township], fulfils: [分析], source: TT#b }
  - { id: 分析, who: county-bureau, every: month, source: TT#b }
  - { id: 日报, who: county-bureau, every: day, only-if: leads, source: TT#a }
feeds:
  - { id: 甲, from: county-bureau, to: [township], columns: [姓名], schedule: { slots: [15, last], nil-return: required }, raise: { fires: each-new }, source: TT#a }
  - { id: 乙, from: county-bureau, to: [township], columns: [姓名], schedule: { every: month, due-day: 5, covers: previous-month }, raise: { fires: each-new }, source: TT#a }
`);
const due = (id: string, from: string, to: string, days: string): string[] =>
  asked(`{ slots: ${id}, from: ${from}, to: ${to}, expect: { due: [${days}] } }`);

describe('due days of duties and feeds', () => {
  it('follow every cadence', () => {
    expect(due('台账', '2022-02-01', '2022-04-30', '2022-02-28, 2022-03-30, 2022-04-30')).toEqual([]);
    expect(due('旬报', '2022-05-01', '2022-05-31', '2022-05-10, 2022-05-20, 2022-05-31')).toEqual([]);
    expect(due('半月报', '2022-02-01', '2022-02-28', '2022-02-15, 2022-02-28')).toEqual([]);
    expect(due('季报', '2022-01-01', '2022-12-31', '2022-03-31, 2022-06-30, 2022-09-30, 2022-12-31')).toEqual([]);
    expect(due('年训', '2022-01-01', '2023-12-31', '2022-11-15, 2023-11-15')).toEqual([]);
    expect(due('排查', '2022-01-01', '2022-12-31', '2022-12-31')).toEqual([]);
    expect(due('三次', '2022-02-01', '2022-02-28', '2022-02-10, 2022-02-20, 2022-02-28')).toEqual([]);
    expect(due('一次', '2022-01-01', '2022-12-31', '2022-03-20')).toEqual([]);
    expect(due('随时', '2022-01-01', '2022-12-31', '')).toEqual([]);
  });
  it('are exact: one more, one less or another day differs', () => {
    expect(due('旬报', '2022-05-01', '2022-05-31', '2022-05-10, 2022-05-20')).toHaveLength(1);
    expect(due('台账', '2022-02-01', '2022-02-28', '2022-02-27')).toEqual(['due: ["2022-02-28"]']);
    expect(due('没有', '2022-02-01', '2022-02-28', '')).toEqual(['slots: no such duty or feed']);
  });
  it('begin with the document: before it there are none', () => {
    expect(due('台账', '2021-11-01', '2022-01-31', '2022-01-30')).toEqual([]);
  });
  it('tell what a slot covers and when to remind', () => {
    expect(
      asked(`{ slots: 乙, from: 2022-05-01, to: 2022-05-31, expect: {
        covers: { 2022-05-05: { from: 2022-04-01, to: 2022-04-30 } }, as-of: { 2022-05-05: 2022-04-30 }, remind: { 2022-05-05: 2022-04-29 } } }`),
    ).toEqual([]);
  });
  it('hang on an event where the duty does, and wait for it', () => {
    // 29 April a Friday; 30 April to 4 May off; 5, 6 and the made-up Saturday 7 May count.
    expect(asked('{ slots: 上报, events: { row.known: 2022-04-29 }, expect: { due: [2022-05-07] } }')).toEqual([]);
    expect(asked('{ slots: 上报, on: 2022-05-05, expect: { due: ["waits:row.known"] } }')).toEqual([]);
    expect(asked('{ slots: 走访, last: 2022-03-16, expect: { due: [2022-04-15] } }')).toEqual([]);
  });
  it('fall away on days without anything to report', () => {
    expect(
      asked(
        '{ slots: 日报, from: 2022-06-01, to: 2022-06-30, leads: [2022-06-09, 2022-06-12], expect: { due: [2022-06-09, 2022-06-12] } }',
      ),
    ).toEqual([]);
  });
});

describe('how slots stand', () => {
  it('a feed: reported, nil, late by days, not reported, and missed once the next day has passed too', () => {
    const standing = (on: string, records: string, status: string): string[] =>
      asked(
        `{ slots: 甲, from: 2022-05-01, to: 2022-05-31, on: ${on}, records: [${records}], expect: { status: { 2022-05-15: ${status} } } }`,
      );
    expect(standing('2022-05-14', '', 'not-due')).toEqual([]);
    expect(standing('2022-05-15', '', '今日到期')).toEqual([]);
    expect(standing('2022-05-16', '', '未报')).toEqual([]);
    expect(standing('2022-05-31', '', '未报')).toEqual([]);
    expect(standing('2022-06-01', '', '漏报')).toEqual([]);
    expect(standing('2022-05-20', '{ on: 2022-05-17, for: 2022-05-15 }', '迟报2天')).toEqual([]);
    expect(standing('2022-05-20', '{ on: 2022-05-15 }', '已报')).toEqual([]);
    expect(standing('2022-05-20', '{ on: 2022-05-14, nil: true }', 'nil')).toEqual([]);
    expect(standing('2022-06-01', '', '未报')).toEqual(['status.2022-05-15: ["missed","漏报","漏报17天"]']);
  });
  it('a duty: counted once per different county, capped by how many there are', () => {
    const visited = (records: string, population: string, status: string): string[] =>
      asked(
        `{ slots: 调研, from: 2022-05-01, to: 2022-05-31, on: 2022-05-31, population: ${population}, records: [${records}], expect: { status: { 2022-05-31: ${status} } } }`,
      );
    expect(visited('{ on: 2022-05-10, distinct: 甲县 }, { on: 2022-05-12, distinct: 甲县 }', '4', '今日到期')).toEqual(
      [],
    );
    expect(visited('{ on: 2022-05-10, distinct: 甲县 }, { on: 2022-05-12, distinct: 乙县 }', '4', '已完成')).toEqual(
      [],
    );
    expect(visited('{ on: 2022-05-10, distinct: 甲县 }', '1', '已完成')).toEqual([]);
  });
  it('a key nobody knows is a fault', () => {
    expect(
      asked(
        '{ slots: 甲, von: 2022-05-01, from: 2022-05-01, to: 2022-05-31, expect: { due: [2022-05-15, 2022-05-31] } }',
      ),
    ).toEqual(['von: unknown key']);
    expect(
      asked(
        '{ slots: 甲, from: 2022-05-01, to: 2022-05-31, records: [{ on: 2022-05-02, wann: x }], expect: { due: [2022-05-15, 2022-05-31], faellig: [] } }',
      ),
    ).toEqual(['records.1.wann: unknown key', 'faellig: unknown key']);
  });
});

describe('one slot of a duty', () => {
  const meeting = (records: string, expected: string, more = ''): string[] =>
    asked(`{ duty: 例会, slot: 2022-05-31, on: 2022-06-01, records: [${records}]${more}, expect: { ${expected} } }`);
  it('is not fulfilled by a record without all parts and everybody who has to attend', () => {
    expect(meeting('', 'state: overdue, days-late: 1, needed: 1, done: 0, reason-required: true')).toEqual([]);
    const half = '{ on: 2022-05-10, parts: [通报] }';
    expect(
      meeting(half, 'state: 逾期, missing-parts: [研判], missing-attend: [township], reason-required: true'),
    ).toEqual([]);
    const whole = '{ on: 2022-05-10, parts: [通报, 研判], attend: [township] }';
    expect(
      meeting(whole, 'state: done, missing-parts: [], missing-attend: [], reason-required: false, fulfils: [分析]'),
    ).toEqual([]);
  });
  it('is not fulfilled by what was done before its period, save for what is owed once', () => {
    expect(meeting('{ on: 2022-04-30, parts: [通报, 研判], attend: [township] }', 'state: overdue, done: 0')).toEqual(
      [],
    );
    expect(
      asked('{ duty: 一次, slot: 2022-03-20, on: 2022-03-21, records: [{ on: 2022-03-02 }], expect: { state: done } }'),
    ).toEqual([]);
  });
  it('asks a reason only in principle and only while none is given', () => {
    expect(meeting('', 'reason-required: false', ', reason: 汛期')).toEqual([]);
    expect(
      asked(
        '{ duty: 台账, slot: 2022-05-30, on: 2022-06-01, expect: { state: overdue, days-late: 2, reason-required: false } }',
      ),
    ).toEqual([]);
  });
  it('is fulfilled by the record of a duty that fulfils it as well', () => {
    const record = '{ on: 2022-05-10, duty: 例会 }';
    expect(
      asked(`{ duty: 分析, slot: 2022-05-31, on: 2022-06-01, records: [${record}], expect: { state: done } }`),
    ).toEqual([]);
    expect(
      asked(
        '{ duty: 分析, slot: 2022-05-31, on: 2022-06-01, records: [{ on: 2022-05-10, duty: 台账 }], expect: { state: overdue } }',
      ),
    ).toEqual([]);
  });
  it('wants the seal on the paper, and has no number while its parameter has none', () => {
    const filed = (seal: string): string[] =>
      asked(
        `{ duty: 台账, slot: 2022-05-30, on: 2022-05-31, records: [{ on: 2022-05-28${seal} }], expect: { state: done } }`,
      );
    expect(filed(', seal: township-government')).toEqual([]);
    expect(filed('')).toHaveLength(1);
    expect(asked('{ duty: 若干, slot: 2022-05-31, on: 2022-06-01, expect: { needed: null, done: null } }')).toEqual([]);
  });
  it('is owed for whom it names', () => {
    const applies = (household: string, answer: string): string[] =>
      asked(`{ duty: 走访, on: 2022-05-31, household: { ${household} }, expect: { applies: ${answer} } }`);
    expect(applies('在册: true', 'true')).toEqual([]);
    expect(applies('在册: false', 'false')).toEqual([]);
    expect(applies('', 'unknown')).toEqual([]);
    expect(applies('在册: true', 'false')).toEqual(['applies: yes']);
  });
});
