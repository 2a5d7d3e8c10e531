import type { Limit, Step } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type BackwardPlan, type PlanStep, planBackwards } from './backward-plan.ts';
import type { ClockContext } from './clock-context.ts';
import { readTerm } from './run-clock.ts';
import { limitClock } from './step-clocks.ts';
import { possibleClocks } from './variant-clocks.ts';

/** How a step of the running matter stands, for planning. */
export interface StepStanding {
  readonly begunOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  /** Level whose office acts; null when unknown. */
  readonly level: string | null;
  /** False when the step does not apply, is exempt or left out: it takes no time. */
  readonly applies: boolean;
}

/**
 * The backward plan of one limit from `context.actDay` on; null while the limit itself has no date. Steps that last
 * take the duration chosen at their beginning, else the value their parameter has on the day they began (today, for
 * those still to begin).
 */
export function planLimit(
  limit: Limit,
  steps: readonly Step[],
  standing: (step: Step) => StepStanding,
  context: ClockContext,
): BackwardPlan | null {
  const clock = limitClock(limit, context);
  if (clock.state !== 'dated') return null;
  const planned = steps.map((step): PlanStep => {
    const { begunOn, doneOn, level, applies } = standing(step);
    const lasts = applies ? durationOf(step, begunOn, context) : null;
    return { id: step.id, after: step.after, lasts, level, begunOn, doneOn };
  });
  return planBackwards(
    context.calendar,
    planned,
    { due: clock.due, to: limit.to.replace(/\.done$/, '') },
    context.actDay,
  );
}

function durationOf(step: Step, begunOn: PlainDate | null, context: ClockContext): PlanStep['lasts'] {
  const { possible } = possibleClocks(step, context);
  if (possible.every((clocks) => clocks.lasts === undefined)) return null;
  const [only, ...others] = possible;
  if (only?.lasts === undefined || others.some((clocks) => clocks.lasts !== only.lasts)) return 'unknown';
  const chosen = context.chosen(step.id);
  if (chosen !== null) return chosen;
  const read = readTerm(only.lasts.term, begunOn ?? context.actDay, context);
  return read.state === 'set' ? read.term : 'unknown';
}
