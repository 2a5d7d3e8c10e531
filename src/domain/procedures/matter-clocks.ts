import { type ClockAnswer, leadingClock } from '#domain/duties/clock-answer.ts';
import { runClock } from '#domain/duties/run-clock.ts';
import { limitClock, stepClocks } from '#domain/duties/step-clocks.ts';
import type { Limit, Route, Step } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge, once } from './day-view.ts';
import { clockContext, inClock } from './event-day.ts';
import { recordOf } from './matter-state.ts';
import { settledOn, standingOf } from './step-standing.ts';

export interface MatterClock {
  /**
   * Name of the clock within the matter: the step's id for its earliest deadline, `<step>.<kind>` for a further one
   * (`<step>.within`, `<step>.due`, `<step>.due-on`), `<step>.begin`, `<step>.lasts`, `<step>.not-before`, `<step>.appeal`, or the id of the limit or route.
   */
  readonly key: string;
  /** Step whose doing (or beginning) stops the clock. */
  readonly step: string;
  readonly answer: ClockAnswer;
  /** Day the clock stopped; null while it runs. */
  readonly doneOn: PlainDate | null;
}

/** Every clock of the matter: steps and open routes' gates that have not fallen away, then limits. */
export function clocksOf(view: DayView): readonly MatterClock[] {
  return once(view, 'clocks', () => [
    ...[...view.tasks.values()].flatMap(({ step, route }) => {
      const closed = route !== null && view.state.routes[route.id] === undefined;
      return closed || standingOf(view, step.id).kind === 'away' ? [] : clocksOfStep(view, step);
    }),
    ...limitsHere(view).map((limit) => clockOfLimit(view, limit)),
    ...view.state.setting.procedure.routes.flatMap((route) => clockOfRoute(view, route)),
  ]);
}

/** The clock of everything an open route owes: it stops when the last of it is settled. */
function clockOfRoute(view: DayView, route: Route): MatterClock[] {
  const opened = view.state.routes[route.id];
  if (opened === undefined || route.within === undefined) return [];
  const { id, strength, source, within } = route;
  const ids = view.state.setting.procedure.steps.filter((step) => step.strength !== 'may').map((step) => step.id);
  const owed = route.owes === 'all' ? ids : ids.filter((each) => route.owes.includes(each));
  const settled = owed.map((each) => settledOn(view, each));
  const doneOn = settled.includes(null) ? null : (settled.toSorted().at(-1) ?? null);
  const next = owed.find((each) => settledOn(view, each) === null) ?? owed.at(-1);
  const head = { id, clock: 'limit', strength, source, inferred: route.inferred ?? null } as const;
  const plan = { head, from: { kind: 'event', name: 'route.opened' }, term: within } as const;
  const answer = runClock(plan, { ...clockContext(view), day: () => opened });
  return next === undefined ? [] : [{ key: id, step: next, answer, doneOn }];
}

/** All clocks of one step; see `MatterClock.key`. */
export function clocksOfStep(view: DayView, step: Step): readonly MatterClock[] {
  return once(view, `clocks ${step.id}`, () => {
    const { begunOn, doneOn } = recordOf(view.state, step.id);
    const all = stepClocks(step, clockContext(view, doneOn ?? view.day));
    const deadlines = all.filter(({ clock }) => clock === 'within' || clock === 'due' || clock === 'due-on');
    const deadline = leadingClock(deadlines);
    const keyed = all.flatMap((answer): MatterClock[] => {
      const of = { step: step.id, answer };
      if (answer.clock === 'begins') return [{ ...of, key: `${step.id}.begin`, doneOn: begunOn }];
      if (answer.clock === 'lasts') return [{ ...of, key: `${step.id}.lasts`, doneOn }];
      if (answer.clock === 'not-before') return [{ ...of, key: `${step.id}.not-before`, doneOn }];
      return [{ ...of, key: answer === deadline ? step.id : `${step.id}.${answer.clock}`, doneOn }];
    });
    return [...keyed, ...appealClock(view, step)];
  });
}

function appealClock(view: DayView, step: Step): MatterClock[] {
  if (step.appeal === undefined) return [];
  const { id, strength, source } = step;
  const head = { id, clock: 'within', strength, source, inferred: step.inferred ?? null } as const;
  const plan = { head, from: { kind: 'step', step: id, moment: 'done' }, term: step.appeal.within } as const;
  return [{ key: `${id}.appeal`, step: id, answer: runClock(plan, clockContext(view)), doneOn: null }];
}

/** Limits of this matter; one whose `when` is false is none, one whose `when` is unknown stays. */
export function limitsHere(view: DayView): readonly Limit[] {
  return view.state.setting.procedure.limits.filter(
    (limit) => judge(view, limit.when, inClock(view, limit)).value !== 'no',
  );
}

export function clockOfLimit(view: DayView, limit: Limit): MatterClock {
  const step = limitStep(limit);
  const exists = judge(view, limit.when, inClock(view, limit));
  const { id, strength, source } = limit;
  const answer: ClockAnswer =
    exists.value === 'unknown'
      ? {
          id,
          clock: 'limit',
          strength,
          source,
          inferred: limit.inferred ?? null,
          startEvent: null,
          state: 'undetermined',
          missing: exists.missing,
          reading: null,
        }
      : limitClock(limit, clockContext(view));
  return { key: limit.id, step, answer, doneOn: settledOn(view, step) };
}

/** Step whose finishing ends a limit. */
export function limitStep(limit: Limit): string {
  return limit.to.replace(/\.done$/, '');
}
