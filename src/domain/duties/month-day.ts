import type { DayOfMonth } from '#domain/policy/duty-shape.ts';
import type { MonthDay } from '#domain/policy/procedure-shape.ts';
import { addMonths, daysInMonth, type PlainDate, partsOf, plainDateOf } from '#domain/values/plain-date.ts';

/** Day `day` of the month `inMonth` lies in; a day that month does not have (30 in February) is its last one. */
export function dayOfMonth(inMonth: PlainDate, day: DayOfMonth): PlainDate {
  const { year, month } = partsOf(inMonth);
  const length = daysInMonth(year, month);
  return plainDateOf(year, month, day === 'last' ? length : Math.min(day, length));
}

/** The day a `due` names, relative to the month `start` lies in. Not rolled. */
export function monthDayFrom(start: PlainDate, due: Pick<MonthDay, 'day' | 'of'>): PlainDate {
  const shift = { 'month-before': -1, month: 0, 'month-after': 1 }[due.of];
  return dayOfMonth(addMonths(dayOfMonth(start, 1), shift), due.day);
}
