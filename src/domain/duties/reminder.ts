import type { Calendar } from '../calendar/calendar.ts';
import { lastWorkingDayBefore } from '../calendar/working-days.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { daysLate } from './lateness.ts';

/** What a clock that still runs says to whoever holds it. */
export interface Reminder {
  /** `soon`: the last working day before the due day, or a rest day after it. `today`: also a provisional day that has passed. */
  readonly state: 'soon' | 'today' | 'overdue';
  /** Days past the due day, 0 until then. In `unit`: over rest days alone calendar days, so that late is never 0. */
  readonly late: number;
  readonly unit: 'working-day' | 'day';
  /** Overdue by at least `escalateAfter`: the level above is told as well. */
  readonly escalated: boolean;
}

/** A clock as a reminder sees it. A `provisional` due day reminds and is never late. */
export interface RunningClock {
  readonly dueOn: PlainDate;
  readonly unit: 'working-day' | 'day';
  readonly provisional: boolean;
}

/**
 * The reminder of a running clock on `today`; null when it is too early for one.
 * `escalateAfter` in the clock's own unit of days; null: nothing goes to the level above.
 */
export function reminderOf(
  calendar: Calendar,
  { dueOn, unit, provisional }: RunningClock,
  today: PlainDate,
  escalateAfter: number | null,
): Reminder | null {
  if (today > dueOn && !provisional) {
    const past = daysLate(calendar, unit, dueOn, today);
    // Over rest days a working-day term is told in calendar days; these do not fill a term of working days.
    const full = escalateAfter !== null && past.unit === unit && past.late >= escalateAfter;
    return { state: 'overdue', late: past.late, unit: past.unit, escalated: full };
  }
  if (today >= dueOn) return { state: 'today', late: 0, unit, escalated: false };
  return today >= lastWorkingDayBefore(calendar, dueOn) ? { state: 'soon', late: 0, unit, escalated: false } : null;
}
