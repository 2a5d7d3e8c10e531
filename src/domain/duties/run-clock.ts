import { type AddedTerm, addTerm } from '#domain/calendar/add-term.ts';
import { addPausedTerm } from '#domain/calendar/paused-term.ts';
import { type SourceRef, type Term, type TermValue, timeUnits } from '#domain/policy/pack-shape.ts';
import type { ClockEvent } from '#domain/policy/procedure-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import type { ClockAnswer, ClockHead } from './clock-answer.ts';
import type { ClockContext } from './clock-context.ts';
import { eventDay, eventName } from './clock-event.ts';

/** A clock before it is run: a start, a term, and the head it keeps whatever comes out. */
export interface ClockPlan {
  readonly head: Omit<ClockHead, 'startEvent'>;
  readonly from: ClockEvent;
  readonly term: Term;
}

/** A term read for one day, or why it cannot be. */
export type TermReading =
  | { readonly state: 'set'; readonly term: TermValue; readonly reading: ParameterReading | null }
  | { readonly state: 'unset'; readonly reading: ParameterReading }
  | { readonly state: 'undetermined'; readonly reading: ParameterReading };

/**
 * The clock's answer: start + term when both are known, `waits` while the start is not, `unset` or `undetermined` when
 * the value in force on its day is not usable. Never a date counted from today for want of a start.
 */
export function runClock(plan: ClockPlan, context: ClockContext): ClockAnswer {
  const head: ClockHead = { ...plan.head, startEvent: eventName(plan.from) };
  const start = eventDay(plan.from, (event) => context.day(event));
  if (!start.known) {
    const early = readTerm(plan.term, context.actDay, context);
    return { ...withReading(head, early.reading), state: 'waits', waitsFor: start.waitsFor, reading: early.reading };
  }
  const valueDay = valueDayOf(plan.term, start.day, context);
  if (valueDay === null) {
    const waitsFor = [{ kind: 'event', name: 'matter.opened' } as const];
    return { ...head, state: 'waits', waitsFor, reading: null };
  }
  const read = readTerm(plan.term, valueDay, context);
  const shown = withReading(head, read.reading);
  if (read.state === 'undetermined') {
    return { ...shown, state: 'undetermined', missing: missingOf(read.reading), reading: read.reading };
  }
  if (read.state === 'unset') {
    return { ...shown, state: 'unset', startDay: start.day, valueDay, reading: read.reading };
  }
  const term = head.clock === 'lasts' ? longerTerm(context, start.day, read.term, context.chosen(head.id)) : read.term;
  const paused = context.paused?.(head.id) ?? null;
  if (paused?.standing !== undefined && paused.standing !== null) {
    const waitsFor = [{ kind: 'event', name: `lift.${paused.standing}` } as const];
    return { ...shown, state: 'waits', waitsFor, reading: read.reading };
  }
  const added: AddedTerm =
    paused === null
      ? addTerm(context.calendar, start.day, term)
      : addPausedTerm(context.calendar, start.day, term, paused.holds);
  if (added.provisional && context.waitsForNotice?.() === true) {
    const waitsFor = [{ kind: 'event', name: `notice.${added.due.slice(0, 4)}` } as const];
    return { ...shown, state: 'waits', waitsFor, reading: read.reading };
  }
  return {
    ...shown,
    state: 'dated',
    due: added.due,
    earliestFinish: head.clock === 'lasts' ? addDays(added.due, 1) : null,
    startDay: start.day,
    term,
    reading: read.reading,
    valueDay: read.reading === null ? null : valueDay,
    counted: added.counted,
    provisional: added.provisional || read.reading?.state === 'provisional',
    calendarVersion: context.calendar.version,
  };
}

/** The term as it reads on `day`. A parameter that holds no length of time is undetermined. */
export function readTerm(term: Term, day: PlainDate, context: ClockContext): TermReading {
  if (!('param' in term)) return { state: 'set', term, reading: null };
  const reading = context.parameter(term.param, day);
  if (reading.state === 'undetermined') return { state: 'undetermined', reading };
  if (reading.value === null || reading.state === 'suspicious') return { state: 'unset', reading };
  const length = termLength(reading);
  return length === null ? { state: 'undetermined', reading } : { state: 'set', term: length, reading };
}

/** Day whose value a clock reads: its start, the opening or the act, as the parameter says. null: the matter is not open. */
function valueDayOf(term: Term, startDay: PlainDate, context: ClockContext): PlainDate | null {
  if (!('param' in term)) return startDay;
  switch (context.versionBy(term.param)) {
    case 'start-event':
      return startDay;
    case 'opening':
      return context.openedOn;
    case 'act-day':
      return context.actDay;
  }
}

function termLength({ value, unit }: ParameterReading): TermValue | null {
  if (typeof value === 'object' && value !== null && 'amount' in value) return value;
  const known = timeUnits.find((each) => each === unit);
  return typeof value === 'number' && known !== undefined ? { amount: value, unit: known } : null;
}

/** The office may choose longer, never shorter: of two durations the one that ends later. */
function longerTerm(context: ClockContext, start: PlainDate, least: TermValue, chosen: TermValue | null): TermValue {
  if (chosen === null) return least;
  return addTerm(context.calendar, start, chosen).due > addTerm(context.calendar, start, least).due ? chosen : least;
}

function missingOf(reading: ParameterReading): readonly string[] {
  return reading.missing.length > 0 ? reading.missing : [`参数.${reading.name}`];
}

function withReading(head: ClockHead, reading: ParameterReading | null): ClockHead {
  if (reading === null) return head;
  return {
    ...head,
    source: distinctSources([...reading.source, ...head.source]),
    inferred: reading.inferred ?? head.inferred,
  };
}

function distinctSources(sources: readonly SourceRef[]): SourceRef[] {
  const byText = new Map(sources.map((source) => [`${source.pack}#${source.clause}`, source]));
  return [...byText.values()];
}
