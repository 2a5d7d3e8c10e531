import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  daysBetween,
  parsePlainDate,
  plainDate,
  shanghaiDay,
  weekday,
} from './plain-date.ts';

describe('plain dates', () => {
  it('refuses days that do not exist', () => {
    for (const text of ['2022-02-29', '2022-13-01', '2022-00-10', '2022-04-31', '2022-4-1', '', '2022-04-06T00:00']) {
      expect(parsePlainDate(text), text).toBeUndefined();
    }
    expect(parsePlainDate('2024-02-29')).toBe('2024-02-29');
  });
  it('adds months clamped to the end of the month', () => {
    expect(addMonths(plainDate('2021-08-31'), 1)).toBe('2021-09-30');
    expect(addMonths(plainDate('2022-01-31'), 1)).toBe('2022-02-28');
    expect(addMonths(plainDate('2021-07-15'), 12)).toBe('2022-07-15');
    expect(addMonths(plainDate('2022-01-15'), -1)).toBe('2021-12-15');
  });
  it('counts calendar days across month, year and leap day', () => {
    expect(addDays(plainDate('2022-03-16'), 15)).toBe('2022-03-31');
    expect(addDays(plainDate('2021-12-31'), 1)).toBe('2022-01-01');
    expect(daysBetween(plainDate('2024-02-28'), plainDate('2024-03-01'))).toBe(2);
  });
  it('reaches an age on the birthday', () => {
    expect(ageOn(plainDate('1962-03-16'), plainDate('2022-03-16'))).toBe(60);
    expect(ageOn(plainDate('1962-03-17'), plainDate('2022-03-16'))).toBe(59);
  });
  it('knows weekdays and the Shanghai day of an instant', () => {
    expect(weekday(plainDate('2022-03-16'))).toBe(3);
    expect(weekday(plainDate('2022-03-13'))).toBe(7);
    expect(shanghaiDay(Date.parse('2022-04-05T16:00:00Z'))).toBe('2022-04-06');
    expect(shanghaiDay(Date.parse('2022-04-05T15:59:59Z'))).toBe('2022-04-05');
  });
});
