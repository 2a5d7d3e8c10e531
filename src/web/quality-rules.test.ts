import { expect, test } from 'vitest';
import { qualityRules } from '#domain/registry/quality/find-faults.ts';
import {
  qualityGroupText,
  qualityMendText,
  qualityRuleText,
  qualityRuleWords,
  qualityWhyText,
} from '#words/quality-rule-words.ts';
import { blanksOf } from '#words/sentence.ts';

test('every rule of 疑点数据 has a name, a reason and a way to mend it in both languages', () => {
  expect(Object.keys(qualityRuleWords).sort()).toEqual(qualityRules.map(({ code }) => code).sort());
  for (const { name, why, mend } of Object.values(qualityRuleWords)) {
    expect([name, why, mend].flat().every((text) => text.length > 1)).toBe(true);
    expect([...name, ...mend].flatMap(blanksOf)).toEqual([]);
    expect(blanksOf(why[1])).toEqual(blanksOf(why[0]));
  }
});

test('amounts are said in yuan', () => {
  const facts = { income: '699999', line: '700000' };
  expect(qualityWhyText('zh-CN', 'cleared-below-line', facts)).toBe(
    '帮扶消除，但人均纯收入6999.99元低于当年监测线7000.00元',
  );
  expect(qualityWhyText('zh-CN', 'wage-too-small', { wage: '5', least: '10000' })).toContain('0.05元');
});

test('what is no rule is said as it is', () => {
  expect([qualityRuleText('en', 'x'), qualityMendText('en', 'x'), qualityGroupText('en', 99)]).toEqual(['x', '', '99']);
});
