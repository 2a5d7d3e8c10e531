import { addDays, addMonths, daysInMonth, type PlainDate, partsOf } from '#domain/values/plain-date.ts';
import { type Calendar, countsAsWorked, type DayKind, dayKind, holidayName, isPublished } from './calendar.ts';

export const termUnits = ['hour', 'day', 'working-day', 'week', 'month', 'year'] as const;
export type TermUnit = (typeof termUnits)[number];

/** A length of time; `amount` is a whole number ≥ 0. */
export interface TermLength {
  readonly amount: number;
  readonly unit: TermUnit;
}

/** One line of the counting as the 依据 drawer shows it. */
export interface CountedDay {
  readonly day: PlainDate;
  /** True when the day (for months and years: the anniversary) moves the count on. */
  readonly counts: boolean;
  /**
   * Kind of day for working-day terms; `calendar-day` for hours, days and weeks; `same-day` and `clamped` (the month has
   * no such day, its last one is taken) for months and years.
   */
  readonly why: DayKind | 'calendar-day' | 'same-day' | 'clamped';
  /** Running number, only where the day counts. */
  readonly n?: number;
  /** Holiday the day belongs to. */
  readonly name?: string;
}

export interface AddedTerm {
  readonly due: PlainDate;
  /** True when a working-day term touches a day outside the published notices: the date may still change. */
  readonly provisional: boolean;
  /** From the day after the start to the due day; for months and years one line each. Empty for a term of 0. */
  readonly counted: readonly CountedDay[];
}

/**
 * The last day of a term that starts on `start`. The start day is not counted and the due day is in time.
 *
 * `working-day` follows the calendar; `hour` (whole days of 24 hours, a remainder is dropped, so 2 hours end the same
 * day), `day` and `week` are calendar days and never shift; `month` and `year` end on the same day of the month, or on
 * its last one. A term of 0 ends on `start`. Throws a RangeError when the amount is no whole number ≥ 0 or above 3650
 * (36500 hours): no document sets such a term.
 */
export function addTerm(calendar: Calendar, start: PlainDate, term: TermLength): AddedTerm {
  checkAmount(term);
  switch (term.unit) {
    case 'working-day':
      return addWorkingDays(calendar, start, term.amount);
    case 'hour':
    case 'day':
    case 'week': {
      const counted = calendarDays(start, wholeDays(term));
      return { due: counted.at(-1)?.day ?? start, provisional: false, counted };
    }
    case 'month':
    case 'year': {
      const counted = anniversaries(start, term.amount, term.unit === 'year' ? 12 : 1);
      return { due: counted.at(-1)?.day ?? start, provisional: false, counted };
    }
  }
}

/**
 * The latest day a term may start on to end on `end` or before, i.e. the greatest start with
 * `addTerm(start).due <= end`; provisional like the term itself. Amounts as in `addTerm`.
 */
export function latestStart(
  calendar: Calendar,
  end: PlainDate,
  term: TermLength,
): { start: PlainDate; provisional: boolean } {
  checkAmount(term);
  if (term.unit === 'working-day') {
    let start = end;
    let provisional = false;
    for (let left = term.amount; left > 0; start = addDays(start, -1)) {
      if (countsAsWorked(dayKind(calendar, start))) left -= 1;
      if (!isPublished(calendar, start)) provisional = true;
    }
    return { start, provisional };
  }
  if (term.unit !== 'month' && term.unit !== 'year')
    return { start: addDays(end, -wholeDays(term)), provisional: false };
  const months = term.unit === 'year' ? 12 * term.amount : term.amount;
  let start = addMonths(end, -months);
  while (term.amount > 0 && addMonths(addDays(start, 1), months) <= end) start = addDays(start, 1);
  return { start, provisional: false };
}

function addWorkingDays(calendar: Calendar, start: PlainDate, amount: number): AddedTerm {
  const counted: CountedDay[] = [];
  let provisional = false;
  let due = start;
  for (let n = 0; n < amount; ) {
    due = addDays(due, 1);
    const why = dayKind(calendar, due);
    const name = holidayName(calendar, due);
    const counts = countsAsWorked(why);
    if (!isPublished(calendar, due)) provisional = true;
    if (counts) n += 1;
    counted.push({ day: due, counts, why, ...(counts ? { n } : {}), ...(name === null ? {} : { name }) });
  }
  return { due, provisional, counted };
}

function calendarDays(start: PlainDate, amount: number): CountedDay[] {
  return Array.from({ length: amount }, (_, index) => ({
    day: addDays(start, index + 1),
    counts: true,
    why: 'calendar-day',
    n: index + 1,
  }));
}

function anniversaries(start: PlainDate, amount: number, months: number): CountedDay[] {
  return Array.from({ length: amount }, (_, index) => {
    const day = addMonths(start, (index + 1) * months);
    const { year, month } = partsOf(day);
    const clamped = daysInMonth(year, month) < partsOf(start).day;
    return { day, counts: true, why: clamped ? 'clamped' : 'same-day', n: index + 1 };
  });
}

function wholeDays({ amount, unit }: TermLength): number {
  if (unit === 'week') return amount * 7;
  return unit === 'hour' ? Math.floor(amount / 24) : amount;
}

function checkAmount({ amount, unit }: TermLength): void {
  const most = unit === 'hour' ? 36_500 : 3650;
  if (!Number.isInteger(amount) || amount < 0 || amount > most) throw new RangeError(`not a term: ${amount} ${unit}`);
}
