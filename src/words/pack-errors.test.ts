import { describe, expect, it } from 'vitest';
import { packProblemCodes } from '#domain/policy/pack-problem.ts';
import { packErrorSentence, packErrorWords } from './pack-errors.ts';
import { blanksOf } from './sentence.ts';

const place = { file: 'x.yaml', line: 1, column: 1 };

describe('sentences about packs', () => {
  it.each(packProblemCodes)('%s names the same facts in both languages', (code) => {
    const [zh, en] = packErrorWords[code];
    expect(blanksOf(en)).toEqual(blanksOf(zh));
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('tells what is wrong with an expression', () => {
    const facts = { reason: 'unknown-parameter', name: '无', expression: '参数.无 > 1' };
    const problem = { code: 'bad-expression', place, facts } as const;
    expect(packErrorSentence('zh-CN', problem)).toBe('条件写法有误：没有参数“无”。全文：参数.无 > 1');
    expect(packErrorSentence('en', problem)).toBe(
      'The condition is wrong: there is no parameter "无". In: 参数.无 > 1',
    );
  });
});
