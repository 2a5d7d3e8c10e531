import type { SyntaxNode } from '@lezer/common';
import { sameType } from '#domain/dictionary/dictionary.ts';
import type { NameType } from '#domain/dictionary/entry.ts';
import type { NameScope } from '#domain/dictionary/name-scope.ts';
import type { Core, CoreKind, Span } from './core.ts';
import { multiplyExact } from './exact.ts';
import { type FeelProblem, type FeelProblemCode, feelProblem } from './problem.ts';

/** A name bound by `some`, `every`, `for` (`name`) or by `[…]` (no name: the item's fields then stand bare). */
export type Local = { readonly name?: string; readonly core: Core };

/** A list expression in one shape: for each item of `list` where `where`, `body`. */
export type Comprehension = { readonly list: Core; readonly slot: number; readonly where?: Core; readonly body: Core };

/** One compilation: where it stands, what it found, and the two ways down, so that the parts need not import each other. */
export type Lowering = {
  readonly text: string;
  readonly scope: NameScope;
  readonly locals: readonly Local[];
  /** Enclosing list nodes, which is also the next free slot. */
  readonly depth: number;
  readonly errors: FeelProblem[];
  readonly warnings: FeelProblem[];
  /** The words a name may take, for names that list them. */
  readonly words: WeakMap<Core, readonly string[]>;
  readonly lower: (node: SyntaxNode, at: Lowering) => Core | undefined;
  readonly comprehend: (node: SyntaxNode, at: Lowering) => Comprehension | undefined;
};

export function spanOf(node: SyntaxNode): Span {
  return { from: node.from, to: node.to };
}

export function textOf(at: Lowering, span: Span): string {
  return at.text.slice(span.from, span.to);
}

export function core(kind: CoreKind, type: NameType, span: Span): Core {
  return { ...kind, type, span: { from: span.from, to: span.to } };
}

/** Records an error and answers undefined, so that a refusal reads `return refuse(…)`. */
export function refuse(
  at: Lowering,
  code: FeelProblemCode,
  span: Span,
  facts: Record<string, string | number> = {},
): undefined {
  at.errors.push(feelProblem(at.text, code, span, facts));
  return undefined;
}

export function warn(
  at: Lowering,
  code: FeelProblemCode,
  span: Span,
  facts: Record<string, string | number> = {},
): void {
  at.warnings.push(feelProblem(at.text, code, span, facts));
}

/** The type as problems name it: `money`, `list of text`, `record of member`. */
export function typeText(type: NameType): string {
  if (type.kind === 'list') return `list of ${typeText(type.item)}`;
  return type.kind === 'record' ? `record of ${type.of}` : type.kind;
}

/** `node` lowered, or undefined with `wrong-type` when it is not of `kind`. */
export function lowerAs(node: SyntaxNode, kind: NameType['kind'], where: string, at: Lowering): Core | undefined {
  const lowered = at.lower(node, at);
  if (!lowered || lowered.type.kind === kind) return lowered;
  return refuse(at, 'wrong-type', lowered.span, { where, expected: kind, found: typeText(lowered.type) });
}

/** Both sides in one type, or undefined with `mixed-types`. A number written next to money is yuan and becomes fen. */
export function unify(left: Core, right: Core, operator: string, at: Lowering): readonly [Core, Core] | undefined {
  if (sameType(left.type, right.type)) return [left, right];
  const asMoney =
    left.type.kind === 'money' ? [left, toMoney(right)] : right.type.kind === 'money' ? [toMoney(left), right] : [];
  const [first, second] = asMoney;
  if (first && second) return [first, second];
  const span = { from: Math.min(left.span.from, right.span.from), to: Math.max(left.span.to, right.span.to) };
  return refuse(at, 'mixed-types', span, { operator, left: typeText(left.type), right: typeText(right.type) });
}

/** All in one type (see `unify`). */
export function unifyAll(items: readonly Core[], operator: string, at: Lowering): readonly Core[] | undefined {
  const money = items.find((item) => item.type.kind === 'money');
  const first = money ?? items[0];
  if (!first) return [];
  const unified: Core[] = [];
  for (const item of items) {
    const pair = unify(first, item, operator, at);
    if (!pair) return undefined;
    unified.push(pair[1]);
  }
  return unified;
}

/** Written numbers (also the branches of an `if`) as fen; undefined for anything that was not written here. */
function toMoney(number: Core): Core | undefined {
  if (number.type.kind === 'money') return number;
  if (number.type.kind !== 'number') return undefined;
  const type: NameType = { kind: 'money' };
  if (number.kind === 'literal' && (typeof number.value === 'bigint' || typeof number.value === 'object')) {
    return { ...number, type, value: multiplyExact(number.value, 100n) };
  }
  if (number.kind !== 'if') return undefined;
  const [then, otherwise] = [toMoney(number.then), toMoney(number.otherwise)];
  return then && otherwise ? { ...number, type, then, otherwise } : undefined;
}
