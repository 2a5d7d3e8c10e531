import type { MatterState } from '#domain/procedures/matter-state.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { LeadLineRow, LeadStage } from '#store/lead-lines.ts';
import { KEPT_VISIT, leadEvents, leadOutcomes, leadSteps, verdicts, visitStep } from './lead-steps.ts';
import { engineAct, type MatterFile, type Opening } from './matter-file.ts';

/** Personal values of a lead's acts, by sequence. */
export type LeadValues = ReadonlyMap<number, Readonly<Record<string, string>>>;

/** What a lead's opening refers to beside the engine's facts. */
export interface LeadAbout {
  readonly source: string;
  readonly ticket: string | null;
  readonly department: string | null;
  readonly batch: string | null;
  readonly registeredOn: PlainDate;
  readonly registeredBy: string | null;
  readonly urgentCause: string | null;
  /** The line of the household already at its township; absent or null: there was none. */
  readonly refersTo?: string | null;
  /** The line whose visit found the household not to qualify, where every row of this one says nothing worse. */
  readonly repeats?: string | null;
}

/** The line of 台账 a lead's acts amount to. Pure: the same acts give the same line, which is what `rebuild` checks. */
export function projectLead(file: MatterFile, values: LeadValues): LeadLineRow {
  const { state, opening } = file;
  const about = opening.about as unknown as LeadAbout;
  const verified = recordOf(state, visitStep(state.setting.procedure.steps));
  const tell = recordOf(state, leadSteps.tell);
  const seen = actValues(file, verified.doneSeq);
  const told = actValues(file, tell.doneSeq);
  return {
    matter: file.row.matter,
    town: file.row.town,
    village: file.row.village,
    household: file.row.household,
    stage: stageOf(state),
    channel: opening.channel ?? '',
    source: about.source,
    ticket: about.ticket,
    text: values.get(1)?.['text'] ?? '',
    department: about.department,
    batch: about.batch,
    foundOn: opening.events[leadEvents.found] ?? opening.openedOn,
    registeredOn: about.registeredOn,
    dispatchedOn: state.events[leadEvents.dispatched] ?? null,
    receivedOn: recordOf(state, leadSteps.receive).doneOn,
    feedbackOn: feedbackDay(state),
    visitedOn: visitDay(verified.doneOn, seen),
    verdict: verdictOf(verified.outcome),
    proposedVerdict: proposedVerdict(state),
    reason: values.get(verified.doneSeq ?? -1)?.['reason'] ?? null,
    toldOn: tell.doneOn,
    toldHow: textOf(told['方式']),
    toldWritten: typeof told['书面'] === 'boolean' ? told['书面'] : null,
    verifiers: verifiersOf(file, seen),
    finishedOn: recordOf(state, leadSteps.writeOff).doneOn,
    endedOn: state.ended?.on ?? null,
    mergedInto: latestReference(file, 'into'),
    identification: latestReference(file, 'identification'),
    urgentCause: about.urgentCause,
    registeredBy: about.registeredBy,
    proposedInto: about.refersTo ?? null,
    repeats: about.repeats ?? null,
    repeatState: repeatState(state, about, seen),
  };
}

/** The day somebody was there: that of the earlier visit where its result was kept. */
function visitDay(doneOn: PlainDate | null, seen: Readonly<Record<string, unknown>>): PlainDate | null {
  const earlier = typeof seen[KEPT_VISIT] === 'string' ? seen['入户日期'] : undefined;
  return typeof earlier === 'string' ? (earlier as PlainDate) : doneOn;
}

/** What has become of the mark 与上次核实相同; null: there was none. */
function repeatState(
  state: MatterState,
  about: LeadAbout,
  seen: Readonly<Record<string, unknown>>,
): LeadLineRow['repeatState'] {
  if (about.repeats == null) return null;
  if (typeof seen[KEPT_VISIT] === 'string') return 'kept';
  const events = state.acts.filter((act) => act.kind === 'event');
  const visited = recordOf(state, visitStep(state.setting.procedure.steps)).doneOn !== null;
  if (visited || events.some(({ target }) => target === leadEvents.visitOrdered)) return 'revisit';
  const news = events.some(({ target, values }) => target === leadEvents.evidence && values['repeat'] !== true);
  return news ? 'other-news' : 'marked';
}

/** Where the line stands. A returned line waits at the county until it is dispatched again. */
function stageOf(state: MatterState): LeadStage {
  const done = (step: string) => recordOf(state, step).doneOn !== null;
  if (state.ended?.state === 'withdrawn') return 'withdrawn';
  if (state.ended?.state === leadOutcomes.merged) return 'merged';
  if (done(leadSteps.writeOff) || state.ended !== null) return 'written-off';
  if (returnedToCounty(state)) return 'returned';
  if (feedbackDay(state) === null) return 'gathering';
  const { steps } = state.setting.procedure;
  const isTakenOver = steps.some(({ id }) => id === leadSteps.receive);
  if (isTakenOver && !done(leadSteps.receive)) return 'to-receive';
  return done(visitStep(steps)) ? 'to-write-off' : 'in-progress';
}

/** Sent back: the dispatch was undone after the line had been on a ledger, and has not been done again. */
function returnedToCounty(state: MatterState): boolean {
  const dispatch = recordOf(state, leadSteps.dispatch);
  return dispatch.timesVoided > 0 && dispatch.doneOn === null;
}

/** 信息反馈日期: dispatch by the county where there was one, else the day the township got it. @source SD#A2-08 */
function feedbackDay(state: MatterState): PlainDate | null {
  return state.events[leadEvents.receivedByTownship] ?? null;
}

/** 已纳入 when the household is monitored already; a person confirms. @source SD#A2-18 */
function proposedVerdict(state: MatterState): string | null {
  const household = state.facts.start['户'] as Readonly<Record<string, unknown>> | undefined;
  return household?.['在册'] === true ? verdicts.already : null;
}

/** Outcomes that are a verdict; sending a line back is none. */
function verdictOf(outcome: string | null): string | null {
  return Object.values(verdicts).find((verdict) => verdict === outcome) ?? null;
}

function actValues(file: MatterFile, seq: number | null): Readonly<Record<string, unknown>> {
  const stored = seq === null ? undefined : file.acts.find((act) => act.seq === seq);
  return stored === undefined ? {} : engineAct(stored).values;
}

function verifiersOf(file: MatterFile, visit: Readonly<Record<string, unknown>>): string[] {
  const assigned = actValues(file, recordOf(file.state, leadSteps.assign).doneSeq);
  const named = visit['核查人员'] ?? assigned['核查人员'] ?? [];
  return Array.isArray(named) ? named.filter((each): each is string => typeof each === 'string') : [];
}

/** The last reference of that name in any act still in force. */
function latestReference(file: MatterFile, name: string): string | null {
  const found = file.state.acts.map((act) => act.values[name]).filter((value) => typeof value === 'string');
  return textOf(found.at(-1));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The facts a lead's conditions look at, from what is known of the household at registration. */
export function leadFacts(
  channel: string,
  source: string,
  household: { monitored: boolean; numberKnown: boolean },
): Opening['facts'] {
  return { 渠道: channel, 来源: source, 户: { 在册: household.monitored }, 证件已登记: household.numberKnown };
}
