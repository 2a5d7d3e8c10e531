import type { SyntaxNode } from '@lezer/common';
import type { NameScope } from '#domain/dictionary/name-scope.ts';
import type { Core } from './core.ts';
import { parseExact } from './exact.ts';
import { lowerArithmetic } from './lower-arithmetic.ts';
import { lowerComparison } from './lower-comparison.ts';
import { lowerDate, lowerFunction } from './lower-function.ts';
import { comprehend, lowerListLiteral, lowerQuantifier } from './lower-list.ts';
import { lowerName } from './lower-names.ts';
import { core, type Lowering, lowerAs, refuse, textOf, unify } from './lowering.ts';
import type { FeelProblem } from './problem.ts';
import { operands } from './syntax.ts';

export type Lowered = {
  readonly core: Core | undefined;
  readonly errors: readonly FeelProblem[];
  readonly warnings: readonly FeelProblem[];
};

/** The typed core of a parsed rule; `core` is undefined exactly when there are errors. */
export function lowerRule(text: string, root: SyntaxNode, scope: NameScope): Lowered {
  const at: Lowering = {
    text,
    scope,
    locals: [],
    depth: 0,
    errors: [],
    warnings: [],
    words: new WeakMap(),
    lower,
    comprehend,
  };
  const lowered = lower(root, at);
  return { core: at.errors.length > 0 ? undefined : lowered, errors: at.errors, warnings: at.warnings };
}

function lower(node: SyntaxNode, at: Lowering): Core | undefined {
  switch (node.name) {
    case 'ParenthesizedExpression':
      return lowerParentheses(node, at);
    case 'Conjunction':
    case 'Disjunction':
      return lowerJoined(node, at);
    case 'Comparison':
      return lowerComparison(node, at);
    case 'ArithmeticExpression':
      return lowerArithmetic(node, at);
    case 'FunctionInvocation':
      return lowerFunction(node, at);
    case 'QuantifiedExpression':
      return lowerQuantifier(node, at);
    case 'IfExpression':
      return lowerIf(node, at);
    case 'VariableName':
    case 'PathExpression':
      return lowerName(node, at);
    case 'List':
      return lowerListLiteral(node, at);
    case 'DateTimeLiteral':
      return lowerDate(node, at);
    case 'BooleanLiteral':
      return core({ kind: 'literal', value: textOf(at, node) === 'true' }, { kind: 'boolean' }, node);
    case 'NumericLiteral':
      return lowerNumber(node, at);
    case 'StringLiteral':
      return core({ kind: 'literal', value: plainText(textOf(at, node)) }, { kind: 'text' }, node);
    default:
      return refuse(at, 'unsupported', node, {
        what: node.name === 'SimplePositiveUnaryTest' ? textOf(at, node) : node.name,
      });
  }
}

function lowerParentheses(node: SyntaxNode, at: Lowering): Core | undefined {
  const [inner, more] = operands(node);
  return inner && !more ? lower(inner, at) : refuse(at, 'syntax', node, { near: textOf(at, node) });
}

function lowerJoined(node: SyntaxNode, at: Lowering): Core | undefined {
  const word = node.name === 'Conjunction' ? 'and' : 'or';
  const parts = operands(node).map((part) => lowerAs(part, 'boolean', word, at));
  const joined = parts.filter((part) => part !== undefined);
  if (joined.length < parts.length) return undefined;
  return core({ kind: word, operands: joined }, { kind: 'boolean' }, node);
}

function lowerIf(node: SyntaxNode, at: Lowering): Core | undefined {
  const [first, second, third] = operands(node);
  if (!first || !second || !third) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  const condition = lowerAs(first, 'boolean', 'if', at);
  const [yes, no] = [lower(second, at), lower(third, at)];
  const branches = condition && yes && no && unify(yes, no, 'if', at);
  if (!branches) return undefined;
  const [then, otherwise] = branches;
  if (then.type.kind === 'list' || then.type.kind === 'record')
    return refuse(at, 'unsupported', node, { what: 'list-as-value' });
  return core({ kind: 'if', condition, then, otherwise }, then.type, node);
}

function lowerNumber(node: SyntaxNode, at: Lowering): Core | undefined {
  const value = parseExact(textOf(at, node).replace(/\s/g, ''));
  if (value === undefined) return refuse(at, 'syntax', node, { near: textOf(at, node) });
  return core({ kind: 'literal', value }, { kind: 'number' }, node);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function plainText(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (ESCAPES[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
