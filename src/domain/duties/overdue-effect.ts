import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Overdue } from '#domain/policy/procedure-shape.ts';
import { addDays, daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import type { ClockAnswer } from './clock-answer.ts';
import { latenessOf } from './lateness.ts';

/** What a passed date brings about on a day. */
export interface OverdueEffect {
  /** States deemed on the asked day (措施: 视为未落实); empty once the act has come. */
  readonly deemed: Readonly<Record<string, string>>;
  readonly flag: string | null;
  /** Offices told while the act is missing. */
  readonly notify: readonly string[];
  /** Days on which it was so: from the day after the due day up to the day of the act, or to the asked day. */
  readonly lapse: { readonly from: PlainDate; readonly to: PlainDate; readonly days: number } | null;
}

/** The consequence of `rule` on `today`, or null when the clock is not late, is provisional or has no date. */
export function overdueEffect(
  calendar: Calendar,
  rule: Overdue,
  answer: ClockAnswer,
  today: PlainDate,
  settledOn: PlainDate | null,
): OverdueEffect | null {
  const { state } = latenessOf(calendar, answer, today, settledOn);
  if (answer.state !== 'dated' || (state !== 'overdue' && state !== 'done-late')) return null;
  const open = state === 'overdue';
  const from = addDays(answer.due, 1);
  const to = open || settledOn === null ? today : settledOn;
  return {
    deemed: open ? (rule.deem ?? {}) : {},
    flag: open ? (rule.flag ?? null) : null,
    notify: open ? rule.notify : [],
    lapse: to < from ? null : { from, to, days: daysBetween(from, to) + 1 },
  };
}
