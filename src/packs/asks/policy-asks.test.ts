import { describe, expect, it } from 'vitest';
import { askedOf } from '#test/builders/golden-case.ts';

const asked = askedOf(`
  channels:
    - { id: 干部排查, canonical: patrol, origins: [村委, { value: 第一书记, source: TT#b }], source: TT#a }
    - { id: 自主申报, canonical: self-application, source: TT#a }
  groups:
    低保家庭: { of: household, rule: 'some m in 成员 satisfies m.低保 = true', source: TT#a }
    老年人: { of: member, rule: 'member.年龄 >= 60', source: TT#a }
    重点对象: { of: household, size: 10, source: TT#b }
  facts:
    户主姓名: { of: lead, type: text }
    办结日期: { of: lead, type: date }
    已告知: { of: lead, type: boolean }
    救助金额: { of: lead, type: money }
parameters:
  公示天数: { type: term, values: [], set-at: county, suggestion: { value: 5 day, why: 参考 }, question: AMB-99 几天, source: TT#b }
  核实期限: { unit: working-day, source: TT#a, values: [{ from: 1900-01-01, to: 2022-03-13, value: 5, source: TT#a }, { from: 2022-03-13, value: 3, source: TT#b }] }
  负担线: { unit: CNY, set-at: city, set-by: [county-bureau, township], joint: true, values: [], source: TT#a }
  监测线: { unit: CNY/person/year, set-at: county, basis: [物价, 收入], values: [{ from: 2021-01-01, to: 2022-01-01, value: 6000.00, source: TT#a }],
    not-below: [{ value: 7152, from: 2021-01-01, source: TT#b }], suspicious: [{ when: '值 > 2 * 去年值', text: 比去年高一倍以上 }], source: TT#a }
  十项: { type: list, set-at: county, values: [], order: ['count(值) = 3'], source: TT#a }
  口径: { type: code, choices: [{ value: 同时, source: TT#a }, { value: 任一, source: TT#b }], values: [] }
procedures:
  identification:
    { kind: identification, subject: household, source: TT#a, opens: {}, steps: [
      { id: visit, by: township, within: { param: 核实期限 }, from: lead.found, source: TT#a },
      { id: notice, after: [visit], by: village, lasts: 5 day, signers: [{ role: 书记 }, { role: 主任 }], source: TT#b } ] }
duties:
  - { id: 例会, label: 月度例会, who: county-bureau, every: month, parts: [通报, 研判], to: township, strength: principle, source: [TT#a, TT#b] }
forms:
  汇总表:
    copies: [{ to: county-bureau, count: 2 }, { to: township }]
    numbering: 〔年〕第n号
    signs: [书记, 乡镇长]
    seals: [township-government]
    source: TT#a
    fields:
      - { key: 户主, label: 户主姓名, from: 户主姓名, required: 'true' }
      - { label: 渠道, from: 渠道, values: [干部排查, 自主申报] }
      - { label: 金额, from: 救助金额 }
      - { label: 告知, from: 已告知, when: '渠道 = "自主申报"', required: '办结日期 != null' }
      - { label: 到会人数, from: act, source: TT#b }
      - { label: 签字, from: blank }
      - { label: 期限, from: 参数.核实期限, when: '参数.核实期限 > 3' }
      - { label: 序号, from: act, values: [①, ②] }
      - { label: 主任, from: 'act:notice.signers.主任' }
      - { label: 公示日, from: 'act:notice.on' }
grading:
  - { id: 三色, subject: household, source: TT#a, by: [township], levels: [
      { id: 红, any-of: ['户.未参保 = true', '户.失学辍学 = true'], source: TT#b }, { id: 黄, any-of: ['户.人均纯收入 < 9000'] }, { id: 绿, any-of: ['户.人均纯收入 >= 9000'] } ] }
`);

