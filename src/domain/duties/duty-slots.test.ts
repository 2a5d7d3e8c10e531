import { describe, expect, it } from 'vitest';
import { calendar2022, clockContext } from '#test/builders/clock-context.ts';
import type { Cadence, Covers, Feed } from '../policy/duty-shape.ts';
import { plainDate } from '../values/plain-date.ts';
import { dueWord } from './clock-answer.ts';
import { dutyProgress } from './duty-progress.ts';
import { dutySlots, feedSlots, forwardDay, slotsOf } from './duty-slots.ts';
import { continuousDue, onEventDue } from './event-duties.ts';
import type { periodOf } from './period.ts';
import { feedStatus, type Receipt } from './slot-status.ts';

const day = plainDate;
const range = (from: string, to: string) => ({ from: day(from), to: day(to) });
const dues = (cadence: Cadence, from: string, to: string, covers: Covers = 'period') =>
  slotsOf(cadence, covers, range(from, to)).map((slot) => slot.due);
const monthly = (dueDay: number | 'last'): Cadence => ({ kind: 'every', every: 'month', dueDay });

describe('due days of recurring duties', () => {
  it('fall on the last day of each period', () => {
    const every = (period: Parameters<typeof periodOf>[0], from: string, to: string) =>
      dues({ kind: 'every', every: period }, from, to);
    expect(every('day', '2022-02-27', '2022-03-01')).toEqual(['2022-02-27', '2022-02-28', '2022-03-01']);
    expect(every('week', '2022-03-01', '2022-03-13')).toEqual(['2022-03-06', '2022-03-13']);
    expect(every('10-day', '2022-05-01', '2022-05-31')).toEqual(['2022-05-10', '2022-05-20', '2022-05-31']);
    expect(every('half-month', '2022-02-01', '2022-02-28')).toEqual(['2022-02-15', '2022-02-28']);
    expect(every('month', '2024-02-01', '2024-03-30')).toEqual(['2024-02-29']);
    expect(every('quarter', '2021-07-01', '2021-12-31')).toEqual(['2021-09-30', '2021-12-31']);
    expect(every('half-year', '2022-01-01', '2022-12-31')).toEqual(['2022-06-30', '2022-12-31']);
    expect(every('year', '2022-01-01', '2023-12-30')).toEqual(['2022-12-31']);
  });
  it('fall on day N, on the last day of a month that has no such day', () => {
    expect(dues(monthly(30), '2023-01-01', '2023-03-31')).toEqual(['2023-01-30', '2023-02-28', '2023-03-30']);
    expect(dues(monthly('last'), '2024-02-01', '2024-02-29')).toEqual(['2024-02-29']);
    const yearly: Cadence = { kind: 'every', every: 'year', dueDay: 10, dueMonth: 12 };
    expect(dues(yearly, '2021-01-01', '2022-12-31')).toEqual(['2021-12-10', '2022-12-10']);
    expect(dues({ kind: 'every', every: 'quarter', dueDay: 20 }, '2022-01-01', '2022-06-30')).toEqual([
      '2022-03-20',
      '2022-06-20',
    ]);
  });
  it('of the previous month fall into the month after it', () => {
    expect(slotsOf(monthly(5), 'previous-month', range('2022-04-01', '2022-04-30'))).toEqual([
      { due: '2022-04-05', period: range('2022-03-01', '2022-03-31'), covers: range('2022-03-01', '2022-03-31') },
    ]);
    expect(dues({ kind: 'every', every: 'month' }, '2022-03-01', '2022-03-31', 'previous-month')).toEqual([
      '2022-03-31',
    ]);
  });
  it('say what the paper contains; the January batch belongs to the old year', () => {
    const covered = (covers: Covers, from: string, to: string, dueDay: number) =>
      slotsOf(monthly(dueDay), covers, range(from, to))[0]?.covers;
    expect(covered('month-to-date', '2022-03-01', '2022-03-31', 30)).toEqual(range('2022-03-01', '2022-03-30'));
    expect(covered('year-to-previous-month-end', '2022-05-01', '2022-05-31', 5)).toEqual(
      range('2022-01-01', '2022-04-30'),
    );
    expect(covered('year-to-previous-month-end', '2023-01-01', '2023-01-31', 5)).toEqual(
      range('2022-01-01', '2022-12-31'),
    );
  });
  it('of named slots come that often a month, two that meet in February once', () => {
    expect(dues({ kind: 'slots', slots: [10, 20, 'last'] }, '2022-05-01', '2022-05-31')).toEqual([
      '2022-05-10',
      '2022-05-20',
      '2022-05-31',
    ]);
    expect(dues({ kind: 'slots', slots: [15, 30, 'last'] }, '2022-02-01', '2022-02-28')).toEqual([
      '2022-02-15',
      '2022-02-28',
    ]);
    expect(slotsOf({ kind: 'slots', slots: [15, 'last'] }, 'period', range('2022-05-16', '2022-05-31'))).toEqual([
      { due: '2022-05-31', period: range('2022-05-16', '2022-05-31'), covers: range('2022-05-16', '2022-05-31') },
    ]);
  });
  it('of a window are its last day, over the new year too; once is once; never is never', () => {
    expect(dues({ kind: 'window', from: '10-01', to: '12-31' }, '2021-01-01', '2022-12-31')).toEqual([
      '2021-12-31',
      '2022-12-31',
    ]);
    expect(
      slotsOf({ kind: 'window', from: '11-01', to: '02-30' }, 'period', range('2022-02-01', '2022-03-01')),
    ).toEqual([
      { due: '2022-02-28', period: range('2021-11-01', '2022-02-28'), covers: range('2021-11-01', '2022-02-28') },
    ]);
    expect(dues({ kind: 'once', on: day('2022-05-01') }, '2022-05-01', '2022-05-01')).toEqual(['2022-05-01']);
    expect(dues({ kind: 'once', on: day('2022-05-01') }, '2022-05-02', '2022-06-01')).toEqual([]);
    expect(dues({ kind: 'never' }, '2022-01-01', '2022-12-31')).toEqual([]);
  });
  it('are owed only while the duty is in force and, for a seasonal feed, in season', () => {
    const valid = { from: day('2022-05-17'), to: day('2022-08-28') };
    const duty = { cadence: monthly(28), covers: 'period', valid } as const;
    expect(dutySlots(duty, range('2022-01-01', '2022-12-31')).map((slot) => slot.due)).toEqual([
      '2022-05-28',
      '2022-06-28',
      '2022-07-28',
    ]);
    const feed = { ...duty, valid: { from: day('2022-01-01') }, season: { from: '09-01', to: '10-31' } };
    expect(feedSlots(feed, range('2022-01-01', '2022-12-31')).map((slot) => slot.due)).toEqual([
      '2022-09-28',
      '2022-10-28',
    ]);
    const winter = { ...feed, season: { from: '11-15', to: '01-31' } };
    expect(feedSlots(winter, range('2022-01-01', '2022-12-31')).map((slot) => slot.due)).toEqual([
      '2022-01-28',
      '2022-11-28',
      '2022-12-28',
    ]);
  });
  it('pass a batch on by a day of the same month', () => {
    expect(forwardDay(day('2022-02-05'), { dueDay: 30 })).toBe('2022-02-28');
    expect(forwardDay(day('2022-02-10'), { dueDay: 7 })).toBe('2022-03-07');
  });
});

