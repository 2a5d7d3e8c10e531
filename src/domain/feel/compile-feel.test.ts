import { describe, expect, it } from 'vitest';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { conditionScope, feedScope, memberScope, valueScope } from '#domain/dictionary/rule-scopes.ts';
import { compileCondition, compileFeel } from './compile-feel.ts';
import { LIMITS } from './syntax.ts';

const { dictionary } = buildDictionary({ 宅基地等级: { of: 'household', type: 'text', values: ['甲', '乙'] } });
const names = {
  dictionary,
  parameters: {
    监测线: { kind: 'money' },
    未参保支出线: { kind: 'money' },
    倍数: { kind: 'number' },
    名单: { kind: 'list', item: { kind: 'text' } },
  },
  steps: new Set(['township_review', 'village_deliberation_notice']),
} as const;
const scope = conditionScope(names);

function codes(text: string, at = scope): string[] {
  const compiled = compileCondition(text, at);
  return compiled.ok ? [] : compiled.errors.map((error) => error.code);
}

describe('rules as packs write them', () => {
  it.each([
    '渠道 = "自主申报"',
    '较大争议 = true',
    '户.人均纯收入 >= 参数.监测线',
    '(户.脱贫 = true) or (户.在册 = true)',
    '等级 in ("中","低")',
    'act.支付金额 = act.批准金额',
    '(起因 in ("因灾","因疫")) or (突发说明 != null)',
    '(风险明确 = true) and (matter.village_deliberation_notice.objections = 0) and (matter.township_review.outcome = "通过")',
    '(count(成员) >= 1) and (every m in 成员 satisfies (m.年龄 < 60))',
    '(some m in 成员 satisfies (m.类别 = "低保")) or (户.脱贫 = true)',
    'count(成员[类别 in ("低保","特困")]) >= 2',
    'sum(成员.支出) > 参数.监测线 * 2',
    'if 户.脱贫 = true then 户.人均纯收入 < 参数.监测线 else false',
    '识别时间 between date("2022-01-01") and @"2022-12-31"',
    '渠道 in 参数.名单',
    'not(list contains(风险, "因病"))',
  ])('accepts %s', (text) => expect(codes(text)).toEqual([]));

  it('reads bare names by the place of the rule', () => {
    expect(codes('(居民医保参保 = false) and (total > 参数.未参保支出线)', feedScope(names))).toEqual([]);
    expect(codes('(member.类别 in ("低保","分散供养特困")) and (member.比对日期 != null)', memberScope(names))).toEqual(
      [],
    );
    expect(codes('值 > 2 * 去年值', valueScope(names, { kind: 'money' }))).toEqual([]);
    expect(codes('对象 <= 其他', valueScope(names, { kind: 'money' }, ['对象', '其他']))).toEqual([]);
  });
});

