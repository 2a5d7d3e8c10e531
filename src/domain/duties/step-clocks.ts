import { isPublished } from '#domain/calendar/calendar.ts';
import { rollDay } from '#domain/calendar/working-days.ts';
import type { Begins, ClockEvent, Limit, MonthDay } from '#domain/policy/procedure-shape.ts';
import type { ClockAnswer, ClockHead, ClockKind, DatedClock } from './clock-answer.ts';
import type { ClockContext } from './clock-context.ts';
import { eventDay, eventName } from './clock-event.ts';
import { monthDayFrom } from './month-day.ts';
import { type ClockPlan, runClock } from './run-clock.ts';
import { type ClocksInForce, possibleClocks, type TimedStep } from './variant-clocks.ts';

/**
 * Every clock of a step, in the order within, begins, due, due-on, lasts, not-before; none for a step without. Two
 * deadlines on one step are both answered (`leadingClock` picks). The first variant that holds replaces the keys it
 * names; where an unknown one would change a clock, that clock is `undetermined`.
 */
export function stepClocks(step: TimedStep, context: ClockContext): ClockAnswer[] {
  const { possible, missing } = possibleClocks(step, context);
  const answers: ClockAnswer[] = [];
  for (const kind of ['within', 'begins', 'due', 'due-on', 'lasts'] as const) {
    const runs = possible.flatMap((clocks) => clockOf(kind, clocks, context));
    const [first] = runs;
    if (first === undefined) continue;
    const settled = runs.length === possible.length && runs.every((run) => sameClock(run, first));
    answers.push(settled ? first : undetermined(first, missing));
  }
  for (const entry of step.notBefore) {
    if (entry.when !== undefined && context.judge(entry.when).value === 'no') continue;
    const { strength } = entry;
    const source = entry.source.length > 0 ? entry.source : step.source;
    const inferred = entry.inferred ?? null;
    answers.push(
      runClock(
        { head: { id: step.id, clock: 'not-before', strength, source, inferred }, from: entry.from, term: entry.after },
        context,
      ),
    );
  }
  return answers;
}

/** The answer of a limit over several steps; its `id` is the limit's. */
export function limitClock(limit: Limit, context: ClockContext): ClockAnswer {
  const { id, strength, source } = limit;
  const head = { id, clock: 'limit', strength, source, inferred: limit.inferred ?? null } as const;
  return runClock({ head, from: limit.from, term: limit.within }, context);
}

function clockOf(kind: ClockKind, clocks: ClocksInForce, context: ClockContext): ClockAnswer[] {
  const { id, strength, source, inferred } = clocks;
  const head = { id, clock: kind, strength, source, inferred };
  const run = (from: ClockEvent | undefined, term: ClockPlan['term']): ClockAnswer[] => [
    from === undefined ? withoutStart(head) : runClock({ head, from, term }, context),
  ];
  if (kind === 'within') return clocks.within === undefined ? [] : run(clocks.from, clocks.within);
  if (kind === 'begins') return clocks.begins === undefined ? [] : run(...beginsFrom(clocks.begins));
  if (kind === 'lasts') {
    const begun = { kind: 'step', step: id, moment: 'begun' } as const;
    return clocks.lasts === undefined ? [] : run(begun, clocks.lasts.term);
  }
  if (kind === 'due') {
    if (clocks.due === undefined) return [];
    return [clocks.from === undefined ? withoutStart(head) : monthDayClock(head, clocks.due, clocks.from, context)];
  }
  return clocks.dueOn === undefined
    ? []
    : [issued(fixedDay({ ...head, startEvent: null }, clocks.dueOn, null, false, context), clocks.pack, context)];
}

/** A stage that was over before the document was issued informs; nobody can be late for it. */
function issued(clock: DatedClock, pack: string, context: ClockContext): DatedClock {
  const day = context.issuedOn?.(pack) ?? null;
  return day !== null && clock.due < day ? { ...clock, informational: true } : clock;
}

/** `with: <step>` is the same day as that step's beginning: a term of no days. */
function beginsFrom(begins: Begins): [ClockEvent, ClockPlan['term']] {
  if (begins.kind === 'within') return [begins.from, begins.within];
  return [
    { kind: 'step', step: begins.step, moment: 'begun' },
    { amount: 0, unit: 'day' },
  ];
}

function monthDayClock(
  head: Omit<ClockHead, 'startEvent'>,
  due: MonthDay,
  from: ClockEvent,
  context: ClockContext,
): ClockAnswer {
  const full: ClockHead = { ...head, startEvent: eventName(from) };
  const start = eventDay(from, (event) => context.day(event));
  if (!start.known) return { ...full, state: 'waits', waitsFor: start.waitsFor, reading: null };
  const named = monthDayFrom(start.day, due);
  const provisional = due.roll !== 'none' && !isPublished(context.calendar, named);
  return fixedDay(full, rollDay(context.calendar, named, due.roll), start.day, provisional, context);
}

function fixedDay(
  head: ClockHead,
  due: DatedClock['due'],
  startDay: DatedClock['startDay'],
  provisional: boolean,
  context: ClockContext,
): DatedClock {
  return {
    ...head,
    state: 'dated',
    due,
    earliestFinish: null,
    startDay,
    term: null,
    reading: null,
    valueDay: null,
    counted: [],
    provisional,
    calendarVersion: context.calendar.version,
  };
}

/** A clock the pack gives no start: no date may be made up for it. */
function withoutStart(head: Omit<ClockHead, 'startEvent'>): ClockAnswer {
  return { ...head, startEvent: null, state: 'undetermined', missing: ['from'], reading: null };
}

function undetermined(answer: ClockAnswer, missing: readonly string[]): ClockAnswer {
  const { id, clock, startEvent, strength, source, inferred } = answer;
  return { id, clock, startEvent, strength, source, inferred, state: 'undetermined', missing, reading: null };
}

function sameClock(a: ClockAnswer, b: ClockAnswer): boolean {
  if (a.state === 'dated' && b.state === 'dated') return a.due === b.due && a.provisional === b.provisional;
  return JSON.stringify(a, bigintAsText) === JSON.stringify(b, bigintAsText);
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
