import { eventName } from '#domain/duties/clock-event.ts';
import { type OverdueEffect, overdueEffect } from '#domain/duties/overdue-effect.ts';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayView, judge, viewOn } from './day-view.ts';
import { clocksOf, type MatterClock } from './matter-clocks.ts';
import { type LimitPlan, matterPlan } from './matter-plan.ts';
import { type Ended, type HelpRecord, type MatterState, recordOf } from './matter-state.ts';
import { type EffectiveSince, effectiveOn, recognisedOn } from './recognition.ts';
import type { Finding, OpensWhen, Refusal } from './refusal.ts';
import { attemptOn, stepFindings } from './step-findings.ts';
import type { Task } from './step-graph.ts';
import { standingOf } from './step-standing.ts';
import { stateOn } from './try-act.ts';
import { officesNow } from './who-may.ts';

export type StepState =
  | 'not-applicable'
  | 'waiting'
  | 'refused'
  | 'open'
  | 'begun'
  | 'done'
  | 'exempt'
  | 'skipped'
  | 'voided'
  | 'not-drawn';

export interface StepStanding {
  readonly state: StepState;
  readonly outcome: string | null;
  readonly begunOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  /** An open route makes the step a debt that bars the matter from closing. */
  readonly owed: boolean;
  /** How often a return-to undid the step; `voided` is shown until it is open or done again. */
  readonly timesVoided: number;
}

export interface OpenStep {
  readonly step: string;
  /** `begin` for a step with a minimum duration that has not begun, else `finish`. */
  readonly moment: 'begin' | 'finish';
  /** Offices that may act; empty when the pack names nobody. */
  readonly by: readonly string[];
  /** What the act has to bring: `outcome`, `reason`, `seal`, `signers.<role>`, `results.<member>.<item>`, facts of the act. */
  readonly needs: readonly string[];
  /** Forms the step is written on. */
  readonly papers: readonly string[];
  /** Rules in principle the act would depart from. */
  readonly reasonRequired: readonly Refusal[];
  readonly source: readonly SourceRef[];
  readonly inferred: string | null;
}

export interface WaitingStep {
  readonly step: string;
  readonly for: OpensWhen;
}

/** Something a route, a measure or a hold makes possible or owed; `strength: must` is a duty. */
export interface RouteOffer {
  readonly id: string;
  readonly strength: 'must' | 'principle' | 'may';
  readonly state: 'open' | 'offered' | 'unknown';
  readonly missing: readonly string[];
  readonly source: readonly SourceRef[];
}

/** What a matter answers on a day. Sentences come from the packs' texts or `words`; here stand codes and facts. */
export interface MatterAnswer {
  readonly on: PlainDate;
  readonly open: readonly OpenStep[];
  readonly waiting: readonly WaitingStep[];
  /** Steps whose turn has come and that something other than time or order stands against. */
  readonly refused: readonly Refusal[];
  readonly clocks: readonly MatterClock[];
  readonly owed: readonly string[];
  readonly plan: readonly LimitPlan[];
  readonly steps: Readonly<Record<string, StepStanding>>;
  readonly routes: readonly RouteOffer[];
  /** What passed dates bring about on this day (视为未落实, flags); a later act takes the deeming back and keeps the lapse. */
  readonly overdue: readonly { readonly step: string; readonly effect: OverdueEffect }[];
  readonly holds: readonly { readonly id: string; readonly since: PlainDate; readonly needs: string | null }[];
  /** Help given before the household was recognised. */
  readonly helpedAhead: readonly HelpRecord[];
  readonly effective: EffectiveSince | null;
  readonly ended: Ended | null;
}

