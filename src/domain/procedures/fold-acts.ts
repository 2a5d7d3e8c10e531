import type { Consequence, Objections } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type Act, isEngineAct, placeOf, stepOfKind } from './act.ts';
import { viewOn } from './day-view.ts';
import { withChange } from './fact-history.ts';
import { type MatterSetting, settingOn } from './matter-setting.ts';
import { emptyState, type MatterState, recordOf, type StepRecord, untouched } from './matter-state.ts';
import { recognisedOn } from './recognition.ts';
import { findTask, type Task, tasksOf, withDownstream } from './step-graph.ts';
import { partsStillOwed } from './who-may.ts';

/**
 * The state after `acts`, folded by official day and, within a day, by sequence. Pure and total: acts were judged when
 * they were recorded, so one that does not fit is kept in the list and changes only what it can. Annulled acts, and the
 * annulments, count for nothing.
 */
export function foldActs(setting: MatterSetting, acts: readonly Act[]): MatterState {
  const annulled = annulledSeqs(acts);
  const counting = acts.filter((act) => act.kind !== 'annul' && !annulled.has(act.seq)).toSorted(inOrder);
  const start: MatterState = {
    ...emptyState(setting),
    annulled: [...annulled].toSorted((a, b) => a - b),
    lastSeq: Math.max(0, ...acts.map((act) => act.seq)),
  };
  return counting.reduce(applyAct, start);
}

/** The state after one more act. The act is taken as it is; `tryAct` says beforehand whether it is allowed. */
export function applyAct(state: MatterState, act: Act): MatterState {
  const listed = { ...state, acts: [...state.acts, act], lastSeq: Math.max(state.lastSeq, act.seq) };
  // Every act has the effect it had under the steps of its own day.
  const onDay = { ...listed, setting: settingOn(state.setting, act.on) };
  const after = isEngineAct(act.kind) ? applyEngineAct(onDay, act) : applyPackAct(onDay, act);
  return { ...after, setting: state.setting };
}

function inOrder(a: Act, b: Act): number {
  return a.on < b.on ? -1 : a.on > b.on ? 1 : a.seq - b.seq;
}

/** Numbers of acts taken back by an `annul`, or by a `withdraw` of a single act, that is not annulled itself. */
function annulledSeqs(acts: readonly Act[]): ReadonlySet<number> {
  const gone = new Set<number>();
  for (const act of acts.toSorted((a, b) => b.seq - a.seq)) {
    const takesBack = act.kind === 'annul' || act.kind === 'withdraw';
    if (takesBack && act.targetSeq !== undefined && !gone.has(act.seq)) gone.add(act.targetSeq);
  }
  return gone;
}

function applyEngineAct(state: MatterState, act: Act): MatterState {
  const target = act.target ?? '';
  switch (act.kind) {
    case 'event':
      return { ...state, events: { ...state.events, [target]: act.on } };
    case 'route':
      return {
        ...state,
        routes: { ...state.routes, [target]: state.routes[target] ?? act.on },
        events: { ...state.events, 'route.opened': state.events['route.opened'] ?? act.on },
      };
    case 'object':
      return withRecord(state, target, (record) => objected(state, record, act));
    case 'settle':
      return settleObjection(state, act, target);
    case 'hold':
      return withHold(state, target, act.on);
    case 'lift':
      return { ...state, holds: state.holds.map((hold) => (hold.id === target ? lifted(hold, act.on) : hold)) };
    case 'return':
      return act.target === undefined ? ended(state, act.on, 'returned') : voided(state, target);
    case 'withdraw':
      return act.targetSeq === undefined ? ended(state, act.on, 'withdrawn') : state;
    case 'choose':
      return choose(state, act, target);
    case 'correct':
      return { ...state, facts: withChange(state.facts, act.on, act.set ?? {}) };
    default:
      return state;
  }
}

/** An objection, or, against a finished step that may be appealed, an appeal. */
function objected(state: MatterState, record: StepRecord, act: Act): StepRecord {
  const raised = { on: act.on, seq: act.seq, settledOn: null, upheld: null };
  const appeals = findTask(state.setting.procedure, act.target ?? '')?.step.appeal !== undefined;
  return appeals && record.doneOn !== null
    ? { ...record, appeals: [...record.appeals, raised] }
    : { ...record, objections: [...record.objections, raised] };
}

