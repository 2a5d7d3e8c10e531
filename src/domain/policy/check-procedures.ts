import type { PackProblem } from './pack-problem.ts';
import type { TextPlace } from './pack-shape.ts';
import type { ClockEvent, Consequence, Gate, Procedure, Step } from './procedure-shape.ts';
import type { Policy } from './resolved-policy.ts';
import { idsOf } from './rewire-steps.ts';

/** Steps that are named and not there, steps that wait for themselves, steps that can never open. */
export function checkProcedures(policy: Policy): readonly PackProblem[] {
  return Object.values(policy.procedures).flatMap((procedure) => [...unknownSteps(procedure), ...knots(procedure)]);
}

interface Named {
  readonly id: string;
  readonly place: TextPlace;
}

function unknownSteps(procedure: Procedure): readonly PackProblem[] {
  const known = new Set([
    ...procedure.steps.map((step) => step.id),
    ...procedure.routes.flatMap((route) => route.gates.map((gate) => gate.id)),
  ]);
  const report = ({ id, place }: Named): PackProblem => ({
    code: 'unknown-step',
    place,
    facts: { step: id, procedure: procedure.id },
  });
  return namedSteps(procedure)
    .filter(({ id }) => !known.has(id))
    .map(report);
}

function namedSteps(procedure: Procedure): readonly Named[] {
  const at = (ids: readonly string[], place: TextPlace): readonly Named[] => ids.map((id) => ({ id, place }));
  return [
    ...procedure.steps.flatMap((step) => at(stepNames(step), step.place)),
    ...procedure.limits.flatMap((limit) => at([limit.to, ...eventSteps(limit.from)], limit.place)),
    ...procedure.gates.flatMap((gate) => (gate.before === 'any' ? [] : at(stepsBefore(procedure, gate), gate.place))),
    ...procedure.effective.flatMap((each) => at(eventSteps(each.at), procedure.place)),
    ...procedure.holds.flatMap((hold) => (hold.blocks === 'any' ? [] : at(hold.blocks, hold.place))),
    ...procedure.routes.flatMap((route) => [
      ...(route.owes === 'all' ? [] : at(route.owes, route.place)),
      ...at(route.ahead, route.place),
      ...route.gates.flatMap((gate) =>
        at([...stepNames(gate), ...(gate.satisfies === undefined ? [] : [gate.satisfies])], gate.place),
      ),
    ]),
  ];
}

/** What a gate stands before, without the measures and routes it may also bar. */
function stepsBefore({ helps, routes }: Procedure, { before }: Gate): readonly string[] {
  const others = [...helps, ...routes].map(({ id }) => id);
  return before === 'any' ? [] : before.filter((id) => !others.includes(id));
}

function stepNames(step: Step): readonly string[] {
  const clocks = [step, ...step.variants].flatMap((each) => [
    ...(each.from === undefined ? [] : eventSteps(each.from)),
    ...(each.begins === undefined
      ? []
      : each.begins.kind === 'with'
        ? [each.begins.step]
        : eventSteps(each.begins.from)),
  ]);
  const outcomes = [
    ...Object.values(step.outcomes),
    ...(step.objections === undefined ? [] : [step.objections.upheld]),
  ];
  return [
    ...step.after.flatMap(idsOf),
    ...clocks,
    ...step.notBefore.flatMap((each) => eventSteps(each.from)),
    ...outcomes.flatMap(consequenceSteps),
  ];
}

function consequenceSteps(consequence: Consequence): readonly string[] {
  if (consequence.kind === 'end') return consequence.then;
  return consequence.kind === 'return-to' ? [consequence.step] : [];
}

function eventSteps(event: ClockEvent): readonly string[] {
  if (event.kind === 'step') return [event.step];
  return 'of' in event ? event.of.flatMap(eventSteps) : [];
}

/** Takes away whatever can open until nothing more can; what remains waits for itself, or for something that does. */
function knots(procedure: Procedure): readonly PackProblem[] {
  const known = new Set(procedure.steps.map((step) => step.id));
  const settled = new Set<string>();
  const mayOpen = (step: Step): boolean =>
    step.after.every((entry) => idsOf(entry).some((id) => settled.has(id) || !known.has(id)));
  for (let before = -1; before < settled.size; ) {
    before = settled.size;
    for (const step of procedure.steps) if (mayOpen(step)) settled.add(step.id);
  }
  return procedure.steps
    .filter((step) => !settled.has(step.id))
    .map((step) => ({
      code: waitsForItself(procedure, step) ? 'cyclic-steps' : 'unreachable-step',
      place: step.place,
      facts: { step: step.id, procedure: procedure.id },
    }));
}

function waitsForItself(procedure: Procedure, start: Step): boolean {
  const seen = new Set<string>();
  const queue = start.after.flatMap(idsOf);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === start.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(procedure.steps.find((step) => step.id === id)?.after.flatMap(idsOf) ?? []));
  }
  return false;
}
