import { dueWord } from '#domain/duties/clock-answer.ts';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { askMatter, type MatterAnswer } from './ask-matter.ts';
import { viewOn } from './day-view.ts';
import type { MatterClock } from './matter-clocks.ts';
import type { MatterState } from './matter-state.ts';
import { officesNow } from './who-may.ts';

/** What the store needs to know of a matter beside its acts; places are references, never names. */
export interface MatterHead {
  readonly household: string | null;
  readonly town: string | null;
  readonly village: string | null;
  readonly channel: string | null;
}

/** The row of a matter: what lists are made from without folding. */
export interface MatterRow extends MatterHead {
  readonly procedure: string;
  /** `open`, or the word the matter ended with. */
  readonly state: string;
  readonly openSteps: readonly string[];
  readonly lastSeq: number;
  readonly openedOn: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly effectiveOn: PlainDate | null;
  readonly policyHash: string;
}

/** The row of a clock. Late is not stored: it is `dueOn` before the day of reading while `doneOn` is null. */
export interface ClockRow {
  /** Name of the clock within the matter. */
  readonly clock: string;
  readonly step: string;
  /** Office that has to act; null when the pack names none. */
  readonly holder: string | null;
  readonly startOn: PlainDate | null;
  /** null while there is no date: `why` says what is missing. */
  readonly dueOn: PlainDate | null;
  /** Unit the term was counted in; null for a fixed day or without a date. */
  readonly unit: string | null;
  /** `waits:<event>`, `unset:<parameter>` or `undetermined`; null with a date. */
  readonly why: string | null;
  /** Day the matter ended while the clock still ran: it no longer counts. */
  readonly stopOn: PlainDate | null;
  /** Day since when a hold stands over the step. */
  readonly pausedOn: PlainDate | null;
  readonly doneOn: PlainDate | null;
  readonly clause: SourceRef | null;
  readonly inferred: string | null;
  readonly calendarVersion: string;
  readonly provisional: boolean;
}

export interface MatterProjection {
  readonly matter: MatterRow;
  readonly clocks: readonly ClockRow[];
}

/**
 * The rows a command writes beside its act, as of `day` (its act's day). Minimum durations and minimum ages are no
 * debts and have no row.
 */
export function projectMatter(state: MatterState, day: PlainDate, head: MatterHead): MatterProjection {
  const answer = askMatter(state, day);
  const { procedure, policy, openedOn } = state.setting;
  return {
    matter: {
      ...head,
      procedure: procedure.id,
      state: answer.ended?.state ?? 'open',
      openSteps: answer.open.map((each) => each.step),
      lastSeq: state.lastSeq,
      openedOn,
      closedOn: answer.ended?.on ?? null,
      effectiveOn: answer.effective?.on ?? null,
      policyHash: policy.hash,
    },
    clocks: answer.clocks
      .filter(({ answer: { clock } }) => clock !== 'lasts' && clock !== 'not-before')
      .map((clock) => clockRow(state, day, answer, clock)),
  };
}

function clockRow(state: MatterState, day: PlainDate, matter: MatterAnswer, clock: MatterClock): ClockRow {
  const { answer, doneOn } = clock;
  const dated = answer.state === 'dated';
  const kept = matter.ended === null || matter.ended.stillDue.includes(clock.step);
  return {
    clock: clock.key,
    step: clock.step,
    holder: holderOf(state, day, clock.step),
    startOn: dated ? answer.startDay : null,
    dueOn: dated && answer.informational !== true ? answer.due : null,
    unit: dated ? (answer.term?.unit ?? null) : null,
    why: dated ? (answer.informational === true ? 'informational' : null) : dueWord(answer),
    stopOn: doneOn === null && !kept ? (matter.ended?.on ?? null) : null,
    pausedOn: doneOn === null ? pausedSince(state, matter, clock.step) : null,
    doneOn,
    clause: answer.source[0] ?? null,
    inferred: answer.inferred,
    calendarVersion: dated ? answer.calendarVersion : state.setting.calendar.version,
    provisional: dated && answer.provisional,
  };
}

function holderOf(state: MatterState, day: PlainDate, step: string): string | null {
  const view = viewOn(state, day);
  const found = view.tasks.get(step)?.step;
  return officesNow(view, found?.by, found, state.steps[step])[0] ?? null;
}

function pausedSince(state: MatterState, matter: MatterAnswer, step: string): PlainDate | null {
  const blocking = matter.holds.filter(({ id }) => {
    const rule = state.setting.procedure.holds.find((each) => each.id === id);
    return rule === undefined || rule.blocks === 'any' || rule.blocks.includes(step);
  });
  return blocking.map((hold) => hold.since).toSorted()[0] ?? null;
}
