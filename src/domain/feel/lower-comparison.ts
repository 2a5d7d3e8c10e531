import type { SyntaxNode } from '@lezer/common';
import type { CompareOperator, Core, CoreKind, Span } from './core.ts';
import { comprehend, isDerivedList, overList } from './lower-list.ts';
import { core, type Lowering, refuse, spanOf, textOf, typeText, unify, unifyAll, warn } from './lowering.ts';
import { children, operands } from './syntax.ts';

const OPERATORS: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies readonly CompareOperator[];
const NAMES: ReadonlySet<Core['kind']> = new Set(['fact', 'parameter', 'step', 'given', 'item', 'field']);
const boolean = { kind: 'boolean' } as const;

/** `=` … `>=`, `in`, `between`, and the two questions of presence. */
export function lowerComparison(node: SyntaxNode, at: Lowering): Core | undefined {
  const parts = children(node).filter((child) => !/Comment$/.test(child.name));
  const [first, word] = parts;
  if (!first || !word) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  if (word.name === 'in') return lowerIn(first, parts.slice(2), node, at);
  if (word.name === 'between') return lowerBetween(parts, node, at);
  const [second] = parts.slice(2);
  const operator = textOf(at, word);
  if (!second || !isOperator(operator)) return refuse(at, 'unsupported', word, { what: operator });
  if (second.name === 'SimplePositiveUnaryTest')
    return refuse(at, 'unsupported', word, { what: `${operator}${textOf(at, second).slice(0, 1)}` });
  if (first.name === 'null' || second.name === 'null') return lowerPresence(first, second, operator, node, at);
  const [left, right] = [at.lower(first, at), at.lower(second, at)];
  return left && right ? compare({ operator, left, right }, node, at) : undefined;
}

type Sides = { readonly operator: CompareOperator; readonly left: Core; readonly right: Core };

/** One comparison, typed; undefined with `mixed-types`, `text-order` or `wrong-type`. */
function compare(sides: Sides, span: Span, at: Lowering): Core | undefined {
  const { operator } = sides;
  const pair = unify(sides.left, sides.right, operator, at);
  if (!pair) return undefined;
  const [left, right] = pair;
  const { kind } = left.type;
  if (kind === 'list' || kind === 'record') {
    return refuse(at, 'wrong-type', left.span, { where: operator, expected: 'scalar', found: typeText(left.type) });
  }
  if ((kind === 'text' || kind === 'boolean') && operator !== '=' && operator !== '!=') {
    return refuse(at, 'text-order', span, { operator });
  }
  warnUnlisted(left, right, at);
  return core({ kind: 'compare', operator, left, right }, boolean, span);
}

function lowerPresence(
  first: SyntaxNode,
  second: SyntaxNode,
  operator: string,
  node: SyntaxNode,
  at: Lowering,
): Core | undefined {
  const asked = first.name === 'null' ? second : first;
  if (asked.name === 'null' || (operator !== '=' && operator !== '!='))
    return refuse(at, 'unsupported', node, { what: 'null' });
  const operand = at.lower(asked, at);
  if (!operand) return undefined;
  if (!NAMES.has(operand.kind)) return refuse(at, 'presence-of-expression', asked, { text: textOf(at, asked) });
  return core({ kind: 'present', operand, wanted: operator === '!=' }, boolean, node);
}

function lowerBetween(parts: readonly SyntaxNode[], node: SyntaxNode, at: Lowering): Core | undefined {
  const [first, , second, , third] = parts;
  if (!first || !second || !third) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  const [operand, low, high] = [at.lower(first, at), at.lower(second, at), at.lower(third, at)];
  return operand && low && high
    ? between({ operand, low, high, lowOpen: false, highOpen: false }, node, at)
    : undefined;
}

type Range = Omit<Extract<CoreKind, { kind: 'between' }>, 'kind'>;

function between(range: Range, span: Span, at: Lowering): Core | undefined {
  const unified = unifyAll([range.operand, range.low, range.high], 'between', at);
  const [operand, low, high] = unified ?? [];
  if (!operand || !low || !high) return undefined;
  if (!['number', 'money', 'date'].includes(operand.type.kind)) {
    return refuse(at, 'text-order', span, { operator: 'between' });
  }
  return core({ ...range, kind: 'between', operand, low, high }, boolean, span);
}

