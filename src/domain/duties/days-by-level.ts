import type { Calendar } from '#domain/calendar/calendar.ts';
import { isWorkingDay } from '#domain/calendar/calendar.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';

/** A stretch in which a matter lay with one level: after `from`, up to and including `to` (null: still there). */
export interface Stretch {
  readonly level: string;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

export interface DaysAtLevel {
  readonly level: string;
  readonly days: number;
  readonly workingDays: number;
}

/**
 * Days a matter spent with each level up to `today`, levels in the order they first had it. Steps of one level that run
 * side by side are counted once; a day two levels share counts for both, so the sum may exceed the matter's age.
 */
export function daysByLevel(calendar: Calendar, stretches: readonly Stretch[], today: PlainDate): DaysAtLevel[] {
  const byLevel = new Map<string, Set<PlainDate>>();
  for (const { level, from, to } of stretches) {
    const days = byLevel.get(level) ?? new Set<PlainDate>();
    byLevel.set(level, days);
    const last = to === null || to > today ? today : to;
    for (let day = addDays(from, 1); day <= last; day = addDays(day, 1)) days.add(day);
  }
  return [...byLevel].map(([level, days]) => ({
    level,
    days: days.size,
    workingDays: [...days].filter((day) => isWorkingDay(calendar, day)).length,
  }));
}
