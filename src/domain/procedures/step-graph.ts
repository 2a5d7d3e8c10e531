import type { After, Procedure, Route, RouteGate, Step } from '#domain/policy/procedure-shape.ts';

/** A step, or a gate of a route seen as one. Gates exist only while their route is open. */
export interface Task {
  readonly step: Step;
  readonly route: Route | null;
  /** Step a gate is booked as, with the gate's outcome. */
  readonly satisfies: string | null;
  /** Step its route owes by name and the gate stands for: what waits for it goes on, it is still to be done. */
  readonly standsFor: string | null;
}

/** Every step of the procedure and every gate of its routes, steps first, in the pack's order. */
export function tasksOf(procedure: Procedure): readonly Task[] {
  const known = tasksByProcedure.get(procedure);
  if (known !== undefined) return known;
  const tasks = makeTasks(procedure);
  tasksByProcedure.set(procedure, tasks);
  return tasks;
}

/** Procedures are never changed once resolved; a matter asks for their steps hundreds of times. */
const tasksByProcedure = new WeakMap<Procedure, readonly Task[]>();
const closingByProcedure = new WeakMap<Procedure, ReadonlySet<string>>();

function makeTasks(procedure: Procedure): readonly Task[] {
  return [
    ...procedure.steps.map((step) => ({ step, route: null, satisfies: null, standsFor: null })),
    ...procedure.routes.flatMap((route) =>
      route.gates.map((gate) => {
        const meant = gate.satisfies ?? null;
        const owed = meant !== null && route.owes !== 'all' && route.owes.includes(meant);
        const step = gateAsStep(procedure, route, gate);
        return { step, route, satisfies: owed ? null : meant, standsFor: owed ? meant : null };
      }),
    ),
  ];
}

/** The step or gate of this id, or undefined. */
export function findTask(procedure: Procedure, id: string): Task | undefined {
  return tasksOf(procedure).find((task) => task.step.id === id);
}

/** `step` itself and everything that waits for it, directly or through others, in every branch. */
export function withDownstream(procedure: Procedure, step: string): ReadonlySet<string> {
  const reached = new Set([step]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const candidate of procedure.steps) {
      if (candidate.after.some((entry) => namesOf(entry).some((name) => reached.has(name)))) reached.add(candidate.id);
    }
  }
  return reached;
}

/** The step ids one entry of `after` names. */
export function namesOf(entry: After): readonly string[] {
  return typeof entry === 'string' ? [entry] : entry.any;
}

/** Steps that only an ending outcome brings (`then`), because nothing else leads to them. */
export function closingSteps(procedure: Procedure): ReadonlySet<string> {
  const known = closingByProcedure.get(procedure);
  if (known !== undefined) return known;
  const named = procedure.steps.flatMap((step) =>
    Object.values(step.outcomes).flatMap((consequence) => (consequence.kind === 'end' ? consequence.then : [])),
  );
  const leading = procedure.steps.filter((step) => named.includes(step.id) && step.after.length === 0);
  const closing = new Set(leading.map((step) => step.id));
  closingByProcedure.set(procedure, closing);
  return closing;
}

function gateAsStep(procedure: Procedure, route: Route, gate: RouteGate): Step {
  const booked = procedure.steps.find((step) => step.id === gate.satisfies);
  const own = Object.keys(gate.outcomes).length > 0;
  return {
    ...gate,
    source: gate.source.length > 0 || gate.inferred !== undefined ? gate.source : route.source,
    outcomes: own ? gate.outcomes : (booked?.outcomes ?? {}),
  };
}
