import type { PlainDate } from '../values/plain-date.ts';
import { covers, grouped, originOf, winner } from './area-packs.ts';
import type { Item, Pack, Removal } from './pack-shape.ts';
import type { Insertion, Procedure, Step } from './procedure-shape.ts';
import type { Origin, PackChange, ResolvedProcedure } from './resolved-policy.ts';
import { gatesFor, withInserted, withoutStep } from './rewire-steps.ts';

type PackProcedure = Pack['procedures'][number];

interface Layout {
  readonly packs: readonly Pack[];
  readonly day: PlainDate;
  /** Filled with what each step and limit overrode, by path. */
  readonly origins: Record<string, Origin>;
  readonly removed: Record<string, PackChange>;
  readonly rewired: Record<string, PackChange>;
}

/**
 * Procedures in force on the day. A whole procedure (it has a `kind`) of an inner pack replaces the outer one; a patch is
 * laid over it by id; then what packs remove and insert is applied pack by pack, outermost first.
 */
export function resolveProcedures(layout: Layout): Record<string, ResolvedProcedure> {
  const { packs, day } = layout;
  const all = packs.flatMap((pack) => pack.procedures).filter((procedure) => covers(procedure.valid, day));
  const resolved: Record<string, ResolvedProcedure> = {};
  for (const [id, candidates] of grouped(all, (each) => each.id)) {
    const procedure = resolveOne(candidates, layout);
    if (procedure !== undefined) resolved[id] = procedure;
  }
  return resolved;
}

function resolveOne(candidates: readonly PackProcedure[], layout: Layout): ResolvedProcedure | undefined {
  const complete = candidates.filter((each) => !each.patch);
  const base = winner(complete);
  if (base === undefined || isRemoved(layout, `procedures/${base.id}`, base.pack)) return undefined;
  const depth = depthIn(layout.packs);
  const patches = candidates.filter((each) => each.patch && depth(each.pack) >= depth(base.pack));
  const { patch: _, ...start } = patches.reduce<PackProcedure>((under, over) => laidOver(under, over, layout), base);
  const inForce = inForceOn(start, layout);
  const changed = layout.packs.reduce((procedure, pack) => changedBy(procedure, pack, layout), inForce);
  return { ...changed, gates: gatesFor(changed), origin: originOf(base, complete) };
}

/** Items of the patch take the place of those with their id, new ones come after. */
function laidOver(under: PackProcedure, over: PackProcedure, layout: Layout): PackProcedure {
  const lay = <T extends Item>(
    list: 'steps' | 'limits' | 'routes' | 'holds' | 'helps',
    a: readonly T[],
    b: readonly T[],
  ) =>
    byId(a, b, (won, lost) => {
      layout.origins[`procedures/${under.id}/${list}/${won.id}`] = originOf(won, [lost, won]);
    });
  return {
    ...under,
    steps: lay('steps', under.steps, over.steps),
    limits: lay('limits', under.limits, over.limits),
    routes: lay('routes', under.routes, over.routes),
    holds: lay('holds', under.holds, over.holds),
    helps: lay('helps', under.helps, over.helps),
    gates: [
      ...under.gates.filter((gate) => !over.gates.some((each) => each.id !== undefined && each.id === gate.id)),
      ...over.gates,
    ],
    effective: over.effective.length > 0 ? over.effective : under.effective,
  };
}

function byId<T extends Item>(under: readonly T[], over: readonly T[], note: (won: T, lost: T) => void): readonly T[] {
  const kept = under.map((item) => {
    const won = winner([item, ...over.filter((each) => each.id === item.id)]) ?? item;
    if (won !== item) note(won, item);
    return won;
  });
  return [...kept, ...over.filter((item) => !under.some((each) => each.id === item.id))];
}

function inForceOn(procedure: Procedure, layout: Layout): Procedure {
  const now = <T extends Item>(items: readonly T[]): readonly T[] =>
    items.filter((item) => covers(item.valid, layout.day));
  const absent = procedure.steps.filter((step) => !covers(step.valid, layout.day));
  return {
    ...procedure,
    steps: absent.reduce<readonly Step[]>((steps, step) => withoutStep(steps, step.id), procedure.steps),
    limits: now(procedure.limits),
    routes: now(procedure.routes),
    holds: now(procedure.holds),
    helps: now(procedure.helps),
    gates: procedure.gates.filter((gate) => covers(gate.valid, layout.day)),
  };
}