describe('duties that hang on events', () => {
  const item = { id: '日报', source: [], strength: 'must' } as const;
  it('run from the event', () => {
    const cadence = {
      kind: 'on-event',
      within: { amount: 7, unit: 'day' },
      from: { kind: 'event', name: 'row.known' },
    } as const;
    expect(dueWord(onEventDue(item, cadence, clockContext({ 'row.known': '2022-04-28' })))).toBe('2022-05-05');
    expect(dueWord(onEventDue(item, cadence, clockContext({})))).toBe('waits:row.known');
  });
  it('that may not pause longer run from the last time, or from the day they began to be owed', () => {
    const atMost = { kind: 'continuous', atMost: { amount: 1, unit: 'month' } } as const;
    const due = (last: string | null) =>
      continuousDue(item, atMost, day('2022-01-31'), last === null ? null : day(last), clockContext({}));
    expect(dueWord(due(null))).toBe('2022-02-28');
    expect(dueWord(due('2022-03-10'))).toBe('2022-04-10');
    const unset = { kind: 'continuous', atMost: { param: '走访间隔' } } as const;
    expect(dueWord(continuousDue(item, unset, day('2022-01-31'), null, clockContext({})))).toBe('unset:走访间隔');
  });
});

describe('reports of a feed', () => {
  const feed: Pick<Feed, 'cadence' | 'covers' | 'valid' | 'nilReturn'> = {
    cadence: { kind: 'slots', slots: [15, 'last'] },
    covers: 'period',
    valid: { from: day('2022-01-01') },
    nilReturn: 'required',
  };
  const state = (today: string, receipts: Receipt[] = [], of: typeof feed = feed) => {
    const [first] = feedStatus(calendar2022, of, range('2022-05-01', '2022-05-15'), receipts, day(today));
    return [first?.state, first?.daysLate];
  };
  const receipt = (receivedOn: string, nil = false): Receipt => ({
    slotDue: day('2022-05-15'),
    receivedOn: day(receivedOn),
    nil,
  });

  it('empty: open, due, 未报, and 漏报 once the next slot has passed too', () => {
    expect(state('2022-05-14')).toEqual(['not-due', 0]);
    expect(state('2022-05-15')).toEqual(['due-today', 0]);
    expect(state('2022-05-16')).toEqual(['not-reported', 1]);
    expect(state('2022-05-31')).toEqual(['not-reported', 16]);
    expect(state('2022-06-01')).toEqual(['missed', 17]);
  });
  it('filled: in time, nil return, or so many days late', () => {
    expect(state('2022-06-30', [receipt('2022-05-15')])).toEqual(['reported', 0]);
    expect(state('2022-06-30', [receipt('2022-05-12', true)])).toEqual(['nil', 0]);
    expect(state('2022-06-30', [receipt('2022-05-16')])).toEqual(['late', 1]);
    expect(state('2022-06-30', [receipt('2022-06-02', true), receipt('2022-05-20')])).toEqual(['late', 5]);
  });
  it('does not see a batch before it came', () => {
    expect(state('2022-05-15', [receipt('2022-05-16')])).toEqual(['due-today', 0]);
  });
  it('owes nothing for an empty slot where no nil return is asked', () => {
    expect(state('2022-06-30', [], { ...feed, nilReturn: 'not-required' })).toEqual(['nothing', 0]);
  });
  it('is reminded of on the last working day before', () => {
    const slots = feedStatus(calendar2022, feed, range('2022-05-01', '2022-06-15'), [], day('2022-05-01'));
    expect(slots.map((slot) => slot.remindOn)).toEqual(['2022-05-13', '2022-05-30', '2022-06-14']);
  });
});

