import { describe, expect, it } from 'vitest';
import { askedOf } from '#test/builders/golden-case.ts';

const COLUMNS = 'columns: [{ label: 支出, type: money }]';
const asked = askedOf(`  facts:
    残疾证等级: { of: row, type: text }
    重大: { of: row, type: boolean }
parameters:
  支出线: { unit: CNY/person/calendar-year, values: [{ from: 2022-01-01, value: 20000.00, source: TT#a }] }
  县定线: { unit: CNY/person/calendar-year, values: [], set-at: county, source: TT#a }
  分档线: { unit: CNY/person/calendar-year, source: TT#a, values: [
    { from: 2022-01-01, for: '户.在册 = true', statistic: 收入水平, of: -1, times: 0.3, source: TT#a },
    { from: 2022-01-01, statistic: 收入水平, of: -1, times: 0.6, source: TT#a } ] }
feeds:
  - { id: 累计, from: county-bureau, to: [township], ${COLUMNS}, schedule: { every: month, due-day: 5, covers: previous-month }, source: TT#a,
      raise: { total: { sum: 支出, window: calendar-year-to-date, as-of: previous-month-end }, when: '(居民医保参保 = false) and (total > 参数.支出线)', fires: first-crossing, reset: calendar-year } }
  - { id: 年报数, from: county-bureau, to: [township], ${COLUMNS}, schedule: { every: month, due-day: 5, covers: year-to-previous-month-end }, source: TT#a,
      raise: { total: { sum: 支出, window: calendar-year-to-date }, when: 'total > 参数.支出线', fires: first-crossing } }
  - { id: 户累计, from: county-bureau, to: [township], ${COLUMNS}, schedule: { every: month, due-day: 5, covers: previous-month }, source: TT#a,
      raise: { total: { sum: 支出, per: household, window: { last: 12 month } }, when: 'total > 参数.支出线', fires: first-crossing } }
  - { id: 次数, from: county-bureau, to: [township], schedule: { every: month, covers: period }, source: TT#a,
      raise: { total: { count: 支出, window: period }, when: 'total >= 3', fires: each-new } }
  - { id: 最高, from: county-bureau, to: [township], schedule: { every: month }, source: TT#a,
      raise: { total: { max: 支出, window: { last: 3 month } }, when: 'total > 参数.支出线', fires: first-crossing, reset: month } }
  - { id: 任一, from: county-bureau, to: [township], schedule: { every: month }, source: TT#a,
      raise: { total: { any: 重大, per: household, window: period }, when: 'total = true', fires: first-crossing } }
  - { id: 未定, from: county-bureau, to: [township], schedule: { every: month }, source: TT#a, raise: { when: '(居民医保参保 = false) and (支出 > 参数.县定线)', fires: each-new } }
  - { id: 分档, from: county-bureau, to: [township], schedule: { every: month }, source: TT#a, raise: { when: '支出 > 参数.分档线', fires: each-new } }
  - { id: 新增, from: county-bureau, to: [township], schedule: { every: half-month, nil-return: required, emergency: at-once }, source: TT#a, raise: { when: '残疾证等级 in ("一级","二级")', fires: each-new } }
  - { id: 变更, from: county-bureau, to: [township], schedule: { every: month }, source: TT#a, raise: { when: '残疾证等级 = "一级"', fires: on-change } }
  - { id: 在册, from: county-bureau, to: [township], schedule: { slots: [10, 20, last] }, population: '户.在册 = true', source: TT#a, raise: { fires: each-new } }
  - { id: 县级, from: county-bureau, to: [township], schedule: { every: month }, supplements: provincial, source: TT#a, raise: { fires: each-new } }
  - { id: 季节, from: county-bureau, to: [township], schedule: { every: never, season: { from: 09-01, to: 10-31 } }, mode: real-time, source: TT#a, raise: { fires: each-new } }
  - { id: 七日, from: county-bureau, to: [township], schedule: { on-event: { within: 7 day, from: row.known } }, source: TT#a, raise: { fires: each-new } }
  - { id: 落地, from: county-bureau, to: [township], columns: [乡镇, 村], row-needs: [乡镇, 村], schedule: { every: month }, source: TT#a, raise: { fires: each-new } }
`);
const feed = (id: string, batches: string, expected: string, beginning = ''): string[] =>
  asked(`{ feed: ${id}, batches: [${batches}], expect: { ${expected} } }`, beginning);