describe('a key of the policy', () => {
  it('reads as its pack writes it, with where it comes from', () => {
    expect(
      asked(`
        { resolve: duties/例会, on: 2022-05-01, expect: { who: county-bureau, parts: [研判, 通报], to: [township], every: month, strength: principle, label: 月度例会, pack: TT, clause: TT#b, inferred: false, overridden: [] } },
        { resolve: procedures/identification/steps/notice, on: 2022-05-01, expect: { after: [visit], by: village, lasts: 5 day, signers: [{ role: 书记 }, { role: 主任 }], clause: [TT#b] } },
        { resolve: terms/offices/township, on: 2022-05-01, expect: { level: township, labels: [乡镇] } },
        { resolve: channels/干部排查, on: 2022-05-01, expect: { canonical: patrol, origins: [村委, { value: 第一书记 }] } },
        { resolve: forms/汇总表/fields/到会人数, on: 2022-05-01, expect: { label: 到会人数, clause: [TT#b] } },
        { resolve: packs/TT, on: 2022-05-01, expect: { title: 试验, issuers: [县], from: 2022-01-01 } },
        { resolve: clauses/TT#b, on: 2022-05-01, expect: { section: 二, strength: principle } }`),
    ).toEqual([]);
  });
  it('is a list of ids without its last part', () => {
    expect(
      asked(`
        { resolve: channels, on: 2022-05-01, expect: { value: [自主申报, 干部排查], count: 2, has: 自主申报, lacks: [信访信息] } },
        { resolve: procedures/identification/steps, on: 2022-05-01, expect: { in-order: [visit, notice] } }`),
    ).toEqual([]);
    expect(
      asked('{ resolve: procedures/identification/steps, on: 2022-05-01, expect: { in-order: [notice, visit] } }'),
    ).toHaveLength(1);
    expect(asked('{ resolve: channels, on: 2022-05-01, expect: [干部排查] }')).toEqual(['answer: unknown key']);
  });
  it('differs in any word, and one that is not there differs too', () => {
    expect(asked('{ resolve: duties/例会, on: 2022-05-01, expect: { parts: [通报] } }')).toEqual([
      'parts: ["研判","通报"]',
    ]);
    expect(asked('{ resolve: duties/例会, on: 2022-05-01, expect: { teile: [通报] } }')).toEqual([
      'teile: unknown key',
    ]);
    expect(asked('{ resolve: duties/早会, on: 2022-05-01, expect: { who: township } }')).toEqual([
      'who: no duties/早会',
    ]);
    expect(asked('{ resolve: duties/早会, on: 2022-05-01, expect: { value: null, state: absent } }')).toEqual([]);
    expect(asked('{ resolve: duties/例会, on: 2021-05-01, expect: { state: absent } }')).toEqual([]);
    expect(asked('{ resolve: dutys/例会, on: 2022-05-01, expect: { value: null } }')).toEqual(['resolve: dutys/例会']);
  });
  it('gives a parameter with value, unit, clause and question', () => {
    expect(
      asked(`
        { resolve: 核实期限, on: 2022-03-12, expect: { value: 5, unit: working-day, clause: TT#a, from: 1900-01-01 } },
        { resolve: parameters/核实期限, on: 2022-03-13, expect: { value: 3, clause: [TT#b] } },
        { resolve: 公示天数, on: 2022-05-01, expect: { value: null, state: unset, set-by: county, question: [AMB-99 几天], suggestion: 5 } },
        { resolve: 口径, on: 2022-05-01, expect: { state: undetermined, choices: [任一, 同时] } },
        { resolve: 没有的, on: 2022-05-01, expect: { value: null } }`),
    ).toEqual([]);
  });
});

describe('a value an office enters', () => {
  const set = (name: string, more: string, expected: string): string[] =>
    asked(`{ set: ${name}, on: 2022-07-01, ${more}, expect: { ${expected} } }`);
  it('may not fall below the floor and needs every text asked for', () => {
    expect(
      set('监测线', 'value: 7151.99', 'accepted: false, because: [{ clause: TT#b, code: below-floor }], counts: false'),
    ).toEqual([]);
    expect(set('监测线', 'value: 7152.00', 'accepted: true, suspicious: false, counts: true, reads: 7152.00')).toEqual(
      [],
    );
    expect(
      set(
        '监测线',
        'value: 7152.00, basis: [物价]',
        'accepted: false, because: [{ code: basis-missing, missing: 收入 }]',
      ),
    ).toEqual([]);
    expect(
      set('监测线', 'value: 7152.00, level: township', 'accepted: false, because: [{ code: wrong-office }]'),
    ).toEqual([]);
  });
  it('waits for a second person when it looks suspicious', () => {
    expect(
      set(
        '监测线',
        'value: 12000.01',
        'accepted: true, suspicious: [比去年高一倍以上], waits: true, counts: false, state: suspicious',
      ),
    ).toEqual([]);
    expect(set('监测线', 'value: 12000.01, second: true', 'waits: false, counts: true, state: set')).toEqual([]);
    expect(set('监测线', 'value: 12000.00', 'suspicious: false')).toEqual([]);
  });
  it('counts only when every joint office has entered it', () => {
    expect(
      set(
        '负担线',
        'value: 10000.00, by: county-bureau',
        'accepted: true, counts: false, state: unset, lacks: [township]',
      ),
    ).toEqual([]);
    expect(set('负担线', 'value: 10000.00, by: [county-bureau, township]', 'counts: true, lacks: []')).toEqual([]);
    expect(set('负担线', 'value: 10000.00', 'counts: true')).toEqual([]);
    expect(set('负担线', 'value: 10000.00, by: village', 'accepted: false, because: [wrong-office]')).toEqual([]);
  });
  it('may be a list, whose length a rule may look at', () => {
    expect(set('十项', 'value: [甲, 乙, 丙]', 'accepted: true, suspicious: false, reads: [甲, 乙, 丙]')).toEqual([]);
    expect(set('十项', 'value: [甲, 乙]', 'accepted: true, waits: true, counts: false')).toEqual([]);
  });
  it('a key nobody knows is a fault', () => {
    expect(set('监测线', 'value: 7152.00, wer: x', 'angenommen: true')).toEqual([
      'wer: unknown key',
      'angenommen: unknown key',
    ]);
  });
});

