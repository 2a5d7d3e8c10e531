import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { askMatter } from './ask-matter.ts';
import type { MatterState } from './matter-state.ts';
import { tryAct } from './try-act.ts';

const FORKED = `
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: visit, by: township, source: TT#a, outcomes: { 属实: continue, 不实: { end: 不符合 } } }
      - { id: deliberation, after: [visit], by: village, source: TT#a }
      - { id: consult, after: [deliberation], when: '较大争议 = true', by: county-bureau, source: TT#a }
      - { id: compare, after: [consult], by: county-bureau, source: TT#a }
      - { id: notice, after: [consult], by: village, lasts: 5 day, source: TT#b,
          objections: { pending: hold, upheld: { return-to: deliberation }, rejected: resume } }
      - { id: side, after: [visit], by: township, source: TT#a }
      - { id: approve, after: [compare, notice, side], by: county-bureau, source: TT#a }
`;
const quiet = { facts: { 较大争议: false } };

function open(state: MatterState, day: string): string[] {
  return askMatter(state, plainDate(day)).open.map((each) => each.step);
}

function codes(state: MatterState, tried: ReturnType<typeof act>): string[] {
  return tryAct(state, tried).refusals.map((each) => each.code);
}

describe('the order of steps', () => {
  const setting = matterSetting(FORKED, quiet);
  const visited = act('2022-03-02', 'visit', { outcome: '属实', by: 'township' });
  const met = act('2022-03-03', 'deliberation', { by: 'village' });

  it('opens what waits for nothing, then what its predecessors settled', () => {
    expect(open(folded(setting), '2022-03-01')).toEqual(['visit']);
    expect(open(folded(setting, visited), '2022-03-02')).toEqual(['deliberation', 'side']);
  });
  it('refuses a step before its predecessor and names the predecessor', () => {
    const answer = tryAct(folded(setting), act('2022-03-02', 'deliberation'));
    expect(answer.allowed).toBe(false);
    expect(answer.refusals).toMatchObject([
      {
        code: 'waits-for-steps',
        step: 'deliberation',
        opensWhen: { steps: ['visit'] },
        source: [{ pack: 'TT', clause: 'a' }],
      },
    ]);
  });
  it('runs branches side by side and joins them', () => {
    const state = folded(setting, visited, met);
    expect(open(state, '2022-03-03')).toEqual(['compare', 'notice', 'side']);
    const compared = folded(setting, visited, met, act('2022-03-04', 'compare'), act('2022-03-04', 'side'));
    expect(tryAct(compared, act('2022-03-04', 'approve')).refusals).toMatchObject([
      { opensWhen: { steps: ['notice'] } },
    ]);
  });
  it('lets a step that does not apply pass the question on to its predecessors', () => {
    const early = tryAct(folded(setting, visited), act('2022-03-02', 'compare'));
    expect(early.refusals).toMatchObject([{ code: 'waits-for-steps', opensWhen: { steps: ['deliberation'] } }]);
    expect(askMatter(folded(setting), plainDate('2022-03-01')).steps['consult']?.state).toBe('not-applicable');
  });
  it('blocks on an unknown condition and names the field', () => {
    const state = folded(matterSetting(FORKED), visited, met);
    expect(open(state, '2022-03-03')).toEqual(['side']);
    const answer = askMatter(state, plainDate('2022-03-03'));
    expect(answer.waiting.find((each) => each.step === 'consult')?.for.facts).toEqual(['较大争议']);
    expect(tryAct(state, act('2022-03-03', 'consult')).refusals).toMatchObject([
      { code: 'condition-unknown', missing: ['较大争议'] },
    ]);
    expect(codes(state, act('2022-03-03', 'compare'))).toEqual(['waits-for-steps']);
  });
  it('takes up a fact on the day it becomes known', () => {
    const state = folded(
      matterSetting(FORKED, { changes: [{ on: '2022-03-05', set: { 较大争议: true } }] }),
      visited,
      met,
    );
    expect(open(state, '2022-03-04')).toEqual(['side']);
    expect(open(state, '2022-03-05')).toEqual(['consult', 'side']);
  });
  it('ends with an outcome that ends, and refuses everything after it', () => {
    const state = folded(setting, act('2022-03-02', 'visit', { outcome: '不实' }));
    const answer = askMatter(state, plainDate('2022-03-02'));
    expect(answer.ended).toMatchObject({ state: '不符合', on: '2022-03-02' });
    expect(answer.open).toEqual([]);
    expect(codes(state, act('2022-03-03', 'deliberation'))).toContain('matter-ended');
  });
  it('needs an outcome, and one the step knows', () => {
    expect(codes(folded(setting), act('2022-03-02', 'visit'))).toEqual(['outcome-missing']);
    expect(codes(folded(setting), act('2022-03-02', 'visit', { outcome: '也许' }))).toEqual(['outcome-unknown']);
    expect(askMatter(folded(setting), plainDate('2022-03-02')).open[0]?.needs).toEqual(['outcome']);
  });
  it('collects all reasons in the order of the language', () => {
    const state = folded(setting, visited, met, act('2022-03-04', 'notice.begin'));
    const tried = act('2022-03-05', 'notice', { by: 'township' });
    expect(codes(state, tried)).toEqual(['wrong-office', 'still-lasting']);
    expect(codes(state, act('2022-03-05', 'approve', { by: 'village' }))).toEqual(['waits-for-steps', 'wrong-office']);
  });
});

