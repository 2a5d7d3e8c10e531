import type { NameType } from '#domain/dictionary/entry.ts';
import { listClosure } from './closure-list.ts';
import type { CompareOperator, Core, NameKind } from './core.ts';
import { type Cell, type Env, fieldOf, isList, type Raw, readFact, readRecord, readScalar } from './env.ts';
import { compareExact, computeExact, type Exact, negateExact } from './exact.ts';
import { both, Unknown, unknownBecause } from './unknown.ts';

/** One evaluation: the record asked about and the current item of each enclosing list node. */
export type Frame = { readonly env: Env; readonly slots: Slot[] };
export type Slot = { readonly raw: Raw | Unknown; readonly index: number; readonly list: () => string };

export type Closure = (frame: Frame) => Cell;

/** A node of scalar type as a function that never throws. */
export function closure(core: Core): Closure {
  switch (core.kind) {
    case 'literal': {
      const { value } = core;
      return () => value;
    }
    case 'not':
      return map(closure(core.operand), (value) => !value);
    case 'negate':
      return map(closure(core.operand), (value) => (isExact(value) ? negateExact(value) : value));
    case 'and':
      return kleene(core.operands.map(closure), false);
    case 'or':
      return kleene(core.operands.map(closure), true);
    case 'if':
      return choice(closure(core.condition), closure(core.then), closure(core.otherwise));
    case 'compare':
      return comparison(core.operator, closure(core.left), closure(core.right));
    case 'between':
      return betweenClosure(core);
    case 'in':
      return membership(closure(core.operand), core.options.map(closure));
    case 'present':
      return presence(core.operand, core.wanted);
    case 'arithmetic':
      return arithmetic(core);
    case 'some':
    case 'every':
    case 'count':
    case 'sum':
    case 'extreme':
      return listClosure(core);
    case 'list':
      return () => unknownBecause('list', 'wrong-type');
    default:
      return scalarName(core, core.type);
  }
}

/** How a name is read, and how the field is called when it is missing. */
export function access(name: NameKind): { raw: (frame: Frame) => Raw | Unknown; path: (frame: Frame) => string } {
  switch (name.kind) {
    case 'fact':
      return { raw: ({ env }) => readFact(env, name.of, name.name), path: () => name.path };
    case 'parameter':
      return { raw: ({ env }) => fieldOf(env.parameters, name.name), path: () => `参数.${name.name}` };
    case 'given':
      return { raw: ({ env }) => fieldOf(env.given, name.name), path: () => name.name };
    case 'step':
      return {
        raw: ({ env }) => fieldOf(readRecord(fieldOf(env.steps, name.step)), name.field),
        path: () => `matter.${name.step}.${name.field}`,
      };
    case 'item':
      return { raw: ({ slots }) => slots[name.slot]?.raw, path: (frame) => itemPath(frame, name.slot) };
    case 'field':
      return {
        raw: ({ slots }) => fieldOf(readRecord(slots[name.slot]?.raw), name.name),
        path: (frame) => `${itemPath(frame, name.slot)}.${name.name}`,
      };
  }
}

export function isName(core: Core): core is Core & NameKind {
  return ['fact', 'parameter', 'given', 'step', 'item', 'field'].includes(core.kind);
}

function itemPath(frame: Frame, slot: number): string {
  const item = frame.slots[slot];
  return item ? `${item.list()}[${item.index + 1}]` : '';
}

function scalarName(name: Core & NameKind, type: NameType): Closure {
  const { raw, path } = access(name);
  if (type.kind === 'list' || type.kind === 'record') return (frame) => unknownBecause(path(frame), 'wrong-type');
  const { kind } = type;
  return (frame) => {
    const found = raw(frame);
    if (found === undefined || found === null) return unknownBecause(path(frame), 'absent');
    return readScalar(kind, found) ?? unknownBecause(path(frame), 'wrong-type');
  };
}

function map(operand: Closure, change: (value: Exclude<Cell, Unknown>) => Cell): Closure {
  return (frame) => {
    const value = operand(frame);
    return value instanceof Unknown ? value : change(value);
  };
}

