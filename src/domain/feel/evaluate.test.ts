import { describe, expect, it } from 'vitest';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import type { NameType } from '#domain/dictionary/entry.ts';
import { memberScope, waiverScope } from '#domain/dictionary/rule-scopes.ts';
import { compileFeel } from './compile-feel.ts';
import type { Env, Fields } from './env.ts';
import { decide, evaluate, valueText } from './evaluate.ts';

const { dictionary } = buildDictionary();
const parameters: Record<string, NameType> = {
  监测线: { kind: 'money' },
  比例: { kind: 'number' },
  名单: { kind: 'list', item: { kind: 'text' } },
};
const scope = memberScope({ dictionary, parameters });

function rule(text: string, at = scope) {
  const compiled = compileFeel(text, at);
  if (!compiled.ok) throw new Error(`${text}: ${JSON.stringify(compiled.errors)}`);
  return compiled.expr;
}

/** `yes`, `no`, or the missing paths. */
function ask(text: string, env: Env = {}, at = scope): string {
  const verdict = decide(rule(text, at), env);
  return verdict.answer === 'unknown' ? `? ${verdict.missing.map(({ path }) => path).join(' ')}` : verdict.answer;
}

function value(text: string, env: Env = {}): string {
  const outcome = evaluate(rule(text), env);
  return outcome.known
    ? valueText(outcome.value)
    : `? ${outcome.missing.map(({ path, why }) => `${path} ${why}`).join(' ')}`;
}

const people = (...members: Fields[]): Env => ({ household: { 成员: members } });

describe('comparisons', () => {
  it('are unknown when an operand is, and name it', () => {
    for (const test of ['= "a"', '!= "a"', 'in ("a","b")']) expect(ask(`渠道 ${test}`)).toBe('? 渠道');
    for (const test of ['= 3', '!= 3', '< 3', '<= 3', '> 3', '>= 3', 'between 1 and 3', 'in [1..3]', 'in (> 2)']) {
      expect(ask(`家庭人口 ${test}`)).toBe('? 家庭人口');
    }
    expect(ask('not(渠道 in ("a"))')).toBe('? 渠道');
    expect(ask('户.人均纯收入 < 参数.监测线')).toBe('? 户.人均纯收入 参数.监测线');
    expect(ask('家庭人口 between 5 and 参数.比例', { household: { 家庭人口: 3 } })).toBe('? 参数.比例');
  });

  it('ask for presence only by null', () => {
    expect(ask('渠道 = null')).toBe('yes');
    expect(ask('null != 渠道')).toBe('no');
    expect(ask('渠道 != null', { matter: { 渠道: '自主申报' } })).toBe('yes');
    expect(ask('成员 = null')).toBe('yes');
    expect(ask('成员 != null', people())).toBe('yes');
    expect(ask('matter.审核.done != null', { steps: { 审核: { done: '2022-05-17' } } })).toBe('yes');
  });

  it('decide equality at the line to the fen', () => {
    const at = (income: bigint): Env => ({ household: { 人均纯收入: income }, parameters: { 监测线: 690000n } });
    expect([689999n, 690000n, 690001n].map((income) => ask('户.人均纯收入 < 参数.监测线', at(income)))).toEqual([
      'yes',
      'no',
      'no',
    ]);
    expect([689999n, 690000n, 690001n].map((income) => ask('户.人均纯收入 <= 6900', at(income)))).toEqual([
      'yes',
      'yes',
      'no',
    ]);
    expect([689999n, 690000n, 690001n].map((income) => ask('户.人均纯收入 in [6900..6900.01)', at(income)))).toEqual([
      'no',
      'yes',
      'no',
    ]);
  });

  it('divide without rounding', () => {
    const env: Env = { household: { 家庭纯收入: 1000000n, 家庭人口: 3 }, parameters: { 监测线: 333333n, 比例: 0.1 } };
    expect(ask('户.家庭纯收入 / 户.家庭人口 > 参数.监测线', env)).toBe('yes');
    expect(ask('户.家庭纯收入 / 户.家庭人口 * 3 = 户.家庭纯收入', env)).toBe('yes');
    expect(ask('参数.比例 + 0.2 = 0.3', env)).toBe('yes');
    expect(value('户.家庭纯收入 / 户.家庭人口', env)).toBe('3333.333333');
    expect(value('户.家庭纯收入 / (户.家庭人口 - 3)', env)).toBe('? / zero-divisor');
    expect(value('户.家庭纯收入 / 户.家庭人口', { household: { 家庭纯收入: 1n, 家庭人口: 0 } })).toBe(
      '? 户.家庭人口 zero-divisor',
    );
  });

  it('keep the sign when dividing by something negative', () => {
    expect(ask('1 / 家庭人口 < 1', { household: { 家庭人口: -2 } })).toBe('yes');
    expect(ask('1 / 家庭人口 > 1', { household: { 家庭人口: 0.5 } })).toBe('yes');
  });

  it('read yuan next to money, plain numbers elsewhere', () => {
    const env: Env = { household: { 人均纯收入: 120000n, 家庭人口: 4 } };
    expect(ask('户.人均纯收入 = 100 * 12', env)).toBe('yes');
    expect(ask('户.人均纯收入 = 1000 + 200.00', env)).toBe('yes');
    expect(ask('户.人均纯收入 * 0.5 = 600', env)).toBe('yes');
    expect(ask('户.人均纯收入 + 0.01 > 1200', env)).toBe('yes');
    expect(ask('户.人均纯收入 > (if 家庭人口 > 3 then 1000 else 2000)', env)).toBe('yes');
    expect(ask('max(户.人均纯收入, 1500) = 1500', env)).toBe('yes');
    expect(value('户.人均纯收入 / 户.人均纯收入', env)).toBe('1');
    expect(ask('-户.人均纯收入 < -1199.99', env)).toBe('yes');
  });

  it('compare days as days', () => {
    const env: Env = { household: { 识别时间: '2022-03-13' } };
    expect(ask('识别时间 >= date("2022-03-13")', env)).toBe('yes');
    expect(ask('识别时间 < @"2022-03-13"', env)).toBe('no');
    expect(ask('识别时间 between date("2022-01-01") and date("2022-03-12")', env)).toBe('no');
  });

  it('take a value of another type for a missing one, and say so', () => {
    expect(value('家庭人口', { household: { 家庭人口: '5' } })).toBe('? 家庭人口 wrong-type');
    expect(value('户.人均纯收入', { household: { 人均纯收入: 6900 } })).toBe('? 户.人均纯收入 wrong-type');
    expect(value('识别时间', { household: { 识别时间: '2022-02-30' } })).toBe('? 识别时间 wrong-type');
    expect(value('家庭人口', { household: { 家庭人口: Number.NaN } })).toBe('? 家庭人口 wrong-type');
    expect(ask('家庭人口 = null', { household: { 家庭人口: '5' } })).toBe('yes');
  });
});

