import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { memberScope } from '#domain/dictionary/rule-scopes.ts';
import { compileFeel } from './compile-feel.ts';
import type { Env } from './env.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';

const scope = memberScope({
  dictionary: buildDictionary().dictionary,
  parameters: { 线: { kind: 'money' }, 名单: { kind: 'list', item: { kind: 'text' } } },
});

const pieces = [
  '户.脱贫',
  '成员',
  '户.人均纯收入',
  '渠道',
  'm',
  'm.年龄',
  '参数.线',
  '参数.名单',
  '1',
  '0',
  '"a"',
  'true',
  'null',
  'item',
].concat(
  [
    '=',
    '<',
    '>=',
    'in',
    'between',
    'and',
    'or',
    '(',
    ')',
    '[',
    ']',
    ',',
    '..',
    '.',
    '+',
    '-',
    '*',
    '/',
    '**',
    '{',
    '}',
    ':',
    '@"2022-01-01"',
  ],
  [
    'some m in 成员 satisfies',
    'every m in 成员 satisfies',
    'for m in 成员 return',
    'if',
    'then',
    'else',
    'not(',
    'count(',
    'sum(',
    'min(',
  ],
);
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((words) => words.join(' ')),
);

const rules = [
  '(some m in 成员[年龄 > 1] satisfies (m.支出 / m.年龄 > 参数.线)) or (渠道 in 参数.名单)',
  'if 户.脱贫 then max(成员.支出) else sum(成员.支出) - 户.人均纯收入 / 家庭人口',
  'every m in 成员, h in m.健康状况 satisfies ((h = "残疾") and (m.比对日期 < 识别时间))',
  'matter.x.done != null',
];

describe('whatever is written or stored', () => {
  it('compiling answers with a rule or with problems that lie in the text', () => {
    let accepted = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const compiled = compileFeel(text, scope);
        if (compiled.ok) {
          accepted += 1;
          explain(compiled.expr, {});
          return evaluate(compiled.expr, {}) !== undefined;
        }
        return (
          compiled.errors.length > 0 &&
          compiled.errors.every(
            ({ from, to, line, column }) => from >= 0 && to <= text.length && line >= 1 && column >= 1,
          )
        );
      }),
      { numRuns: 2000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it('asking a rule never throws, even over records of any shape', () => {
    const anyRecord = fc.dictionary(
      fc.constantFrom(
        '脱贫',
        '成员',
        '年龄',
        '支出',
        '健康状况',
        '渠道',
        '人均纯收入',
        '家庭人口',
        '识别时间',
        '线',
        '名单',
        'x',
        'done',
      ),
      fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 3 }),
    );
    const env = fc.record({
      household: anyRecord,
      matter: anyRecord,
      parameters: anyRecord,
      steps: anyRecord,
      facts: anyRecord,
    });
    fc.assert(
      fc.property(env, fc.constantFrom(...rules), (any, text) => {
        const compiled = compileFeel(text, scope);
        if (!compiled.ok) return false;
        // The types rule this out; stored JSON does not know the types.
        const shapeless = any as unknown as Env;
        explain(compiled.expr, shapeless);
        const outcome = evaluate(compiled.expr, shapeless);
        return outcome.known || outcome.missing.length > 0;
      }),
      { numRuns: 1000, seed: 7 },
    );
  });
});
