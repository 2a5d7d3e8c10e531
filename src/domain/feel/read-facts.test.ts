import { describe, expect, it } from 'vitest';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { readFacts, readFields, readWritten } from './read-facts.ts';

const { dictionary } = buildDictionary({ 耕地: { of: 'household', type: 'number' } });

describe('facts as cases write them', () => {
  it('become records by subject, money in fen', () => {
    const { env, problems } = readFacts(dictionary, {
      渠道: '干部排查',
      唯一住房: true,
      耕地: 1.5,
      户: { 建制村: '甲村', 人均纯收入: 6900.05 },
      成员: [{ 名: '甲', 类别: '特困', 支出: '20000.00', 健康状况: ['残疾', null] }, {}],
      act: { 支付金额: 3, on: '2022-05-18' },
      较大争议: null,
    });
    expect(problems).toEqual([]);
    expect(env).toEqual({
      matter: { 渠道: '干部排查' },
      household: {
        唯一住房: true,
        耕地: { n: 15n, d: 10n },
        建制村: '甲村',
        人均纯收入: 690005n,
        成员: [{ 名: '甲', 类别: '特困', 支出: 2000000n, 健康状况: ['残疾', undefined] }, {}],
      },
      act: { 支付金额: 300n, on: '2022-05-18' },
    });
  });
  it('report names no rule knows and values that are none, without repeating them', () => {
    const { problems } = readFacts(dictionary, {
      无此名: 1,
      户: { 识别时间: '2022-02-30', 人均纯收入: 0.005, 没有: 1 },
      成员: [{ 年龄: '七十' }, '甲'],
      措施: '产业',
    });
    expect(problems.map(({ code, facts }) => [code, facts.path, facts.expected])).toEqual([
      ['unknown-name', '无此名', undefined],
      ['bad-value', '户.识别时间', 'date'],
      ['bad-value', '户.人均纯收入', 'money'],
      ['unknown-name', '户.没有', undefined],
      ['bad-value', '成员[1].年龄', 'number'],
      ['bad-value', '成员[2]', 'record'],
      ['bad-value', '措施', 'list'],
    ]);
  });
  it('read a single record and single values, also when all came as text', () => {
    expect(readFields(dictionary, 'member', { 居民医保参保: 'false', 支出: '12.30' }).fields).toEqual({
      居民医保参保: false,
      支出: 1230n,
    });
    expect([readWritten('boolean', '是'), readWritten('boolean', '否')]).toEqual([true, false]);
    expect(readWritten('boolean', '有')).toBeUndefined();
    expect(readWritten('number', '1e3')).toBe(1000n);
    expect(readWritten('text', 7)).toBe('7');
    expect(readWritten('money', true)).toBeUndefined();
  });
});
