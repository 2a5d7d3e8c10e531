import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import { type Calendar, isWorkingDay } from './calendar.ts';

/** Longest unbroken run of days off the search allows for; the longest ever published had 9. */
const SEARCH_DAYS = 60;

/**
 * Working days after `from` up to and including `to`: what is left until a due day (还剩2个工作日), or, with the due
 * day first, what has passed since. Negative when `to` is earlier, 0 for the same day.
 */
export function workingDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): number {
  if (to < from) {
    const back = workingDaysBetween(calendar, to, from);
    return back === 0 ? 0 : -back;
  }
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}

/** The last working day earlier than `day`: when reminders for a due day go out. */
export function lastWorkingDayBefore(calendar: Calendar, day: PlainDate): PlainDate {
  return nearestWorkingDay(calendar, addDays(day, -1), -1);
}

/** The first working day later than `day`. */
export function nextWorkingDayAfter(calendar: Calendar, day: PlainDate): PlainDate {
  return nearestWorkingDay(calendar, addDays(day, 1), 1);
}

/**
 * `day` itself when it is worked or `roll` is `none`, else the working day before (`previous`) or after (`next`) it.
 */
export function rollDay(calendar: Calendar, day: PlainDate, roll: 'none' | 'previous' | 'next'): PlainDate {
  if (roll === 'none') return day;
  return nearestWorkingDay(calendar, day, roll === 'next' ? 1 : -1);
}

/** The working day nearest to `day` in one direction, `day` included. Throws when two months hold none: bad data. */
function nearestWorkingDay(calendar: Calendar, day: PlainDate, step: 1 | -1): PlainDate {
  let found = day;
  for (let tries = 0; !isWorkingDay(calendar, found); found = addDays(found, step)) {
    tries += 1;
    if (tries > SEARCH_DAYS) throw new RangeError(`no working day near ${day}`);
  }
  return found;
}
