import type { Calendar } from '#domain/calendar/calendar.ts';
import { lastWorkingDayBefore, workingDaysBetween } from '#domain/calendar/working-days.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import type { ClockAnswer, DatedClock } from './clock-answer.ts';

/** Working days or calendar days: a working-day term is told in working days, everything else in days. */
export type LatenessUnit = 'working-day' | 'day';

/**
 * How a dated clock stands on a day; read, never stored.
 * `not-due` 未到期, `due-today` 今天到期, `overdue` 已逾期 (not settled), `done` in time, `done-late` 超期,
 * `provisional` 暂定: the date may change, so it is never late whatever the day.
 * `undated`: the clock waits, is unset or undetermined.
 */
export type LatenessState = 'not-due' | 'due-today' | 'overdue' | 'done' | 'done-late' | 'provisional' | 'undated';

export interface Lateness {
  readonly state: LatenessState;
  readonly unit: LatenessUnit;
  /** Days left until the due day; 0 on it and after it. */
  readonly left: number;
  /** Days late; 0 unless `overdue` or `done-late`, then at least 1. */
  readonly late: number;
  /** Days used since the start, of `term.amount`; null for months, years and clocks without a start. */
  readonly used: number | null;
}

/**
 * The clock as it stands on `today`, or as it was settled on `settledOn` (null: not settled; later than `today`: not
 * settled yet). Late days over a weekend that hold no working day are told in calendar days, so that late is never 0.
 */
export function latenessOf(
  calendar: Calendar,
  answer: ClockAnswer,
  today: PlainDate,
  settledOn: PlainDate | null = null,
): Lateness {
  if (answer.state !== 'dated') return { state: 'undated', unit: 'day', left: 0, late: 0, used: null };
  const settled = settledOn !== null && settledOn <= today;
  const asOf = settled ? settledOn : today;
  const unit: LatenessUnit = answer.term?.unit === 'working-day' ? 'working-day' : 'day';
  const used = daysUsed(calendar, answer, asOf);
  if (answer.provisional && !settled) {
    return { state: 'provisional', unit, left: Math.max(0, distance(calendar, unit, asOf, answer.due)), late: 0, used };
  }
  if (asOf <= answer.due || answer.provisional || answer.informational === true) {
    const state = settled ? 'done' : asOf === answer.due ? 'due-today' : 'not-due';
    return { state, unit, left: settled ? 0 : Math.max(0, distance(calendar, unit, asOf, answer.due)), late: 0, used };
  }
  return { state: settled ? 'done-late' : 'overdue', ...daysLate(calendar, unit, answer.due, asOf), left: 0, used };
}

/** How late `asOf` is after `due`, at least 1: in `unit`, or in days when only rest days have passed. */
export function daysLate(
  calendar: Calendar,
  unit: LatenessUnit,
  due: PlainDate,
  asOf: PlainDate,
): { readonly unit: LatenessUnit; readonly late: number } {
  const worked = unit === 'working-day' ? workingDaysBetween(calendar, due, asOf) : 0;
  return worked > 0 ? { unit, late: worked } : { unit: 'day', late: daysBetween(due, asOf) };
}

/**
 * The day to remind on: the last working day before the due day, but not before the clock started. null for a clock
 * without a date.
 */
export function reminderDay(calendar: Calendar, answer: ClockAnswer): PlainDate | null {
  if (answer.state !== 'dated') return null;
  const day = lastWorkingDayBefore(calendar, answer.due);
  return answer.startDay !== null && day < answer.startDay ? answer.startDay : day;
}

function distance(calendar: Calendar, unit: LatenessUnit, from: PlainDate, to: PlainDate): number {
  return unit === 'working-day' ? workingDaysBetween(calendar, from, to) : daysBetween(from, to);
}

function daysUsed(calendar: Calendar, answer: DatedClock, asOf: PlainDate): number | null {
  if (answer.startDay === null || answer.term === null) return null;
  if (asOf <= answer.startDay) return 0;
  switch (answer.term.unit) {
    case 'working-day':
      return workingDaysBetween(calendar, answer.startDay, asOf);
    case 'day':
    case 'week':
    case 'hour':
      return daysBetween(answer.startDay, asOf);
    case 'month':
    case 'year':
      return null;
  }
}
