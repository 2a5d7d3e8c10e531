import type { SyntaxNode } from '@lezer/common';
import type { NameType } from '#domain/dictionary/entry.ts';
import type { ArithmeticOperator, Core, LiteralValue, Span } from './core.ts';
import { computeExact, type Exact, negateExact } from './exact.ts';
import { core, type Lowering, refuse, textOf, typeText, unify } from './lowering.ts';
import { children, operands } from './syntax.ts';

/** `+ - * /` and the sign. Money and numbers mix in `*` and `/` only; `**` and texts are refused. */
export function lowerArithmetic(node: SyntaxNode, at: Lowering): Core | undefined {
  const word = children(node).find((child) => child.name === 'ArithOp');
  const operator = word ? textOf(at, word) : '';
  const [first, second] = operands(node).filter((child) => child.name !== 'ArithOp');
  if (!first) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  if (!second) return negate(first, operator, node, at);
  if (!isArithmetic(operator)) return refuse(at, 'unsupported', word ?? node, { what: operator });
  const [left, right] = [at.lower(first, at), at.lower(second, at)];
  return left && right ? arithmetic({ operator, left, right }, node, at) : undefined;
}

type Operation = { readonly operator: ArithmeticOperator; readonly left: Core; readonly right: Core };

function arithmetic({ operator, left, right }: Operation, span: Span, at: Lowering): Core | undefined {
  if (!isAmount(left) || !isAmount(right)) {
    const found = isAmount(left) ? right : left;
    return refuse(at, 'wrong-type', found.span, { where: operator, expected: 'number', found: typeText(found.type) });
  }
  if (operator === '+' || operator === '-') {
    const pair = unify(left, right, operator, at);
    return pair && folded({ operator, left: pair[0], right: pair[1] }, { type: pair[0].type, span }, at);
  }
  const kind = resultKind(operator, left, right);
  if (kind) return folded({ operator, left, right }, { type: { kind }, span }, at);
  return refuse(at, 'mixed-types', span, { operator, left: typeText(left.type), right: typeText(right.type) });
}

function resultKind(operator: '*' | '/', left: Core, right: Core): 'number' | 'money' | undefined {
  const [a, b] = [left.type.kind === 'money', right.type.kind === 'money'];
  if (!a && !b) return 'number';
  if (operator === '*') return a && b ? undefined : 'money';
  return a ? (b ? 'number' : 'money') : undefined;
}

// Written numbers are computed here, so that `0.6 * 12 * 100` next to money is still a written number.
function folded(operation: Operation, result: { type: NameType; span: Span }, at: Lowering): Core | undefined {
  const [a, b] = [literalNumber(operation.left), literalNumber(operation.right)];
  if (operation.operator === '/' && b === 0n) return refuse(at, 'division-by-zero', result.span);
  const value = a === undefined || b === undefined ? undefined : computeExact(operation.operator, a, b);
  if (value === undefined) return core({ kind: 'arithmetic', ...operation }, result.type, result.span);
  return core({ kind: 'literal', value }, result.type, result.span);
}

function negate(operand: SyntaxNode, operator: string, node: SyntaxNode, at: Lowering): Core | undefined {
  const value = at.lower(operand, at);
  if (!value) return undefined;
  if (operator !== '-') return refuse(at, 'unsupported', node, { what: operator });
  if (!isAmount(value))
    return refuse(at, 'wrong-type', value.span, { where: '-', expected: 'number', found: typeText(value.type) });
  const literal = literalNumber(value);
  const kind =
    literal === undefined
      ? ({ kind: 'negate', operand: value } as const)
      : ({ kind: 'literal', value: negateExact(literal) } as const);
  return core(kind, value.type, node);
}

function isAmount(value: Core): boolean {
  return value.type.kind === 'number' || value.type.kind === 'money';
}

function literalNumber(value: Core): Exact | undefined {
  return value.kind === 'literal' && isExact(value.value) ? value.value : undefined;
}

function isExact(value: LiteralValue): value is Exact {
  return typeof value === 'bigint' || typeof value === 'object';
}

function isArithmetic(operator: string): operator is ArithmeticOperator {
  return ['+', '-', '*', '/'].includes(operator);
}
