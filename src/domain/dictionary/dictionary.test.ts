import { describe, expect, it } from 'vitest';
import { builtInEntries } from './built-in.ts';
import { buildDictionary, findEntry } from './dictionary.ts';
import { isRuleName, numberKind, parameterType, stepNameInRules } from './entry.ts';
import { resolveName } from './name-scope.ts';
import { conditionScope, feedScope, memberScope, valueScope } from './rule-scopes.ts';

const { dictionary } = buildDictionary();

describe('the built-in names', () => {
  it('can all be written in a rule and stand once for each subject', () => {
    const keys = builtInEntries.map(({ of, name }) => `${of} ${name}`);
    expect(builtInEntries.filter(({ name }) => !isRuleName(name)).map(({ name }) => name)).toEqual([]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
  it('keep numbers of papers, telephones and names encrypted', () => {
    for (const name of ['证件号码', '姓名', '人联系电话'])
      expect(findEntry(dictionary, 'member', name)?.sensitivity).toBe('encrypted');
    expect(findEntry(dictionary, 'household', '住址')?.sensitivity).toBe('encrypted');
  });
});

describe('names a pack adds', () => {
  it('win over built-in ones; a number in yuan is money', () => {
    const { dictionary: own, problems } = buildDictionary({
      耕地亩数: { of: 'household', type: 'number', unit: '亩' },
      自付: { of: 'member', type: 'number', unit: 'CNY/person/year' },
      等级: { of: 'household', type: 'text', values: ['高', '低'] },
      病种: { of: 'member', type: 'list' },
      车辆: { of: 'household', type: 'list', item: 'measure' },
    });
    expect(problems).toEqual([]);
    expect(findEntry(own, 'household', '耕地亩数')?.type).toEqual({ kind: 'number' });
    expect(findEntry(own, 'member', '自付')?.type).toEqual({ kind: 'money' });
    expect(findEntry(own, 'household', '等级')).toMatchObject({ values: ['高', '低'], fromPack: true });
    expect(findEntry(own, 'member', '病种')?.type).toEqual({ kind: 'list', item: { kind: 'text' } });
    expect(findEntry(own, 'household', '车辆')?.type).toEqual({
      kind: 'list',
      item: { kind: 'record', of: 'measure' },
    });
  });
  it('are left out when no rule could write them, and reported when they change a type', () => {
    const { dictionary: own, problems } = buildDictionary({
      '30种大病': { of: 'member', type: 'boolean' },
      '务工（月）': { of: 'member', type: 'number' },
      'a-b': { of: 'member', type: 'number' },
      and: { of: 'member', type: 'number' },
      脱贫: { of: 'household', type: 'text' },
    });
    expect(problems).toEqual([
      { code: 'bad-name', facts: { name: '30种大病' } },
      { code: 'bad-name', facts: { name: '务工（月）' } },
      { code: 'bad-name', facts: { name: 'a-b' } },
      { code: 'bad-name', facts: { name: 'and' } },
      { code: 'type-changed', facts: { name: '脱贫' } },
    ]);
    expect(findEntry(own, 'household', '脱贫')?.type).toEqual({ kind: 'text' });
  });
  it('measure money by a unit in yuan only', () => {
    expect(['CNY', 'CNY/person/year', '元', '元/人'].map(numberKind)).toEqual(['money', 'money', 'money', 'money']);
    expect(['working-day', '元宵', undefined, 'CNYX'].map(numberKind)).toEqual([
      'number',
      'number',
      'number',
      'number',
    ]);
  });
});

describe('parameters in rules', () => {
  it('are typed by kind and unit; terms and windows cannot be read', () => {
    expect(parameterType('number', 'CNY/person/year')).toEqual({ kind: 'money' });
    expect(parameterType('number')).toEqual({ kind: 'number' });
    expect(parameterType('code')).toEqual({ kind: 'text' });
    expect(parameterType('term', 'working-day')).toBeUndefined();
    expect(parameterType('window')).toBeUndefined();
    expect(parameterType(undefined, 'working-day')).toBeUndefined();
    expect(parameterType(undefined, 'CNY/person/year')).toEqual({ kind: 'money' });
  });
});

describe('resolving a name', () => {
  const names = { dictionary, parameters: { 监测线: { kind: 'money' } }, steps: new Set(['township_review']) } as const;
  const find = (path: string, scope = conditionScope(names)): string => {
    const found = resolveName(scope, path.split('.'));
    if (!found.ok) return `${found.problem.code} ${found.problem.facts.near ?? ''}`.trim();
    const { name } = found;
    return name.kind === 'fact' ? `${name.entry.of} ${name.type.kind}` : `${name.kind} ${name.type.kind}`;
  };
  it('finds facts bare and through their subject, parameters, steps and lists', () => {
    expect(find('渠道')).toBe('matter text');
    expect(find('户.脱贫')).toBe('household boolean');
    expect(find('成员')).toBe('household list');
    expect(find('户.成员')).toBe('household list');
    expect(find('act.支付金额')).toBe('act money');
    expect(find('lead.found')).toBe('lead date');
    expect(find('参数.监测线')).toBe('parameter money');
    expect(find('matter.township_review.objections')).toBe('step number');
    expect(find('matter.渠道')).toBe('matter text');
  });
  it('takes the first subject that has a bare name', () => {
    expect(find('易地搬迁')).toBe('household boolean');
    expect(find('易地搬迁', feedScope(names))).toBe('member boolean');
    expect(find('total', feedScope(names))).toBe('given money');
    expect(find('去年值', valueScope(names, { kind: 'number' }))).toBe('given number');
  });
  it('says why there is no such name here', () => {
    expect(find('没有')).toBe('unknown-name');
    expect(find('年龄')).toBe('name-not-here member.年龄');
    expect(find('年龄', memberScope(names))).toBe('member number');
    expect(find('member.年龄')).toBe('name-not-here');
    expect(find('户.年龄')).toBe('unknown-name member.年龄');
    expect(find('参数.没有')).toBe('unknown-parameter');
    expect(find('参数')).toBe('unknown-name');
    expect(find('matter.review.outcome')).toBe('unknown-step');
    expect(find('matter.township_review.colour')).toBe('unknown-step-field');
    expect(find('成员.年龄')).toBe('unknown-name');
  });
  it('writes step ids with underscores', () => {
    expect(stepNameInRules('township-review')).toBe('township_review');
    expect(stepNameInRules('乡镇.初审-一')).toBe('乡镇_初审_一');
  });
});