describe('and, or, not, if', () => {
  const T = '(户.脱贫)';
  const F = '(户.在册)';
  const U = '(户.唯一住房)';
  const env: Env = { household: { 脱贫: true, 在册: false } };
  it('follow Kleene', () => {
    const table = [T, F, U].map((a) =>
      [T, F, U].map((b) => [ask(`${a} and ${b}`, env)[0], ask(`${a} or ${b}`, env)[0]].join('')),
    );
    expect(table).toEqual([
      ['yy', 'ny', '?y'],
      ['ny', 'nn', 'n?'],
      ['?y', 'n?', '??'],
    ]);
    expect([T, F, U].map((a) => ask(`not(${a})`, env)[0])).toEqual(['n', 'y', '?']);
  });
  it('leave an if open whose condition is, even with equal branches', () => {
    expect(ask('if 户.唯一住房 then true else true', env)).toBe('? 户.唯一住房');
    expect(ask('if 户.脱贫 then true else 户.唯一住房', env)).toBe('yes');
  });
  it('name only what would decide', () => {
    expect(ask('((户.脱贫) and (户.唯一住房)) or (渠道 = "a")', env)).toBe('? 户.唯一住房 渠道');
    expect(ask('((户.在册) and (户.唯一住房)) or (渠道 = "a")', env)).toBe('? 渠道');
  });
});

