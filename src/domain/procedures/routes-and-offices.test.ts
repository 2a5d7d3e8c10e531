import { describe, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import { askMatter } from './ask-matter.ts';
import { projectMatter } from './project-matter.ts';
import { tryAct } from './try-act.ts';

const GREEN = `
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: visit, by: township, within: 3 day, from: lead.found, source: TT#a, outcomes: { 属实: continue, 不实: { end: 不符合 } } }
      - { id: deliberation, after: [visit], by: village, source: TT#a }
      - { id: entry, after: [deliberation], by: county-bureau, source: TT#a }
    routes:
      - { id: green, strength: may, when: '突发紧急 = true', by: township, allows: [help], owes: all, source: TT#b, gates: [
          { id: g-visit, by: township, satisfies: visit, source: TT#b },
          { id: g-review, after: [g-visit], all-by: [township, county-bureau], in-order: true, source: TT#b } ] }
    helps:
      - { id: 救助, only: [object, route], source: TT#b }
      - { id: 帮扶, only: [object], source: TT#b }
    holds:
      - { id: 核实中, by: township, blocks: [entry], lifted-by: county-bureau, needs: 增收措施, source: TT#b }
    effective:
      - { at: entry.done, sets: { status: monitored, episode: new }, counts-as: 新增, source: TT#a }
`;
const urgent = { facts: { 突发紧急: true }, events: { 'lead.found': '2022-03-01' } };
const opened = act('2022-03-02', 'route', { target: 'green', by: 'township' });
const visited = act('2022-03-03', 'g-visit', { by: 'township', outcome: '属实' });
const reviews = [
  act('2022-03-03', 'g-review', { by: 'township' }),
  act('2022-03-04', 'g-review', { by: 'county-bureau' }),
];

describe('a route whose owed steps come after', () => {
  const AHEAD = `
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: visit, by: township, source: TT#a }
      - { id: compare, after: [visit], by: county-bureau, source: TT#a }
      - { id: notice, after: [compare], by: village, source: TT#a }
      - { id: decision, after: [notice], by: county-bureau, source: TT#a }
      - { id: entry, after: [decision], by: county-bureau, source: TT#a }
    routes:
      - { id: green, strength: may, when: '突发紧急 = true', allows: [救助], owes: [compare, notice], within: 15 day, source: TT#b, ROUTE gates: [{ id: agree, by: township, source: TT#b }GATE] }
    helps:
      - { id: 救助, only: [route], source: TT#b }
`;
  const route = (ahead: string, gate = ''): ReturnType<typeof matterSetting> =>
    matterSetting(AHEAD.replace('ROUTE', ahead).replace('GATE', gate), { facts: { 突发紧急: true } });
  const before = [act('2022-03-01', 'visit', { by: 'township' }), act('2022-03-02', 'route', { target: 'green' })];
  const agreed = act('2022-03-02', 'agree', { by: 'township' });
  const decision = act('2022-03-03', 'decision', { by: 'county-bureau' });
  const codes = (setting: ReturnType<typeof matterSetting>, acts: Parameters<typeof folded>[1][]): string[] =>
    tryAct(folded(setting, ...acts), decision).refusals.map(({ code }) => code);

  it('help after the gate, then the decision ahead of what is owed; everything is still owed by its day', () => {
    const setting = route('ahead: [decision],');
    expect(codes(setting, before)).toEqual(['waits-for-steps']);
    expect(codes(setting, [...before, agreed])).toEqual([]);
    expect(tryAct(folded(setting, ...before, agreed), act('2022-03-02', '救助')).allowed).toBe(true);
    const decided = askMatter(folded(setting, ...before, agreed, decision), plainDate('2022-03-03'));
    expect(decided.owed).toEqual(['compare', 'notice']);
    expect(decided.open.map(({ step }) => step)).toEqual(['compare', 'entry']);
    expect(decided.clocks.find(({ key }) => key === 'green')).toMatchObject({
      step: 'compare',
      doneOn: null,
      answer: { due: '2022-03-17', source: [{ clause: 'b' }] },
    });
    const all = ['entry', 'compare', 'notice'].map((kind, index) => act(`2022-03-0${index + 4}`, kind));
    const closed = askMatter(folded(setting, ...before, agreed, decision, ...all), plainDate('2022-03-10'));
    expect([closed.owed, closed.ended?.on]).toEqual([[], '2022-03-06']);
    expect(closed.clocks.find(({ key }) => key === 'green')?.doneOn).toBe('2022-03-06');
  });
  it('does not let the decision ahead of the visit, which is not owed', () => {
    expect(codes(route('ahead: [decision],'), [...before.slice(1), agreed])).toEqual(['waits-for-steps']);
  });
  it('lets a gate stand for an owed step without booking it as done', () => {
    const setting = route('', ', { id: direct, after: [agree], by: county-bureau, satisfies: notice, source: TT#b }');
    const direct = act('2022-03-03', 'direct', { by: 'county-bureau' });
    expect(codes(setting, [...before, agreed])).toEqual(['waits-for-steps']);
    expect(codes(setting, [...before, agreed, direct])).toEqual([]);
    const answer = askMatter(folded(setting, ...before, agreed, direct, decision), plainDate('2022-03-03'));
    expect(answer.owed).toEqual(['compare', 'notice']);
    expect(answer.steps['notice']?.state).not.toBe('done');
  });
});

describe('an outcome said before its time', () => {
  const setting = matterSetting(`
procedures:
  p:
    kind: clearance
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: observe, by: village, lasts: 3 month, outcomes: { 无: continue, 有: { end: 继续监测, early: true } }, source: TT#a }
      - { id: close, after: [observe], by: township, source: TT#a }
`);
  const begun = act('2022-03-01', 'observe.begin', { by: 'village' });
  const said = (outcome: string): string[] =>
    tryAct(folded(setting, begun), act('2022-04-01', 'observe', { by: 'village', outcome })).refusals.map(
      ({ code }) => code,
    );
  it('ends a step that still has to last, where the pack allows it', () => {
    expect(said('无')).toEqual(['still-lasting']);
    expect(said('有')).toEqual([]);
    expect(askMatter(folded(setting, begun), plainDate('2022-04-01')).waiting.map(({ step }) => step)).toContain(
      'observe',
    );
    const ended = folded(setting, begun, act('2022-04-01', 'observe', { by: 'village', outcome: '有' }));
    expect(askMatter(ended, plainDate('2022-04-01')).ended?.state).toBe('继续监测');
  });
});

describe('a route that helps first', () => {
  const setting = matterSetting(GREEN, urgent);
  const open = folded(setting, opened, visited, ...reviews);

  it('opens only where its condition holds, and names what is unknown', () => {
    const { refusals } = tryAct(folded(matterSetting(GREEN)), opened);
    expect(refusals).toMatchObject([{ code: 'condition-unknown', missing: ['突发紧急'], source: [{ clause: 'b' }] }]);
    expect(tryAct(folded(matterSetting(GREEN, { facts: { 突发紧急: false } })), opened).allowed).toBe(false);
    expect(tryAct(folded(setting), opened).allowed).toBe(true);
  });
  it('refuses help before its gates, and any help without it', () => {
    const help = act('2022-03-04', '救助');
    expect(tryAct(folded(setting), help).refusals).toMatchObject([{ code: 'not-recognised' }]);
    expect(tryAct(folded(setting, opened), help).refusals).toMatchObject([
      { code: 'waits-for-steps', opensWhen: { steps: ['g-visit', 'g-review'] } },
    ]);
    expect(tryAct(open, help).allowed).toBe(true);
    expect(tryAct(open, act('2022-03-04', '帮扶')).allowed).toBe(false);
  });
  it('books a gate as its step, and keeps what is owed open until done', () => {
    const answer = askMatter(open, plainDate('2022-03-04'));
    expect(answer.steps['visit']).toMatchObject({ state: 'done', outcome: '属实' });
    expect(answer.owed).toEqual(['deliberation', 'entry']);
    expect(answer.ended).toBeNull();
    const done = folded(
      setting,
      opened,
      visited,
      ...reviews,
      act('2022-03-05', 'deliberation'),
      act('2022-03-06', 'entry'),
    );
    expect(askMatter(done, plainDate('2022-03-06'))).toMatchObject({
      owed: [],
      ended: { state: 'completed', on: '2022-03-06' },
      effective: { on: '2022-03-06', status: 'monitored' },
    });
  });
  it('carries a negative gate visit over: the matter ends and help given first is listed apart', () => {
    const state = folded(setting, opened, act('2022-03-03', 'g-visit', { outcome: '不实' }));
    expect(askMatter(state, plainDate('2022-03-03')).ended?.state).toBe('不符合');
    const helped = folded(setting, opened, visited, ...reviews, act('2022-03-04', '救助'));
    expect(askMatter(helped, plainDate('2022-03-05')).helpedAhead).toMatchObject([{ id: '救助', ahead: true }]);
  });
  it('takes the offices of a gate one by one and in turn', () => {
    const gate = folded(setting, opened, visited);
    expect(tryAct(gate, act('2022-03-03', 'g-review', { by: 'county-bureau' })).refusals).toMatchObject([
      { code: 'out-of-turn' },
    ]);
    const half = folded(setting, opened, visited, reviews[0] as (typeof reviews)[number]);
    expect(askMatter(half, plainDate('2022-03-03')).steps['g-review']).toMatchObject({ state: 'begun', doneOn: null });
    expect(tryAct(half, act('2022-03-04', 'g-review', { by: 'township' })).refusals).toMatchObject([
      { code: 'already-acted' },
    ]);
  });
});

describe('holds and corrections', () => {
  const setting = matterSetting(GREEN, urgent);
  const held = [
    act('2022-03-02', 'visit', { by: 'township', outcome: '属实' }),
    act('2022-03-03', 'deliberation'),
    act('2022-03-03', 'hold', { target: '核实中', by: 'township' }),
  ];
  it('block the named steps until the right office lifts them', () => {
    const state = folded(setting, ...held);
    expect(tryAct(state, act('2022-03-04', 'entry')).refusals).toMatchObject([
      { code: 'held', opensWhen: { lift: '核实中' } },
    ]);
    expect(tryAct(state, act('2022-03-04', 'lift', { target: '核实中', by: 'township' })).allowed).toBe(false);
    const lifted = folded(setting, ...held, act('2022-03-04', 'lift', { target: '核实中', by: 'county-bureau' }));
    expect(tryAct(lifted, act('2022-03-04', 'entry')).allowed).toBe(true);
    expect(askMatter(state, plainDate('2022-03-04')).holds).toEqual([
      { id: '核实中', since: '2022-03-03', needs: '增收措施' },
    ]);
  });
  it('leave an annulled act in the list and out of the state', () => {
    const wrong = folded(
      setting,
      act('2022-03-02', 'visit', { outcome: '不实' }),
      act('2022-03-03', 'annul', { targetSeq: 1, reason: '录错' }),
    );
    expect(askMatter(wrong, plainDate('2022-03-03'))).toMatchObject({
      ended: null,
      steps: { visit: { state: 'open' } },
    });
    expect([wrong.annulled, wrong.lastSeq]).toEqual([[1], 2]);
  });
  it('refuse an annulment of nothing, and one without a reason', () => {
    const state = folded(setting, act('2022-03-02', 'visit', { outcome: '属实' }));
    expect(tryAct(state, act('2022-03-03', 'annul', { targetSeq: 7, reason: '录错' })).allowed).toBe(false);
    expect(tryAct(state, act('2022-03-03', 'annul', { targetSeq: 1 })).allowed).toBe(false);
    expect(tryAct(state, act('2022-03-03', 'annul', { targetSeq: 1, reason: '录错' })).allowed).toBe(true);
  });
});

describe('the rows written beside acts', () => {
  it('hold open steps and clocks with their holder, and never whether something is late', () => {
    const state = folded(matterSetting(GREEN, urgent));
    const head = { household: 'h1', town: '990101101', village: '990101101201', channel: '干部排查' };
    const { matter, clocks } = projectMatter(state, plainDate('2022-03-10'), head);
    expect(matter).toMatchObject({ ...head, state: 'open', openSteps: ['visit'], lastSeq: 0, closedOn: null });
    expect(clocks).toMatchObject([
      {
        clock: 'visit',
        holder: 'township',
        startOn: '2022-03-01',
        dueOn: '2022-03-04',
        doneOn: null,
        clause: { clause: 'a' },
      },
    ]);
  });
});
