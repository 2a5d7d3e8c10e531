import type { Period } from '#domain/policy/duty-shape.ts';
import {
  addDays,
  addMonths,
  monthEnd,
  type PlainDate,
  partsOf,
  plainDateOf,
  weekday,
} from '#domain/values/plain-date.ts';

/** A stretch of days, both ends included. */
export interface DayRange {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * The period `day` lies in. Weeks run Monday to Sunday; 10-day periods are 1–10, 11–20 and 21 to the month's end (旬);
 * half months 1–15 and 16 to the end; quarters and half-years begin in January.
 */
export function periodOf(period: Period, day: PlainDate): DayRange {
  const { year, month, day: dayInMonth } = partsOf(day);
  const within = (first: number, last: number | 'end'): DayRange => ({
    from: plainDateOf(year, month, first),
    to: last === 'end' ? monthEnd(day) : plainDateOf(year, month, last),
  });
  switch (period) {
    case 'day':
      return { from: day, to: day };
    case 'week': {
      const monday = addDays(day, 1 - weekday(day));
      return { from: monday, to: addDays(monday, 6) };
    }
    case '10-day':
      if (dayInMonth <= 10) return within(1, 10);
      return dayInMonth <= 20 ? within(11, 20) : within(21, 'end');
    case 'half-month':
      return dayInMonth <= 15 ? within(1, 15) : within(16, 'end');
    case 'month':
      return months(year, month, 1);
    case 'quarter':
      return months(year, month, 3);
    case 'half-year':
      return months(year, month, 6);
    case 'year':
      return months(year, month, 12);
  }
}

/** The periods that share a day with `range`, in order. */
export function periodsIn(period: Period, range: DayRange): DayRange[] {
  const found: DayRange[] = [];
  for (let day = range.from; day <= range.to; ) {
    const next = periodOf(period, day);
    found.push(next);
    day = addDays(next.to, 1);
  }
  return found;
}

/** The stretch of `length` months, counted from January, that `month` lies in. */
function months(year: number, month: number, length: number): DayRange {
  const from = plainDateOf(year, month - ((month - 1) % length), 1);
  return { from, to: addDays(addMonths(from, length), -1) };
}