describe('lists', () => {
  const three = people({ 年龄: 70, 低保: true, 支出: 100n }, { 年龄: 10, 支出: 200n }, { 低保: false });
  it('never collected are unknown, empty ones are empty', () => {
    for (const text of [
      'count(成员) >= 1',
      'some m in 成员 satisfies (m.年龄 > 1)',
      'every m in 成员 satisfies (m.年龄 > 1)',
      'sum(成员.支出) = 0',
    ]) {
      expect(ask(text)).toBe('? 成员');
    }
    expect(ask('count(成员) = 0', people())).toBe('yes');
    expect(ask('some m in 成员 satisfies (m.年龄 > 1)', people())).toBe('no');
    expect(ask('every m in 成员 satisfies (m.年龄 > 1)', people())).toBe('yes');
    expect(ask('sum(成员.支出) = 0', people())).toBe('yes');
    expect(value('max(成员.支出)', people())).toBe('? 成员 empty-list');
  });
  it('in a waiver need a member for every', () => {
    const waiver = waiverScope({ dictionary, parameters });
    expect(ask('every m in 成员 satisfies (m.低保)', people(), waiver)).toBe('no');
    expect(ask('every m in 成员[年龄 > 60] satisfies (m.低保)', people({ 年龄: 3 }), waiver)).toBe('no');
    expect(ask('every m in 成员[年龄 > 60] satisfies (m.低保)', people({ 低保: true }), waiver)).toBe('? 成员[1].年龄');
    expect(
      ask('every m in 成员[年龄 > 60] satisfies (m.低保)', people({ 年龄: 61, 低保: true }, { 年龄: 3 }), waiver),
    ).toBe('yes');
  });
  it('answer some and every by Kleene, naming the member', () => {
    expect(ask('some m in 成员 satisfies (m.年龄 > 60)', three)).toBe('yes');
    expect(ask('some m in 成员 satisfies (m.年龄 > 80)', three)).toBe('? 成员[3].年龄');
    expect(ask('every m in 成员 satisfies (m.低保 = true)', three)).toBe('no');
    expect(ask('every m in 成员 satisfies (m.年龄 > 5)', three)).toBe('? 成员[3].年龄');
  });
  it('filter, project and count; one unknown leaves sum, count where, min and max open', () => {
    expect(ask('count(成员) = 3', three)).toBe('yes');
    expect(ask('count(成员[年龄 > 60]) >= 1', three)).toBe('? 成员[3].年龄');
    expect(value('sum(成员.支出)', three)).toBe('? 成员[3].支出 absent');
    expect(value('sum(成员[支出 != null].支出)', three)).toBe('3');
    expect(value('max(成员[支出 != null].支出)', three)).toBe('2');
    expect(value('min(for m in 成员[item.支出 != null] return m.支出 * 2)', three)).toBe('2');
    expect(value('max(成员.支出)', three)).toBe('? 成员[3].支出 absent');
    expect(value('count(成员[低保])', people({ 低保: true }, { 低保: false }))).toBe('1');
  });
  it('whose condition is open count neither way', () => {
    const open = people({ 支出: 100n }, { 年龄: 70, 支出: 300n });
    expect(ask('some m in 成员[年龄 > 60] satisfies (m.支出 > 2)', open)).toBe('yes');
    expect(ask('some m in 成员[年龄 > 60] satisfies (m.支出 < 2)', open)).toBe('? 成员[1].年龄');
    expect(ask('some m in 成员[年龄 > 60] satisfies (m.支出 > 9)', open)).toBe('no');
    expect(ask('every m in 成员[年龄 > 60] satisfies (m.支出 > 2)', open)).toBe('? 成员[1].年龄');
  });
  it('of texts, inside lists and across two lists', () => {
    const env = people({ 健康状况: ['残疾', '长期慢性病'], 姓名: '甲' }, { 姓名: '乙' });
    expect(ask('some m in 成员 satisfies (list contains(m.健康状况, "残疾"))', env)).toBe('yes');
    expect(ask('every m in 成员 satisfies ("残疾" in m.健康状况)', env)).toBe('? 成员[2].健康状况');
    expect(ask('some m in 成员, h in m.健康状况 satisfies (h = "患有大病")', env)).toBe('? 成员[2].健康状况');
    expect(ask('some h in member.健康状况 satisfies (h = "残疾")', { member: { 健康状况: [null] } })).toBe(
      '? member.健康状况[1]',
    );
    expect(ask('渠道 in 参数.名单', { matter: { 渠道: 'a' }, parameters: { 名单: ['b', 'a'] } })).toBe('yes');
    expect(ask('渠道 in 参数.名单', { matter: { 渠道: 'a' } })).toBe('? 参数.名单');
  });
  it('with items that are no records have no known fields', () => {
    expect(ask('some m in 成员 satisfies (m.年龄 > 1)', { household: { 成员: [null, 3, 'x'] } })).toBe(
      '? 成员[1].年龄 成员[2].年龄 成员[3].年龄',
    );
    expect(ask('count(成员) = 0', { household: { 成员: '甲乙' } })).toBe('? 成员');
  });
});

describe('where names are found', () => {
  it('facts written without a subject stand in for matter and household, not for a member', () => {
    expect(ask('(渠道 = "a") and (户.脱贫)', { facts: { 渠道: 'a', 脱贫: true } })).toBe('yes');
    expect(ask('户.脱贫', { facts: { 脱贫: true }, household: { 脱贫: false } })).toBe('no');
    expect(ask('member.年龄 > 1', { facts: { 年龄: 2 } })).toBe('? member.年龄');
  });
  it('never in what objects inherit', () => {
    expect(ask('matter.constructor.outcome = "x"', { steps: {} })).toBe('? matter.constructor.outcome');
  });
});
