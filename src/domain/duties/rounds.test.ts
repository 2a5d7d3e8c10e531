import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { roundsDue, roundsMissing } from './rounds.ts';

const day = plainDate;
const range = (from: string, to: string) => ({ from: day(from), to: day(to) });
const valid = { from: day('2022-03-13') };

describe('the matters of a round', () => {
  const monthly = { opens: { fromState: 'any', exclusive: false, every: 'month', forEach: 'county' }, valid } as const;
  it('are one for each subject and period that begins in the range while the rule is in force', () => {
    const due = roundsDue(monthly, ['甲县', '乙县'], range('2022-03-01', '2022-05-31'));
    expect(due.map(({ subject, period }) => `${subject} ${period.from} ${period.to}`)).toEqual([
      '甲县 2022-04-01 2022-04-30',
      '乙县 2022-04-01 2022-04-30',
      '甲县 2022-05-01 2022-05-31',
      '乙县 2022-05-01 2022-05-31',
    ]);
  });
  it('are missing as long as nobody has opened them', () => {
    const due = roundsDue(monthly, ['甲县', '乙县'], range('2022-04-01', '2022-04-30'));
    expect(roundsMissing(due, [{ subject: '甲县', periodFrom: day('2022-04-01') }])).toMatchObject([
      { subject: '乙县' },
    ]);
    expect(roundsMissing(due, [{ subject: '甲县', periodFrom: day('2022-03-01') }])).toHaveLength(2);
  });
  it('are one a period without for-each, and none without a period or outside the window', () => {
    const alone = { opens: { fromState: 'any', exclusive: false, every: 'quarter' }, valid } as const;
    expect(roundsDue(alone, [], range('2022-01-01', '2022-12-31')).map(({ period }) => period.from)).toEqual([
      '2022-04-01',
      '2022-07-01',
      '2022-10-01',
    ]);
    const once = { opens: { fromState: 'any', exclusive: false }, valid } as const;
    expect(roundsDue(once, ['甲县'], range('2022-01-01', '2022-12-31'))).toEqual([]);
    const window = range('2022-07-01', '2022-07-31');
    const short = { opens: { ...alone.opens, window }, valid };
    expect(roundsDue(short, [], range('2022-01-01', '2022-12-31'))).toHaveLength(1);
  });
});
