import { dueWord } from '#domain/duties/clock-answer.ts';
import type { Case } from '#domain/policy/case-shape.ts';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { MatterAnswer } from '#domain/procedures/ask-matter.ts';
import { clockStart } from '#domain/procedures/ask-matter.ts';
import { findConflicts } from '#domain/procedures/find-conflicts.ts';
import type { MatterClock } from '#domain/procedures/matter-clocks.ts';
import type { OpensWhen, Refusal } from '#domain/procedures/refusal.ts';
import { stateOn, type TryAnswer } from '#domain/procedures/try-act.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { CaseFault, CaseGround } from './case-setup.ts';
import { answerOn, type Replay } from './replay-case.ts';
import { runCase } from './run-case.ts';
import { triedAct } from './try-expectation.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A replayed case as plain data, in the words of the pack language's answers (`docs/case-replay.md`). */
export interface ReplayView {
  readonly id: string;
  readonly procedure: string;
  readonly policy: {
    readonly area: string;
    readonly on: PlainDate;
    readonly packs: readonly string[];
    readonly hash: string;
  };
  readonly opened: PlainDate;
  readonly acts: readonly Plain[];
  readonly days: readonly Plain[];
  readonly tries: readonly Plain[];
  /** Where the file expects something and something else was answered. */
  readonly faults: readonly CaseFault[];
}

/** `apart`: faults of asks that were put to a database. */
export function replayView(
  ground: CaseGround,
  written: Case,
  replay: Replay,
  apart: readonly CaseFault[] = [],
): ReplayView {
  const { setting } = replay;
  return {
    id: written.id,
    procedure: setting.procedure.id,
    policy: {
      area: setting.policy.area,
      on: setting.policy.on,
      packs: setting.policy.packs.map(({ head }) => head.id),
      hash: setting.policy.hash,
    },
    opened: setting.openedOn,
    acts: replay.acts.map(({ act, answer }) => ({
      seq: act.seq,
      on: act.on,
      do: act.kind,
      ...(act.target === undefined ? {} : { target: act.target }),
      ...(act.outcome === undefined ? {} : { outcome: act.outcome }),
      ...tryView(answer),
    })),
    days: replay.days.map((day) => ({
      ...dayView(answerOn(replay, day)),
      conflicts: findConflicts(stateOn(replay.state, day)).map(({ seq, refusals }) => ({
        seq,
        refusals: refusals.map(refusalView),
      })),
    })),
    tries: written.asks.flatMap((ask) => {
      if (ask.try === undefined || ask.on === undefined) return [];
      const { act, answer } = triedAct(replay, written, ask, ask.on);
      return [{ on: act.on, do: act.kind, ...tryView(answer) }];
    }),
    // A file without asks only wants to be shown what becomes of its acts.
    faults: [...runCase(ground, written).faults.filter(({ what }) => what !== 'asks'), ...apart],
  };
}

function tryView(answer: TryAnswer): Plain {
  return {
    allowed: answer.allowed,
    refusals: answer.refusals.map(refusalView),
    warnings: answer.warnings.map(refusalView),
    'reason-required': answer.reasonRequired.map(refusalView),
  };
}

function dayView(answer: MatterAnswer): Plain {
  return {
    on: answer.on,
    state: Object.fromEntries(
      Object.entries(answer.steps).map(([step, { state, outcome, begunOn, doneOn, owed }]) => [
        step,
        { state, outcome, begun: begunOn, done: doneOn, ...(owed ? { owed } : {}) },
      ]),
    ),
    open: answer.open.map(({ step, moment, by, needs, source, inferred, reasonRequired }) => ({
      step,
      do: moment === 'finish' ? step : `${step}.begin`,
      by,
      needs,
      ...clauses(source, inferred),
      ...(reasonRequired.length === 0 ? {} : { 'reason-required': reasonRequired.map(refusalView) }),
    })),
    waiting: answer.waiting.map((each) => ({ step: each.step, for: opensView(each.for) })),
    refused: answer.refused.map(refusalView),
    due: Object.fromEntries(answer.clocks.map(({ key, answer: clock }) => [key, dueWord(clock)])),
    clocks: answer.clocks.map(clockView),
    owed: answer.owed,
    plan: planView(answer),
    routes: answer.routes.map(({ id, strength, state, missing }) => ({ id, strength, state, missing })),
    overdue: answer.overdue,
    holds: answer.holds,
    'helped-ahead': answer.helpedAhead,
    effective:
      answer.effective === null
        ? null
        : {
            on: answer.effective.on,
            status: answer.effective.status,
            episode: answer.effective.episode,
            'counts-as': answer.effective.countsAs,
          },
    ended:
      answer.ended === null
        ? null
        : { on: answer.ended.on, state: answer.ended.state, 'still-due': answer.ended.stillDue },
  };
}

function clockView(clock: MatterClock): Plain {
  const { key, step, doneOn, answer } = clock;
  const dated = answer.state === 'dated';
  return {
    clock: key,
    step,
    due: dated ? answer.due : dueWord(answer),
    provisional: dated && answer.provisional,
    from: clockStart(clock),
    start: dated ? answer.startDay : null,
    amount: dated ? (answer.term?.amount ?? null) : null,
    unit: dated ? (answer.term?.unit ?? null) : null,
    done: doneOn,
    strength: answer.strength,
    ...clauses(answer.source, answer.inferred),
  };
}

function planView(answer: MatterAnswer): Plain {
  return {
    'latest-begin': latestBegins(answer),
    limits: answer.plan.map(({ limit, plan, used, total, warnings }) => ({
      limit,
      due: plan.due,
      used: total.used,
      left: total.left,
      levels: used.map(({ level, days, workingDays }) => ({ level, days, 'working-days': workingDays })),
      slack: Object.fromEntries(plan.lines.map(({ step, slackDays }) => [step, slackDays])),
      unknown: plan.unknown,
      warnings: warnings.map(({ step, kind, latestBegin, actBy }) => ({
        step,
        kind,
        'latest-begin': latestBegin,
        'act-by': actBy,
      })),
    })),
  };
}

function latestBegins(answer: MatterAnswer): Plain {
  const lines = answer.plan.flatMap(({ plan }) => plan.lines).filter((line) => line.lasts !== null);
  const byDay = lines.toSorted((a, b) => (a.latestBegin < b.latestBegin ? 1 : -1));
  return Object.fromEntries(byDay.map(({ step, latestBegin }) => [step, latestBegin]));
}

export function refusalView({ step, code, source, inferred, strength, text, missing, opensWhen }: Refusal): Plain {
  return {
    step,
    code,
    ...clauses(source, inferred),
    strength,
    text,
    ...(missing.length === 0 ? {} : { missing }),
    'opens-when': opensView(opensWhen),
  };
}

function opensView({ setBy, ...rest }: OpensWhen): Plain {
  return setBy === undefined ? rest : { ...rest, 'set-by': setBy };
}

function clauses(source: readonly SourceRef[], inferred: string | null): Plain {
  return { clause: source.map((ref) => `${ref.pack}#${ref.clause}`), ...(inferred === null ? {} : { inferred }) };
}
