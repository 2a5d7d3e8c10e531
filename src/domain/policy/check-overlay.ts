import { compareAmounts } from './amount.ts';
import { digitsOf, grouped } from './area-packs.ts';
import type { PackProblem } from './pack-problem.ts';
import type { Pack, SourceRef, Strength, TextPlace, Validity } from './pack-shape.ts';
import { boundsOn } from './parameter-on.ts';
import type { Policy } from './resolved-policy.ts';

/** A rule with its key: what overlaying compares. */
interface Keyed {
  readonly key: string;
  readonly pack: string;
  readonly area: string;
  readonly strength: Strength;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly amends: readonly SourceRef[];
  readonly valid: Validity;
  readonly place: TextPlace;
}

const RANK: Readonly<Record<Strength, number>> = { must: 2, principle: 1, may: 0 };

/**
 * What may not be laid over each other (packs outermost first): the same key twice for one area without `amends`, and an
 * outer `must` weakened inside without a clause of the outer pack that allows it.
 */
export function checkOverlay(chain: readonly Pack[]): readonly PackProblem[] {
  const items = chain.flatMap((pack) => keyedItems(pack).map((item) => endedByRepeal(item, pack, chain)));
  return [...grouped(items, (item) => item.key).values()].flatMap((group) =>
    group.flatMap((inner, at) => group.slice(0, at).flatMap((outer) => compare(outer, inner))),
  );
}

function compare(outer: Keyed, inner: Keyed): readonly PackProblem[] {
  if (outer.pack === inner.pack || !overlap(outer.valid, inner.valid)) return [];
  // A sourced rule simply beats an inferred one, wherever it stands.
  if ((outer.inferred === undefined) !== (inner.inferred === undefined)) return [];
  const facts = {
    key: inner.key,
    pack: inner.pack,
    other: outer.pack,
    clause: clauseText(inner),
    otherClause: clauseText(outer),
  };
  if (outer.area === inner.area) {
    if (inner.amends.some((ref) => ref.pack === outer.pack)) return [];
    return [{ code: 'same-key-same-area', place: inner.place, facts }];
  }
  if (RANK[inner.strength] >= RANK[outer.strength] || outer.strength !== 'must') return [];
  if (inner.source.some((ref) => ref.pack === outer.pack)) return [];
  return [{ code: 'strength-weakened', place: inner.place, facts }];
}

/** A repealed document's rules end on the day the repealing one comes into force. */
function endedByRepeal(item: Keyed, pack: Pack, chain: readonly Pack[]): Keyed {
  const { number } = pack.head;
  const ends = chain.filter((each) => number !== undefined && each.head.repeals.includes(number));
  const to = [...ends.map((each) => each.head.from), ...(item.valid.to === undefined ? [] : [item.valid.to])].sort()[0];
  return to === undefined ? item : { ...item, valid: { from: item.valid.from, to } };
}

function clauseText(item: Keyed): string {
  return item.source.map((ref) => `${ref.pack}#${ref.clause}`).join(' ');
}

function overlap(a: Validity, b: Validity): boolean {
  return (a.to === undefined || b.from < a.to) && (b.to === undefined || a.from < b.to);
}

function keyedItems(pack: Pack): readonly Keyed[] {
  const area = digitsOf(pack.head.area);
  const keyed = (
    prefix: string,
    items: readonly (Omit<Keyed, 'key' | 'area' | 'amends'> & { id: string; amends?: readonly SourceRef[] })[],
  ): Keyed[] => items.map((item) => ({ ...item, amends: item.amends ?? [], key: `${prefix}/${item.id}`, area }));
  return [
    ...keyed('duties', pack.duties),
    ...keyed('feeds', pack.feeds),
    ...keyed('forms', pack.forms),
    ...keyed('grading', pack.grading),
    ...pack.procedures.flatMap((procedure) => [
      ...(procedure.patch ? [] : keyed('procedures', [{ ...procedure, strength: 'must' as const }])),
      ...keyed(`procedures/${procedure.id}/steps`, procedure.steps),
      ...keyed(`procedures/${procedure.id}/limits`, procedure.limits),
    ]),
    ...pack.parameters.flatMap((parameter) =>
      keyed(
        `parameters/${parameter.name}`,
        parameter.values.map((value) => ({
          id: value.for ?? '',
          pack: value.pack,
          strength: 'must',
          source: value.source,
          amends: [...(parameter.amends ?? []), ...(value.amends ?? [])],
          valid: value.valid,
          place: value.place,
        })),
      ),
    ),
  ];
}

/** Values packs give that lie below a floor or above a ceiling known on the day they begin. */
export function checkBounds(policy: Policy): readonly PackProblem[] {
  return Object.values(policy.parameters).flatMap((parameter) =>
    parameter.layers
      .filter((layer) => layer.kind !== 'set')
      .flatMap((layer) => layer.values)
      .flatMap((value): readonly PackProblem[] => {
        if (value.how.kind !== 'literal') return [];
        const amount = value.how.value;
        const outside =
          (sign: 1 | -1) =>
          (bound: { readonly amount: unknown }): boolean =>
            bound.amount !== null && (compareAmounts(amount, bound.amount as typeof amount) ?? 0) * sign < 0;
        const below = boundsOn(policy, parameter.floors, value.valid.from).filter(outside(1));
        const above = boundsOn(policy, parameter.ceilings, value.valid.from).filter(outside(-1));
        return [...below, ...above].map((bound) => ({
          code: 'below-floor',
          place: value.place,
          facts: {
            parameter: parameter.name,
            clause: bound.source.map((ref) => `${ref.pack}#${ref.clause}`).join(' '),
          },
        }));
      }),
  );
}