describe('progress of a duty', () => {
  const slot = { due: day('2022-03-31') };
  const record = (on: string, distinct: string | null = null) => ({ on: day(on), distinct });
  const progress = (
    count: number,
    population: number | null,
    records: ReturnType<typeof record>[],
    today = '2022-04-02',
  ) => dutyProgress(calendar2022, slot, { count, population }, records, day(today));

  it('needs its number of records, different ones where it says so', () => {
    const same = [record('2022-03-02', '甲县'), record('2022-03-09', '甲县')];
    expect(progress(2, null, same)).toMatchObject({ state: 'overdue', done: 1, needed: 2, daysLate: 2, doneOn: null });
    expect(progress(2, null, [...same, record('2022-03-20', '乙县')])).toMatchObject({
      state: 'done',
      done: 2,
      doneOn: '2022-03-20',
      daysLate: 0,
    });
  });
  it('never needs more than there are', () => {
    expect(progress(2, 1, [record('2022-03-02', '甲县')])).toMatchObject({ state: 'done', needed: 1 });
    expect(progress(2, 0, [])).toMatchObject({ state: 'done', needed: 0, doneOn: null, daysLate: 0 });
  });
  it('keeps how late it was', () => {
    expect(progress(1, null, [record('2022-04-01')])).toMatchObject({ state: 'done-late', daysLate: 1 });
  });
  it('is open before, due on the day, and blind to later records', () => {
    expect(progress(1, null, [], '2022-03-30')).toMatchObject({ state: 'not-due', remindOn: '2022-03-30' });
    expect(progress(1, null, [record('2022-04-01')], '2022-03-31')).toMatchObject({ state: 'due-today', done: 0 });
  });
});