/** What the matter answers on `day`, by the acts of that day and earlier. */
export function askMatter(state: MatterState, day: PlainDate): MatterAnswer {
  const view = viewOn(stateOn(state, day), day);
  const looked = [...view.tasks.values()].map((task) => lookAt(view, task));
  const owed = owedSteps(view);
  return {
    on: day,
    open: looked.flatMap((each) => (each.open === null ? [] : [each.open])),
    waiting: looked.flatMap((each) => (each.waiting === null ? [] : [each.waiting])),
    refused: looked.flatMap((each) => each.refused),
    clocks: clocksOf(view),
    owed,
    plan: matterPlan(view),
    steps: Object.fromEntries(looked.map(({ task, state: word }) => [task.step.id, standing(view, task, word, owed)])),
    routes: routeOffers(view),
    overdue: overdueEffects(view),
    holds: openHolds(view),
    helpedAhead: recognisedOn(view).value === 'yes' ? [] : view.state.helps.filter((help) => help.ahead),
    effective: effectiveOn(view),
    ended: endOf(view),
  };
}

/** How the matter ended, null while it runs. Without an ending act it ends when every step is settled, debts included. */
export function endOf(view: DayView): Ended | null {
  if (view.state.ended !== null) return view.state.ended;
  const { procedure } = view.state.setting;
  const left = procedure.steps.some((step) => {
    const where = standingOf(view, step.id).kind;
    return where === 'unknown' || (where === 'pending' && step.strength !== 'may');
  });
  const done = procedure.steps.flatMap((step) => recordOf(view.state, step.id).doneOn ?? []).toSorted();
  const last = done.at(-1);
  return left || last === undefined ? null : { on: last, state: 'completed', stillDue: [] };
}

interface Looked {
  readonly task: Task;
  readonly state: StepState;
  readonly open: OpenStep | null;
  readonly waiting: WaitingStep | null;
  readonly refused: readonly Refusal[];
}

function lookAt(view: DayView, task: Task): Looked {
  const { step, route } = task;
  const record = recordOf(view.state, step.id);
  const nothing = { task, open: null, waiting: null, refused: [] };
  const where = standingOf(view, step.id);
  if (where.kind === 'done' && !step.repeat) return { ...nothing, state: 'done' };
  if (where.kind === 'away') return { ...nothing, state: awayWord(where.why) };
  if (route !== null && view.state.routes[route.id] === undefined) return { ...nothing, state: 'not-applicable' };
  const moment = step.lasts !== undefined && record.begunOn === null ? 'begin' : 'finish';
  const found = stepFindings(attemptOn(view, task, moment, null));
  const refusals = found.filter(({ kind }) => kind === 'refusal').map((each) => each.refusal);
  const state = (fallback: StepState): StepState => {
    if (where.kind === 'done') return 'done';
    if (record.begunOn !== null) return 'begun';
    return record.timesVoided > 0 && fallback !== 'open' ? 'voided' : fallback;
  };
  if (refusals.length === 0) return { ...nothing, state: state('open'), open: openStep(view, task, moment, found) };
  if (refusals.some(({ code }) => code === 'matter-ended')) return { ...nothing, state: state('waiting') };
  const order = refusals.find(({ code }) => code === 'waits-for-steps');
  const waitsFor = order ?? (refusals.every(isWait) ? refusals[0] : undefined);
  if (waitsFor !== undefined) {
    return { ...nothing, state: state('waiting'), waiting: { step: step.id, for: waiting(order, refusals) } };
  }
  return { ...nothing, state: state('refused'), refused: refusals };
}

/** Time, a fact still to be told, or a draw: things that come without anybody having to put something right. */
function isWait({ code }: Refusal): boolean {
  return ['still-lasting', 'too-early', 'start-unknown', 'condition-unknown', 'scope-unknown', 'draw-missing'].includes(
    code,
  );
}

/** The latest day among the dates waited for; what else is missing beside it. */
function waiting(order: Refusal | undefined, refusals: readonly Refusal[]): OpensWhen {
  if (order !== undefined) return order.opensWhen;
  const days = refusals.flatMap(({ opensWhen }) => opensWhen.day ?? []).toSorted();
  const day = days.at(-1);
  const merged: OpensWhen = Object.assign({}, ...refusals.map((each) => each.opensWhen).toReversed());
  return day === undefined ? merged : { ...merged, day };
}