function lowerIn(first: SyntaxNode, rest: readonly SyntaxNode[], node: SyntaxNode, at: Lowering): Core | undefined {
  const operand = at.lower(first, at);
  const tests = rest.flatMap(testsOf);
  if (!operand) return undefined;
  if (operand.type.kind === 'list' || operand.type.kind === 'record') {
    return refuse(at, 'wrong-type', first, { where: 'in', expected: 'scalar', found: typeText(operand.type) });
  }
  const options: Core[] = [];
  const conditions: Core[] = [];
  for (const test of tests) {
    const lowered = lowerTest(operand, test, at);
    if (!lowered) return undefined;
    (lowered.as === 'option' ? options : conditions).push(lowered.core);
  }
  const unified = unifyAll([operand, ...options], 'in', at);
  const [value, ...values] = unified ?? [];
  if (!value) return undefined;
  for (const option of values) warnUnlisted(value, option, at);
  if (values.length > 0) conditions.unshift(core({ kind: 'in', operand: value, options: values }, boolean, node));
  const [only, ...more] = conditions;
  if (!only) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  return more.length === 0 ? only : core({ kind: 'or', operands: conditions }, boolean, node);
}

// Unwraps `(a, b)`, `(a)` and `[a, b]` to single tests.
function testsOf(node: SyntaxNode): SyntaxNode[] {
  if (['PositiveUnaryTests', 'PositiveUnaryTest', 'ParenthesizedExpression', 'List'].includes(node.name)) {
    return operands(node).flatMap(testsOf);
  }
  return /^[A-Z]/.test(node.name) || node.name === 'null' ? [node] : [];
}

type Test = { readonly as: 'option' | 'condition'; readonly core: Core };

function lowerTest(operand: Core, test: SyntaxNode, at: Lowering): Test | undefined {
  if (test.name === 'null') return refuse(at, 'unsupported', test, { what: 'null' });
  if (test.name === 'SimplePositiveUnaryTest') return condition(lowerSimpleTest(operand, test, at));
  if (isDerivedList(test, at)) return condition(oneOf(operand, test, at));
  const value = at.lower(test, at);
  if (!value) return undefined;
  if (value.type.kind === 'list') return condition(oneOf(operand, test, at));
  if (value.type.kind === 'boolean' && value.kind !== 'literal')
    return refuse(at, 'unsupported', test, { what: 'condition-in-test' });
  return { as: 'option', core: value };
}

function condition(lowered: Core | undefined): Test | undefined {
  return lowered && { as: 'condition', core: lowered };
}

function lowerSimpleTest(operand: Core, test: SyntaxNode, at: Lowering): Core | undefined {
  const [first, second] = operands(test);
  if (first?.name === 'Interval') return lowerInterval(operand, first, at);
  const operator = first ? textOf(at, first) : '';
  if (!second || !isOperator(operator)) return refuse(at, 'unsupported', test, { what: textOf(at, test) });
  const value = at.lower(second, at);
  return value && compare({ operator, left: operand, right: value }, test, at);
}

function lowerInterval(operand: Core, interval: SyntaxNode, at: Lowering): Core | undefined {
  const [first, second] = operands(interval);
  if (!first || !second) return refuse(at, 'unsupported', interval, { what: 'interval' });
  const [low, high] = [at.lower(first, at), at.lower(second, at)];
  const ends = { lowOpen: interval.firstChild?.name !== '[', highOpen: interval.lastChild?.name !== ']' };
  return low && high ? between({ operand, low, high, ...ends }, spanOf(interval), at) : undefined;
}

/** `operand` equals some item of a list that is not written out. */
export function oneOf(operand: Core, list: SyntaxNode, at: Lowering): Core | undefined {
  const items = comprehend(list, at);
  const body = items && compare({ operator: '=', left: operand, right: items.body }, list, at);
  return items && body && core({ kind: 'some', ...overList(items), body }, boolean, list);
}

function isOperator(word: string): word is CompareOperator {
  return OPERATORS.includes(word);
}

// A word the name does not list is most likely a slip of the pen; a later pack may add it, so it is no error.
function warnUnlisted(a: Core, b: Core, at: Lowering): void {
  const [name, literal] = a.kind === 'literal' ? [b, a] : [a, b];
  const words = at.words.get(name);
  if (words && literal.kind === 'literal' && typeof literal.value === 'string' && !words.includes(literal.value)) {
    warn(at, 'unlisted-value', literal.span, { name: textOf(at, name.span), value: literal.value });
  }
}
