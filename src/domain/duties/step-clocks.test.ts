import { describe, expect, it } from 'vitest';
import { clockContext, reading, step } from '#test/builders/clock-context.ts';
import type { ClockEvent } from '../policy/procedure-shape.ts';
import { plainDate } from '../values/plain-date.ts';
import { type ClockAnswer, dueWord, leadingClock } from './clock-answer.ts';
import { limitClock, stepClocks } from './step-clocks.ts';

const event = (name: string): ClockEvent => ({ kind: 'event', name });
const done = (of: string): ClockEvent => ({ kind: 'step', step: of, moment: 'done' });
const days = (amount: number) => ({ amount, unit: 'day' }) as const;
const workingDays = (amount: number) => ({ amount, unit: 'working-day' }) as const;
const words = (answers: readonly ClockAnswer[]) => answers.map((answer) => `${answer.clock} ${dueWord(answer)}`);

describe('a step within a term', () => {
  const visit = step('household-verification', { within: workingDays(3), from: event('lead.received-by-township') });

  it('shows start, term, counting and source with its date', () => {
    const [clock] = stepClocks(visit, clockContext({ 'lead.received-by-township': '2022-03-16' }));
    expect(clock).toEqual({
      id: 'household-verification',
      clock: 'within',
      state: 'dated',
      startEvent: 'lead.received-by-township',
      startDay: '2022-03-16',
      term: { amount: 3, unit: 'working-day' },
      due: '2022-03-21',
      earliestFinish: null,
      counted: [
        { day: '2022-03-17', counts: true, why: 'working-day', n: 1 },
        { day: '2022-03-18', counts: true, why: 'working-day', n: 2 },
        { day: '2022-03-19', counts: false, why: 'weekend' },
        { day: '2022-03-20', counts: false, why: 'weekend' },
        { day: '2022-03-21', counts: true, why: 'working-day', n: 3 },
      ],
      reading: null,
      valueDay: null,
      strength: 'must',
      source: [{ pack: 'P', clause: 'household-verification' }],
      inferred: null,
      provisional: false,
      calendarVersion: '国办发明电〔2021〕11号',
    });
  });

  it('waits for its start and never counts from today', () => {
    expect(words(stepClocks(visit, clockContext({})))).toEqual(['within waits:lead.received-by-township']);
  });

  it('is provisional as a whole when it ends beyond the published calendar', () => {
    expect(words(stepClocks(visit, clockContext({ 'lead.received-by-township': '2022-12-29' })))).toEqual([
      'within provisional',
    ]);
  });

  it('has no date when the pack names no start', () => {
    const { from: _, ...lost } = visit;
    expect(words(stepClocks(lost, clockContext({})))).toEqual(['within undetermined']);
  });
});

describe('composed start events', () => {
  const both = (kind: 'latest' | 'earliest' | 'first-known') =>
    step('x', { within: days(1), from: { kind, of: [done('a'), done('b')] } });

  it('latest and earliest wait for all, first-known for one', () => {
    const one = clockContext({ 'b.done': '2022-05-10' });
    expect(words(stepClocks(both('latest'), one))).toEqual(['within waits:a.done']);
    expect(words(stepClocks(both('earliest'), one))).toEqual(['within waits:a.done']);
    expect(words(stepClocks(both('first-known'), one))).toEqual(['within 2022-05-11']);
    expect(words(stepClocks(both('first-known'), clockContext({})))).toEqual(['within waits:a.done,b.done']);
  });
  it('take the last, the first, or the first named', () => {
    const known = clockContext({ 'a.done': '2022-05-20', 'b.done': '2022-05-10' });
    expect(words(stepClocks(both('latest'), known))).toEqual(['within 2022-05-21']);
    expect(words(stepClocks(both('earliest'), known))).toEqual(['within 2022-05-11']);
    expect(words(stepClocks(both('first-known'), known))).toEqual(['within 2022-05-21']);
  });
});

