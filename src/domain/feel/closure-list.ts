import { access, type Closure, closure, type Frame, isExact, isName, order } from './closure.ts';
import type { Core, OverList } from './core.ts';
import { type Cell, isList, type Raw } from './env.ts';
import { addExact, type Exact } from './exact.ts';
import { both, Unknown, unknownBecause } from './unknown.ts';

type ListNode = Extract<Core, { kind: 'some' | 'every' | 'count' | 'sum' | 'extreme' }>;
type Items = { readonly items: readonly (Raw | Unknown)[]; readonly path: () => string };

/** A list node as a function. An uncollected list is unknown, a known empty one is empty. */
export function listClosure(core: ListNode): Closure {
  switch (core.kind) {
    case 'some':
      return quantifier(core, closure(core.body), true, false);
    case 'every':
      return quantifier(core, closure(core.body), false, core.nonEmpty);
    case 'count':
      return fold(
        core,
        () => 1n,
        addCells,
        () => 0n,
      );
    case 'sum':
      return fold(core, closure(core.body), addCells, () => 0n);
    case 'extreme': {
      const sign = core.which === 'min' ? -1 : 1;
      const better = (a: Cell, b: Cell): Cell => (order(b, a) * sign > 0 ? b : a);
      return fold(core, closure(core.body), better, (path) => unknownBecause(path, 'empty-list'));
    }
  }
}

/** The list's items, and how it is called; Unknown when it was never collected. */
export function itemsOf(list: Core): (frame: Frame) => Items | Unknown {
  if (list.kind === 'list') {
    const items = list.items.map(closure);
    return (frame) => ({ items: items.map((item) => item(frame)), path: () => '' });
  }
  if (!isName(list)) return () => unknownBecause('', 'wrong-type');
  const { raw, path } = access(list);
  return (frame) => {
    const found = raw(frame);
    if (isList(found)) {
      // The path of a list inside a list depends on items the loops below will replace.
      const written = list.kind === 'field' || list.kind === 'item' ? path(frame) : undefined;
      return { items: found, path: () => written ?? path(frame) };
    }
    return unknownBecause(path(frame), found === undefined || found === null ? 'absent' : 'wrong-type');
  };
}

// `decided` is the answer one item suffices for: true for `some`, false for `every`.
// An item whose membership is open counts as "member and answer" for `some`, "not member or answer" for `every`.
function quantifier(node: OverList, body: Closure, decided: boolean, nonEmpty: boolean): Closure {
  const [list, where] = [itemsOf(node.list), node.where && closure(node.where)];
  return (frame) => {
    const found = list(frame);
    if (found instanceof Unknown) return found;
    let unknown: Unknown | undefined;
    let doubtful: Unknown | undefined;
    let members = 0;
    for (const [index, raw] of found.items.entries()) {
      frame.slots[node.slot] = { raw, index, list: found.path };
      const member = where ? where(frame) : true;
      if (member === false) continue;
      const value = body(frame);
      if (member instanceof Unknown) {
        doubtful = both(doubtful, member);
        if (value !== !decided) unknown = both(unknown, member);
      } else {
        members += 1;
        if (value === decided) return decided;
      }
      if (value instanceof Unknown) unknown = both(unknown, value);
    }
    if (nonEmpty && members === 0) return doubtful ?? false;
    return unknown ?? !decided;
  };
}

function fold(node: OverList, body: Closure, join: (a: Cell, b: Cell) => Cell, empty: (path: string) => Cell): Closure {
  const [list, where] = [itemsOf(node.list), node.where && closure(node.where)];
  return (frame) => {
    const found = list(frame);
    if (found instanceof Unknown) return found;
    let unknown: Unknown | undefined;
    let result: Cell | undefined;
    for (const [index, raw] of found.items.entries()) {
      frame.slots[node.slot] = { raw, index, list: found.path };
      const member = where ? where(frame) : true;
      if (member === false) continue;
      const value = member instanceof Unknown ? member : body(frame);
      if (value instanceof Unknown) unknown = both(unknown, value);
      else result = result === undefined ? value : join(result, value);
    }
    return unknown ?? result ?? empty(found.path());
  };
}

function addCells(a: Cell, b: Cell): Cell {
  const [x, y]: [Exact, Exact] = [isExact(a) ? a : 0n, isExact(b) ? b : 0n];
  return addExact(x, y);
}
