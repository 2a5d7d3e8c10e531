import type { Due } from '#contract/values.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { workingDaysBetween } from '#domain/calendar/working-days.ts';
import type { ClockAnswer } from '#domain/duties/clock-answer.ts';
import { daysLate, latenessOf } from '#domain/duties/lateness.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import type { ClockRow } from '#store/matters.ts';

/** The due chip of a stored clock on `today`: state and days left; the counting is fetched when somebody asks why. */
export function dueOfRow(calendar: Calendar, clock: ClockRow | undefined, today: PlainDate): Due {
  if (!clock) return { state: 'none' };
  const basis = {
    startOn: clock.startOn ?? undefined,
    provisional: clock.provisional,
    inferred: clock.inferred,
    source: clock.clause === null ? [] : [{ ...clock.clause }],
  };
  if (clock.dueOn === null) return { ...whyUndated(clock.why), ...basis };
  const unit = clock.unit === 'working-day' ? 'working-day' : 'day';
  const dated = { on: clock.dueOn, unit, ...basis } as const;
  if (clock.doneOn !== null) {
    const late = clock.doneOn > clock.dueOn && !clock.provisional;
    return { ...dated, state: late ? 'done-late' : 'done-in-time', left: 0 };
  }
  if (today > clock.dueOn && !clock.provisional) {
    const past = daysLate(calendar, unit, clock.dueOn, today);
    return { ...dated, unit: past.unit, state: 'overdue', left: -past.late };
  }
  const left =
    unit === 'working-day' ? workingDaysBetween(calendar, today, clock.dueOn) : daysBetween(today, clock.dueOn);
  return { ...dated, state: today === clock.dueOn ? 'due-today' : 'not-due', left: Math.max(0, left) };
}

/** The whole answer of a clock: with every day counted, for the 依据 drawer. */
export function dueOfAnswer(calendar: Calendar, answer: ClockAnswer, today: PlainDate, doneOn: PlainDate | null): Due {
  const basis = {
    startEvent: answer.startEvent ?? undefined,
    inferred: answer.inferred,
    source: answer.source.map((ref) => ({ pack: ref.pack, clause: ref.clause })),
  };
  if (answer.state === 'waits')
    return { state: 'waiting', what: answer.waitsFor.map((event) => JSON.stringify(event)).join(' '), ...basis };
  if (answer.state === 'unset') {
    return {
      state: 'unset',
      what: answer.reading.name,
      setBy: answer.reading.setBy ?? undefined,
      startOn: answer.startDay,
      ...basis,
    };
  }
  if (answer.state === 'undetermined') return { state: 'unset', what: answer.missing.join('、'), ...basis };
  const stands = latenessOf(calendar, answer, today, doneOn);
  return {
    ...basis,
    state:
      ({ done: 'done-in-time', provisional: 'not-due', undated: 'none' } as const)[stands.state as 'done'] ??
      stands.state,
    on: answer.due,
    left: stands.late > 0 ? -stands.late : stands.left,
    unit: stands.unit,
    provisional: answer.provisional,
    startOn: answer.startDay ?? undefined,
    amount: answer.term?.amount,
    counted: answer.counted.map((day) => ({
      day: day.day,
      counts: day.counts,
      why: day.why,
      ...(day.n === undefined || day.n === null ? {} : { n: day.n }),
    })),
  };
}

function whyUndated(why: string | null): Due {
  if (why === null) return { state: 'none' };
  const [kind, what] = why.split(':');
  if (kind === 'waits') return { state: 'waiting', what: what ?? '' };
  if (kind === 'unset') return { state: 'unset', what: what ?? '' };
  return { state: 'unset', what: why };
}
