import { areaChain, areaPrefix, parseAreaCode } from '../values/area-code.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Pack, PackHead, SourceRef, Validity } from './pack-shape.ts';
import type { Origin } from './resolved-policy.ts';

/** Digits of the areas `area` lies in, from the province down; empty for `CN` and for text that is no code. */
export function areaDigits(area: string): readonly string[] {
  const code = parseAreaCode(area);
  return code === undefined ? [] : areaChain(code).map(areaPrefix);
}

/** Digits of one area; '' for the whole country. */
export function digitsOf(area: string): string {
  return areaDigits(area).at(-1) ?? '';
}

/**
 * Packs of the areas in `chain` (their digits; the whole country always belongs to it), outermost first; of one area in the
 * order in which they came into force.
 */
export function packsOfArea(packs: readonly Pack[], chain: readonly string[]): readonly Pack[] {
  const rank = (pack: Pack): number => (pack.head.area === 'CN' ? -1 : chain.indexOf(digitsOf(pack.head.area)));
  return packs
    .filter((pack) => pack.head.area === 'CN' || rank(pack) >= 0)
    .sort((a, b) => rank(a) - rank(b) || (a.head.from < b.head.from ? -1 : a.head.from > b.head.from ? 1 : 0));
}

/** The pack in force on `day` that repeals the document of `head`, by its number; undefined while none does. */
export function repealOf(head: PackHead, packs: readonly Pack[], day: PlainDate): Pack | undefined {
  const { number, id } = head;
  if (number === undefined) return undefined;
  return packs.find((each) => each.head.id !== id && each.head.repeals.includes(number) && each.head.from <= day);
}

export function covers(valid: Validity, day: PlainDate): boolean {
  return valid.from <= day && (valid.to === undefined || day < valid.to);
}

interface Sourced {
  readonly pack: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

/** The item that counts among those of one key (outermost first): the innermost sourced one, else the innermost inferred. */
export function winner<T extends Sourced>(candidates: readonly T[]): T | undefined {
  return candidates.findLast((each) => each.inferred === undefined) ?? candidates.at(-1);
}

/** Where the winning item comes from and what it overrode, innermost first. */
export function originOf<T extends Sourced>(won: T, candidates: readonly T[]): Origin {
  const overrode = candidates.filter((each) => each !== won).reverse();
  return { pack: won.pack, source: won.source, overrode: overrode.map(({ pack, source }) => ({ pack, source })) };
}

/** Values by key, keys in the order of their first appearance. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
