import { describe, expect, it } from 'vitest';
import type { FeelProblemCode } from '#domain/feel/problem.ts';
import { type PackProblem, type PackProblemCode, packProblemCodes } from '#domain/policy/pack-problem.ts';
import { expressionWords, packErrorSentence, packErrorWords } from '#words/pack-errors.ts';
import { blanksOf, type Pair } from '#words/sentence.ts';

const place = { file: 'x.yaml', line: 1, column: 1 };
/** Fails to compile when a code has no sentence. */
const words: Readonly<Record<PackProblemCode, Pair>> = packErrorWords;
const reasons: Readonly<Record<FeelProblemCode, Pair>> = expressionWords;

describe('sentences about packs', () => {
  it.each(packProblemCodes)('%s names the same facts in both languages', (code) => {
    const [zh, en] = words[code];
    expect(blanksOf(en)).toEqual(blanksOf(zh));
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(Object.entries(reasons))('%s names the same facts in both languages', (_reason, [zh, en]) => {
    expect(blanksOf(en)).toEqual(blanksOf(zh));
  });

  it('tells what is wrong with an expression', () => {
    const facts = { reason: 'unknown-parameter', name: '无', expression: '参数.无 > 1' };
    const problem: PackProblem = { code: 'bad-expression', place, facts };
    expect(packErrorSentence('zh-CN', problem)).toBe('条件写法有误：没有参数“无”。全文：参数.无 > 1');
    expect(packErrorSentence('en', problem)).toBe(
      'The condition is wrong: there is no parameter "无". In: 参数.无 > 1',
    );
  });
});