describe('what the loader refuses', () => {
  it.each([
    ['无此名 = true', 'unknown-name'],
    ['户.无此名 = true', 'unknown-name'],
    ['户.脱贫.深 = true', 'unknown-name'],
    ['constructor = true', 'unknown-name'],
    ['参数.无 > 1', 'unknown-parameter'],
    ['参数.toString > 1', 'unknown-parameter'],
    ['matter.no_such.outcome = "x"', 'unknown-step'],
    ['matter.township_review.no = "x"', 'unknown-step-field'],
    ['居民医保参保 = false', 'name-not-here'],
    ['member.年龄 > 3', 'name-not-here'],
    ['string(渠道) = "x"', 'unknown-function'],
    ['户.人均纯收入 = "5"', 'mixed-types'],
    ['家庭人口 > "5"', 'mixed-types'],
    ['识别时间 = "2022-01-01"', 'mixed-types'],
    ['户.脱贫 = "是"', 'mixed-types'],
    ['家庭人口 > 户.人均纯收入', 'mixed-types'],
    ['参数.监测线 * 户.人均纯收入 > 1', 'mixed-types'],
    ['渠道 in ("a", 1)', 'mixed-types'],
    ['(户.脱贫) and (家庭人口)', 'wrong-type'],
    ['户.人均纯收入', 'wrong-type'],
    ['成员', 'wrong-type'],
    ['渠道 + "a" = "ba"', 'wrong-type'],
    ['渠道 < "b"', 'text-order'],
    ['户.脱贫 >= true', 'text-order'],
    ['1 < 家庭人口 < 5', 'mixed-types'],
    ['家庭人口 ** 2 > 4', 'unsupported'],
    ['家庭人口 == 4', 'unsupported'],
    ['渠道 in (not("a"))', 'wrong-type'],
    ['渠道 in (null)', 'unsupported'],
    ['渠道 > null', 'unsupported'],
    ['{a: 1}.a = 1', 'unsupported'],
    ['渠道 instance of string', 'unsupported'],
    ['成员[1].年龄 > 3', 'unsupported'],
    ['sum(成员[1].支出) > 3', 'unsupported'],
    ['sum(for i in 1..3 return i) > 3', 'unsupported'],
    ['(家庭人口 + 1) = null', 'presence-of-expression'],
    ['家庭人口 / 0 > 1', 'division-by-zero'],
    ['识别时间 > date("2022-02-30")', 'bad-date'],
    ['count(成员, 措施) > 1', 'wrong-arguments'],
    ['not() = true', 'wrong-arguments'],
    ['30种大病 = true', 'name-starts-with-digit'],
    ['户.30种大病 = true', 'name-starts-with-digit'],
    ['大病 30 种 = 1', 'name-with-space'],
    ['（渠道 = "a"）', 'full-width-sign'],
    ['渠道 ＝ "a"', 'full-width-sign'],
    ['渠道 = ', 'syntax'],
    ['', 'syntax'],
    ['()', 'syntax'],
    ['sum(支出) over 当年', 'syntax'],
    ['渠道 = "a"; 等级 = "b"', 'syntax'],
  ])('%s: %s', (text, code) => expect(codes(text)).toContain(code));

  it('a conjunction inside a unary test, which the grammar would read as one list', () => {
    expect(codes('住房等级 in ["C","D"] and 唯一住房')).toEqual(['conjunction-in-test']);
    expect(codes('住房等级 in ["C","D"] or (唯一住房 = true)')).toEqual(['conjunction-in-test']);
    expect(codes('渠道 in ("a" and 唯一住房)')).toEqual(['conjunction-in-test']);
    expect(codes('some m in 成员 satisfies m.类别 in ["C"] and m.低保')).toEqual(['conjunction-in-test']);
    expect(codes('(住房等级 in ("C","D")) and (唯一住房 = true)')).toEqual([]);
  });

  it('comparisons joined without their own parentheses, each of them', () => {
    expect(codes('户.脱贫 = true and 户.在册 = true')).toEqual(['bare-comparison', 'bare-comparison']);
    expect(codes('(户.脱贫 = true) or 户.在册 = true')).toEqual(['bare-comparison']);
    expect(codes('every m in 成员 satisfies m.年龄 > 1 and m.年龄 < 5')).toEqual([
      'bare-comparison',
      'bare-comparison',
    ]);
    expect(codes('户.脱贫 and 户.在册')).toEqual([]);
  });

  it('rules that cost too much', () => {
    expect(codes(`(${'户.脱贫 and '.repeat(300)}户.在册)`)).toEqual(['too-complex']);
    expect(codes(`${'('.repeat(LIMITS.depth + 1)}户.在册${')'.repeat(LIMITS.depth + 1)}`)).toEqual(['too-complex']);
    expect(codes('x'.repeat(LIMITS.text + 1))).toEqual(['too-complex']);
    const nested = (n: number): string => (n === 0 ? '(户.脱贫)' : `some m${n} in 成员 satisfies (${nested(n - 1)})`);
    expect(codes(nested(LIMITS.lists))).toEqual([]);
    expect(codes(nested(LIMITS.lists + 1))).toEqual(['too-complex']);
  });

  it('deep rules without exhausting the stack', () => {
    expect(codes(`${'('.repeat(1900)}户.在册${')'.repeat(1900)}`)).toEqual(['too-complex']);
    expect(codes('-'.repeat(3000))).toHaveLength(1);
  });

  it('names every mistake with line and column', () => {
    const compiled = compileFeel('(户.脱贫 = true)\n  and (无此名 = 1)\n  and (家庭人口 = "3")', scope);
    expect(compiled.ok ? [] : compiled.errors.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['unknown-name', 2, 8],
      ['mixed-types', 3, 8],
    ]);
  });

  it('says how a name would be written that exists elsewhere', () => {
    const compiled = compileFeel('年龄 > 3', scope);
    expect(compiled.ok ? [] : compiled.errors.map(({ facts }) => facts)).toEqual([
      { name: '年龄', near: 'member.年龄' },
    ]);
  });
});

describe('what is allowed with a warning', () => {
  it('a word the fact does not list', () => {
    const compiled = compileCondition('宅基地等级 in ("甲","丙")', scope);
    expect(compiled.ok && compiled.expr.warnings.map(({ code, facts }) => [code, facts.value])).toEqual([
      ['unlisted-value', '丙'],
    ]);
  });
  it('a quantifier that swallows what stands to its right', () => {
    const compiled = compileCondition('some m in 成员 satisfies (m.低保) or (户.脱贫)', scope);
    expect(compiled.ok && compiled.expr.warnings.map(({ code }) => code)).toEqual(['quantifier-swallows']);
  });
});