const may = (rows: string): string => `{ as-of: 2022-05-31, rows: [${rows}] }`;

describe('a total of the year', () => {
  it('fires when it is over the line, not on it', () => {
    const once = (amount: string, expected: string): string[] =>
      feed('累计', may(`{ id: a, 居民医保参保: false, 支出: ${amount} }`), expected);
    expect(once('20000.00', 'leads: [], nothing: [a], unknown: {}, blocked: {}')).toEqual([]);
    expect(once('20000.01', 'leads: [a], unknown: {}, blocked: {}, total: { a: 20000.01 }')).toEqual([]);
    expect(once('20000.01', 'leads: []')).toEqual(['leads: ["a"]']);
  });
  it('adds up batches of the year and fires once in it', () => {
    const batch = (asOf: string, amount: string): string =>
      `{ as-of: ${asOf}, rows: [{ id: a, 居民医保参保: false, 支出: ${amount} }] }`;
    const year = [batch('2022-03-31', '12000.00'), batch('2022-04-30', '8000.01'), batch('2022-05-31', '1.00')];
    expect(feed('累计', year.join(), 'leads: { 2022-03-31: [], 2022-04-30: [a], 2022-05-31: [] }')).toEqual([]);
    const fallsBack = [...year, batch('2022-06-30', '-9000.00'), batch('2022-07-31', '9000.00')];
    expect(feed('累计', fallsBack.join(), 'leads: [a]')).toEqual([]);
  });
  it('begins again on 1 January: the batch due in January belongs to the year of its as-of day', () => {
    const batches = `{ as-of: 2022-12-31, rows: [{ id: a, 居民医保参保: false, 支出: 20000.01 }] },
      { as-of: 2023-01-31, rows: [{ id: a, 居民医保参保: false, 支出: 20000.00 }] },
      { as-of: 2023-02-28, rows: [{ id: a, 居民医保参保: false, 支出: 0.01 }] }`;
    expect(
      feed(
        '累计',
        batches,
        'leads: { 2022-12-31: [a], 2023-01-31: [], 2023-02-28: [a] }, due: { 2022-12-31: 2023-01-05 }',
      ),
    ).toEqual([]);
    expect(feed('累计', '{ received: 2023-01-05, rows: [] }', 'due: { 2022-12-31: 2023-01-05 }')).toEqual([]);
  });
  it('takes all rows of a person in a batch together, in whatever order', () => {
    const rows = (list: readonly string[]): string =>
      may(list.map((amount) => `{ id: a, 居民医保参保: false, 支出: ${amount} }`).join());
    expect(feed('累计', rows(['15000.00', '6000.00']), 'leads: [a]')).toEqual([]);
    expect(feed('累计', rows(['21000.00', '-1000.00']), 'leads: []')).toEqual([]);
    expect(feed('累计', rows(['-1000.00', '21000.00']), 'leads: []')).toEqual([]);
  });
  it('is replaced, not added to, where the paper covers the year to date', () => {
    const batch = (asOf: string, amount: string): string => `{ as-of: ${asOf}, rows: [{ id: a, 支出: ${amount} }] }`;
    expect(
      feed('年报数', [batch('2022-03-31', '12000.00'), batch('2022-04-30', '19000.00')].join(), 'leads: []'),
    ).toEqual([]);
    expect(
      feed('年报数', [batch('2022-03-31', '12000.00'), batch('2022-04-30', '20000.01')].join(), 'leads: [a]'),
    ).toEqual([]);
  });
  it('is unknown with an amount missing, and no when the rest of the rule is', () => {
    expect(
      feed('累计', may('{ id: a, 居民医保参保: false }'), 'leads: [], unknown: { a: [支出] }, blocked: {}'),
    ).toEqual([]);
    expect(feed('累计', may('{ id: a, 支出: 30000.00 }'), 'leads: [], unknown: { a: [居民医保参保] }')).toEqual([]);
    expect(
      feed('累计', may('{ id: a, 居民医保参保: true, 支出: 50000.00 }'), 'leads: [], nothing: [a], unknown: {}'),
    ).toEqual([]);
  });
});

