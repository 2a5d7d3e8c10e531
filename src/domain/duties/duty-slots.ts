import type { Calendar } from '#domain/calendar/calendar.ts';
import { rollDay } from '#domain/calendar/working-days.ts';
import type { Cadence, Covers, DayOfMonth, Duty, Feed, MonthAndDay } from '#domain/policy/duty-shape.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  monthEnd,
  type PlainDate,
  partsOf,
  plainDateOf,
} from '#domain/values/plain-date.ts';
import { dayOfMonth } from './month-day.ts';
import { type DayRange, periodOf, periodsIn } from './period.ts';

/** Longest time between the first day of a period and its due day: a year, and the month after it. */
const LOOK_BACK_MONTHS = 13;
/** How far ahead the slot that follows another is looked for. */
const LOOK_AHEAD_MONTHS = 26;
/** No stretch of rest days is longer than this. */
const LONGEST_REST = 31;

/** One time something is owed. */
export interface Slot {
  /** Last day in time. */
  readonly due: PlainDate;
  /** Period the duty is for. */
  readonly period: DayRange;
  /** Days the paper or batch speaks of; its last day is the as-of day, which decides the year. */
  readonly covers: DayRange;
}

/**
 * Slots with a due day in `range` (both ends included), earliest first. Duties that hang on an event, or that only say
 * how long a pause may be, have none here (`onEventDue`, `continuousDue`); `never` has none at all.
 */
export function slotsOf(cadence: Cadence, covers: Covers, range: DayRange): Slot[] {
  return duesOf(cadence, covers, range)
    .filter(({ due }) => due >= range.from && due <= range.to)
    .toSorted((a, b) => daysBetween(b.due, a.due))
    .map(({ due, period }) => ({ due, period, covers: coveredDays(covers, due, period) }));
}

/**
 * Slots of a duty in `range` on days the duty is in force, for periods that end in one of its years. One that rolls is moved to a working day of `calendar`; without
 * a calendar nothing is moved.
 */
export function dutySlots(
  duty: Pick<Duty, 'cadence' | 'covers' | 'valid' | 'roll' | 'years'>,
  range: DayRange,
  calendar?: Calendar,
): Slot[] {
  const owed = (slot: Slot): boolean =>
    inForce(duty.valid, slot.due) && (duty.years?.includes(slot.period.to.slice(0, 4)) ?? true);
  if (calendar === undefined || !isMoved(duty.roll)) return slotsOf(duty.cadence, duty.covers, range).filter(owed);
  const around = { from: addDays(range.from, -LONGEST_REST), to: addDays(range.to, LONGEST_REST) };
  return slotsOf(duty.cadence, duty.covers, around)
    .filter(owed)
    .map((slot) => ({ ...slot, due: rolledDue(duty, slot.due, calendar) }))
    .filter(({ due }) => due >= range.from && due <= range.to);
}

/** The due day a rule names, moved to a working day where the rule says so. A `roll` whose value is unset moves nothing. */
export function rolledDue({ roll }: Pick<Duty, 'roll'>, due: PlainDate, calendar: Calendar): PlainDate {
  return isMoved(roll) ? rollDay(calendar, due, roll) : due;
}

function isMoved(roll: Duty['roll']): roll is 'previous' | 'next' {
  return roll === 'previous' || roll === 'next';
}

/** Slots of a feed in `range`, on days the feed is in force and, for a seasonal one, in its season. */
export function feedSlots(
  feed: Pick<Feed, 'cadence' | 'covers' | 'valid' | 'season' | 'roll'>,
  range: DayRange,
  calendar?: Calendar,
): Slot[] {
  return dutySlots(feed, range, calendar).filter((slot) => inSeason(feed.season, slot.due));
}

/** The first slot due after `due`, or null when none follows within two years. */
export function nextFeedSlot(feed: Parameters<typeof feedSlots>[0], due: PlainDate, calendar?: Calendar): Slot | null {
  return feedSlots(feed, { from: addDays(due, 1), to: addMonths(due, LOOK_AHEAD_MONTHS) }, calendar)[0] ?? null;
}

/** True when `day` lies in the season (both ends included, over the new year where it ends before it begins). */
export function inSeason(season: { from: MonthAndDay; to: MonthAndDay } | undefined, day: PlainDate): boolean {
  if (season === undefined) return true;
  const at = day.slice(5);
  return season.from <= season.to ? at >= season.from && at <= season.to : at >= season.from || at <= season.to;
}

/** The day a batch due on `due` is to be passed on by: the first such day of a month that is not before it. */
export function forwardDay(due: PlainDate, forwards: { readonly dueDay: DayOfMonth }): PlainDate {
  const inMonth = dayOfMonth(due, forwards.dueDay);
  return inMonth >= due ? inMonth : dayOfMonth(addMonths(monthStart(due), 1), forwards.dueDay);
}

