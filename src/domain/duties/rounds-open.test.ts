import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { roundsOpenOn } from './rounds-open.ts';

const valid = { from: plainDate('2022-01-01') };
const opens = { fromState: 'any', exclusive: false } as const;
const day = plainDate;

describe('rounds that stand open on a day', () => {
  it('is the month it lies in, and those missed since records began', () => {
    const monthly = { valid, opens: { ...opens, every: 'month', forEach: 'household' } } as const;
    const first = roundsOpenOn(monthly, day('2022-06-15'), day('2022-06-15'));
    expect(first).toEqual([{ from: '2022-06-01', to: '2022-06-30', onceAStanding: false }]);
    const missed = roundsOpenOn(monthly, day('2022-06-15'), day('2022-04-20'));
    expect(missed.map(({ from }) => from)).toEqual(['2022-04-01', '2022-05-01', '2022-06-01']);
  });

  it('does not reach back further than three months, nor before the document', () => {
    const monthly = { valid: { from: day('2022-05-01') }, opens: { ...opens, every: 'month' } } as const;
    expect(roundsOpenOn(monthly, day('2022-06-15'), day('2021-01-01')).map(({ from }) => from)).toEqual([
      '2022-05-01',
      '2022-06-01',
    ]);
  });

  it('is the window of a sweep on its first and last day, and nothing outside', () => {
    const window = { from: day('2023-05-12'), to: day('2023-06-10') };
    const sweep = { valid, opens: { ...opens, forEach: 'household', window } } as const;
    const on = (text: string) => roundsOpenOn(sweep, day(text), day('2022-01-01')).map(({ from }) => from);
    expect([on('2023-05-11'), on('2023-05-12'), on('2023-06-10'), on('2023-06-11')]).toEqual([
      [],
      ['2023-05-12'],
      ['2023-05-12'],
      [],
    ]);
  });

  it('is one a standing where neither is given, and none where a person opens it', () => {
    const each = { valid, opens: { ...opens, forEach: 'household' } } as const;
    expect(roundsOpenOn(each, day('2022-06-15'), day('2022-06-15'))).toEqual([
      { from: '2022-06-15', to: null, onceAStanding: true },
    ]);
    expect(roundsOpenOn({ valid, opens }, day('2022-06-15'), day('2022-06-15'))).toEqual([]);
    expect(roundsOpenOn(each, day('2021-12-31'), day('2021-12-31'))).toEqual([]);
  });
});
