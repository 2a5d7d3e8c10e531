import type { CountedDay } from '#domain/calendar/add-term.ts';
import type { SourceRef, Strength, TermValue } from '#domain/policy/pack-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import { eventName, type SingleEvent } from './clock-event.ts';

/**
 * `within` `due` `due-on`: the step is to be done by then · `begins`: to be begun by then · `lasts`: last day of its
 * minimum duration · `not-before`: first day the act is possible · `limit`: over several steps · `duty`: a recurring one.
 */
export type ClockKind = 'within' | 'begins' | 'due' | 'due-on' | 'lasts' | 'not-before' | 'limit' | 'duty';

/** What the 依据 drawer shows of a clock whatever its state. */
export interface ClockHead {
  /** Step, limit or duty the clock belongs to. */
  readonly id: string;
  readonly clock: ClockKind;
  /** Start event as packs write it; null for a fixed day. */
  readonly startEvent: string | null;
  readonly strength: Strength;
  /** Sources of the value first, then of the item. */
  readonly source: readonly SourceRef[];
  /** Why value or start is 推定; null when the texts give both. */
  readonly inferred: string | null;
}

export interface DatedClock extends ClockHead {
  readonly state: 'dated';
  /** Last day in time; for `not-before` the first possible day; for `lasts` the last day of the duration. */
  readonly due: PlainDate;
  /** For `lasts`: the first day on which finishing is possible, the day after `due`. Else null. */
  readonly earliestFinish: PlainDate | null;
  readonly startDay: PlainDate | null;
  readonly term: TermValue | null;
  /** Parameter the term was read from; null when it is written in the item. */
  readonly reading: ParameterReading | null;
  /** Day whose value was read. */
  readonly valueDay: PlainDate | null;
  readonly counted: readonly CountedDay[];
  /** The date may still change: calendar not published, or a stand-in value. It reminds, never counts as late. */
  readonly provisional: boolean;
  /** The day lay before the document was issued: it is shown and never late. */
  readonly informational?: true;
  readonly calendarVersion: string;
}

/** The start has not happened. `reading` is what the term would be on the asked day, so an unset one shows early. */
export interface WaitingClock extends ClockHead {
  readonly state: 'waits';
  readonly waitsFor: readonly SingleEvent[];
  readonly reading: ParameterReading | null;
}

/** The start is known, the value is not: nobody set it, its statistic is not out, or it waits for a second person. */
export interface UnsetClock extends ClockHead {
  readonly state: 'unset';
  readonly startDay: PlainDate;
  readonly valueDay: PlainDate;
  readonly reading: ParameterReading;
}

/** Which term or start counts cannot be said: a choice is open, or a condition is unknown. The clock stays listed. */
export interface UndeterminedClock extends ClockHead {
  readonly state: 'undetermined';
  readonly missing: readonly string[];
  readonly reading: ParameterReading | null;
}

export type ClockAnswer = DatedClock | WaitingClock | UnsetClock | UndeterminedClock;

/** The answer in one word: a date, `provisional`, `waits:<event>`, `unset:<parameter>` or `undetermined`. */
export function dueWord(answer: ClockAnswer): string {
  switch (answer.state) {
    case 'dated':
      return answer.provisional ? 'provisional' : answer.due;
    case 'waits':
      return `waits:${answer.waitsFor.map(eventName).join(',')}`;
    case 'unset':
      return `unset:${answer.reading.name}`;
    case 'undetermined':
      return 'undetermined';
  }
}

/**
 * The clock that leads among several of one step: the earliest date by which something must happen. Without a dated one
 * the first that is `unset`, then `undetermined`, then `waits`. Durations and minimum ages never lead. Undefined when
 * nothing is left.
 */
export function leadingClock(answers: readonly ClockAnswer[]): ClockAnswer | undefined {
  const deadlines = answers.filter((answer) => answer.clock !== 'lasts' && answer.clock !== 'not-before');
  const dated = deadlines.filter((answer) => answer.state === 'dated').toSorted((a, b) => daysBetween(b.due, a.due));
  const [unset, undetermined, waits] = (['unset', 'undetermined', 'waits'] as const).map((state) =>
    deadlines.find((answer) => answer.state === state),
  );
  return dated[0] ?? unset ?? undetermined ?? waits;
}

/** The event that settles a clock of a step: its beginning for `begins`, else its end. */
export function settlingEvent(answer: ClockHead): SingleEvent {
  return { kind: 'step', step: answer.id, moment: answer.clock === 'begins' ? 'begun' : 'done' };
}
