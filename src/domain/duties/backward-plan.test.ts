import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendar2022, clockContext, reading, step } from '#test/builders/clock-context.ts';
import { addTerm } from '../calendar/add-term.ts';
import type { TermValue } from '../policy/pack-shape.ts';
import { addDays, plainDate } from '../values/plain-date.ts';
import { type PlanStep, planBackwards } from './backward-plan.ts';
import { planLimit } from './limit-plan.ts';

const planned = (id: string, level: string, after: string[], parts: Partial<PlanStep> = {}): PlanStep => ({
  id,
  after,
  lasts: null,
  level,
  begunOn: null,
  doneOn: null,
  ...parts,
});

/** Visit, appraisal, then notice and comparison side by side, review, approval. */
const way = (lasts: PlanStep['lasts'], parts: Partial<Record<string, Partial<PlanStep>>> = {}): PlanStep[] => [
  planned('visit', 'township', [], parts.visit),
  planned('appraisal', 'village', ['visit'], parts.appraisal),
  planned('notice', 'village', ['appraisal'], { lasts, ...parts.notice }),
  planned('comparison', 'county', ['appraisal'], parts.comparison),
  planned('review', 'township', ['notice', 'comparison'], parts.review),
  planned('approval', 'county', ['review'], parts.approval),
  planned('announcement', 'county', ['approval'], parts.announcement),
];
const fiveDays: TermValue = { amount: 5, unit: 'day' };
const fiveWorkingDays: TermValue = { amount: 5, unit: 'working-day' };
const limit = { due: plainDate('2022-10-13'), to: 'approval' };
const lineOf = (plan: ReturnType<typeof planBackwards>, id: string) => plan.lines.find((line) => line.step === id);

