import type { SyntaxNode } from '@lezer/common';
import type { Core, OverList, Span } from './core.ts';
import { fieldOf, lookUp } from './lower-names.ts';
import {
  type Comprehension,
  core,
  type Local,
  type Lowering,
  lowerAs,
  refuse,
  spanOf,
  textOf,
  typeText,
  unifyAll,
  warn,
} from './lowering.ts';
import { LIMITS, operands } from './syntax.ts';

/** A list expression (name, literal, filter, projection, `for`) as source, condition and body; undefined with the problem recorded. */
export function comprehend(node: SyntaxNode, at: Lowering): Comprehension | undefined {
  switch (node.name) {
    case 'ParenthesizedExpression':
    case 'IterationContext': {
      const inner = operands(node);
      return inner.length === 1 && inner[0]
        ? comprehend(inner[0], at)
        : refuse(at, 'unsupported', node, { what: 'range' });
    }
    case 'FilterExpression':
      return filtered(node, at);
    case 'ForExpression':
      return mapped(node, at);
    case 'PathExpression':
      return projected(node, at) ?? source(node, at);
    default:
      return source(node, at);
  }
}

/** `some`/`every` … `in` … `satisfies` …; several lists nest from left to right. */
export function lowerQuantifier(node: SyntaxNode, at: Lowering): Core | undefined {
  const parts = operands(node);
  const [bindings, condition] = parts;
  if (!bindings || !condition || parts.length !== 2) return refuse(at, 'unsupported', node, { what: node.name });
  if (condition.name === 'Conjunction' || condition.name === 'Disjunction') {
    warn(at, 'quantifier-swallows', condition, { word: condition.name === 'Conjunction' ? 'and' : 'or' });
  }
  const kind = node.firstChild?.name === 'every' ? 'every' : 'some';
  return quantify({ kind, condition, span: spanOf(node) }, operands(bindings), at);
}

type Quantifier = { readonly kind: 'some' | 'every'; readonly condition: SyntaxNode; readonly span: Span };

function quantify(quantifier: Quantifier, bindings: readonly SyntaxNode[], at: Lowering): Core | undefined {
  const { kind, condition, span } = quantifier;
  const [binding, ...rest] = bindings;
  if (!binding) return lowerAs(condition, 'boolean', 'satisfies', at);
  const bound = bind(binding, at);
  if (!bound) return undefined;
  const body = quantify(quantifier, rest, bound.inner);
  if (!body) return undefined;
  const over = overList(bound.items);
  if (kind === 'some') return core({ kind, ...over, body }, { kind: 'boolean' }, span);
  return core({ kind, ...over, body, nonEmpty: at.scope.everyNeedsElement === true }, { kind: 'boolean' }, span);
}

function bind(binding: SyntaxNode, at: Lowering): { items: Comprehension; inner: Lowering } | undefined {
  const [name, list] = operands(binding);
  if (!name || !list) return refuse(at, 'unsupported', binding, { what: binding.name });
  const items = comprehend(list, at);
  return items && { items, inner: within(at, items, [{ name: textOf(at, name), core: items.body }]) };
}

function source(node: SyntaxNode, at: Lowering): Comprehension | undefined {
  if (at.depth >= LIMITS.lists) return refuse(at, 'too-complex', node, { limit: 'lists', allowed: LIMITS.lists });
  const list = node.name === 'List' ? lowerListLiteral(node, at) : at.lower(node, at);
  if (!list) return undefined;
  if (list.type.kind !== 'list') {
    return refuse(at, 'wrong-type', node, { where: 'list', expected: 'list', found: typeText(list.type) });
  }
  const slot = at.depth;
  return { list, slot, body: core({ kind: 'item', slot, name: textOf(at, list.span) }, list.type.item, list.span) };
}

