import type { PlainDate } from '#domain/values/plain-date.ts';
import { type Act, isEngineAct, stepOfKind } from './act.ts';
import { type DayView, viewOn } from './day-view.ts';
import { engineActFindings, helpFindings } from './engine-act-findings.ts';
import { foldActs } from './fold-acts.ts';
import type { MatterState } from './matter-state.ts';
import type { Finding, Refusal } from './refusal.ts';
import { attemptOn, stepFindings } from './step-findings.ts';

export interface TryAnswer {
  readonly allowed: boolean;
  /** Every reason that no reason given can outweigh, in the language's order (ended, applicable, done, order, who …). */
  readonly refusals: readonly Refusal[];
  /** Rules in principle the act departs from: it needs a reason, and is counted. Also listed when the reason is there. */
  readonly reasonRequired: readonly Refusal[];
  /** What speaks against the act without refusing it: departures with their reason, lateness. */
  readonly warnings: readonly Refusal[];
}

/**
 * Whether `act` may be recorded, judged by the acts of its day or earlier. Collects all reasons, not the first one.
 * An act whose `by` is empty is not judged by office (replays only).
 */
export function tryAct(state: MatterState, act: Act): TryAnswer {
  const view = viewOn(stateOn(state, act.on), act.on);
  const found = findingsFor(view, act);
  const pick = (...kinds: readonly Finding['kind'][]): Refusal[] =>
    found.filter(({ kind }) => kinds.includes(kind)).map((each) => each.refusal);
  const refusals = pick('refusal', 'need');
  const reasonRequired = pick('reason');
  const given = act.reason !== undefined && act.reason !== '';
  return {
    allowed: refusals.length === 0 && (reasonRequired.length === 0 || given),
    refusals,
    reasonRequired,
    warnings: [...pick('warning'), ...(given ? reasonRequired : [])],
  };
}

/** The state as it was on `day`: acts of later days left out. */
export function stateOn(state: MatterState, day: PlainDate): MatterState {
  if (state.acts.every((act) => act.on <= day)) return state;
  return foldActs(
    state.setting,
    state.acts.filter((act) => act.on <= day),
  );
}

function findingsFor(view: DayView, act: Act): readonly Finding[] {
  if (isEngineAct(act.kind)) return engineActFindings(view, act);
  const { step, moment } = stepOfKind(act.kind);
  const task = view.tasks.get(step);
  return task === undefined ? helpFindings(view, act) : stepFindings(attemptOn(view, task, moment, act));
}
