import { isWorkingDay } from '#domain/calendar/calendar.ts';
import type { CaseValue } from '#domain/policy/case-shape.ts';
import type { MatterAnswer } from '#domain/procedures/ask-matter.ts';
import { addDays, type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { isMap } from './case-facts.ts';
import type { Difference } from './match-expectation.ts';
import type { Replay } from './replay-case.ts';

/**
 * Checks the days a case lists as counted (`counted: {clock: [day, …]}`) by the calendar alone: that the clock's due day is
 * the last of them, that each counts for the clock's unit, and that no day in between that counts was left out.
 */
export function countedFaults(replay: Replay, answer: MatterAnswer, value: CaseValue): readonly Difference[] {
  if (!isMap(value)) return [{ path: 'counted', expected: 'a list of days for each clock', found: value }];
  return Object.entries(value).flatMap(([key, listed]): Difference[] => {
    const path = `counted.${key}`;
    const clock = answer.clocks.find((each) => each.key === key)?.answer;
    const days = Array.isArray(listed) ? listed.flatMap((day) => parsePlainDate(String(day)) ?? []) : [];
    if (clock?.state !== 'dated' || clock.startDay === null || clock.term === null) {
      return [{ path, expected: listed, found: clock?.state ?? 'no such clock' }];
    }
    const { unit, amount } = clock.term;
    const counts = (day: PlainDate): boolean => unit !== 'working-day' || isWorkingDay(replay.setting.calendar, day);
    const byCalendar: PlainDate[] = [];
    for (let day = addDays(clock.startDay, 1); day <= (days.at(-1) ?? clock.startDay); day = addDays(day, 1)) {
      if (counts(day)) byCalendar.push(day);
    }
    const right = byCalendar.join() === days.join() && days.at(-1) === clock.due && days.length === amount;
    return right ? [] : [{ path, expected: days, found: { byCalendar, due: clock.due, amount, unit } }];
  });
}
