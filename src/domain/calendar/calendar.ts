import { addDays, type PlainDate, parsePlainDate, plainDateOf, weekday } from '#domain/values/plain-date.ts';

/** One holiday notice of the State Council General Office, days as printed in it. */
export interface HolidayNotice {
  /** Year the notice arranges. Its days are known from 1 January to 31 December of it. */
  readonly year: number;
  /** Document number (国办发明电〔2021〕11号). */
  readonly number: string;
  /** Day of publication: before it nobody could count with these days. */
  readonly published: PlainDate;
  /** Unbroken days off, both ends included. They may lie in the neighbouring year (2022-12-31 in the notice for 2023). */
  readonly holidays: readonly { readonly name: string; readonly from: PlainDate; readonly to: PlainDate }[];
  /** 调休: Saturdays and Sundays that are worked. */
  readonly workingWeekends: readonly PlainDate[];
}

/** What is special about a day; days not listed follow the week. */
export type MarkedDay =
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'make-up-working-day'; readonly name: null };

/** Which days are worked, as far as published. Made by `buildCalendar`. */
export interface Calendar {
  /** Number of the last notice in it, empty text when there is none: changes whenever dates may change. */
  readonly version: string;
  /** First day the notices cover; null when there is no notice. */
  readonly firstPublished: PlainDate | null;
  /** Last day the notices cover, 31 December of the last year; null when there is no notice. */
  readonly lastPublished: PlainDate | null;
  readonly marked: ReadonlyMap<PlainDate, MarkedDay>;
}

/**
 * `presumed-…`: outside the published notices, taken from the week alone (Mon–Fri worked); may change with the next
 * notice, so whatever rests on it is provisional.
 */
export type DayKind =
  | 'working-day'
  | 'make-up-working-day'
  | 'weekend'
  | 'holiday'
  | 'presumed-working-day'
  | 'presumed-weekend';

/**
 * The calendar of all notices published on `knownOn` or before (all of them when absent), so that a day counted in
 * autumn does not use a notice of December. A later notice overrides an earlier one day by day.
 */
export function buildCalendar(notices: readonly HolidayNotice[], knownOn?: PlainDate): Calendar {
  const known = notices
    .filter((notice) => knownOn === undefined || notice.published <= knownOn)
    .toSorted((a, b) => a.published.localeCompare(b.published, 'en'));
  const marked = new Map<PlainDate, MarkedDay>();
  for (const notice of known) {
    for (const { name, from, to } of notice.holidays) {
      for (let day = from; day <= to; day = addDays(day, 1)) marked.set(day, { kind: 'holiday', name });
    }
    for (const day of notice.workingWeekends) marked.set(day, { kind: 'make-up-working-day', name: null });
  }
  const years = known.map((notice) => notice.year);
  return {
    version: known.at(-1)?.number ?? '',
    firstPublished: years.length === 0 ? null : plainDateOf(Math.min(...years), 1, 1),
    lastPublished: years.length === 0 ? null : plainDateOf(Math.max(...years), 12, 31),
    marked,
  };
}

/** What kind of day `day` is. A day marked by a notice counts as published even in a year no notice arranges. */
export function dayKind(calendar: Calendar, day: PlainDate): DayKind {
  const mark = calendar.marked.get(day);
  if (mark !== undefined) return mark.kind;
  const byTheWeek = weekday(day) <= 5;
  if (!isPublished(calendar, day)) return byTheWeek ? 'presumed-working-day' : 'presumed-weekend';
  return byTheWeek ? 'working-day' : 'weekend';
}

/** True when offices work on `day`; beyond the published notices Monday to Friday. */
export function isWorkingDay(calendar: Calendar, day: PlainDate): boolean {
  return countsAsWorked(dayKind(calendar, day));
}

/** True for the kinds of day a working-day term counts. */
export function countsAsWorked(kind: DayKind): boolean {
  return kind === 'working-day' || kind === 'make-up-working-day' || kind === 'presumed-working-day';
}

/** Name of the holiday `day` belongs to (春节), null on every other day. */
export function holidayName(calendar: Calendar, day: PlainDate): string | null {
  return calendar.marked.get(day)?.name ?? null;
}

/** True when a notice says whether `day` is worked. */
export function isPublished(calendar: Calendar, day: PlainDate): boolean {
  if (calendar.firstPublished === null || calendar.lastPublished === null) return false;
  return day >= calendar.firstPublished && day <= calendar.lastPublished;
}

/**
 * Days a notice list gets wrong: a worked day that is no weekend, a day both off and worked, a stretch that ends before
 * it begins. Empty when the list is sound. For loaders and the test of the shipped file.
 */
export function noticeFaults(notice: HolidayNotice): string[] {
  const faults: string[] = [];
  for (const { name, from, to } of notice.holidays) if (to < from) faults.push(`${name}: ${from} > ${to}`);
  for (const day of notice.workingWeekends) {
    if (parsePlainDate(day) === undefined || weekday(day) <= 5) faults.push(`${day}: no weekend`);
    if (notice.holidays.some((holiday) => day >= holiday.from && day <= holiday.to))
      faults.push(`${day}: off and worked`);
  }
  return faults;
}