describe('other totals', () => {
  it('of a household add up its members over twelve months that end with the batch', () => {
    const row = (id: string, home: string, amount: string): string =>
      `{ id: ${id}, household: ${home}, 支出: ${amount} }`;
    expect(
      feed(
        '户累计',
        may(`${row('a', 'h1', '12000.00')}, ${row('b', 'h1', '8000.01')}, ${row('c', 'h2', '9.00')}`),
        'leads: [h1]',
      ),
    ).toEqual([]);
    const apart = (asOf: string): string =>
      `{ as-of: ${asOf}, rows: [${row('a', 'h1', '12000.00')}] }, ${may(row('b', 'h1', '8000.01'))}`;
    expect(feed('户累计', apart('2021-06-30'), 'leads: [h1]')).toEqual([]);
    expect(feed('户累计', apart('2021-05-31'), 'leads: []')).toEqual([]);
    expect(feed('户累计', may('{ id: a, 支出: 30000.00 }'), 'leads: [], unknown: { a: [户编号] }')).toEqual([]);
  });
  it('count rows, take the greatest, ask whether any is true', () => {
    const three = (amount: string): string => `{ id: a, 支出: 1.00 }, { id: a, 支出: 1.00 }, { id: a${amount} }`;
    expect(feed('次数', may(three(', 支出: 1.00')), 'leads: [a]')).toEqual([]);
    expect(feed('次数', may(three('')), 'leads: []')).toEqual([]);
    expect(
      feed(
        '最高',
        `{ as-of: 2022-03-31, rows: [{ id: a, 支出: 20000.01 }] }, ${may('{ id: a, 支出: 1.00 }')}`,
        'leads: { 2022-03-31: [a], 2022-05-31: [a] }',
      ),
    ).toEqual([]);
    expect(
      feed(
        '任一',
        may('{ id: a, household: h1, 重大: false }, { id: b, household: h1, 重大: true }, { id: c, household: h2 }'),
        'leads: [h1], unknown: { c: [重大] }',
      ),
    ).toEqual([]);
  });
});

describe('values the rule reads', () => {
  it('block the rows that hang on an unset one, and no others', () => {
    const rows = may('{ id: a, 居民医保参保: false, 支出: 99999.00 }, { id: b, 居民医保参保: true, 支出: 99999.00 }');
    expect(feed('未定', rows, 'leads: [], blocked: { a: [县定线] }, nothing: [b], unknown: {}')).toEqual([]);
    expect(feed('未定', rows, 'blocked: [县定线]')).toEqual([]);
    expect(
      feed(
        '未定',
        rows,
        'leads: [a], blocked: {}',
        '  policy: { set: { 县定线: [{ from: 2022-01-01, value: 10000.00 }] } }',
      ),
    ).toEqual([]);
  });
  it('differ by group, as a share of a published figure', () => {
    const rows = may(
      '{ id: a, 支出: 3000.01, 户: { 在册: true } }, { id: b, 支出: 3000.01, 户: { 在册: false } }, { id: c, 支出: 6000.01, 户: { 在册: false } }, { id: d, 支出: 9000.00 }',
    );
    const figures = '  statistics: { 收入水平: { 2021: { value: 10000, published: 2022-02-01 } } }';
    expect(feed('分档', rows, 'leads: [a, c], nothing: [b], blocked: { d: [分档线] }', figures)).toEqual([]);
    expect(feed('分档', rows, 'leads: [], blocked: [分档线]')).toEqual([]);
  });
});