/** `[a, b]`: at least one item, all of one type. */
export function lowerListLiteral(node: SyntaxNode, at: Lowering): Core | undefined {
  return listOf(
    operands(node).map((item) => at.lower(item, at)),
    node,
    at,
  );
}

/** Items already lowered as one list node. */
export function listOf(lowered: readonly (Core | undefined)[], node: Span, at: Lowering): Core | undefined {
  const present = lowered.filter((item) => item !== undefined);
  if (present.length < lowered.length) return undefined;
  const items = unifyAll(present, '[]', at);
  const type = items?.[0]?.type;
  if (!items) return undefined;
  if (!type || type.kind === 'list' || type.kind === 'record') {
    return refuse(at, 'wrong-type', node, {
      where: '[]',
      expected: 'scalar',
      found: type ? typeText(type) : 'nothing',
    });
  }
  return core({ kind: 'list', items }, { kind: 'list', item: { kind: type.kind } }, node);
}

function filtered(node: SyntaxNode, at: Lowering): Comprehension | undefined {
  const [base, test] = operands(node);
  const items = base && comprehend(base, at);
  if (!items || !test) return undefined;
  if (test.name === 'NumericLiteral') return refuse(at, 'unsupported', test, { what: 'index' });
  const condition = lowerAs(
    test,
    'boolean',
    '[…]',
    within(at, items, [{ core: items.body }, { name: 'item', core: items.body }]),
  );
  if (!condition) return undefined;
  const where = items.where
    ? core({ kind: 'and', operands: [items.where, condition] }, { kind: 'boolean' }, spanOf(test))
    : condition;
  return { ...items, where };
}

function mapped(node: SyntaxNode, at: Lowering): Comprehension | undefined {
  const [bindings, body] = operands(node);
  const [binding, second] = bindings ? operands(bindings) : [];
  if (!binding || !body || second) return refuse(at, 'unsupported', node, { what: 'several-lists' });
  const bound = bind(binding, at);
  const result = bound && at.lower(body, bound.inner);
  if (!bound || !result) return undefined;
  return result.type.kind === 'list'
    ? refuse(at, 'unsupported', body, { what: 'list-of-lists' })
    : { ...bound.items, body: result };
}

// `成员.支出` and `成员[…].支出`; undefined without a problem when the path is a plain name.
function projected(node: SyntaxNode, at: Lowering): Comprehension | undefined {
  if (lookUp(node, at)?.ok) return undefined;
  const [base, name] = operands(node);
  if (!base || !name) return undefined;
  const before = lookUp(base, at);
  if (before && !(before.ok && before.core.type.kind === 'list')) return undefined;
  const items = comprehend(base, at);
  if (!items) return undefined;
  const field = fieldOf(items.body, textOf(at, name), name, at);
  if (!field) return refuse(at, 'unknown-name', name, { name: textOf(at, node) });
  return field.type.kind === 'list'
    ? refuse(at, 'unsupported', node, { what: 'list-of-lists' })
    : { ...items, body: field };
}

/** True when `node` is a list that is no plain name or literal. */
export function isDerivedList(node: SyntaxNode, at: Lowering): boolean {
  if (node.name === 'FilterExpression' || node.name === 'ForExpression') return true;
  if (node.name === 'ParenthesizedExpression') return operands(node).some((inner) => isDerivedList(inner, at));
  if (node.name !== 'PathExpression' || lookUp(node, at)?.ok) return false;
  const [base] = operands(node);
  const before = base && lookUp(base, at);
  return before ? before.ok && before.core.type.kind === 'list' : base !== undefined && isDerivedList(base, at);
}

/** `at`, one list deeper. */
export function within(at: Lowering, items: Comprehension, locals: readonly Local[]): Lowering {
  return { ...at, depth: items.slot + 1, locals: [...at.locals, ...locals] };
}

/** The parts of `items` every list node carries. */
export function overList(items: Comprehension): OverList {
  const { list, slot, where } = items;
  return where ? { list, slot, where } : { list, slot };
}
