import { type Closure, closure, type Frame, isName } from './closure.ts';
import { itemsOf } from './closure-list.ts';
import type { FeelExpression } from './compile-feel.ts';
import { type Core, childrenOf, type OverList } from './core.ts';
import type { Env } from './env.ts';
import { decideCell, type FeelValue, feelValue, type Verdict } from './evaluate.ts';
import { Unknown } from './unknown.ts';

/** One side of a comparison: as the rule writes it, and the value seen (undefined: unknown). */
export type Seen = { readonly text: string; readonly value: FeelValue | undefined };

/** One comparison (or yes/no fact) a verdict rests on. */
export type Leaf = {
  /** The comparison as written. */
  readonly text: string;
  readonly operator: string;
  readonly seen: Seen;
  /** What it was held against; empty for yes/no facts and questions of presence. */
  readonly against: readonly Seen[];
  readonly verdict: Verdict;
  /** The items it was asked about, outermost first: `成员[2]`. Empty outside lists. */
  readonly items: readonly string[];
  /** Offset in the rule's text. */
  readonly from: number;
};

/** More leaves than this are left out: a screen shows reasons, not a register. */
export const MAX_LEAVES = 200;

/**
 * The comparisons of a rule in the order written, each with what was seen and its threshold; inside lists once per item that
 * the list's condition does not exclude. For the question "why this verdict?".
 */
export function explain(expr: FeelExpression, env: Env): readonly Leaf[] {
  const leaves: Leaf[] = [];
  visit(expr.core, { text: expr.text, frame: { env, slots: [] }, items: [], leaves });
  return leaves;
}

type Walk = {
  readonly text: string;
  readonly frame: Frame;
  readonly items: readonly string[];
  readonly leaves: Leaf[];
};

function visit(core: Core, walk: Walk): void {
  if (walk.leaves.length >= MAX_LEAVES) return;
  switch (core.kind) {
    case 'compare':
      add(core, core.operator, core.left, [core.right], walk);
      break;
    case 'between':
      add(core, 'between', core.operand, [core.low, core.high], walk);
      break;
    case 'in':
      add(core, 'in', core.operand, core.options, walk);
      break;
    case 'present':
      add(core, core.wanted ? '!= null' : '= null', core.operand, [], walk);
      break;
    case 'some':
    case 'every':
      visitItems(core, core.body, walk);
      break;
    case 'if':
      visitChoice(core, walk);
      break;
    default:
      if (isName(core) && core.type.kind === 'boolean') add(core, '', core, [], walk);
      else for (const child of childrenOf(core)) visit(child, walk);
  }
}

function visitChoice(core: Extract<Core, { kind: 'if' }>, walk: Walk): void {
  visit(core.condition, walk);
  const condition = closure(core.condition)(walk.frame);
  if (condition instanceof Unknown) return;
  visit(condition === true ? core.then : core.otherwise, walk);
}

function visitItems(node: OverList, body: Core, walk: Walk): void {
  const found = itemsOf(node.list)(walk.frame);
  if (found instanceof Unknown) {
    const seen = { text: textOf(node.list, walk), value: undefined };
    const verdict = decideCell(found);
    walk.leaves.push({
      text: seen.text,
      operator: '',
      seen,
      against: [],
      verdict,
      items: walk.items,
      from: node.list.span.from,
    });
    return;
  }
  const where: Closure = node.where ? closure(node.where) : () => true;
  for (const [index, raw] of found.items.entries()) {
    walk.frame.slots[node.slot] = { raw, index, list: found.path };
    if (where(walk.frame) === false) continue;
    const inner = { ...walk, items: [...walk.items, `${found.path()}[${index + 1}]`] };
    if (node.where) visit(node.where, inner);
    visit(body, inner);
  }
}

function add(core: Core, operator: string, seen: Core, against: readonly Core[], walk: Walk): void {
  walk.leaves.push({
    text: textOf(core, walk),
    operator,
    seen: look(seen, walk),
    against: against.map((side) => look(side, walk)),
    verdict: decideCell(closure(core)(walk.frame)),
    items: walk.items,
    from: core.span.from,
  });
}

function look(side: Core, walk: Walk): Seen {
  const text = textOf(side, walk);
  if (side.type.kind === 'list' || side.type.kind === 'record') return { text, value: undefined };
  const cell = closure(side)(walk.frame);
  return { text, value: cell instanceof Unknown ? undefined : feelValue(side.type.kind, cell) };
}

function textOf(core: Core, walk: Walk): string {
  return walk.text.slice(core.span.from, core.span.to);
}
