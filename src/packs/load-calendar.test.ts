import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addTerm, latestStart, type TermUnit } from '#domain/calendar/add-term.ts';
import { type Calendar, type HolidayNotice, isWorkingDay } from '#domain/calendar/calendar.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addDays, plainDate } from '#domain/values/plain-date.ts';
import { calendarFileOf, loadCalendar, loadNotices, parseNotices } from './load-calendar.ts';

const root = path.resolve(import.meta.dirname, '../..');
let calendar: Calendar;
let notices: HolidayNotice[];
beforeAll(async () => {
  calendar = await loadCalendar(root);
  notices = await loadNotices(calendarFileOf(root));
});

/** Counted by hand from the notices, before any of this was written. */
const byHand: readonly [TermUnit, string, number, string][] = [
  ['working-day', '2022-03-16', 3, '2022-03-21'],
  ['working-day', '2022-03-11', 5, '2022-03-18'],
  ['working-day', '2022-04-01', 3, '2022-04-07'],
  ['working-day', '2022-04-02', 1, '2022-04-06'],
  ['working-day', '2022-04-22', 3, '2022-04-26'],
  ['working-day', '2022-04-29', 3, '2022-05-07'],
  ['working-day', '2022-06-01', 5, '2022-06-09'],
  ['working-day', '2022-09-08', 3, '2022-09-14'],
  ['working-day', '2022-09-29', 3, '2022-10-09'],
  ['working-day', '2022-12-29', 3, '2023-01-04'],
  ['working-day', '2023-01-19', 3, '2023-01-29'],
  ['working-day', '2023-04-27', 3, '2023-05-05'],
  ['working-day', '2023-06-20', 3, '2023-06-26'],
  ['working-day', '2023-09-27', 3, '2023-10-08'],
  ['working-day', '2021-06-10', 5, '2021-06-18'],
  ['working-day', '2021-06-21', 5, '2021-06-28'],
  ['working-day', '2021-09-17', 3, '2021-09-23'],
  ['working-day', '2021-09-29', 5, '2021-10-12'],
  ['day', '2022-03-16', 15, '2022-03-31'],
  ['day', '2022-06-01', 5, '2022-06-06'],
  ['day', '2022-04-28', 7, '2022-05-05'],
  ['month', '2021-08-31', 1, '2021-09-30'],
  ['month', '2022-06-02', 1, '2022-07-02'],
  ['month', '2021-07-15', 12, '2022-07-15'],
];

/**
 * A second counting that shares nothing with the first: JavaScript dates, the days off and the days worked as two sets,
 * one day at a time.
 */
function walker(): (start: string, amount: number) => string {
  const text = (date: Date) => date.toISOString().slice(0, 10);
  const tomorrow = (date: Date) => date.setUTCDate(date.getUTCDate() + 1);
  const off = new Set<string>();
  for (const stretch of notices.flatMap((notice) => notice.holidays)) {
    const date = new Date(`${stretch.from}T12:00:00Z`);
    for (; text(date) !== stretch.to; tomorrow(date)) off.add(text(date));
    off.add(stretch.to);
  }
  const worked = new Set<string>(notices.flatMap((notice) => notice.workingWeekends));
  return (start, amount) => {
    const date = new Date(`${start}T12:00:00Z`);
    for (let left = amount; left > 0; ) {
      tomorrow(date);
      const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
      if (worked.has(text(date)) || (!weekend && !off.has(text(date)))) left -= 1;
    }
    return text(date);
  };
}

const anyDay = fc.integer({ min: 0, max: 2300 }).map((offset) => addDays(plainDate('2020-12-01'), offset));

