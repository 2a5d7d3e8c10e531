import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import { packErrorSentence } from '#words/pack-errors.ts';
import { loadPacks } from './load-packs.ts';

const folder = resolve(import.meta.dirname, '../../test/fixtures/packs/bad');

/** The first line of every file says what is wrong with it: `# expect: <code> <line>, …`. */
function expected(path: string): readonly string[] {
  const first = readFileSync(path, 'utf8').split('\n', 1)[0] ?? '';
  const told = first.replace(/^# expect:/, '').split(',');
  return told.map((each) => each.trim()).filter((each) => each !== '');
}

function found(name: string): readonly PackProblem[] {
  const { loaded, problems } = loadPacks([join(folder, name)]);
  return [...problems, ...checkPacks(loaded.map(({ pack }) => pack))];
}

describe('a bad pack', () => {
  const names = readdirSync(folder);
  it.each(names)('%s: every error at once, with its line and what to do', (name) => {
    const files = readdirSync(join(folder, name));
    const problems = found(name);
    const told = problems.map(({ code, place }) => `${code} ${place.line}`);
    expect(told.toSorted()).toEqual(files.flatMap((file) => expected(join(folder, name, file))).toSorted());
    for (const problem of problems) {
      expect(packErrorSentence('zh-CN', problem)).not.toMatch(/\{\w+\}/);
      expect(packErrorSentence('en', problem)).not.toMatch(/\{\w+\}/);
    }
  });

  it('speaks Chinese of shapes, types and kinds', () => {
    const english = /\b(list|map|text|boolean|number|money|scalar|record|office|parameter|procedure)\b/;
    // What somebody wrote and words of the language are told as they are: keys, values, whole expressions.
    const asWritten = (sentence: string): string => sentence.replace(/“[^”]*”|可用的键：.*|可写：.*|全文：.*/g, '');
    for (const name of names)
      for (const problem of found(name)) expect(asWritten(packErrorSentence('zh-CN', problem))).not.toMatch(english);
    const [broken] = found('broken-yaml').filter(({ code }) => code === 'yaml-broken');
    expect(broken === undefined ? '' : packErrorSentence('zh-CN', broken)).not.toMatch(/[a-z]{6}/);
    const [shape] = found('structure-and-steps').filter(({ code }) => code === 'wrong-shape');
    if (shape === undefined) throw new Error('no wrong-shape');
    expect(packErrorSentence('zh-CN', shape)).toBe('这里应是文字，写成了键值表。');
  });

  it('names the nearest key there is', () => {
    expect(found('unknown-key')[0]?.facts).toMatchObject({ key: 'wihtin', nearest: 'within' });
  });

  it('is not loaded when it is wrong in itself', () => {
    expect(loadPacks([join(folder, 'unknown-key')]).loaded).toEqual([]);
  });
});