describe('planning back from a limit', () => {
  it('finds the latest posting day over the October holiday and the working day to act by', () => {
    const plan = planBackwards(calendar2022, way(fiveDays), limit, plainDate('2022-09-28'));
    expect(lineOf(plan, 'notice')).toEqual({
      step: 'notice',
      level: 'village',
      lasts: fiveDays,
      latestBegin: '2022-10-07',
      latestDone: '2022-10-13',
      actBy: '2022-09-30',
      slackDays: 9,
      slackWorkingDays: 2,
      provisional: false,
    });
    expect(lineOf(plan, 'visit')).toMatchObject({ latestBegin: '2022-10-07', latestDone: '2022-10-07' });
    expect(lineOf(plan, 'comparison')).toMatchObject({ latestBegin: '2022-10-13' });
    expect(plan.lines.map((line) => line.step)).not.toContain('announcement');
  });
  it('says early that a notice of five working days posted after the holiday leaves no day', () => {
    const done = { visit: { doneOn: plainDate('2022-10-08') }, appraisal: { doneOn: plainDate('2022-10-08') } };
    const before = planBackwards(calendar2022, way(fiveWorkingDays, done), limit, plainDate('2022-10-08'));
    expect(lineOf(before, 'notice')).toMatchObject({ latestBegin: '2022-10-07', slackDays: -1 });
    expect(before.slackDays).toBe(-1);
    const posted = { ...done, notice: { begunOn: plainDate('2022-10-08') } };
    const after = planBackwards(calendar2022, way(fiveWorkingDays, posted), limit, plainDate('2022-10-08'));
    // posted 10-08, last day 10-13, so review and approval are possible from 10-14 only
    expect(lineOf(after, 'approval')).toMatchObject({ latestBegin: '2022-10-13', slackDays: -1 });
  });
  it('counts a notice that is up from its own posting day, not from today', () => {
    const done = { visit: { doneOn: plainDate('2022-09-30') }, appraisal: { doneOn: plainDate('2022-09-30') } };
    const posted = { ...done, notice: { begunOn: plainDate('2022-10-01') } };
    const plan = planBackwards(calendar2022, way(fiveDays, posted), limit, plainDate('2022-10-04'));
    // last day 10-06, so the review is possible from 10-07
    expect(lineOf(plan, 'review')).toMatchObject({ latestBegin: '2022-10-13', slackDays: 6 });
  });
  it('gives each level the least room among its steps', () => {
    const plan = planBackwards(calendar2022, way(fiveDays), limit, plainDate('2022-09-28'));
    // earliest: notice 09-28 to 10-03, so review and approval from 10-04
    expect(plan.levels).toEqual([
      { level: 'township', slackDays: 9 },
      { level: 'village', slackDays: 9 },
      { level: 'county', slackDays: 9 },
    ]);
    expect(lineOf(plan, 'review')?.slackDays).toBe(9);
    expect(lineOf(plan, 'comparison')?.slackDays).toBe(15);
  });
  it('leaves out what is done and has nothing to say when all is', () => {
    const plan = planBackwards(
      calendar2022,
      way(fiveDays).map((each) => ({ ...each, doneOn: plainDate('2022-10-01') })),
      limit,
      plainDate('2022-10-02'),
    );
    expect(plan).toMatchObject({ lines: [], slackDays: null, levels: [] });
  });
  it('names durations nobody has set', () => {
    const plan = planBackwards(calendar2022, way('unknown'), limit, plainDate('2022-09-28'));
    expect(plan.unknown).toEqual(['notice']);
    expect(lineOf(plan, 'notice')).toMatchObject({ lasts: null, latestBegin: '2022-10-13' });
  });
  it('takes the quicker of alternative predecessors as the earliest day', () => {
    const steps = [
      planned('slow', 'village', [], { lasts: fiveDays }),
      planned('quick', 'village', []),
      planned('end', 'county', [], { after: [{ any: ['slow', 'quick'] }] }),
    ];
    const plan = planBackwards(
      calendar2022,
      steps,
      { due: plainDate('2022-09-10'), to: 'end' },
      plainDate('2022-09-01'),
    );
    expect(lineOf(plan, 'end')?.slackDays).toBe(9);
  });
  it('throws on steps in a circle instead of planning for ever', () => {
    const circle = [planned('a', 'x', ['b']), planned('b', 'x', ['a'])];
    expect(() =>
      planBackwards(calendar2022, circle, { due: plainDate('2022-09-10'), to: 'a' }, plainDate('2022-09-01')),
    ).toThrow(RangeError);
  });
  it('always leaves the latest notice just in time, and one day later too late', () => {
    const units = fc.constantFrom('day', 'working-day', 'week', 'month');
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 12 }), units, (offset, amount, unit) => {
        const due = addDays(plainDate('2022-02-01'), offset);
        const term = { amount, unit } as TermValue;
        const plan = planBackwards(calendar2022, [planned('n', 'v', [], { lasts: term })], { due, to: 'n' }, due);
        const begin = lineOf(plan, 'n')?.latestBegin ?? due;
        const finish = (from: typeof begin) => addDays(addTerm(calendar2022, from, term).due, 1);
        return finish(begin) <= due && finish(addDays(begin, 1)) > due;
      }),
      { numRuns: 1000, seed: 57 },
    );
  });
});

describe('planning a limit of a pack', () => {
  const overall = {
    ...step('overall'),
    within: { amount: 15, unit: 'day' } as const,
    from: { kind: 'event', name: 'lead.found' } as const,
    to: 'approval.done',
  };
  const steps = [
    step('notice', { lasts: { term: { param: '公示天数' } } }),
    step('comparison', { after: ['notice'], lasts: { term: fiveDays } }),
    step('approval', { after: ['comparison'] }),
  ];
  const standing = (of: { id: string }) => ({
    begunOn: null,
    doneOn: null,
    level: 'village',
    applies: of.id !== 'comparison',
  });
  const found = { 'lead.found': '2022-09-28' };

  it('reads durations from parameters and gives steps that do not apply no time', () => {
    const parameter = (name: string) => reading(name, { state: 'set', value: fiveDays });
    const plan = planLimit(overall, steps, standing, clockContext(found, { parameter, today: '2022-09-28' }));
    expect(plan?.due).toBe('2022-10-13');
    expect(plan?.lines.find((line) => line.step === 'notice')).toMatchObject({
      latestBegin: '2022-10-07',
      slackDays: 9,
    });
  });
  it('names the parameter-bound duration that is unset, and is null without a start', () => {
    expect(planLimit(overall, steps, standing, clockContext(found, { today: '2022-09-28' }))?.unknown).toEqual([
      'notice',
    ]);
    expect(planLimit(overall, steps, standing, clockContext({}))).toBeNull();
  });
});