function changedBy(procedure: Procedure, pack: Pack, layout: Layout): Procedure {
  const depth = depthIn(layout.packs);
  const removals = pack.remove.filter((removal) => covers(removal.valid, layout.day)).flatMap(partsOf(procedure.id));
  const mayRemove = (owner: string): boolean => depth(owner) <= depth(pack.head.id);
  const without = removals.reduce((rest, { list, id, change }) => {
    const left = withoutItem(rest, list, id, mayRemove);
    if (left[list].length < rest[list].length) layout.removed[`procedures/${procedure.id}/${list}/${id}`] = change;
    noteRewired(layout, rest, left, change);
    return left;
  }, procedure);
  const insertions = pack.insert.filter((each) => each.into === procedure.id && covers(each.step.valid, layout.day));
  return insertions.reduce((rest, insertion) => inserted(rest, insertion, layout), without);
}

function inserted(procedure: Procedure, insertion: Insertion, layout: Layout): Procedure {
  const { step } = insertion;
  layout.origins[`procedures/${procedure.id}/steps/${step.id}`] = originOf(step, [step]);
  const changed = { ...procedure, steps: withInserted(procedure.steps, insertion) };
  noteRewired(layout, procedure, changed, { pack: insertion.pack, source: step.source, from: step.valid.from });
  return changed;
}

/** Steps that wait for others than before, with what made them. */
function noteRewired(layout: Layout, before: Procedure, after: Procedure, change: PackChange): void {
  for (const step of after.steps) {
    const was = before.steps.find(({ id }) => id === step.id);
    if (was === undefined || JSON.stringify(was.after) === JSON.stringify(step.after)) continue;
    layout.rewired[`procedures/${before.id}/steps/${step.id}`] = change;
  }
}

const PARTS = ['steps', 'limits', 'routes', 'holds', 'helps', 'gates'] as const;

interface RemovedPart {
  readonly list: (typeof PARTS)[number];
  readonly id: string;
  readonly change: PackChange;
}

function partsOf(procedure: string): (removal: Removal) => readonly RemovedPart[] {
  return ({ path, pack, source, valid }) => {
    const [section, owner, part, id] = path.split('/');
    const list = PARTS.find((each) => each === part);
    if (section !== 'procedures' || owner !== procedure || list === undefined || id === undefined) return [];
    return [{ list, id, change: { pack, source, from: valid.from } }];
  };
}

function withoutItem(procedure: Procedure, list: string, id: string, mayRemove: (pack: string) => boolean): Procedure {
  const goes = (item: { readonly id?: string; readonly pack: string }): boolean =>
    item.id === id && mayRemove(item.pack);
  if (list === 'steps') {
    const steps = procedure.steps.some(goes) ? withoutStep(procedure.steps, id) : procedure.steps;
    return { ...procedure, steps };
  }
  return {
    ...procedure,
    limits: list === 'limits' ? procedure.limits.filter((item) => !goes(item)) : procedure.limits,
    routes: list === 'routes' ? procedure.routes.filter((item) => !goes(item)) : procedure.routes,
    holds: list === 'holds' ? procedure.holds.filter((item) => !goes(item)) : procedure.holds,
    helps: list === 'helps' ? procedure.helps.filter((item) => !goes(item)) : procedure.helps,
    gates: list === 'gates' ? procedure.gates.filter((item) => !goes(item)) : procedure.gates,
  };
}

/** True when a pack that lies at least as far in as the item's removes the path on the day. */
export function isRemoved(layout: Pick<Layout, 'packs' | 'day' | 'removed'>, path: string, owner: string): boolean {
  const depth = depthIn(layout.packs);
  const found = layout.packs
    .filter((pack) => depth(pack.head.id) >= depth(owner))
    .flatMap((pack) => pack.remove.filter((each) => each.path === path && covers(each.valid, layout.day)))
    .at(-1);
  if (found === undefined) return false;
  layout.removed[path] = { pack: found.pack, source: found.source, from: found.valid.from };
  return true;
}

function depthIn(packs: readonly Pack[]): (pack: string) => number {
  return (id) => packs.findIndex((pack) => pack.head.id === id);
}
