import type { ClockContext } from '#domain/duties/clock-context.ts';
import { eventDay as composedDay, type EventDay, type SingleEvent } from '#domain/duties/clock-event.ts';
import type { EngineQuestion } from '#domain/policy/pack-shape.ts';
import { meantWord } from '#domain/policy/parameter-on.ts';
import type { ClockEvent } from '#domain/policy/procedure-shape.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { type ConditionContext, type DayView, judge } from './day-view.ts';
import { valueDayFor } from './matter-setting.ts';
import { recordOf } from './matter-state.ts';
import { effectiveOn } from './recognition.ts';
import { namesOf } from './step-graph.ts';
import { appealHolds, standingOf } from './step-standing.ts';

/** When `event` happened as far as known on the view's day, or what is waited for. */
export function eventDay(view: DayView, event: ClockEvent): EventDay {
  return composedDay(event, (single) => dayOf(view, single));
}

/** The context of conditions that stand in a step or limit: parameters are read on the day its clock started. */
export function inClock(view: DayView, clock: { readonly from?: ClockEvent }): Pick<ConditionContext, 'startDay'> {
  const { from } = clock;
  if (from === undefined) return {};
  return {
    startDay: () => {
      const start = eventDay(view, from);
      return start.known ? start.day : null;
    },
  };
}

/** What clocks read of the matter on the view's day. `asOf`: the day the step was done, when it is no longer running. */
export function clockContext(view: DayView, asOf: PlainDate = view.day): ClockContext {
  const { policy, rules, calendar, openedOn } = view.state.setting;
  return {
    calendar,
    openedOn,
    actDay: view.day,
    day: (event) => dayOf(view, event),
    parameter: (name, day) => rules.parameter(name, valueDayFor(view.state.setting, name, day, asOf), view.facts),
    versionBy: (name) => policy.parameters[name]?.versionBy ?? 'start-event',
    judge: (condition) => judge(view, condition),
    issuedOn: (pack) => {
      const head = policy.packs.find((each) => each.head.id === pack)?.head;
      return head === undefined ? null : (head.signed ?? head.from);
    },
    waitsForNotice: () => settledWord(view, 'unpublished-days') === 'wait',
    paused: (id) => pausesOf(view, id),
    chosen: (step) => recordOf(view.state, step).lasts,
  };
}

/** The word the policy's settings give for a question of the engine; null where no pack asks it. */
function settledWord(view: DayView, question: EngineQuestion): string | null {
  const { policy } = view.state.setting;
  const asked = Object.values(policy.parameters).find(({ settles }) => settles === question);
  return asked === undefined ? null : meantWord(policy, asked.name, view.day);
}

/** Holds that stop the clock of a step or limit: a hold with `pauses` that blocks the step (the limit's last one). */
function pausesOf(view: DayView, id: string): ReturnType<NonNullable<ClockContext['paused']>> {
  const { procedure } = view.state.setting;
  const limit = procedure.limits.find((each) => each.id === id);
  const step = limit === undefined ? id : limit.to.replace(/\.done$/, '');
  const stretches = view.state.holds.filter((hold) => {
    const rule = procedure.holds.find((each) => each.id === hold.id);
    return rule?.pauses === true && (rule.blocks === 'any' || rule.blocks.includes(step));
  });
  if (stretches.length === 0) return null;
  const done = recordOf(view.state, step).doneOn !== null;
  return {
    holds: (day) => stretches.some(({ since, liftedOn }) => day > since && liftedOn !== null && day <= liftedOn),
    standing: done ? null : (stretches.find(({ liftedOn }) => liftedOn === null)?.id ?? null),
  };
}

/**
 * Day of a single event, null while it has not happened. A step that fell away (exempt, not applicable …) passes the
 * question on to its own predecessors, so that what counts from its end does not wait for ever.
 */
function dayOf(view: DayView, event: SingleEvent): PlainDate | null {
  const day = {
    event: () => namedEvent(view, event.kind === 'event' ? event.name : ''),
    fact: () => dateFact(view, event.kind === 'fact' ? event.field : ''),
    step: () => (event.kind === 'step' ? stepEvent(view, event.step, event.moment) : null),
  }[event.kind]();
  return day !== null && day <= view.day ? day : null;
}

function namedEvent(view: DayView, name: string): PlainDate | null {
  const told = view.state.events[name] ?? null;
  return told === null && name === 'object.effective' ? (effectiveOn(view)?.on ?? null) : told;
}

function dateFact(view: DayView, field: string): PlainDate | null {
  const household = view.facts['户'];
  const found = readPath(view.facts, field) ?? readPath(household, field);
  return typeof found === 'string' ? (parsePlainDate(found) ?? null) : null;
}

function readPath(record: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
      record,
    );
}

function stepEvent(view: DayView, id: string, moment: 'begun' | 'done'): PlainDate | null {
  const record = recordOf(view.state, id);
  const day = moment === 'begun' ? record.begunOn : record.doneOn;
  const step = view.tasks.get(id)?.step;
  if (day !== null && moment === 'done' && appealHolds(view, id)) return null;
  if (day !== null || step === undefined || step.after.length === 0) return day;
  if (standingOf(view, id).kind !== 'away') return null;
  const before = step.after.flatMap((entry) => namesOf(entry)).map((name) => stepEvent(view, name, 'done'));
  return before.includes(null) ? null : (before.toSorted().at(-1) ?? null);
}
