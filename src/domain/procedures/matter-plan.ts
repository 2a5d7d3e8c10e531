import type { BackwardPlan, PlanLine } from '#domain/duties/backward-plan.ts';
import { type DaysAtLevel, daysByLevel, type Stretch } from '#domain/duties/days-by-level.ts';
import { planLimit } from '#domain/duties/limit-plan.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import type { DayView } from './day-view.ts';
import { clockContext } from './event-day.ts';
import { clockOfLimit, limitsHere } from './matter-clocks.ts';
import { recordOf } from './matter-state.ts';
import { namesOf } from './step-graph.ts';
import { blockersOf, standingOf } from './step-standing.ts';

/** What a running limit leaves for the steps on the way to it. */
export interface LimitPlan {
  readonly limit: string;
  readonly plan: BackwardPlan;
  /** Days the matter has lain with each level so far. */
  readonly used: readonly DaysAtLevel[];
  /** Calendar days since the limit began, and until it ends; negative once it has passed. */
  readonly total: { readonly used: number; readonly left: number };
  readonly warnings: readonly PlanWarning[];
}

/**
 * What stands against keeping the limit, told before it happens. `no-room`: it can no longer be kept · `last-day`: the step
 * has to begin today · `rest-day`: the last day to begin on is no working day, `actBy` is the one before it.
 */
export interface PlanWarning {
  readonly step: string;
  readonly kind: 'no-room' | 'last-day' | 'rest-day';
  readonly latestBegin: PlainDate;
  readonly actBy: PlainDate;
}

/** One plan for every limit that has a date and is not met yet; empty once the matter has ended. */
export function matterPlan(view: DayView): readonly LimitPlan[] {
  if (view.state.ended !== null) return [];
  const { procedure, policy } = view.state.setting;
  const context = clockContext(view);
  return limitsHere(view).flatMap((limit) => {
    const clock = clockOfLimit(view, limit);
    if (clock.doneOn !== null) return [];
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
    if (plan === null || clock.answer.state !== 'dated') return [];
    const since = clock.answer.startDay ?? view.day;
    return [
      {
        limit: limit.id,
        plan,
        used: daysByLevel(view.state.setting.calendar, stretchesOf(view, plan, since), view.day),
        total: { used: daysBetween(since, view.day), left: daysBetween(view.day, plan.due) },
        warnings: plan.lines.flatMap((line) => warningOf(line, view.day)),
      },
    ];
  });
}

function warningOf({ step, lasts, latestBegin, actBy, slackDays }: PlanLine, today: PlainDate): readonly PlanWarning[] {
  const of = { step, latestBegin, actBy };
  if (slackDays < 0) return [{ ...of, kind: 'no-room' }];
  if (lasts === null) return [];
  if (latestBegin === today) return [{ ...of, kind: 'last-day' }];
  return actBy < latestBegin ? [{ ...of, kind: 'rest-day' }] : [];
}

/** When each step on the way lay with its level: from the end of what it waited for to its own end. */
function stretchesOf(view: DayView, { lines }: BackwardPlan, since: PlainDate): readonly Stretch[] {
  const { procedure, policy } = view.state.setting;
  return procedure.steps.flatMap((step): Stretch[] => {
    const { doneOn } = recordOf(view.state, step.id);
    const waits =
      doneOn === null && (!lines.some((line) => line.step === step.id) || blockersOf(view, step).length > 0);
    if (waits || standingOf(view, step.id).kind === 'away') return [];
    const office = step.by?.choices[0]?.office;
    const level = policy.terms.offices.find((each) => each.id === office)?.level;
    const before = step.after.flatMap(namesOf).flatMap((id) => recordOf(view.state, id).doneOn ?? []);
    const from = [since, ...before].toSorted().at(-1) ?? since;
    return level === undefined || (doneOn !== null && doneOn < from) ? [] : [{ level, from, to: doneOn }];
  });
}
