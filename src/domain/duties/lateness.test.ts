import { describe, expect, it } from 'vitest';
import { calendar2022, clockContext, step } from '#test/builders/clock-context.ts';
import type { TimeUnit } from '../policy/pack-shape.ts';
import { type PlainDate, plainDate } from '../values/plain-date.ts';
import type { ClockAnswer } from './clock-answer.ts';
import { daysByLevel } from './days-by-level.ts';
import { latenessOf, reminderDay } from './lateness.ts';
import { overdueEffect } from './overdue-effect.ts';
import { stepClocks } from './step-clocks.ts';

function clock(start: string, amount: number, unit: TimeUnit): ClockAnswer {
  const from = { kind: 'event', name: 'lead.found' } as const;
  const [answer] = stepClocks(step('x', { within: { amount, unit }, from }), clockContext({ 'lead.found': start }));
  if (answer === undefined) throw new Error('no clock');
  return answer;
}

const on = (answer: ClockAnswer, today: string, settledOn: string | null = null) =>
  latenessOf(calendar2022, answer, plainDate(today), settledOn === null ? null : plainDate(settledOn));

describe('lateness', () => {
  const visit = clock('2022-03-16', 3, 'working-day'); // due Monday 2022-03-21
  it('counts what is left and what is used in the unit of the term', () => {
    expect(on(visit, '2022-03-17')).toEqual({ state: 'not-due', unit: 'working-day', left: 2, late: 0, used: 1 });
    expect(on(visit, '2022-03-21')).toEqual({ state: 'due-today', unit: 'working-day', left: 0, late: 0, used: 3 });
    expect(on(clock('2022-03-16', 15, 'day'), '2022-03-22')).toMatchObject({ unit: 'day', left: 9, used: 6 });
    expect(on(clock('2022-03-16', 1, 'month'), '2022-03-22')).toMatchObject({ unit: 'day', left: 25, used: null });
  });
  it('tells a working-day term late in working days, others in days', () => {
    expect(on(visit, '2022-03-22')).toMatchObject({ state: 'overdue', unit: 'working-day', late: 1 });
    expect(on(clock('2022-06-10', 5, 'working-day'), '2022-06-21')).toMatchObject({ unit: 'working-day', late: 2 });
    expect(on(clock('2022-04-28', 15, 'day'), '2022-05-14')).toMatchObject({ unit: 'day', late: 1 });
  });
  it('is never zero days late: over a weekend it counts days', () => {
    const friday = clock('2022-03-11', 5, 'working-day');
    expect(on(friday, '2022-03-19')).toMatchObject({ state: 'overdue', unit: 'day', late: 1 });
    expect(on(friday, '2022-03-20')).toMatchObject({ state: 'overdue', unit: 'day', late: 2 });
    expect(on(friday, '2022-03-21')).toMatchObject({ state: 'overdue', unit: 'working-day', late: 1 });
  });
  it('keeps how late something was done, and does not see what happens after the asked day', () => {
    expect(on(visit, '2022-06-30', '2022-03-21')).toMatchObject({ state: 'done', late: 0 });
    expect(on(visit, '2022-06-30', '2022-03-22')).toMatchObject({ state: 'done-late', late: 1, used: 4 });
    expect(on(visit, '2022-03-18', '2022-03-22')).toMatchObject({ state: 'not-due', left: 1 });
  });
  it('never counts a provisional date as late', () => {
    const open = clock('2022-12-29', 3, 'working-day');
    expect(on(open, '2023-03-01')).toMatchObject({ state: 'provisional', late: 0, left: 0 });
    expect(on(open, '2023-03-01', '2023-02-01')).toMatchObject({ state: 'done', late: 0 });
  });
  it('has nothing to say of a clock without a date', () => {
    const [waiting] = stepClocks(
      step('x', { within: { amount: 1, unit: 'day' }, from: { kind: 'event', name: 'lead.found' } }),
      clockContext({}),
    );
    expect(waiting && on(waiting, '2022-06-01')).toMatchObject({ state: 'undated' });
  });
});

describe('reminders', () => {
  const remind = (start: string, amount: number, unit: TimeUnit) =>
    reminderDay(calendar2022, clock(start, amount, unit));
  it('fall on the last working day before the due day', () => {
    expect(remind('2022-05-13', 15, 'day')).toBe('2022-05-27'); // due Saturday 2022-05-28
    expect(remind('2022-03-26', 10, 'day')).toBe('2022-04-02'); // due 2022-04-05, a holiday; 04-02 is worked
  });
  it('never fall before the clock started', () => {
    expect(remind('2022-06-04', 1, 'day')).toBe('2022-06-04');
    expect(remind('2022-06-08', 0, 'day')).toBe('2022-06-08');
  });
});

describe('what follows from being late', () => {
  const rule = { deem: { 措施: '视为未落实' }, notify: ['county-bureau'] };
  const entry = clock('2022-06-02', 1, 'month'); // due 2022-07-02
  const effect = (today: string, settledOn: string | null = null) =>
    overdueEffect(calendar2022, rule, entry, plainDate(today), settledOn === null ? null : plainDate(settledOn));

  it('is nothing until the day has passed', () => {
    expect(effect('2022-07-02')).toBeNull();
    expect(effect('2022-08-01', '2022-07-02')).toBeNull();
  });
  it('deems while the act is missing', () => {
    expect(effect('2022-07-04')).toEqual({
      deemed: { 措施: '视为未落实' },
      flag: null,
      notify: ['county-bureau'],
      lapse: { from: '2022-07-03', to: '2022-07-04', days: 2 },
    });
  });
  it('no longer deems once it came, and keeps the days of lapse, that of the act among them', () => {
    expect(effect('2022-08-01', '2022-07-06')).toMatchObject({
      deemed: {},
      notify: [],
      lapse: { from: '2022-07-03', to: '2022-07-06', days: 4 },
    });
    expect(effect('2022-08-01', '2022-07-03')).toMatchObject({ deemed: {}, lapse: { days: 1 } });
  });
});

describe('days by level', () => {
  const stretch = (level: string, from: string, to: string | null) => ({
    level,
    from: plainDate(from),
    to: to === null ? null : (plainDate(to) as PlainDate),
  });
  it('adds up stretches, counts parallel ones once, and runs to today', () => {
    const days = daysByLevel(
      calendar2022,
      [
        stretch('township', '2022-06-01', '2022-06-07'),
        stretch('township', '2022-06-04', '2022-06-09'),
        stretch('county', '2022-06-09', null),
        stretch('village', '2022-06-20', null),
      ],
      plainDate('2022-06-12'),
    );
    expect(days).toEqual([
      { level: 'township', days: 8, workingDays: 5 },
      { level: 'county', days: 3, workingDays: 1 },
      { level: 'village', days: 0, workingDays: 0 },
    ]);
  });
});
