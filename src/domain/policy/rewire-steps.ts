import type { After, Gate, Insertion, Procedure, Step } from './procedure-shape.ts';

/** The steps without `gone`; what waited for it now waits for what it waited for. Unknown `gone` changes nothing. */
export function withoutStep(steps: readonly Step[], gone: string): readonly Step[] {
  const removed = steps.find((step) => step.id === gone);
  if (removed === undefined) return steps;
  return steps
    .filter((step) => step !== removed)
    .map((step) => (waitsFor(step, gone) ? { ...step, after: inherit(step.after, gone, removed.after) } : step));
}

/** The steps with one put between `after` and `before`: it waits for the one side and the other side waits for it. */
export function withInserted(steps: readonly Step[], insertion: Insertion): readonly Step[] {
  const { after, before } = insertion;
  const step: Step = { ...insertion.step, after };
  const named = after.flatMap(idsOf);
  const rewired = steps.map((each) => {
    if (!before.includes(each.id)) return each;
    const kept = each.after.filter((entry) => !idsOf(entry).every((id) => named.includes(id)));
    return { ...each, after: [...kept, step.id] };
  });
  const at = Math.max(-1, ...rewired.map((each, index) => (named.includes(each.id) ? index : -1)));
  return [...rewired.slice(0, at + 1), step, ...rewired.slice(at + 1)];
}

/** Gates that no longer name what is not there (steps, route gates, routes, measures); a gate before nothing is dropped. */
export function gatesFor(procedure: Pick<Procedure, 'gates' | 'steps' | 'routes' | 'helps'>): readonly Gate[] {
  const { steps, routes, helps } = procedure;
  const ids = new Set([...steps, ...routes, ...routes.flatMap((route) => route.gates), ...helps].map(({ id }) => id));
  return procedure.gates.flatMap((gate) => {
    if (gate.before === 'any') return [gate];
    const before = gate.before.filter((id) => ids.has(id));
    return before.length === 0 ? [] : [{ ...gate, before }];
  });
}

/** Step ids an entry of `after` names. */
export function idsOf(entry: After): readonly string[] {
  return typeof entry === 'string' ? [entry] : entry.any;
}

function waitsFor(step: Step, id: string): boolean {
  return step.after.some((entry) => idsOf(entry).includes(id));
}

function inherit(after: readonly After[], gone: string, predecessors: readonly After[]): readonly After[] {
  const entries = after.flatMap((entry): readonly After[] => {
    if (!idsOf(entry).includes(gone)) return [entry];
    if (typeof entry === 'string') return predecessors;
    const any = [...entry.any.filter((id) => id !== gone), ...predecessors.flatMap(idsOf)];
    return any.length === 0 ? [] : [{ any }];
  });
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const key = JSON.stringify(entry);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