describe('values of parameters', () => {
  const visit = step('visit', { within: { param: '入户核实期限' }, from: event('lead.received') });
  const newRule = plainDate('2022-03-13');
  const parameter = (name: string, on: string) =>
    reading(name, {
      state: 'set',
      value: workingDays(on < newRule ? 5 : 3),
      source: [{ pack: 'Q', clause: '二' }],
    });

  it('are those of the day the clock started', () => {
    const started = (on: string) => stepClocks(visit, clockContext({ 'lead.received': on }, { parameter }));
    expect(words(started('2022-03-11'))).toEqual(['within 2022-03-18']);
    expect(words(started('2022-03-14'))).toEqual(['within 2022-03-17']);
    expect(started('2022-03-14')[0]).toMatchObject({
      valueDay: '2022-03-14',
      source: [
        { pack: 'Q', clause: '二' },
        { pack: 'P', clause: 'visit' },
      ],
    });
  });

  it('are those of the opening or of the act where the parameter says so', () => {
    const opened = { parameter, versionBy: () => 'opening' as const, openedOn: plainDate('2022-03-01') };
    const acted = { parameter, versionBy: () => 'act-day' as const, today: '2022-03-14' };
    expect(words(stepClocks(visit, clockContext({ 'lead.received': '2022-03-14' }, opened)))).toEqual([
      'within 2022-03-21',
    ]);
    expect(words(stepClocks(visit, clockContext({ 'lead.received': '2022-03-11' }, acted)))).toEqual([
      'within 2022-03-16',
    ]);
    const unopened = { parameter, versionBy: () => 'opening' as const };
    expect(words(stepClocks(visit, clockContext({ 'lead.received': '2022-03-14' }, unopened)))).toEqual([
      'within waits:matter.opened',
    ]);
  });

  it('that nobody set, that wait for a second person, or that hang on an open choice give no date', () => {
    const clock = (state: 'unset' | 'unpublished' | 'suspicious' | 'undetermined') =>
      words(
        stepClocks(
          visit,
          clockContext(
            { 'lead.received': '2022-03-14' },
            { parameter: (name) => reading(name, { state, ...(state === 'suspicious' ? { value: days(90) } : {}) }) },
          ),
        ),
      );
    expect(clock('unset')).toEqual(['within unset:入户核实期限']);
    expect(clock('unpublished')).toEqual(['within unset:入户核实期限']);
    expect(clock('suspicious')).toEqual(['within unset:入户核实期限']);
    expect(clock('undetermined')).toEqual(['within undetermined']);
  });

  it('that are a stand-in make the date provisional, inferred ones carry their reason', () => {
    const standIn = (name: string) => reading(name, { state: 'provisional', value: days(3), inferred: '及时' });
    const [clock] = stepClocks(visit, clockContext({ 'lead.received': '2022-03-14' }, { parameter: standIn }));
    expect(clock).toMatchObject({ state: 'dated', due: '2022-03-17', provisional: true, inferred: '及时' });
  });

  it('show an unset term already while the start is awaited', () => {
    const [clock] = stepClocks(visit, clockContext({}));
    expect(clock).toMatchObject({ state: 'waits', reading: { name: '入户核实期限', state: 'unset' } });
  });
});

describe('a minimum duration', () => {
  const notice = step('village-notice', { lasts: { term: days(5), bound: 'not-below' } });
  const posted = clockContext({ 'village-notice.begun': '2022-06-01' });

  it('lets the step finish only on the day after its last day', () => {
    expect(stepClocks(notice, posted)[0]).toMatchObject({ due: '2022-06-06', earliestFinish: '2022-06-07' });
  });
  it('may be chosen longer, never shorter', () => {
    const chosen = (amount: number) =>
      stepClocks(notice, { ...posted, chosen: () => ({ amount, unit: 'working-day' }) })[0];
    expect(chosen(5)).toMatchObject({ due: '2022-06-09', term: { amount: 5, unit: 'working-day' } });
    expect(chosen(1)).toMatchObject({ due: '2022-06-06', term: { amount: 5, unit: 'day' } });
  });
  it('of five working days runs over the holidays', () => {
    const five = step('n', { lasts: { term: workingDays(5) } });
    const over = stepClocks(five, clockContext({ 'n.begun': '2022-04-29' }))[0];
    expect(over).toMatchObject({ due: '2022-05-10', earliestFinish: '2022-05-11' });
  });
});