describe('a notice', () => {
  const setting = matterSetting(FORKED, quiet);
  const begun = [
    act('2022-03-02', 'visit', { outcome: '属实' }),
    act('2022-03-03', 'deliberation'),
    act('2022-03-03', 'side'),
    act('2022-03-04', 'compare'),
    act('2022-03-04', 'notice.begin'),
  ];
  const objected = [...begun, act('2022-03-06', 'object', { target: 'notice' })];

  it('may end on the day after its last day, not on it', () => {
    const state = folded(setting, ...begun);
    const last = tryAct(state, act('2022-03-09', 'notice'));
    expect(last.refusals).toMatchObject([
      { code: 'still-lasting', opensWhen: { day: '2022-03-10' }, source: [{ clause: 'b' }] },
    ]);
    expect(tryAct(state, act('2022-03-10', 'notice')).allowed).toBe(true);
    expect(open(state, '2022-03-09')).toEqual([]);
    expect(open(state, '2022-03-10')).toEqual(['notice']);
  });
  it('cannot end before it began', () => {
    const state = folded(setting, ...begun.slice(0, 4));
    expect(codes(state, act('2022-03-20', 'notice'))).toEqual(['not-begun']);
    expect(askMatter(state, plainDate('2022-03-04')).open).toMatchObject([{ step: 'notice', moment: 'begin' }]);
  });
  it('is held by an objection nobody has decided', () => {
    const state = folded(setting, ...objected);
    expect(codes(state, act('2022-03-10', 'notice'))).toEqual(['objection-pending']);
    const rejected = folded(
      setting,
      ...objected,
      act('2022-03-08', 'settle', { target: 'notice', outcome: 'rejected' }),
    );
    expect(tryAct(rejected, act('2022-03-10', 'notice')).allowed).toBe(true);
  });
  it('voids everything downstream when an objection is upheld, in every branch but not beside it', () => {
    const state = folded(setting, ...objected, act('2022-03-08', 'settle', { target: 'notice', outcome: 'upheld' }));
    const { steps } = askMatter(state, plainDate('2022-03-08'));
    expect(steps['deliberation']?.state).toBe('open');
    expect(steps['compare']).toMatchObject({ state: 'voided', timesVoided: 1 });
    expect(steps['notice']).toMatchObject({ state: 'voided', doneOn: null });
    expect(steps['side']).toMatchObject({ state: 'done' });
    expect(steps['visit']).toMatchObject({ state: 'done', outcome: '属实' });
    expect(state.acts).toHaveLength(7);
  });
  it('counts a rejected objection as one raised', () => {
    const state = folded(setting, ...objected, act('2022-03-08', 'settle', { target: 'notice', outcome: 'rejected' }));
    expect(state.steps['notice']?.objections).toMatchObject([{ upheld: false }]);
  });
});
