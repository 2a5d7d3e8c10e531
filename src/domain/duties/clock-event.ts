import type { ClockEvent } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** An event that is not composed of others. */
export type SingleEvent = Extract<ClockEvent, { kind: 'event' | 'step' | 'fact' }>;

/** Day of an event, or the single events it still waits for. */
export type EventDay =
  | { readonly known: true; readonly day: PlainDate }
  | { readonly known: false; readonly waitsFor: readonly SingleEvent[] };

/**
 * The day `event` happened. `latest` and `earliest` are unknown until all their parts are known (an earlier one may
 * still be entered); `first-known` is the first in the list that is known.
 */
export function eventDay(event: ClockEvent, dayOf: (event: SingleEvent) => PlainDate | null): EventDay {
  if (isSingle(event)) {
    const day = dayOf(event);
    return day === null ? { known: false, waitsFor: [event] } : { known: true, day };
  }
  const parts = event.of.map((part) => eventDay(part, dayOf));
  const days = parts.flatMap((part) => (part.known ? [part.day] : []));
  const first = days[0];
  const enough = event.kind === 'first-known' ? days.length > 0 : days.length === parts.length;
  if (first === undefined || !enough) {
    return { known: false, waitsFor: parts.flatMap((part) => (part.known ? [] : part.waitsFor)) };
  }
  if (event.kind === 'first-known') return { known: true, day: first };
  return { known: true, day: days.toSorted().at(event.kind === 'latest' ? -1 : 0) ?? first };
}

/** The event as packs write it: `lead.found`, `assign.done`, `fact:知晓日期`, `latest(a.done, b.done)`. */
export function eventName(event: ClockEvent): string {
  switch (event.kind) {
    case 'event':
      return event.name;
    case 'step':
      return `${event.step}.${event.moment}`;
    case 'fact':
      return `fact:${event.field}`;
    case 'latest':
    case 'earliest':
    case 'first-known':
      return `${event.kind}(${event.of.map(eventName).join(', ')})`;
  }
}

function isSingle(event: ClockEvent): event is SingleEvent {
  return event.kind === 'event' || event.kind === 'step' || event.kind === 'fact';
}
