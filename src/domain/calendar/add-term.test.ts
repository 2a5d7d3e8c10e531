import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '#domain/values/plain-date.ts';
import { calendar2022 } from '#test/builders/clock-context.ts';
import { addTerm, latestStart, termUnits } from './add-term.ts';
import { buildCalendar } from './calendar.ts';

const day = plainDate;
const empty = buildCalendar([]);
const anyDay = fc.integer({ min: 0, max: 4000 }).map((offset) => addDays(day('2020-01-01'), offset));

describe('terms', () => {
  it('end on the last day of a month that has no such day', () => {
    const month = (start: string, amount: number) => addTerm(empty, day(start), { amount, unit: 'month' }).due;
    expect(month('2021-08-31', 1)).toBe('2021-09-30');
    expect(month('2022-01-30', 1)).toBe('2022-02-28');
    expect(month('2024-01-30', 1)).toBe('2024-02-29');
    expect(month('2022-01-31', 2)).toBe('2022-03-31');
    expect(month('2022-02-28', 1)).toBe('2022-03-28');
    expect(addTerm(empty, day('2024-02-29'), { amount: 1, unit: 'year' }).due).toBe('2025-02-28');
    expect(addTerm(empty, day('2024-02-29'), { amount: 4, unit: 'year' }).due).toBe('2028-02-29');
  });
  it('say where the end was clamped', () => {
    expect(addTerm(empty, day('2022-01-31'), { amount: 2, unit: 'month' }).counted).toEqual([
      { day: '2022-02-28', counts: true, why: 'clamped', n: 1 },
      { day: '2022-03-31', counts: true, why: 'same-day', n: 2 },
    ]);
  });
  it('of days, weeks and hours never shift and are never provisional', () => {
    expect(addTerm(empty, day('2022-04-28'), { amount: 7, unit: 'day' })).toMatchObject({
      due: '2022-05-05',
      provisional: false,
    });
    expect(addTerm(empty, day('2022-04-28'), { amount: 2, unit: 'week' }).due).toBe('2022-05-12');
    expect(addTerm(empty, day('2022-04-28'), { amount: 24, unit: 'hour' }).due).toBe('2022-04-29');
    expect(addTerm(empty, day('2022-04-28'), { amount: 2, unit: 'hour' }).due).toBe('2022-04-28');
  });
  it('of nothing end on the day they start', () => {
    for (const unit of termUnits) {
      expect(addTerm(empty, day('2022-05-01'), { amount: 0, unit })).toEqual({
        due: '2022-05-01',
        provisional: false,
        counted: [],
      });
    }
  });
  it('are whole and not negative', () => {
    for (const amount of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 3651]) {
      expect(() => addTerm(empty, day('2022-05-01'), { amount, unit: 'working-day' })).toThrow(RangeError);
      expect(() => latestStart(empty, day('2022-05-01'), { amount, unit: 'working-day' })).toThrow(RangeError);
    }
  });
  it('never end earlier when they start later', () => {
    const unit = fc.constantFrom(...termUnits);
    fc.assert(
      fc.property(anyDay, fc.nat(60), fc.nat(30), unit, (start, later, amount, unitOf) => {
        const term = { amount, unit: unitOf };
        for (const calendar of [empty, calendar2022]) {
          expect(addTerm(calendar, addDays(start, later), term).due >= addTerm(calendar, start, term).due).toBe(true);
        }
      }),
      { numRuns: 2000, seed: 11 },
    );
  });
});