interface Due {
  readonly due: PlainDate;
  readonly period: DayRange;
}

function duesOf(cadence: Cadence, covers: Covers, range: DayRange): Due[] {
  switch (cadence.kind) {
    case 'once':
      return [{ due: cadence.on, period: { from: cadence.on, to: cadence.on } }];
    case 'every': {
      const short = cadence.every === 'day' || cadence.every === 'week';
      const from =
        short && covers !== 'previous-month' && covers !== 'previous-period'
          ? range.from
          : addMonths(range.from, -LOOK_BACK_MONTHS);
      const { dueDay } = cadence;
      // The day is a value offices set and none is in force: there is no date to make up.
      if (typeof dueDay === 'object') return [];
      return periodsIn(cadence.every, { from, to: range.to }).map((period) => ({
        due: dueIn(period, cadence, dueDay ?? 'last', covers),
        period,
      }));
    }
    case 'slots':
      return periodsIn('month', range).flatMap((month) => slotsInMonth(month, cadence.slots));
    case 'days':
      return yearsOf(range).flatMap((year) => daysIn(year, cadence.days));
    case 'window':
      return yearsOf(range).flatMap((year) => windowOf(year, cadence));
    case 'windows':
      return yearsOf(range).flatMap((year) => cadence.windows.flatMap((window) => windowOf(year, window)));
    case 'on-event':
    case 'continuous':
    case 'never':
      return [];
  }
}

/**
 * The due day of a period: its last day, or day N of its last month (of `due-month` for yearly duties; shorter periods
 * than a month have no day N). `previous-month` moves it into the month after.
 */
function dueIn(
  period: DayRange,
  cadence: Extract<Cadence, { kind: 'every' }>,
  dueDay: DayOfMonth,
  covers: Covers,
): PlainDate {
  const shift = covers === 'previous-month' || covers === 'previous-period' ? 1 : 0;
  if (['day', 'week', '10-day', 'half-month'].includes(cadence.every)) {
    return shift === 0 ? period.to : addMonths(period.to, shift);
  }
  const { year } = partsOf(period.to);
  const named = cadence.every === 'year' && cadence.dueMonth !== undefined;
  const month = named ? plainDateOf(year, cadence.dueMonth, 1) : addMonths(monthStart(period.to), shift);
  return dayOfMonth(month, dueDay);
}

/** Days of a month a list of slots names; 30 and `last` fall on one day in February and are then one slot. */
function slotsInMonth(month: DayRange, slots: readonly DayOfMonth[]): Due[] {
  const days = [...new Set(slots.map((slot) => dayOfMonth(month.from, slot)))].sort();
  return days.map((due, index) => {
    const before = days[index - 1];
    return { due, period: { from: before === undefined ? month.from : addDays(before, 1), to: due } };
  });
}

/** Days of the year, each for the stretch since the one before it. */
function daysIn(year: number, days: readonly MonthAndDay[]): Due[] {
  const dues = [...new Set(days)].toSorted().map((day) => onYear(year, day));
  return dues.map((due, index) => {
    const before = dues[index - 1] ?? onYear(year - 1, [...days].toSorted().at(-1) ?? '12-31');
    return { due, period: { from: addDays(before, 1), to: due } };
  });
}

function windowOf(year: number, window: { from: MonthAndDay; to: MonthAndDay }): Due[] {
  const from = onYear(year, window.from);
  const to = onYear(window.to < window.from ? year + 1 : year, window.to);
  return [{ due: to, period: { from, to } }];
}

function onYear(year: number, monthAndDay: MonthAndDay): PlainDate {
  return dayOfMonth(plainDateOf(year, Number(monthAndDay.slice(0, 2)), 1), Number(monthAndDay.slice(3)));
}

function yearsOf(range: DayRange): number[] {
  const [first, last] = [partsOf(range.from).year - 1, partsOf(range.to).year];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function coveredDays(covers: Covers, due: PlainDate, period: DayRange): DayRange {
  const lastMonthEnd = addDays(monthStart(due), -1);
  switch (covers) {
    case 'period':
    case 'previous-period':
      return period;
    case 'month-to-date':
      return { from: monthStart(due), to: due };
    case 'previous-month':
      return periodOf('month', lastMonthEnd);
    case 'year-to-previous-month-end':
      return { from: plainDateOf(partsOf(lastMonthEnd).year, 1, 1), to: monthEnd(lastMonthEnd) };
  }
}

function monthStart(day: PlainDate): PlainDate {
  return dayOfMonth(day, 1);
}

function inForce(valid: Duty['valid'], day: PlainDate): boolean {
  return day >= valid.from && (valid.to === undefined || day < valid.to);
}
