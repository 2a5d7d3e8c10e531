import type { SyntaxNode } from '@lezer/common';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import type { Core } from './core.ts';
import { oneOf } from './lower-comparison.ts';
import { comprehend, isDerivedList, listOf, overList } from './lower-list.ts';
import { type Comprehension, core, type Lowering, lowerAs, refuse, spanOf, textOf, typeText } from './lowering.ts';
import { operands } from './syntax.ts';

/** Functions a condition may call: there are no others. */
export const feelFunctions = ['not', 'count', 'sum', 'min', 'max', 'list contains'] as const;

/** A call of one of `feelFunctions`; every other is `unknown-function`. */
export function lowerFunction(node: SyntaxNode, at: Lowering): Core | undefined {
  const [callee, list] = operands(node);
  const name = callee ? textOf(at, callee) : '';
  if (list && list.name !== 'PositionalParameters')
    return refuse(at, 'unsupported', list, { what: 'named-parameters' });
  const args = list ? operands(list) : [];
  const [first, second] = args;
  switch (name) {
    case 'not': {
      const operand =
        first && args.length === 1 ? lowerAs(first, 'boolean', 'not', at) : wrongCount(node, name, 1, args.length, at);
      return operand && core({ kind: 'not', operand }, { kind: 'boolean' }, node);
    }
    case 'count': {
      const items = first && args.length === 1 ? comprehend(first, at) : wrongCount(node, name, 1, args.length, at);
      return items && core({ kind: 'count', ...overList(items) }, { kind: 'number' }, node);
    }
    case 'sum':
    case 'min':
    case 'max':
      return first ? aggregate(name, args, node, at) : wrongCount(node, name, 1, 0, at);
    case 'list contains': {
      if (!first || !second || args.length !== 2) return wrongCount(node, name, 2, args.length, at);
      const operand = at.lower(second, at);
      const found = operand && oneOf(operand, first, at);
      return found && { ...found, span: spanOf(node) };
    }
    default:
      return refuse(at, 'unknown-function', callee ?? node, { name });
  }
}

/** `date("2022-05-17")` and `@"2022-05-17"`: days only, checked here. */
export function lowerDate(node: SyntaxNode, at: Lowering): Core | undefined {
  const written = textOf(at, node);
  const quoted = /^(?:date\s*\(\s*|@\s*)"([^"]*)"\s*\)?$/.exec(written)?.[1];
  if (quoted === undefined) return refuse(at, 'unsupported', node, { what: written.split('(')[0] ?? written });
  const day = parsePlainDate(quoted);
  return day
    ? core({ kind: 'literal', value: day }, { kind: 'date' }, node)
    : refuse(at, 'bad-date', node, { text: quoted });
}

function aggregate(
  name: 'sum' | 'min' | 'max',
  args: readonly SyntaxNode[],
  node: SyntaxNode,
  at: Lowering,
): Core | undefined {
  const items = args.length === 1 && args[0] ? comprehend(args[0], at) : several(args, node, at);
  if (!items) return undefined;
  const { kind } = items.body.type;
  const allowed = kind === 'number' || kind === 'money' || (kind === 'date' && name !== 'sum');
  if (!allowed)
    return refuse(at, 'wrong-type', node, { where: name, expected: 'number', found: typeText(items.body.type) });
  const over = { ...overList(items), body: items.body };
  return core(name === 'sum' ? { kind: 'sum', ...over } : { kind: 'extreme', which: name, ...over }, { kind }, node);
}

// `max(a, b)`: the arguments are the list.
function several(args: readonly SyntaxNode[], node: SyntaxNode, at: Lowering): Comprehension | undefined {
  const derived = args.find((arg) => isDerivedList(arg, at));
  if (derived) return refuse(at, 'wrong-type', derived, { where: textOf(at, node), expected: 'scalar', found: 'list' });
  const list = listOf(
    args.map((arg) => at.lower(arg, at)),
    node,
    at,
  );
  if (list?.type.kind !== 'list') return undefined;
  return {
    list,
    slot: at.depth,
    body: core({ kind: 'item', slot: at.depth, name: textOf(at, node) }, list.type.item, node),
  };
}

function wrongCount(node: SyntaxNode, name: string, expected: number, found: number, at: Lowering): undefined {
  return refuse(at, 'wrong-arguments', node, { name, expected, found });
}
