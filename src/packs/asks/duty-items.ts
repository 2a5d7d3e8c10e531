import type { ClockContext } from '#domain/duties/clock-context.ts';
import { eventName } from '#domain/duties/clock-event.ts';
import { dutySlots, feedSlots, type Slot } from '#domain/duties/duty-slots.ts';
import { type DayRange, periodsIn } from '#domain/duties/period.ts';
import type { Duty, Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { casePolicy } from '../case-setup.ts';
import type { Asking } from './ask-kind.ts';

/** A duty or feed under the policy of one day. */
export interface Owed {
  readonly policy: Policy;
  readonly duty?: Duty;
  readonly feed?: Feed;
}

/** The duty or feed of that id on the first of the days on which there is one. */
export function owedOn(asking: Asking, id: string, days: readonly PlainDate[]): Owed | undefined {
  for (const day of days) {
    const policy = casePolicy(asking.ground, asking.written, day);
    const duty = policy.duties.find((each) => each.id === id);
    if (duty !== undefined) return { policy, duty };
    const feed = policy.feeds.find((each) => each.id === id);
    if (feed !== undefined) return { policy, feed };
  }
  return undefined;
}

/** Whether any pack at hand, in force or not, has a duty or feed of that id. */
export function isKnownAnywhere(asking: Asking, id: string): boolean {
  return asking.ground.packs.some((pack) => [...pack.duties, ...pack.feeds].some((each) => each.id === id));
}

/**
 * Slots due in the range, each by the version of the duty or feed that is in force on its due day: a later document may
 * have moved the day in between.
 */
export function slotsIn(asking: Asking, id: string, range: DayRange): readonly (Slot & { readonly owed: Owed })[] {
  const { calendar } = asking.ground;
  const items = asking.ground.packs.flatMap((pack) => [...pack.duties, ...pack.feeds]).filter((item) => item.id === id);
  const versions = [
    ...items.flatMap(({ valid }) => [valid.from, ...(valid.to === undefined ? [] : [valid.to])]),
    // A day that offices set may change with any month.
    ...(items.some(isSetByValue) ? periodsIn('month', range).map((month) => month.from) : []),
  ].filter((day) => day > range.from && day <= range.to);
  const starts = [range.from, ...new Set(versions)].sort();
  return starts.flatMap((start, index) => {
    const owed = owedOn(asking, id, [start]);
    if (owed === undefined) return [];
    const next = starts[index + 1];
    const slots = (owed.feed === undefined ? [] : feedSlots(owed.feed, range, calendar)).concat(
      owed.duty === undefined ? [] : dutySlots(owed.duty, range, calendar),
    );
    return slots
      .filter((slot) => slot.due >= start && (next === undefined || slot.due < next))
      .map((slot) => ({ ...slot, owed }));
  });
}

function isSetByValue({ cadence, roll }: Duty | Feed): boolean {
  return typeof roll === 'object' || (cadence.kind === 'every' && typeof cadence.dueDay === 'object');
}

/** What the clock of a duty that hangs on an event reads: the events told, parameters by the policy, nothing else. */
export function eventContext(
  asking: Asking,
  policy: Policy,
  actDay: PlainDate,
  events: Readonly<Record<string, PlainDate>>,
): ClockContext {
  return {
    calendar: asking.ground.calendar,
    openedOn: null,
    actDay,
    day: (event) => events[eventName(event)] ?? null,
    parameter: (name, day) => {
      const reading = parameterOn(policy, name, day);
      if (reading === undefined) throw new Error(`the packs were loaded without the parameter ${name}`);
      return reading;
    },
    versionBy: (name) => policy.parameters[name]?.versionBy ?? 'start-event',
    judge: () => ({ value: 'unknown', missing: [] }),
    chosen: () => null,
  };
}