function choose(state: MatterState, act: Act, target: string): MatterState {
  if (findTask(state.setting.procedure, target) === undefined) {
    return { ...state, facts: withChange(state.facts, act.on, act.set ?? {}) };
  }
  const drawn = act.values['drawn'];
  return withRecord(state, target, (record) =>
    typeof drawn === 'boolean' ? { ...record, drawn } : { ...record, waivedOn: act.on },
  );
}

function applyPackAct(state: MatterState, act: Act): MatterState {
  const { step, moment } = stepOfKind(act.kind);
  const task = findTask(state.setting.procedure, step);
  if (task === undefined) return applyHelp(state, act);
  if (moment === 'begin') {
    return withRecord(state, step, (record) => ({
      ...record,
      begunOn: record.begunOn ?? act.on,
      lasts: act.lasts ?? record.lasts,
      ...placeAndPersons(record, act),
    }));
  }
  return finishStep(state, act, task);
}

function applyHelp(state: MatterState, act: Act): MatterState {
  if (!state.setting.procedure.helps.some((help) => help.id === act.kind)) return state;
  const ahead = recognisedOn(viewOn(state, act.on)).value !== 'yes';
  return { ...state, helps: [...state.helps, { id: act.kind, on: act.on, ahead }] };
}

/** A step several must act on is finished by the last of them, or at once by an outcome that does not continue. */
function finishStep(state: MatterState, act: Act, task: Task): MatterState {
  const { step } = task;
  const owed = partsStillOwed(viewOn(state, act.on), step, recordOf(state, step.id));
  const consequence = act.outcome === undefined ? undefined : step.outcomes[act.outcome];
  const mine = act.by.map((by) => by.office);
  const incomplete = act.by.length > 0 && owed.some((office) => !mine.includes(office));
  if (incomplete && (consequence === undefined || consequence.kind === 'continue')) {
    return withRecord(state, step.id, (record) => ({
      ...record,
      begunOn: record.begunOn ?? act.on,
      ...placeAndPersons(record, act),
      parts: [...record.parts, ...mine.map((office) => ({ office, on: act.on, outcome: act.outcome ?? null }))],
    }));
  }
  const done = withRecord(state, step.id, (record) => finished(record, act, null));
  const booked = task.satisfies;
  const both = booked === null ? done : withRecord(done, booked, (record) => finished(record, act, step.id));
  return consequence === undefined ? both : follow(both, consequence, act.on, step.id);
}

function finished(record: StepRecord, act: Act, bookedFrom: string | null): StepRecord {
  return {
    ...record,
    ...placeAndPersons(record, act),
    begunOn: record.begunOn ?? act.on,
    doneOn: act.on,
    doneSeq: act.seq,
    outcome: act.outcome ?? null,
    doneBy: act.by,
    bookedFrom,
    results: act.results ?? record.results,
    timesDone: record.timesDone + 1,
  };
}

function placeAndPersons(record: StepRecord, act: Act): Pick<StepRecord, 'place' | 'persons'> {
  const named = [...act.by, ...act.signers].flatMap(({ person }) => person ?? []);
  return { place: placeOf(act) ?? record.place, persons: [...new Set([...record.persons, ...named])] };
}

function follow(state: MatterState, consequence: Consequence, on: PlainDate, by: string): MatterState {
  switch (consequence.kind) {
    case 'continue':
      return state;
    case 'end':
      return ended(state, on, consequence.state, { stillDue: consequence.then, by });
    case 'return-to':
      return voided(state, consequence.step);
    case 'hold':
      return withHold(state, consequence.hold, on);
  }
}

/** Words by which a decision on an objection may be written. */
export const upheldWords: readonly string[] = ['upheld', '成立', '属实'];
export const rejectedWords: readonly string[] = ['rejected', '不成立', '不属实'];

