import type { NameType, ScalarType, Subject } from '#domain/dictionary/entry.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Exact } from './exact.ts';

/** Where a node stands in the rule's text: offsets, `to` exclusive. */
export type Span = { readonly from: number; readonly to: number };

export type CompareOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';

/**
 * A rule after parsing and typing: small, closed, without grammar. Closures are made from it, and SQL can be: every list
 * operation is one node over a source list with an optional condition, which is what `bool_or` and `filter (where …)` need.
 * Money literals are already fen; presence, intervals and FEEL's list shorthands are already spelled out.
 */
export type Core = { readonly type: NameType; readonly span: Span } & CoreKind;

/** A node that stands for a stored value: the only things presence may be asked of. */
export type NameKind =
  | { readonly kind: 'fact'; readonly of: Subject; readonly name: string; readonly path: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'step'; readonly step: string; readonly field: string }
  | { readonly kind: 'given'; readonly name: string }
  /** The bound variable of an enclosing list node; `slot` counts enclosing list nodes from the outermost. */
  | { readonly kind: 'item'; readonly slot: number; readonly name: string }
  | { readonly kind: 'field'; readonly slot: number; readonly of: Subject; readonly name: string };

export type CoreKind =
  | { readonly kind: 'literal'; readonly value: LiteralValue }
  | NameKind
  | { readonly kind: 'not'; readonly operand: Core }
  | { readonly kind: 'and'; readonly operands: readonly Core[] }
  | { readonly kind: 'or'; readonly operands: readonly Core[] }
  | { readonly kind: 'if'; readonly condition: Core; readonly then: Core; readonly otherwise: Core }
  /** Numbers, money and dates by every operator; texts and truth values by `=` and `!=` only. */
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly left: Core; readonly right: Core }
  | {
      readonly kind: 'between';
      readonly operand: Core;
      readonly low: Core;
      readonly high: Core;
      readonly lowOpen: boolean;
      readonly highOpen: boolean;
    }
  /** `operand` equals one of `options`. */
  | { readonly kind: 'in'; readonly operand: Core; readonly options: readonly Core[] }
  /** `x != null` (`wanted` true) or `x = null`: the only question whose answer filling in a value may turn round. */
  | { readonly kind: 'present'; readonly operand: Core; readonly wanted: boolean }
  | ({ readonly kind: 'some'; readonly body: Core } & OverList)
  /** `nonEmpty`: an empty list (after `where`) does not hold. */
  | ({ readonly kind: 'every'; readonly body: Core; readonly nonEmpty: boolean } & OverList)
  | ({ readonly kind: 'count' } & OverList)
  | ({ readonly kind: 'sum'; readonly body: Core } & OverList)
  | ({ readonly kind: 'extreme'; readonly which: 'min' | 'max'; readonly body: Core } & OverList)
  | { readonly kind: 'arithmetic'; readonly operator: ArithmeticOperator; readonly left: Core; readonly right: Core }
  | { readonly kind: 'negate'; readonly operand: Core }
  | { readonly kind: 'list'; readonly items: readonly Core[] };

/** `list` is a name of list type or a `list` node; `slot` is where its current item is found in `where` and `body`. */
export type OverList = { readonly list: Core; readonly slot: number; readonly where?: Core };

/** Literals as held: numbers and fen exact, dates and texts as text. Which of them is said by the node's type. */
export type LiteralValue = boolean | Exact | string | PlainDate;

export function scalar(kind: ScalarType): NameType {
  return { kind };
}

/** Every node directly below `core`. */
export function childrenOf(core: Core): readonly Core[] {
  switch (core.kind) {
    case 'literal':
    case 'fact':
    case 'parameter':
    case 'step':
    case 'given':
    case 'item':
    case 'field':
      return [];
    case 'not':
    case 'negate':
    case 'present':
      return [core.operand];
    case 'and':
    case 'or':
      return core.operands;
    case 'if':
      return [core.condition, core.then, core.otherwise];
    case 'compare':
    case 'arithmetic':
      return [core.left, core.right];
    case 'between':
      return [core.operand, core.low, core.high];
    case 'in':
      return [core.operand, ...core.options];
    case 'count':
      return overList(core, []);
    case 'some':
    case 'every':
    case 'sum':
    case 'extreme':
      return overList(core, [core.body]);
    case 'list':
      return core.items;
  }
}

function overList(node: OverList, body: readonly Core[]): readonly Core[] {
  return node.where ? [node.list, node.where, ...body] : [node.list, ...body];
}
