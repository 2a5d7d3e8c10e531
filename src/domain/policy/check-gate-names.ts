import type { PackProblem } from './pack-problem.ts';
import type { Pack } from './pack-shape.ts';

/**
 * Gates that stand before something no pack of the chain has. A gate before a step that was taken away is none of these:
 * it falls away with the step.
 */
export function checkGateNames(chain: readonly Pack[]): readonly PackProblem[] {
  const procedures = chain.flatMap((pack) => pack.procedures);
  return procedures.flatMap(({ id, gates }) => {
    const versions = procedures.filter((each) => each.id === id);
    const routes = versions.flatMap((each) => each.routes);
    const inserted = chain.flatMap((pack) => pack.insert).filter((each) => each.into === id);
    const known = new Set([
      ...versions.flatMap((each) => [...each.steps, ...each.helps]).map((each) => each.id),
      ...[...routes, ...routes.flatMap((route) => route.gates)].map((each) => each.id),
      ...inserted.map((each) => each.step.id),
    ]);
    return gates.flatMap(({ before, place }) =>
      (before === 'any' ? [] : before)
        .filter((step) => !known.has(step))
        .map((step): PackProblem => ({ code: 'unknown-step', place, facts: { step, procedure: id } })),
    );
  });
}
