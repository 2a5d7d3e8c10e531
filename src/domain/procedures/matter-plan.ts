import type { BackwardPlan } from '#domain/duties/backward-plan.ts';
import { planLimit } from '#domain/duties/limit-plan.ts';
import type { DayView } from './day-view.ts';
import { clockContext } from './event-day.ts';
import { clockOfLimit, limitsHere } from './matter-clocks.ts';
import { recordOf } from './matter-state.ts';
import { standingOf } from './step-standing.ts';

/** What a running limit leaves for the steps on the way to it. */
export interface LimitPlan {
  readonly limit: string;
  readonly plan: BackwardPlan;
}

/** One plan for every limit that has a date and is not met yet; empty once the matter has ended. */
export function matterPlan(view: DayView): readonly LimitPlan[] {
  if (view.state.ended !== null) return [];
  const { procedure, policy } = view.state.setting;
  const context = clockContext(view);
  return limitsHere(view).flatMap((limit) => {
    if (clockOfLimit(view, limit).doneOn !== null) return [];
    const plan = planLimit(
      limit,
      procedure.steps,
      (step) => {
        const { begunOn, doneOn } = recordOf(view.state, step.id);
        const office = step.by?.choices[0]?.office;
        const level = policy.terms.offices.find((each) => each.id === office)?.level ?? null;
        return { begunOn, doneOn, level, applies: standingOf(view, step.id).kind !== 'away' };
      },
      context,
    );
    return plan === null ? [] : [{ limit: limit.id, plan }];
  });
}
