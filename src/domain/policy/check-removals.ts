import type { PackProblem } from './pack-problem.ts';
import type { Item, Pack } from './pack-shape.ts';

/** Removals that name nothing the packs of the chain (outermost first) have, up to and including the removing one. */
export function checkRemovals(chain: readonly Pack[]): readonly PackProblem[] {
  return chain.flatMap((pack, at) => {
    const known = new Set(chain.slice(0, at + 1).flatMap(pathsOf));
    return pack.remove
      .filter((removal) => !known.has(removal.path))
      .map(({ path, place }): PackProblem => ({ code: 'unknown-path', place, facts: { path } }));
  });
}

/** Paths of everything of the pack that can be removed. Parameters cannot: running matters read their old values. */
function pathsOf(pack: Pack): readonly string[] {
  const under = (section: string, items: readonly Pick<Item, 'id'>[]): string[] =>
    items.map(({ id }) => `${section}/${id}`);
  return [
    ...under('duties', pack.duties),
    ...under('feeds', pack.feeds),
    ...under('forms', pack.forms),
    ...under('grading', pack.grading),
    ...under('procedures', pack.procedures),
    ...under('terms/offices', pack.terms.offices),
    ...under('terms/channels', pack.terms.channels),
    ...under('terms/classes', pack.terms.classes),
    ...under('terms/risks', pack.terms.risks),
    ...under('terms/groups', pack.terms.groups),
    ...under('terms/areas', pack.terms.areas),
    ...Object.entries(pack.terms.lists).flatMap(([name, entries]) => under(`terms/lists/${name}`, entries)),
    ...pack.procedures.flatMap((procedure) => [
      ...under(`procedures/${procedure.id}/steps`, procedure.steps),
      ...under(`procedures/${procedure.id}/limits`, procedure.limits),
      ...under(`procedures/${procedure.id}/routes`, procedure.routes),
      ...under(`procedures/${procedure.id}/holds`, procedure.holds),
      ...under(`procedures/${procedure.id}/helps`, procedure.helps),
      ...procedure.gates.flatMap((gate) =>
        gate.id === undefined ? [] : [`procedures/${procedure.id}/gates/${gate.id}`],
      ),
    ]),
    ...pack.insert.map((insertion) => `procedures/${insertion.into}/steps/${insertion.step.id}`),
  ];
}
