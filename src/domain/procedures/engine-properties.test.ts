import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Setting } from '#domain/policy/resolved-policy.ts';
import { addDays, plainDate } from '#domain/values/plain-date.ts';
import { act, folded, matterSetting } from '#test/builders/matter.ts';
import type { Act } from './act.ts';
import { askMatter, type OpenStep } from './ask-matter.ts';
import { applyAct, foldActs } from './fold-acts.ts';
import type { MatterSetting } from './matter-setting.ts';
import { emptyState, type MatterState } from './matter-state.ts';
import { tryAct } from './try-act.ts';

const PACK = `
parameters:
  公示天数: { type: term, values: [], set-at: county, source: TT#b }
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - { id: visit, by: township, source: TT#a, outcomes: { 属实: continue, 不实: { end: 不符合, then: [tell] } } }
      - { id: deliberation, after: [visit], by: village, source: TT#a, outcomes: { 拟纳入: continue, 争议: { hold: 争议 } } }
      - { id: consult, after: [deliberation], when: '较大争议 = true', together: [township, county-bureau], source: TT#b }
      - { id: compare, after: [consult], all-by: [township, county-bureau], in-order: true, source: TT#a }
      - { id: notice, after: [consult], by: village, lasts: { param: 公示天数 }, source: TT#b,
          objections: { pending: hold, upheld: { return-to: deliberation }, rejected: restart } }
      - { id: talk, after: [deliberation], strength: may, source: TT#b }
      - { id: approve, after: [compare, notice, talk], by: county-bureau, source: TT#a, not-before: [{ after: 3 day, from: visit.done, strength: must, source: TT#b }] }
      - { id: tell, by: township, source: TT#a }
    holds:
      - { id: 争议, by: village, blocks: any, lifted-by: township, source: TT#b }
    limits:
      - { id: overall, within: 15 day, from: matter.opened, to: approve, strength: principle, source: TT#b }
`;
const kinds = ['visit', 'deliberation', 'consult', 'compare', 'notice.begin', 'notice', 'talk', 'approve', 'tell'];
const offices = ['village', 'township', 'county-bureau', 'township+county-bureau'];
const anyMove = fc.record({
  /** Most moves take something that is open; the others try anything. */
  wild: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
  pick: fc.nat(20),
  kind: fc.constantFrom(...kinds, 'object', 'settle', 'lift', 'return', 'annul'),
  later: fc.integer({ min: 0, max: 4 }),
  by: fc.constantFrom(...offices),
  ends: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  upheld: fc.boolean(),
  reason: fc.constantFrom(undefined, '理由'),
  seq: fc.integer({ min: 1, max: 6 }),
});
type Move = typeof anyMove extends fc.Arbitrary<infer T> ? T : never;

/** Dispute known to be there, known not to be, unknown; notice of no day, of five, unset. */
const anySetting = fc.constantFrom(
  ...[true, false, undefined].flatMap((dispute) =>
    [0, 5, undefined].map((days) =>
      matterSetting(PACK, {
        facts: dispute === undefined ? {} : { 较大争议: dispute },
        settings: days === undefined ? [] : [noticeOf(days)],
      }),
    ),
  ),
);

function noticeOf(days: number): Setting {
  return { name: '公示天数', value: { amount: days, unit: 'day' }, from: plainDate('2022-01-01'), by: 'county-bureau' };
}

/** Plays the moves that are allowed, as an office would, and hands every state on the way to `look`. */
function play(
  setting: MatterSetting,
  moves: readonly Move[],
  look: (state: MatterState, day: Act['on']) => void,
): Act[] {
  const recorded: Act[] = [];
  let state = emptyState(setting);
  let day = setting.openedOn;
  for (const move of moves) {
    day = addDays(day, move.later);
    const tried = { ...(move.wild ? wildAct(move, day) : openAct(state, move, day)), seq: recorded.length + 1 };
    if (!tryAct(state, tried).allowed) continue;
    recorded.push(tried);
    state = foldActs(setting, recorded);
    look(state, day);
  }
  return recorded;
}

function wildAct({ kind, by, ends, upheld, reason, seq }: Move, day: Act['on']): Act {
  const target = { object: 'notice', settle: 'notice', lift: '争议', return: 'deliberation' }[kind];
  const outcome = kind === 'settle' ? (upheld ? 'upheld' : 'rejected') : outcomeOf(kind, ends);
  return act(day, kind, {
    by,
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { reason }),
    ...(target === undefined ? {} : { target }),
    ...(kind === 'annul' ? { targetSeq: seq } : {}),
  });
}

