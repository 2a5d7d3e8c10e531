import fc from 'fast-check';
import { evaluate as feelin } from 'feelin';
import { describe, expect, it } from 'vitest';
import { condition, forget, knownWith, ruleScope } from '#test/builders/feel-rules.ts';
import { compileCondition } from './compile-feel.ts';
import type { Env, Fields } from './env.ts';
import { decide } from './evaluate.ts';

function compiled(text: string) {
  const result = compileCondition(text, ruleScope);
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result.expr;
}

describe('over generated rules and households', () => {
  it('a verdict once known never turns when an unknown is filled in', () => {
    const answers = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(condition, knownWith(true), fc.infiniteStream(fc.nat(1000)), (text, full, stream) => {
        const dice = (): number => stream.next().value ?? 1;
        const partial: Env = { household: forget(full.household, dice), parameters: forget(full.parameters, dice) };
        const expr = compiled(text);
        const before = decide(expr, partial);
        answers[before.answer] += 1;
        if (before.answer === 'unknown') return before.missing.length > 0;
        return decide(expr, full).answer === before.answer;
      }),
      { numRuns: 1500, seed: 20220517 },
    );
    // Each answer often enough, or the property above says little.
    for (const count of Object.values(answers)) expect(count).toBeGreaterThan(100);
  });

  it('without unknowns the standard interpreter answers alike', () => {
    fc.assert(
      fc.property(condition, knownWith(false), (text, full) => {
        const verdict = decide(compiled(text), full);
        return verdict.answer !== 'unknown' && standard(text, full) === (verdict.answer === 'yes');
      }),
      { numRuns: 600, seed: 20220517 },
    );
  });
});

/** The interpreter's answer: amounts written in yuan become fen, days are handed over as days. */
function standard(text: string, full: { household: Fields; parameters: Fields }): unknown {
  const inFen = text.replaceAll(/(?<=(?:人均纯收入|支出\)?)(?: \* \d)? (?:=|!=|<=|>=|<|>) )\d+(?:\.\d+)?/g, (amount) =>
    String(Math.round(Number(amount) * 100)),
  );
  const inDays = inFen.replaceAll(/(户\.识别时间|(?:m|item)\.比对日期)/g, 'date($1)');
  const context = { 户: plain(full.household), 成员: plain(full.household).成员, 参数: plain(full.parameters) };
  return feelin(inDays, context).value;
}

function plain(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value === 'bigint') return [name, Number(value)];
      return [name, Array.isArray(value) ? value.map(plain) : value];
    }),
  );
}