function settleObjection(state: MatterState, act: Act, target: string): MatterState {
  const open = recordOf(state, target).objections.find((objection) => objection.settledOn === null);
  if (open === undefined) return settleAppeal(state, act, target);
  const rules = findTask(state.setting.procedure, target)?.step.objections;
  const upheld = upheldWords.includes(act.outcome ?? '');
  if (!upheld && !rejectedWords.includes(act.outcome ?? '')) return state;
  const settled = withRecord(state, target, (record) => ({
    ...record,
    begunOn: !upheld && restarts(state, rules, act.on) ? null : record.begunOn,
    objections: record.objections.map((objection) =>
      objection === open ? { ...objection, settledOn: act.on, upheld } : objection,
    ),
  }));
  return upheld && rules !== undefined ? follow(settled, rules.upheld, act.on, target) : settled;
}

/** Whether a rejected objection lets the period begin again; a word nobody has chosen yet lets it go on. */
function restarts(state: MatterState, rules: Objections | undefined, on: PlainDate): boolean {
  const rejected = rules?.rejected;
  if (typeof rejected !== 'object') return rejected === 'restart';
  const { value } = state.setting.rules.parameter(rejected.param, on, {});
  const { choices = [] } = state.setting.policy.parameters[rejected.param] ?? {};
  const means = choices.find((choice) => choice.value === value)?.means ?? value;
  return means === 'restart' || means === '重新起算';
}

/** An appeal that is upheld undoes the step and what it ended; one that is rejected leaves everything as it is. */
function settleAppeal(state: MatterState, act: Act, target: string): MatterState {
  const open = recordOf(state, target).appeals.find((appeal) => appeal.settledOn === null);
  const upheld = upheldWords.includes(act.outcome ?? '');
  if (open === undefined || (!upheld && !rejectedWords.includes(act.outcome ?? ''))) return state;
  const settled = withRecord(state, target, (record) => ({
    ...record,
    appeals: record.appeals.map((appeal) => (appeal === open ? { ...appeal, settledOn: act.on, upheld } : appeal)),
  }));
  if (!upheld) return settled;
  const running = appealedEnd(settled, target) ? { ...settled, ended: null } : settled;
  return voided(running, appealedStep(settled, target));
}

/** True when the step's own outcome ended the matter, or the step is what came after that end (`then`). */
function appealedEnd({ ended }: MatterState, step: string): boolean {
  return ended !== null && (ended.by === step || ended.stillDue.includes(step));
}

/** What an upheld appeal undoes: the step, or, where it only told the end, the step that ended the matter. */
function appealedStep({ ended }: MatterState, step: string): string {
  return ended?.stillDue.includes(step) === true ? (ended.by ?? step) : step;
}

function ended(
  state: MatterState,
  on: PlainDate,
  word: string,
  of: { readonly stillDue: readonly string[]; readonly by: string } | null = null,
): MatterState {
  if (state.ended !== null) return state;
  const by = of === null ? {} : { by: of.by };
  return { ...state, ended: { on, state: word, stillDue: of?.stillDue ?? [], ...by } };
}

function withHold(state: MatterState, id: string, since: PlainDate): MatterState {
  const set = state.holds.some((hold) => hold.id === id && hold.liftedOn === null);
  return set ? state : { ...state, holds: [...state.holds, { id, since, liftedOn: null }] };
}

function lifted<T extends { liftedOn: PlainDate | null }>(hold: T, on: PlainDate): T {
  return hold.liftedOn === null ? { ...hold, liftedOn: on } : hold;
}

/** Everything from `step` on is undone in every branch; gates booked as one of these steps are undone with it. */
function voided(state: MatterState, step: string): MatterState {
  const reach = withDownstream(state.setting.procedure, step);
  const gates = tasksOf(state.setting.procedure).filter((task) => task.satisfies !== null && reach.has(task.satisfies));
  return [...reach, ...gates.map((task) => task.step.id)].reduce((before, id) => {
    const record = before.steps[id];
    if (record === undefined || (record.begunOn === null && record.waivedOn === null)) return before;
    return withRecord(before, id, () => ({
      ...untouched,
      timesVoided: record.timesVoided + 1,
      timesDone: record.timesDone,
      objections: record.objections,
      appeals: record.appeals,
      place: record.place,
    }));
  }, state);
}

function withRecord(state: MatterState, id: string, change: (record: StepRecord) => StepRecord): MatterState {
  return { ...state, steps: { ...state.steps, [id]: change(recordOf(state, id)) } };
}