function openAct(state: MatterState, move: Move, day: Act['on']): Act {
  const { open } = askMatter(state, day);
  const chosen = open[move.pick % Math.max(1, open.length)];
  return chosen === undefined
    ? wildAct({ ...move, kind: 'lift', by: 'township' }, day)
    : actFor(chosen, day, move.ends);
}

/** The act an office would record on an open step, with everything it needs. */
function actFor({ step, moment, by, needs }: OpenStep, day: Act['on'], ends: boolean): Act {
  const outcome = moment === 'begin' ? undefined : outcomeOf(step, ends);
  const office = step === 'consult' ? by.join('+') : by[0];
  return act(day, moment === 'begin' ? `${step}.begin` : step, {
    ...(office === undefined ? {} : { by: office }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(needs.includes('reason') ? { reason: '理由' } : {}),
  });
}

function outcomeOf(step: string, ends: boolean): string | undefined {
  if (step === 'visit') return ends ? '不实' : '属实';
  return step === 'deliberation' ? (ends ? '争议' : '拟纳入') : undefined;
}

describe('whatever acts are recorded', { timeout: 60_000 }, () => {
  it('leaves no dead end: an open act, a day or event waited for, or a fact, value or hold named', () => {
    let running = 0;
    fc.assert(
      fc.property(anySetting, fc.array(anyMove, { minLength: 12, maxLength: 25 }), (setting, moves) => {
        play(setting, moves, (state, day) => {
          const answer = askMatter(state, day);
          if (answer.ended !== null) return;
          running += 1;
          const told = answer.waiting.some(
            ({ for: waits }) => waits.day !== undefined || (waits.facts ?? []).length > 0,
          );
          const named = answer.refused.some(
            ({ opensWhen }) => opensWhen.parameter !== undefined || opensWhen.lift !== undefined,
          );
          const decision = Object.values(state.steps).some((step) =>
            step.objections.some((each) => each.settledOn === null),
          );
          expect(answer.open.length > 0 || told || named || decision).toBe(true);
        });
      }),
      { numRuns: 70, seed: 7 },
    );
    expect(running).toBeGreaterThan(200);
  });

  it('folds to the same state again, in any order of the list, and act by act', () => {
    fc.assert(
      fc.property(anySetting, fc.array(anyMove, { minLength: 12, maxLength: 25 }), (setting, moves) => {
        const acts = play(setting, moves, () => {});
        const state = foldActs(setting, acts);
        expect(foldActs(setting, acts.toReversed())).toEqual(state);
        if (acts.every((each) => each.kind !== 'annul')) {
          expect(acts.reduce(applyAct, emptyState(setting))).toEqual(state);
        }
      }),
      { numRuns: 40, seed: 8 },
    );
  });

  it('says open only of acts that are allowed when they bring what is needed', () => {
    let opened = 0;
    fc.assert(
      fc.property(anySetting, fc.array(anyMove, { minLength: 12, maxLength: 25 }), (setting, moves) => {
        play(setting, moves, (state, day) => {
          for (const each of askMatter(state, day).open) {
            opened += 1;
            const tried = { ...actFor(each, day, false), seq: 99 };
            expect(tryAct(state, tried)).toMatchObject({ allowed: true });
          }
        });
      }),
      { numRuns: 40, seed: 9 },
    );
    expect(opened).toBeGreaterThan(200);
  });

  it('never opens a rule by leaving a fact out: what the unknown allows, some known value allows too', () => {
    const blank = matterSetting(PACK);
    const known = [true, false].map((较大争议) => matterSetting(PACK, { facts: { 较大争议 } }));
    const acts = [
      act('2022-03-02', 'visit', { outcome: '属实' }),
      act('2022-03-03', 'deliberation', { outcome: '拟纳入' }),
    ];
    for (const kind of kinds) {
      const tried = act('2022-03-08', kind, { outcome: '属实' });
      const unknown = tryAct(folded(blank, ...acts), tried).allowed;
      const each = known.map((setting) => tryAct(folded(setting, ...acts), tried).allowed);
      expect(unknown && !each.includes(true), kind).toBe(false);
      if (each.includes(false)) expect(unknown, kind).toBe(false);
    }
  });
});