describe('a pack written in the case', () => {
  const lint = (pack: string, expected: string): string[] => asked(`{ lint: ${pack}, expect: { ${expected} } }`);
  it('loads, or has exactly the problems told', () => {
    expect(
      lint('{ duties: [{ id: x, who: township, every: month, source: TT#a }] }', 'errors: [], loads: true'),
    ).toEqual([]);
    expect(
      lint('{ duties: [{ id: x, who: township, every: month }] }', 'errors: [missing-source], loads: false'),
    ).toEqual([]);
    expect(
      lint(
        '{ duties: [{ id: x, who: nobody, every: month, source: TT#z }] }',
        'errors: [{ code: unknown-reference, kind: office, name: nobody }, { code: unknown-reference, kind: source }]',
      ),
    ).toEqual([]);
    expect(lint('{ parameters: { 监测户数上限: { values: [] } } }', 'errors: [household-cap]')).toEqual([]);
    expect(
      lint('{ duties: [{ id: x, who: township, every: month, source: TT#a }] }', 'errors: [missing-source]'),
    ).toHaveLength(1);
    expect(lint('{ duties: [{ id: x, who: township, every: month }] }', 'errors: []')).toHaveLength(1);
  });
  it('gives lines where it is text', () => {
    const text =
      '"duties:\\n  - { id: x, who: township, every: month, source: TT#a }\\n  - { id: y, who: township, evry: month, source: TT#a }\\n"';
    expect(
      lint(
        text,
        'errors: [{ code: unknown-key, line: 3, key: evry, nearest: every }, { code: missing-key, line: 3, key: every }]',
      ),
    ).toEqual([]);
    expect(lint(text, 'errors: [{ code: unknown-key, line: 2 }, { code: missing-key, line: 3 }]')).toHaveLength(1);
  });
});

