import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { buildCalendar, dayKind, type HolidayNotice, holidayName, isWorkingDay, noticeFaults } from './calendar.ts';
import { lastWorkingDayBefore, nextWorkingDayAfter, rollDay, workingDaysBetween } from './working-days.ts';

const day = plainDate;
const notice2022: HolidayNotice = {
  year: 2022,
  number: '甲',
  published: day('2021-10-25'),
  holidays: [
    { name: '清明节', from: day('2022-04-03'), to: day('2022-04-05') },
    { name: '劳动节', from: day('2022-04-30'), to: day('2022-05-04') },
    { name: '国庆节', from: day('2022-10-01'), to: day('2022-10-07') },
  ],
  workingWeekends: [day('2022-04-02'), day('2022-04-24'), day('2022-05-07'), day('2022-10-08'), day('2022-10-09')],
};
const notice2023: HolidayNotice = {
  year: 2023,
  number: '乙',
  published: day('2022-12-08'),
  holidays: [{ name: '元旦', from: day('2022-12-31'), to: day('2023-01-02') }],
  workingWeekends: [],
};
const both = buildCalendar([notice2023, notice2022]);

describe('the calendar', () => {
  it('knows worked weekends, days off by name, and the plain week', () => {
    expect(dayKind(both, day('2022-04-02'))).toBe('make-up-working-day');
    expect(dayKind(both, day('2022-04-05'))).toBe('holiday');
    expect(holidayName(both, day('2022-04-05'))).toBe('清明节');
    expect(dayKind(both, day('2022-04-06'))).toBe('working-day');
    expect(dayKind(both, day('2022-04-09'))).toBe('weekend');
    expect(holidayName(both, day('2022-04-09'))).toBeNull();
  });
  it('takes Monday to Friday for worked outside the notices and says that it presumes', () => {
    expect(dayKind(both, day('2024-01-01'))).toBe('presumed-working-day');
    expect(dayKind(both, day('2024-01-06'))).toBe('presumed-weekend');
    expect(dayKind(both, day('2021-12-31'))).toBe('presumed-working-day');
    expect(both).toMatchObject({ version: '乙', firstPublished: '2022-01-01', lastPublished: '2023-12-31' });
  });
  it('forgets notices that were not published yet', () => {
    const before = buildCalendar([notice2022, notice2023], day('2022-12-07'));
    const after = buildCalendar([notice2022, notice2023], day('2022-12-08'));
    expect([before.version, before.lastPublished]).toEqual(['甲', '2022-12-31']);
    expect(isWorkingDay(before, day('2023-01-02'))).toBe(true);
    expect(isWorkingDay(after, day('2023-01-02'))).toBe(false);
    expect(buildCalendar([])).toMatchObject({ version: '', firstPublished: null, lastPublished: null });
  });
  it('lets a later notice of the same year change single days', () => {
    const change: HolidayNotice = {
      year: 2022,
      number: '丙',
      published: day('2022-09-01'),
      holidays: [{ name: '国庆节', from: day('2022-10-08'), to: day('2022-10-08') }],
      workingWeekends: [day('2022-10-15')],
    };
    const changed = buildCalendar([change, notice2022]);
    expect(isWorkingDay(changed, day('2022-10-08'))).toBe(false);
    expect(isWorkingDay(changed, day('2022-10-09'))).toBe(true);
    expect(isWorkingDay(changed, day('2022-10-15'))).toBe(true);
    expect(changed.version).toBe('丙');
  });
  it('names a worked weekend that is none, a day off and worked, and a stretch that runs backwards', () => {
    expect(noticeFaults(notice2022)).toEqual([]);
    const broken = {
      ...notice2022,
      holidays: [...notice2022.holidays, { name: '春节', from: day('2022-02-06'), to: day('2022-01-31') }],
      workingWeekends: [day('2022-04-06'), day('2022-10-01')],
    };
    expect(noticeFaults(broken)).toHaveLength(3);
  });
});

describe('working days between and around days', () => {
  it('counts what is left and what has passed', () => {
    expect(workingDaysBetween(both, day('2022-03-17'), day('2022-03-21'))).toBe(2);
    expect(workingDaysBetween(both, day('2022-03-21'), day('2022-03-21'))).toBe(0);
    expect(workingDaysBetween(both, day('2022-04-29'), day('2022-05-07'))).toBe(3);
    expect(workingDaysBetween(both, day('2022-05-07'), day('2022-04-29'))).toBe(-3);
    expect(workingDaysBetween(both, day('2022-05-02'), day('2022-04-30'))).toBe(0);
  });
  it('reminds before a holiday, on a worked weekend too', () => {
    expect(lastWorkingDayBefore(both, day('2022-04-06'))).toBe('2022-04-02');
    expect(lastWorkingDayBefore(both, day('2022-05-05'))).toBe('2022-04-29');
    expect(lastWorkingDayBefore(both, day('2022-10-08'))).toBe('2022-09-30');
    expect(nextWorkingDayAfter(both, day('2022-04-29'))).toBe('2022-05-05');
  });
  it('rolls only when told to', () => {
    expect(rollDay(both, day('2022-05-01'), 'none')).toBe('2022-05-01');
    expect(rollDay(both, day('2022-05-01'), 'previous')).toBe('2022-04-29');
    expect(rollDay(both, day('2022-05-01'), 'next')).toBe('2022-05-05');
    expect(rollDay(both, day('2022-05-07'), 'next')).toBe('2022-05-07');
  });
  it('throws instead of searching for ever when the data leave no working day', () => {
    const closed = buildCalendar([
      {
        ...notice2022,
        holidays: [{ name: '全年', from: day('2022-01-01'), to: day('2022-12-31') }],
        workingWeekends: [],
      },
    ]);
    expect(() => nextWorkingDayAfter(closed, day('2022-06-01'))).toThrow(RangeError);
  });
});