describe('what fires', () => {
  it('each-new: every row that was not there before, the same again does not', () => {
    const batches = `{ as-of: 2022-05-15, rows: [{ id: a, 残疾证等级: 一级 }, { id: b, 残疾证等级: 三级 }] },
      { as-of: 2022-05-31, rows: [{ id: a, 残疾证等级: 一级 }, { id: a, 残疾证等级: 二级 }, { id: c, 残疾证等级: 二级 }] }`;
    expect(feed('新增', batches, 'leads: { 2022-05-15: [a], 2022-05-31: [a, c] }')).toEqual([]);
  });
  it('on-change: when the row differs from the last one', () => {
    const month = (asOf: string, grade: string): string =>
      `{ as-of: ${asOf}, rows: [{ id: a, 残疾证等级: ${grade} }] }`;
    const batches = [
      month('2022-03-31', '一级'),
      month('2022-04-30', '一级'),
      month('2022-05-31', '三级'),
      month('2022-06-30', '一级'),
    ];
    expect(
      feed('变更', batches.join(), 'leads: { 2022-03-31: [a], 2022-04-30: [], 2022-05-31: [], 2022-06-30: [a] }'),
    ).toEqual([]);
  });
  it('nobody outside the population, and not known whom', () => {
    const rows = may('{ id: a, 户: { 在册: true } }, { id: b, 户: { 在册: false } }, { id: c }');
    expect(feed('在册', rows, 'leads: [a], outside: [b], unknown: { c: [户.在册] }')).toEqual([]);
  });
  it('rows the province has sent are left out', () => {
    const batch =
      '{ as-of: 2022-05-31, province: [{ id: a }], rows: [{ id: a }, { id: b }] }, { as-of: 2022-06-30, rows: [{ id: a, 支出: 1.00 }] }';
    expect(feed('县级', batch, 'leads: { 2022-05-31: [b], 2022-06-30: [a] }, duplicates: [a]')).toEqual([]);
  });
});

describe('when batches come', () => {
  it('out of season a reason is asked', () => {
    expect(feed('季节', '{ received: 2022-09-14, rows: [{ id: a }] }', 'leads: [a], reason-required: false')).toEqual(
      [],
    );
    expect(
      feed('季节', '{ received: 2022-11-02, rows: [{ id: a }] }', 'leads: [], refused: [a], reason-required: true'),
    ).toEqual([]);
    expect(
      feed('季节', '{ received: 2022-11-02, reason: 补报, rows: [{ id: a }] }', 'leads: [a], refused: []'),
    ).toEqual([]);
  });
  it('rows that hang on an event have each their day, rest days do not matter', () => {
    const sent = '{ received: 2022-05-06, rows: [{ id: a, known: 2022-04-28 }, { id: b, known: 2022-05-01 }] }';
    expect(feed('七日', sent, 'due: { a: 2022-05-05, b: 2022-05-08 }, late: { a: 1, b: 0 }')).toEqual([]);
  });
  it('slots stand as reported, nil, late or missed', () => {
    const on = (day: string, batches: string, expected: string): string[] =>
      asked(`{ feed: 新增, on: ${day}, batches: [${batches}], expect: { ${expected} } }`);
    expect(
      on(
        '2022-06-01',
        '{ as-of: 2022-05-31, received: 2022-06-01, nil: true }',
        'state: { 2022-05-15: 漏报, 2022-05-31: 迟报1天 }, late: { 2022-05-31: 1 }',
      ),
    ).toEqual([]);
    expect(
      on(
        '2022-06-01',
        '{ for: 2022-05-15, received: 2022-05-15, nil: true }',
        'state: { 2022-05-15: 无新增, 2022-05-31: 未报 }',
      ),
    ).toEqual([]);
    expect(
      on(
        '2022-05-20',
        '{ received: 2022-05-18, emergency: true, rows: [{ id: a, 残疾证等级: 一级 }] }',
        'leads: [a], state: { 2022-05-15: 未报 }',
      ),
    ).toEqual([]);
    expect(
      feed(
        '变更',
        '{ received: 2022-05-18, emergency: true, rows: [{ id: a, 残疾证等级: 一级 }] }',
        'leads: [], refused: [a]',
      ),
    ).toEqual([]);
  });
  it('rows without the place they need are told', () => {
    expect(feed('落地', may('{ id: a, 乡镇: 甲镇, 村: 甲村 }, { id: b, 乡镇: 甲镇 }'), 'unplaced: [b]')).toEqual([]);
  });
  it('keys nobody knows are faults', () => {
    expect(feed('新增', '{ as-of: 2022-05-31, lines: [] }', 'leds: []')).toEqual([
      'batches.1.lines: unknown key',
      'leds: unknown key',
    ]);
    expect(feed('没有', may(''), 'leads: []')).toEqual(['feed: no such feed in force']);
  });
});
