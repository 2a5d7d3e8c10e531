import { describe, expect, it } from 'vitest';
import { buildCalendar } from '../calendar/calendar.ts';
import { plainDate } from '../values/plain-date.ts';
import { reminderOf } from './reminder.ts';

const day = plainDate;
// 清明 2022: off 3–5 April, worked on Saturday the 2nd.
const calendar = buildCalendar([
  {
    year: 2022,
    number: '甲',
    published: day('2021-10-25'),
    holidays: [{ name: '清明节', from: day('2022-04-03'), to: day('2022-04-05') }],
    workingWeekends: [day('2022-04-02')],
  },
]);

const clock = (dueOn: string, provisional = false) =>
  ({ dueOn: day(dueOn), unit: 'working-day', provisional }) as const;

describe('a reminder', () => {
  it('comes on the last working day before, through the rest days up to the day itself', () => {
    const on = (today: string) => reminderOf(calendar, clock('2022-04-06'), day(today), null)?.state ?? null;
    expect(['2022-04-01', '2022-04-02', '2022-04-04', '2022-04-06'].map(on)).toEqual([null, 'soon', 'soon', 'today']);
  });

  it('of a due day that is a rest day comes on the working day before it', () => {
    expect(reminderOf(calendar, clock('2022-04-05'), day('2022-04-02'), null)?.state).toBe('soon');
    expect(reminderOf(calendar, clock('2022-04-05'), day('2022-04-01'), null)).toBe(null);
  });

  it('goes up from the day that the term of escalation is full', () => {
    const late = (today: string) => reminderOf(calendar, clock('2022-04-01'), day(today), 2);
    // The 2nd is worked, 3–5 are off: on the 5th one day is full, on the 6th two.
    expect(late('2022-04-05')).toMatchObject({ state: 'overdue', late: 1, escalated: false });
    expect(late('2022-04-06')).toMatchObject({ state: 'overdue', late: 2, escalated: true });
    expect(reminderOf(calendar, clock('2022-04-01'), day('2022-04-06'), null)?.escalated).toBe(false);
  });

  it('of a day that no published calendar carries is never late', () => {
    expect(reminderOf(calendar, clock('2022-04-01', true), day('2022-04-08'), 1)).toEqual({
      state: 'today',
      late: 0,
      unit: 'working-day',
      escalated: false,
    });
  });
});
