import fc from 'fast-check';
import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { memberScope } from '#domain/dictionary/rule-scopes.ts';
import type { Fields, Raw } from '#domain/feel/env.ts';

/** What the names of the generated rules mean. */
export const ruleScope = memberScope({
  dictionary: buildDictionary().dictionary,
  parameters: { 线: { kind: 'money' }, 数: { kind: 'number' } },
});

// Yuan in the rule's text, fen in the record: thresholds and values lie on and around each other.
const yuan = fc.constantFrom('0', '99.99', '100', '100.01', '200');
const fenAround = fc.constantFrom(0n, 9999n, 10000n, 10001n, 20000n);
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const equality = fc.constantFrom('=', '!=');
const word = fc.constantFrom('甲', '乙', '丙');
const small = fc.integer({ min: 0, max: 4 });
// Bounds in order: the interpreter turns a reversed interval round, here nothing lies in it.
const bounds = fc.tuple(small, fc.nat(3)).map(([low, length]) => [low, low + length] as const);

type Names = {
  readonly truth: string;
  readonly text: string;
  readonly number: string;
  readonly money: string;
  readonly day: string;
};
const household: Names = {
  truth: '户.脱贫',
  text: '户.户类型',
  number: '户.家庭人口',
  money: '户.人均纯收入',
  day: '户.识别时间',
};
const person: Names = { truth: 'm.低保', text: 'm.类别', number: 'm.年龄', money: 'm.支出', day: 'm.比对日期' };
const days = fc.constantFrom('2022-02-28', '2022-03-01', '2022-03-02');

/** A condition over `names`; each one stands in its own parentheses. */
function leaf(names: Names): fc.Arbitrary<string> {
  return fc
    .oneof(
      equality.chain((op) => fc.boolean().map((value) => `${names.truth} ${op} ${value}`)),
      fc.tuple(equality, word).map(([op, value]) => `${names.text} ${op} "${value}"`),
      fc.tuple(word, word).map(([a, b]) => `${names.text} in ("${a}","${b}")`),
      fc.tuple(order, small).map(([op, value]) => `${names.number} ${op} ${value}`),
      bounds.map(([a, b]) => `${names.number} between ${a} and ${b}`),
      bounds.map(([a, b]) => `${names.number} in [${a}..${b}]`),
      fc.tuple(order, yuan).map(([op, value]) => `${names.money} ${op} ${value}`),
      fc.tuple(order, yuan, small).map(([op, value, n]) => `${names.money} * ${n} ${op} ${value}`),
      order.map((op) => `${names.money} ${op} 参数.线`),
      order.map((op) => `${names.money} / ${names.number} ${op} 参数.线`),
      fc.tuple(order, days).map(([op, day]) => `${names.day} ${op} date("${day}")`),
    )
    .map((text) => `(${text})`);
}

function listLeaf(): fc.Arbitrary<string> {
  const inside = leaf(person);
  const bare = inside.map((text) => text.replaceAll('m.', 'item.'));
  return fc
    .oneof(
      fc.tuple(fc.constantFrom('some', 'every'), inside).map(([kind, body]) => `${kind} m in 成员 satisfies ${body}`),
      fc
        .tuple(fc.constantFrom('some', 'every'), bare, inside)
        .map(([kind, where, body]) => `${kind} m in 成员[${where}] satisfies ${body}`),
      fc.tuple(bare, order, small).map(([where, op, n]) => `count(成员[${where}]) ${op} ${n}`),
      fc.tuple(order, yuan).map(([op, value]) => `sum(成员.支出) ${op} ${value}`),
      fc.tuple(fc.constantFrom('min', 'max'), order, small).map(([which, op, n]) => `${which}(成员.年龄) ${op} ${n}`),
    )
    .map((text) => `(${text})`);
}

/** A condition over a household, its members and two parameters, up to a few levels deep. */
export const condition = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf(household),
    listLeaf(),
    fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map(([a, join, b]) => `(${a} ${join} ${b})`),
    tie('any').map((a) => `(not(${a}))`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
})).any;

const count = (none: boolean) => fc.integer({ min: none ? 0 : 1, max: 4 });
const member = (none: boolean) =>
  fc.record({ 低保: fc.boolean(), 类别: word, 年龄: count(none), 支出: fenAround, 比对日期: days });
/** Households with everything known; with `none` also those nothing can be divided by or taken the least of. */
export const knownWith = (none: boolean) =>
  fc.record({
    household: fc.record({
      脱贫: fc.boolean(),
      户类型: word,
      家庭人口: count(none),
      人均纯收入: fenAround,
      识别时间: days,
      成员: fc.array(member(none), { minLength: none ? 0 : 1, maxLength: 3 }),
    }),
    parameters: fc.record({ 线: fenAround, 数: small }),
  });

/** `fields` with about a third forgotten, decided by `dice`; inside lists as well, or the whole list. */
export function forget(fields: Fields, dice: () => number): Fields {
  const kept = Object.entries(fields).map(([name, value]): [string, Raw] => {
    if (dice() % 3 === 0) return [name, null];
    if (!Array.isArray(value)) return [name, value];
    return [name, value.map((item) => forget(item, dice))];
  });
  return Object.fromEntries(kept);
}
