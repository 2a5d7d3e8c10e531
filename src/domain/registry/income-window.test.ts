import { expect, it } from 'vitest';
import { plainDate } from '../values/plain-date.ts';
import { incomeWindow } from './income-window.ts';

const year = { amount: 12, unit: 'month' } as const;
const from = (ending: string, on: string) => incomeWindow({ last: year, ending }, plainDate(on));

it('newly found: the twelve months to the end of last month', () => {
  expect(from('previous-month-end', '2022-05-19')).toEqual({ from: '2021-05-01', to: '2022-04-30' });
  expect(from('previous-month-end', '2022-03-31')).toEqual({ from: '2021-03-01', to: '2022-02-28' });
  expect(from('previous-month-end', '2022-01-01')).toEqual({ from: '2021-01-01', to: '2021-12-31' });
});

it('already on the register: from 1 October to 30 September, the last that has ended', () => {
  expect(from('09-30', '2022-05-19')).toEqual({ from: '2020-10-01', to: '2021-09-30' });
  expect(from('09-30', '2022-09-30')).toEqual({ from: '2021-10-01', to: '2022-09-30' });
  expect(from('09-30', '2022-09-29')).toEqual({ from: '2020-10-01', to: '2021-09-30' });
});

it('ends on the day itself or with its month, and says nothing of what it cannot count', () => {
  expect(from('anchor-day', '2022-05-19')).toEqual({ from: '2021-05-20', to: '2022-05-19' });
  expect(from('month-end', '2022-02-10')).toEqual({ from: '2021-03-01', to: '2022-02-28' });
  expect(from('someday', '2022-02-10')).toBeUndefined();
  const days = { last: { amount: 90, unit: 'day' }, ending: 'month-end' };
  expect(incomeWindow(days, plainDate('2022-02-10'))).toBeUndefined();
});
