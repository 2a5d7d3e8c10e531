import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compileFeel } from '#domain/feel/compile-feel.ts';
import { feelFunctions } from '#domain/feel/lower-function.ts';
import { LISTS_PAGE, listsPage } from '../tools/language-lists.ts';
import { ruleScope } from './builders/feel-rules.ts';

it('the page of lists is what the program has: bin/node tools/language-lists.ts --write', () => {
  expect(readFileSync(path.resolve(import.meta.dirname, '..', LISTS_PAGE), 'utf8')).toBe(listsPage());
});

it('the functions listed are those the compiler takes, and no other', () => {
  const calls: Readonly<Record<string, string>> = {
    not: 'not(户.脱贫 = true)',
    count: 'count(成员)',
    sum: 'sum(成员.支出)',
    min: 'min(成员.年龄)',
    max: 'max(成员.年龄)',
    'list contains': 'list contains(户.风险, "因病")',
    mean: 'mean(成员.年龄)',
    floor: 'floor(户.家庭人口)',
    'string length': 'string length(户.户类型)',
  };
  const taken = Object.entries(calls).filter(([, call]) => compileFeel(call, ruleScope).ok);
  expect(taken.map(([name]) => name)).toEqual([...feelFunctions]);
});
