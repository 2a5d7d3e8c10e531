import type { Cadence } from '#domain/policy/duty-shape.ts';
import type { Item } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { ClockAnswer } from './clock-answer.ts';
import type { ClockContext } from './clock-context.ts';
import { runClock } from './run-clock.ts';

type Owed = Pick<Item, 'id' | 'source' | 'inferred' | 'strength'>;

/** The clock of a duty or feed that hangs on an event (`on-event`), for the one event `context` knows. */
export function onEventDue(
  item: Owed,
  cadence: Extract<Cadence, { kind: 'on-event' }>,
  context: ClockContext,
): ClockAnswer {
  return runClock({ head: headOf(item), from: cadence.from, term: cadence.within }, context);
}

/**
 * The clock of a duty that may not pause longer than a term (`continuous`): counted from the day it was last done, or
 * from `since`, the day it began to be owed, when it never was.
 */
export function continuousDue(
  item: Owed,
  cadence: Extract<Cadence, { kind: 'continuous' }>,
  since: PlainDate,
  lastDoneOn: PlainDate | null,
  context: ClockContext,
): ClockAnswer {
  const from = { kind: 'event', name: lastDoneOn === null ? 'period.start' : 'last-done' } as const;
  const counted = { ...context, day: () => lastDoneOn ?? since };
  return runClock({ head: headOf(item), from, term: cadence.atMost }, counted);
}

function headOf(item: Owed) {
  return {
    id: item.id,
    clock: 'duty',
    strength: item.strength,
    source: item.source,
    inferred: item.inferred ?? null,
  } as const;
}