describe('a paper', () => {
  const form = (facts: string, expected: string, more = ''): string[] =>
    asked(`{ form: 汇总表, on: 2022-05-01, facts: { ${facts} }${more}, expect: { ${expected} } }`);
  it('is filled from facts and acts, says what is blank, missing, wrong or does not apply', () => {
    expect(
      form(
        '户主姓名: 甲, 渠道: 干部排查, 救助金额: 1500.5',
        'fields: { 户主: 甲, 金额: 1500.5, 告知: absent, 到会人数: null, 签字: blank }, missing: [], absent: [告知, 期限], blank: [签字], empty: [到会人数, 序号, 主任, 公示日], complete: true',
      ),
    ).toEqual([]);
    expect(
      form(
        '渠道: 自主申报, 已告知: true, 办结日期: 2022-04-30',
        'fields: { 告知: 是, 户主姓名: empty }, missing: [户主], complete: false',
        ', act: { 到会人数: 12 }',
      ),
    ).toEqual([]);
    expect(form('渠道: 自主申报', 'missing: [户主]')).toEqual([]);
    expect(form('渠道: 自主申报, 办结日期: 2022-04-30', 'missing: [户主, 告知]')).toEqual([]);
    expect(
      form(
        '户主姓名: 甲, 渠道: 其他',
        'wrong: [渠道], complete: false, fields: { 到会人数: 12 }',
        ', act: { 到会人数: 12 }',
      ),
    ).toEqual([]);
    expect(form('户主姓名: 甲', 'undecided: [告知], complete: true')).toEqual([]);
  });
  it('reads parameters of the day, lists entry by entry, and who signed a step', () => {
    expect(asked('{ form: 汇总表, on: 2022-03-12, expect: { fields: { 期限: 5 } } }')).toEqual([]);
    expect(form('', 'wrong: [], fields: { 序号: ①、② }', ', act: { 序号: [①, ②] }')).toEqual([]);
    expect(form('', 'wrong: [序号]', ', act: { 序号: [①, ③] }')).toEqual([]);
    const acts = '  acts: [{ on: 2022-04-02, do: notice, signers: [{ role: 主任, person: 甲 }] }]';
    expect(
      asked('{ form: 汇总表, on: 2022-05-01, expect: { fields: { 主任: 甲, 公示日: 2022-04-02 } } }', acts),
    ).toEqual([]);
    expect(asked('{ form: 汇总表, on: 2022-04-01, expect: { fields: { 主任: empty, 公示日: empty } } }', acts)).toEqual(
      [],
    );
  });
  it('has copies, signers, seals, numbering, and labels in their order', () => {
    expect(
      form(
        '',
        'copies: { county-bureau: 2, township: 1 }, signs: [书记, 乡镇长], seals: [township-government], numbering: 〔年〕第n号, labels: [户主姓名, 渠道, 金额, 告知, 到会人数, 签字, 期限, 序号, 主任, 公示日]',
      ),
    ).toEqual([]);
    expect(form('', 'copies: { county-bureau: 2 }')).toHaveLength(1);
    expect(form('', 'fields: { 没有: x }')).toEqual(['fields.没有: no such field']);
    expect(form('没有的: 1', 'blank: [签字]')).toEqual(['facts.没有的: unknown-name']);
  });
});

describe('groups and grades', () => {
  const group = (id: string, facts: string, expected: string): string[] =>
    asked(`{ group: ${id}, on: 2022-03-15, ${facts}, expect: ${expected} }`);
  it('answer yes, no, or unknown with what is missing', () => {
    expect(group('低保家庭', 'household: { 成员: [{ 名: 甲, 低保: true }, { 名: 乙 }] }', 'yes')).toEqual([]);
    expect(group('低保家庭', 'household: { 成员: [{ 名: 甲, 低保: false }] }', '{ in: no, missing: [] }')).toEqual([]);
    expect(group('低保家庭', 'household: { 成员: [{ 名: 甲 }] }', '{ value: unknown }')).toEqual([]);
    expect(group('低保家庭', 'household: { 成员: [{ 名: 甲 }] }', 'no')).toEqual(['answer: unknown']);
  });
  it('know the age of the day from the date of birth', () => {
    expect(group('老年人', 'member: { 出生日期: 1962-03-15 }', 'yes')).toEqual([]);
    expect(group('老年人', 'member: { 出生日期: 1962-03-16 }', 'no')).toEqual([]);
    expect(
      group(
        '老年人',
        'facts: { 成员: [{ 名: 甲, 年龄: 70 }, { 名: 乙, 年龄: 9 }, { 名: 丙 }] }',
        '{ answer: yes, members: [甲], unknown: [丙] }',
      ),
    ).toEqual([]);
  });
  it('without a rule are named by hand, up to their size', () => {
    expect(group('重点对象', 'named: 8', '{ answer: unknown, size: 10, free: 2 }')).toEqual([]);
    expect(group('没有', 'named: 8', 'unknown')).toEqual(['group: no such group in force']);
  });
  it('propose the highest level with a true condition; unknown ones are told', () => {
    const grade = (household: string, expected: string): string[] =>
      asked(`{ grade: 三色, on: 2022-05-01, household: { ${household} }, expect: { ${expected} } }`);
    expect(
      grade('未参保: true, 人均纯收入: 8000.00', 'level: 红, levels: [红, 黄], clause: [TT#b], by: [township]'),
    ).toEqual([]);
    expect(
      grade('未参保: false, 失学辍学: false, 人均纯收入: 8999.99', 'level: 黄, unknown: [], clause: [TT#a]'),
    ).toEqual([]);
    expect(grade('未参保: false, 人均纯收入: 9000.00', 'level: 绿, unknown: [红], missing: [户.失学辍学]')).toEqual([]);
    expect(grade('', 'level: null, unknown: [红, 黄, 绿]')).toEqual([]);
    expect(grade('未参保: true', 'level: 黄')).toEqual(['level: 红']);
  });
});