describe('terms over the published notices', () => {
  it.each(byHand)('%s from %s, %i of them, end on %s', (unit, start, amount, due) => {
    expect(addTerm(calendar, plainDate(start), { amount, unit }).due).toBe(due);
  });

  it('agree with a second counting over ten thousand terms', () => {
    const walk = walker();
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 40 }), (start, amount) => {
        return addTerm(calendar, start, { amount, unit: 'working-day' }).due === walk(start, amount);
      }),
      { numRuns: 10_000, seed: 20220316 },
    );
  });

  it('show every day of the counting, numbered, the due day last', () => {
    const added = addTerm(calendar, plainDate('2022-04-01'), { amount: 3, unit: 'working-day' });
    expect(added.counted).toEqual([
      { day: '2022-04-02', counts: true, why: 'make-up-working-day', n: 1 },
      { day: '2022-04-03', counts: false, why: 'holiday', name: '清明节' },
      { day: '2022-04-04', counts: false, why: 'holiday', name: '清明节' },
      { day: '2022-04-05', counts: false, why: 'holiday', name: '清明节' },
      { day: '2022-04-06', counts: true, why: 'working-day', n: 2 },
      { day: '2022-04-07', counts: true, why: 'working-day', n: 3 },
    ]);
  });

  it('find the latest start whose term still ends in time', () => {
    const units = fc.constantFrom<TermUnit>('day', 'working-day', 'week', 'month', 'year');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 15 }), units, (end, amount, unit) => {
        const { start } = latestStart(calendar, end, { amount, unit });
        expect(addTerm(calendar, start, { amount, unit }).due <= end).toBe(true);
        expect(addTerm(calendar, addDays(start, 1), { amount, unit }).due > end).toBe(true);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe('the calendar file', () => {
  it('covers 2021 to 2026 and knows in which year each notice came out', () => {
    expect([calendar.firstPublished, calendar.lastPublished]).toEqual(['2021-01-01', '2026-12-31']);
    for (const notice of notices) expect(notice.published.slice(0, 4)).toBe(String(notice.year - 1));
  });
  it('marks the whole of a term provisional that runs past the last notice', () => {
    const inside = addTerm(calendar, plainDate('2026-12-30'), { amount: 1, unit: 'working-day' });
    const across = addTerm(calendar, plainDate('2026-12-30'), { amount: 3, unit: 'working-day' });
    expect(inside).toMatchObject({ due: '2026-12-31', provisional: false });
    expect(across).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(across.counted.map((line) => line.why)).toEqual([
      'working-day',
      'presumed-working-day',
      'presumed-weekend',
      'presumed-weekend',
      'presumed-working-day',
    ]);
    expect(addTerm(calendar, plainDate('2027-06-01'), { amount: 30, unit: 'day' }).provisional).toBe(false);
  });
  it('counts as people could count on the day asked', async () => {
    const then = await loadCalendar(root, plainDate('2022-12-07'));
    const added = addTerm(then, plainDate('2022-12-29'), { amount: 3, unit: 'working-day' });
    expect(added).toMatchObject({ due: '2023-01-03', provisional: true });
    expect(isWorkingDay(calendar, plainDate('2023-01-02'))).toBe(false);
  });
  it('is refused by name when a day does not exist, a key is unknown or a worked weekend is a Monday', () => {
    const head = 'calendar: { notices: [{ year: 2022, number: 甲, published: 2021-10-25, holidays: []';
    const faultsOf = (text: string) => {
      try {
        parseNotices(text, 'x.yaml');
      } catch (error) {
        if (error instanceof AppError) return [error.code, error.facts.file, String(error.facts.faults)];
      }
      return [];
    };
    expect(parseNotices(`${head}, working-weekends: [2022-04-02] }] }`, 'x.yaml')).toHaveLength(1);
    for (const broken of [
      `${head}, working-weekends: [2022-02-30] }] }`,
      `${head}, working-weekends: [2022-04-04] }] }`,
      `${head}, working-weekends: [], weekends: [] }] }`,
      `${head}, working-weekends: [`,
    ]) {
      expect(faultsOf(broken).slice(0, 2)).toEqual(['file-unreadable', 'x.yaml']);
    }
    expect(faultsOf(`${head}, working-weekends: [2022-02-30] }] }`)[2]).toContain('2022-02-30');
  });
  it('is refused by name when it is missing', async () => {
    await expect(loadNotices('/nowhere/none.yaml')).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
