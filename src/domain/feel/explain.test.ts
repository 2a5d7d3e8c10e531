import { describe, expect, it } from 'vitest';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { memberScope } from '#domain/dictionary/rule-scopes.ts';
import { compileFeel } from './compile-feel.ts';
import type { Env } from './env.ts';
import { valueText } from './evaluate.ts';
import { explain, type Seen } from './explain.ts';

const scope = memberScope({ dictionary: buildDictionary().dictionary, parameters: { 监测线: { kind: 'money' } } });

function lines(text: string, env: Env): string[] {
  const compiled = compileFeel(text, scope);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.errors));
  const side = (seen: Seen): string => (seen.value ? valueText(seen.value) : '?');
  return explain(compiled.expr, env).map((leaf) =>
    [
      ...leaf.items,
      leaf.seen.text,
      side(leaf.seen),
      leaf.operator,
      ...leaf.against.map(side),
      '→',
      leaf.verdict.answer,
    ].join(' '),
  );
}

describe('why a verdict', () => {
  it('lists each comparison with the value seen and its threshold', () => {
    const env: Env = { household: { 人均纯收入: 712345n, 户类型: '一般农户' }, parameters: { 监测线: 690000n } };
    expect(
      lines('(户.人均纯收入 < 参数.监测线) or (户类型 in ("脱贫户","边缘户")) or (渠道 = null) or (户.脱贫)', env),
    ).toEqual([
      '户.人均纯收入 7123.45 < 6900 → no',
      '户类型 一般农户 in 脱贫户 边缘户 → no',
      '渠道 ? = null → yes',
      '户.脱贫 ?  → unknown',
    ]);
  });
  it('goes through the items a condition does not exclude, and names them', () => {
    const env: Env = { household: { 成员: [{ 年龄: 70, 低保: true }, { 年龄: 3 }, { 年龄: 66 }] } };
    expect(lines('every m in 成员[年龄 >= 60] satisfies (m.低保 = true)', env)).toEqual([
      '成员[1] 年龄 70 >= 60 → yes',
      '成员[1] m.低保 true = true → yes',
      '成员[3] 年龄 66 >= 60 → yes',
      '成员[3] m.低保 ? = true → unknown',
    ]);
    expect(lines('some m in 成员 satisfies (m.低保)', {})).toEqual(['成员 ?  → unknown']);
  });
  it('follows the branch taken', () => {
    const env: Env = { household: { 脱贫: false, 家庭人口: 2 } };
    expect(lines('if 户.脱贫 then 家庭人口 > 1 else 家庭人口 > 5', env)).toEqual([
      '户.脱贫 false  → no',
      '家庭人口 2 > 5 → no',
    ]);
    expect(lines('if 户.在册 then 家庭人口 > 1 else 家庭人口 > 5', env)).toEqual(['户.在册 ?  → unknown']);
  });
  it('shows what a count or a sum came to', () => {
    const env: Env = { household: { 成员: [{ 支出: 150n }, { 支出: 250n }] } };
    expect(lines('(count(成员) >= 3) and (sum(成员.支出) > 3.99)', env)).toEqual([
      'count(成员) 2 >= 3 → no',
      'sum(成员.支出) 4 > 3.99 → yes',
    ]);
  });
});