describe('other clocks', () => {
  it('a beginning on the same day as another step, or within a term', () => {
    const same = step('comparison', { begins: { kind: 'with', step: 'notice' } });
    expect(words(stepClocks(same, clockContext({ 'notice.begun': '2022-06-04' })))).toEqual(['begins 2022-06-04']);
    expect(words(stepClocks(same, clockContext({})))).toEqual(['begins waits:notice.begun']);
    const soon = step('x', { begins: { kind: 'within', within: workingDays(2), from: done('a') } });
    expect(words(stepClocks(soon, clockContext({ 'a.done': '2022-06-02' })))).toEqual(['begins 2022-06-07']);
  });
  it('a day of the month before, of or after the start, 30 in February being its last', () => {
    const due = (day: number | 'last', of: 'month' | 'month-after' | 'month-before') =>
      words(
        stepClocks(
          step('x', { due: { day, of, roll: 'none' }, from: event('period.start') }),
          clockContext({ 'period.start': '2022-01-31' }),
        ),
      );
    expect(due(7, 'month-after')).toEqual(['due 2022-02-07']);
    expect(due(30, 'month-after')).toEqual(['due 2022-02-28']);
    expect(due('last', 'month')).toEqual(['due 2022-01-31']);
    expect(due(25, 'month-before')).toEqual(['due 2021-12-25']);
  });
  it('a due day stays on a rest day unless told to roll', () => {
    const due = (roll: 'none' | 'previous' | 'next') =>
      words(
        stepClocks(
          step('x', { due: { day: 5, of: 'month', roll }, from: event('period.start') }),
          clockContext({ 'period.start': '2022-04-01' }),
        ),
      );
    expect(due('none')).toEqual(['due 2022-04-05']);
    expect(due('previous')).toEqual(['due 2022-04-02']);
    expect(due('next')).toEqual(['due 2022-04-06']);
  });
  it('a fixed day needs no start', () => {
    expect(words(stepClocks(step('x', { dueOn: plainDate('2022-03-20') }), clockContext({})))).toEqual([
      'due-on 2022-03-20',
    ]);
  });
  it('a minimum age ends on the first day the act is possible', () => {
    const end = step('end-of-taper', {
      notBefore: [{ after: { amount: 12, unit: 'month' }, from: done('over-standard'), strength: 'must', source: [] }],
    });
    expect(words(stepClocks(end, clockContext({ 'over-standard.done': '2021-07-15' })))).toEqual([
      'not-before 2022-07-15',
    ]);
  });
  it('a limit over several steps has the days of rest counted', () => {
    const limit = { ...step('overall'), within: days(15), from: event('lead.found'), to: 'approval' };
    expect(dueWord(limitClock(limit, clockContext({ 'lead.found': '2022-04-28' })))).toBe('2022-05-13');
    expect(dueWord(limitClock(limit, clockContext({})))).toBe('waits:lead.found');
  });
  it('two deadlines on one step are both shown and the earlier leads', () => {
    const two = step('x', { within: days(20), from: done('a'), dueOn: plainDate('2022-06-10') });
    const answers = stepClocks(two, clockContext({ 'a.done': '2022-06-01' }));
    expect(words(answers)).toEqual(['within 2022-06-21', 'due-on 2022-06-10']);
    expect(leadingClock(answers)?.clock).toBe('due-on');
    expect(leadingClock(stepClocks(two, clockContext({})))?.clock).toBe('due-on');
    expect(leadingClock([])).toBeUndefined();
  });
});

describe('variants', () => {
  const source = [{ pack: 'V', clause: '变' }];
  const varied = step('accept', {
    within: days(10),
    from: event('lead.found'),
    variants: [
      { when: '自主', within: days(2), source },
      { when: '信访', within: days(4), source: [] },
    ],
  });
  const answer = (verdicts: Record<string, 'yes' | 'no' | 'unknown'>) =>
    stepClocks(
      varied,
      clockContext(
        { 'lead.found': '2022-06-01' },
        { judge: (when) => ({ value: verdicts[when] ?? 'no', missing: verdicts[when] === 'unknown' ? ['渠道'] : [] }) },
      ),
    )[0];

  it('replace the keys they name, the first that holds wins', () => {
    expect(answer({})).toMatchObject({ due: '2022-06-11' });
    expect(answer({ 自主: 'yes', 信访: 'yes' })).toMatchObject({ due: '2022-06-03', source });
    expect(answer({ 信访: 'yes' })).toMatchObject({ due: '2022-06-05', source: [{ pack: 'P', clause: 'accept' }] });
  });
  it('make the clock undetermined while one is unknown that would change it', () => {
    expect(answer({ 自主: 'unknown' })).toMatchObject({ state: 'undetermined', missing: ['渠道'] });
    expect(answer({ 自主: 'unknown', 信访: 'yes' })).toMatchObject({ state: 'undetermined' });
    expect(answer({ 自主: 'yes', 信访: 'unknown' })).toMatchObject({ due: '2022-06-03' });
  });
  it('leave clocks alone that no unknown variant touches', () => {
    const other = step('x', {
      dueOn: plainDate('2022-06-20'),
      variants: [{ when: '自主', within: days(2), from: event('lead.found'), source }],
    });
    const unknown = clockContext({}, { judge: () => ({ value: 'unknown', missing: ['渠道'] }) });
    expect(words(stepClocks(other, unknown))).toEqual(['within undetermined', 'due-on 2022-06-20']);
  });
});