// `decided` is the answer one operand suffices for: false for `and`, true for `or`.
function kleene(operands: readonly Closure[], decided: boolean): Closure {
  return (frame) => {
    let unknown: Unknown | undefined;
    for (const operand of operands) {
      const value = operand(frame);
      if (value === decided) return decided;
      if (value instanceof Unknown) unknown = both(unknown, value);
    }
    return unknown ?? !decided;
  };
}

function choice(condition: Closure, then: Closure, otherwise: Closure): Closure {
  return (frame) => {
    const value = condition(frame);
    if (value instanceof Unknown) return value;
    return value === true ? then(frame) : otherwise(frame);
  };
}

function comparison(operator: CompareOperator, left: Closure, right: Closure): Closure {
  return (frame) => {
    const [a, b] = [left(frame), right(frame)];
    if (a instanceof Unknown) return b instanceof Unknown ? both(a, b) : a;
    return b instanceof Unknown ? b : holds(operator, order(a, b));
  };
}

// Strict like every comparison: a bound nobody has set leaves the answer open even where the other bound already excludes.
function betweenClosure(core: Extract<Core, { kind: 'between' }>): Closure {
  const [operand, low, high] = [closure(core.operand), closure(core.low), closure(core.high)];
  const [above, below] = [core.lowOpen ? '>' : '>=', core.highOpen ? '<' : '<='] as const;
  return (frame) => {
    const [value, from, to] = [operand(frame), low(frame), high(frame)];
    const unknown = missingOf([value, from, to]);
    if (unknown) return unknown;
    return holds(above, order(value, from)) && holds(below, order(value, to));
  };
}

function membership(operand: Closure, options: readonly Closure[]): Closure {
  return (frame) => {
    const value = operand(frame);
    const values = options.map((option) => option(frame));
    return missingOf([value, ...values]) ?? values.some((option) => order(value, option) === 0);
  };
}

function presence(operand: Core, wanted: boolean): Closure {
  if (!isName(operand)) return () => unknownBecause('', 'wrong-type');
  const { raw } = access(operand);
  const { type } = operand;
  return (frame) => {
    const found = raw(frame);
    if (found === undefined || found === null || found instanceof Unknown) return !wanted;
    if (type.kind === 'list') return isList(found) === wanted;
    if (type.kind === 'record') return (readRecord(found) !== undefined) === wanted;
    return (readScalar(type.kind, found) !== undefined) === wanted;
  };
}

function arithmetic(core: Extract<Core, { kind: 'arithmetic' }>): Closure {
  const [left, right] = [closure(core.left), closure(core.right)];
  return (frame) => {
    const [a, b] = [left(frame), right(frame)];
    const unknown = missingOf([a, b]);
    if (unknown) return unknown;
    if (!isExact(a) || !isExact(b)) return unknownBecause('', 'wrong-type');
    return computeExact(core.operator, a, b) ?? unknownBecause(divisorName(core.right), 'zero-divisor');
  };
}

function divisorName(divisor: Core): string {
  if (!isName(divisor)) return '/';
  return divisor.kind === 'fact' ? divisor.path : divisor.kind === 'step' ? divisor.field : divisor.name;
}

function missingOf(cells: readonly Cell[]): Unknown | undefined {
  let unknown: Unknown | undefined;
  for (const cell of cells) if (cell instanceof Unknown) unknown = both(unknown, cell);
  return unknown;
}

/** Negative, 0 or positive; texts only ever ask for 0. Typing has made sure both sides are of one kind. */
export function order(a: Cell, b: Cell): number {
  if (isExact(a) && isExact(b)) return compareExact(a, b);
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
}

export function holds(operator: CompareOperator, ordered: number): boolean {
  switch (operator) {
    case '=':
      return ordered === 0;
    case '!=':
      return ordered !== 0;
    case '<':
      return ordered < 0;
    case '<=':
      return ordered <= 0;
    case '>':
      return ordered > 0;
    case '>=':
      return ordered >= 0;
  }
}

export function isExact(cell: Cell): cell is Exact {
  return typeof cell === 'bigint' || (typeof cell === 'object' && !(cell instanceof Unknown));
}