function openStep(view: DayView, { step }: Task, moment: 'begin' | 'finish', found: readonly Finding[]): OpenStep {
  const asksReason = ({ kind, refusal }: Finding): boolean =>
    kind === 'reason' || (kind === 'need' && refusal.missing.includes('reason'));
  const reasonRequired = found.filter(asksReason).map((each) => each.refusal);
  const brought = found.filter(({ kind }) => kind === 'need').flatMap((each) => each.refusal.missing);
  return {
    step: step.id,
    moment,
    by: officesNow(view, step.by, step, recordOf(view.state, step.id)),
    needs: [...new Set([...brought, ...(reasonRequired.length > 0 ? ['reason'] : [])])],
    reasonRequired,
    papers: step.papers,
    source: step.source,
    inferred: step.inferred ?? null,
  };
}

function awayWord(why: 'not-applicable' | 'exempt' | 'skipped' | 'not-drawn' | 'reused' | 'dormant'): StepState {
  if (why === 'dormant') return 'not-applicable';
  return why === 'reused' ? 'exempt' : why;
}

function standing(view: DayView, { step }: Task, state: StepState, owed: readonly string[]): StepStanding {
  const { outcome, begunOn, doneOn, timesVoided } = recordOf(view.state, step.id);
  return { state, outcome, begunOn, doneOn, owed: owed.includes(step.id), timesVoided };
}

/** Steps an open route still owes, in the procedure's order; an ending outcome settles them all. */
function owedSteps(view: DayView): readonly string[] {
  const { procedure } = view.state.setting;
  const open = procedure.routes.filter((route) => view.state.routes[route.id] !== undefined);
  if (view.state.ended !== null || open.length === 0) return [];
  return procedure.steps
    .filter((step) => open.some((route) => route.owes === 'all' || route.owes.includes(step.id)))
    .filter((step) => {
      const where = standingOf(view, step.id).kind;
      return (where === 'pending' && step.strength !== 'may') || where === 'unknown';
    })
    .map((step) => step.id);
}

function routeOffers(view: DayView): readonly RouteOffer[] {
  return view.state.setting.procedure.routes.flatMap((route): RouteOffer[] => {
    const { id, strength, source } = route;
    if (view.state.routes[id] !== undefined) return [{ id, strength, state: 'open', missing: [], source }];
    const applies = judge(view, route.when);
    if (applies.value === 'no' || view.state.ended !== null) return [];
    const state = applies.value === 'yes' ? 'offered' : 'unknown';
    return [{ id, strength, state, missing: applies.missing, source }];
  });
}

function overdueEffects(view: DayView): MatterAnswer['overdue'] {
  return clocksOf(view).flatMap(({ key, step, answer, doneOn }) => {
    const rule = key === step ? view.tasks.get(step)?.step.onOverdue : undefined;
    const effect = rule && overdueEffect(view.state.setting.calendar, rule, answer, view.day, doneOn);
    return effect ? [{ step, effect }] : [];
  });
}

function openHolds(view: DayView): MatterAnswer['holds'] {
  return view.state.holds
    .filter((hold) => hold.liftedOn === null)
    .map(({ id, since }) => {
      const rule = view.state.setting.procedure.holds.find((each) => each.id === id);
      return { id, since, needs: rule?.needs ?? null };
    });
}

/** What a waiting step waits for, in one word each: step ids, a day, an event or fact names. */
export function waitsForWords(waits: OpensWhen): readonly string[] {
  const { steps = [], day, event, facts = [] } = waits;
  return [...steps, ...(day === undefined ? [] : [day]), ...(event === undefined ? [] : [event]), ...facts];
}

/** Name of the event a clock counts from or waits for. */
export function clockStart({ answer }: MatterClock): string | null {
  return answer.state === 'waits' ? answer.waitsFor.map(eventName).join(', ') : answer.startEvent;
}
