import type { ClockEvent, Effective } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge } from './day-view.ts';
import { eventDay } from './event-day.ts';
import type { Verdict } from './matter-setting.ts';
import { recordOf } from './matter-state.ts';
import { standingOf } from './step-standing.ts';

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
    const event = applicablePart(view, rule.at);
    const at = event === null ? null : eventDay(view, event);
    if (at?.known !== true || endedAgainst(view, rule) || judge(view, rule.when).value !== 'yes') continue;
    return { on: at.day, ...rule.sets, countsAs: rule.countsAs ?? null, rule };
  }
  return null;
}

/**
 * The event without steps that do not apply: those were done by nobody and make nothing true, though what waits for their
 * end goes on. null when nothing is left. Of `latest` it is enough that one of the steps applies.
 */
function applicablePart(view: DayView, at: ClockEvent): ClockEvent | null {
  if (at.kind === 'step') return applies(view, at.step) ? at : null;
  if (at.kind === 'event' || at.kind === 'fact') return at;
  const of = at.of.flatMap((each) => applicablePart(view, each) ?? []);
  if (of.length === 0) return null;
  return at.kind === 'latest' ? at : { kind: at.kind, of };
}

function applies(view: DayView, step: string): boolean {
  const where = standingOf(view, step);
  return where.kind !== 'away' || (where.why !== 'not-applicable' && where.why !== 'dormant');
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
