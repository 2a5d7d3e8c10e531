import type { Effective } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge } from './day-view.ts';
import { eventDay } from './event-day.ts';
import type { Verdict } from './matter-setting.ts';

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
    if (!at.known || judge(view, rule.when).value !== 'yes') continue;
    return { on: at.day, ...rule.sets, countsAs: rule.countsAs ?? null, rule };
  }
  return null;
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
