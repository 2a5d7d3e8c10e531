import type { Effective } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge } from './day-view.ts';
import { eventDay } from './event-day.ts';
import type { Verdict } from './matter-setting.ts';
import { recordOf } from './matter-state.ts';

export interface EffectiveSince {
  readonly on: PlainDate;
  readonly status: Effective['sets']['status'];
  readonly episode: Effective['sets']['episode'];
  readonly countsAs: string | null;
  readonly rule: Effective;
}

/** What the matter has made true by the view's day, the first rule of the procedure that applies; null: nothing yet. */
export function effectiveOn(view: DayView): EffectiveSince | null {
  for (const rule of view.state.setting.procedure.effective) {
    // An effect that waits for itself would never end.
    if (rule.at.kind === 'event' && rule.at.name === 'object.effective') continue;
    const at = eventDay(view, rule.at);
    if (!at.known || endedAgainst(view, rule) || judge(view, rule.when).value !== 'yes') continue;
    return { on: at.day, ...rule.sets, countsAs: rule.countsAs ?? null, rule };
  }
  return null;
}

/**
 * A step done with an outcome that leads elsewhere (不予确认: an end) makes nothing true, as long as another of its outcomes
 * goes on. Where every outcome ends the matter, `when` says which of them counts.
 */
function endedAgainst(view: DayView, { at }: Effective): boolean {
  if (at.kind !== 'step' || at.moment !== 'done') return false;
  const outcomes = view.tasks.get(at.step)?.step.outcomes ?? {};
  const { outcome } = recordOf(view.state, at.step);
  const goesOn = Object.values(outcomes).some(({ kind }) => kind === 'continue');
  return goesOn && outcome !== null && outcomes[outcome] !== undefined && outcomes[outcome].kind !== 'continue';
}

/** Whether the household is on the register on the view's day: by this matter, or by `户.在册`. */
export function recognisedOn(view: DayView): Verdict {
  const effective = effectiveOn(view);
  if (effective !== null) return { value: effective.status === 'monitored' ? 'yes' : 'no', missing: [] };
  const household = view.facts['户'];
  const listed = typeof household === 'object' && household !== null ? Reflect.get(household, '在册') : undefined;
  const value = listed ?? view.facts['在册'];
  if (value === true) return { value: 'yes', missing: [] };
  return value === false ? { value: 'no', missing: [] } : { value: 'unknown', missing: ['户.在册'] };
}
