import { yuanText } from '#domain/values/fen.ts';
import type { Cadence } from '../duty-shape.ts';
import type { Amount, Count, Term } from '../pack-shape.ts';
import { parameterOn } from '../parameter-on.ts';
import type { ClockEvent, Consequence, Step, Who } from '../procedure-shape.ts';
import type { ParameterReading, Policy } from '../resolved-policy.ts';
import type { Told } from './policy-change.ts';

export const nothing: Told = { kind: 'none' };

/** A parameter's value on the policy's day. */
export function toldReading(reading: ParameterReading | undefined): Told {
  if (reading === undefined) return nothing;
  const { value, name, setBy, unit } = reading;
  return value === null ? { kind: 'unset', parameter: name, setBy } : toldAmount(value, unit);
}

/** A value with its unit. */
export function toldAmount(value: Amount, unit: string | null): Told {
  if (typeof value === 'bigint') return { kind: 'money', yuan: yuanText(value), unit: unit ?? 'CNY' };
  if (typeof value === 'number') return { kind: 'number', value: String(value), unit };
  if (typeof value === 'string') return words([value]);
  if ('amount' in value) return { kind: 'term', amount: value.amount, unit: value.unit, parameter: null };
  if ('last' in value) return { kind: 'term', amount: value.last.amount, unit: value.last.unit, parameter: null };
  return words(value);
}

/** A length of time; one held by a parameter with its value on the policy's day. */
export function toldTerm(policy: Policy, term: Term | undefined): Told {
  if (term === undefined) return nothing;
  if (!('param' in term)) return { kind: 'term', amount: term.amount, unit: term.unit, parameter: null };
  const told = toldReading(parameterOn(policy, term.param, policy.on));
  return told.kind === 'term' ? { ...told, parameter: term.param } : told;
}

/** How many. */
export function toldCount(policy: Policy, count: Count | undefined): Told {
  if (count === undefined) return nothing;
  if (typeof count === 'number') return { kind: 'number', value: String(count), unit: null };
  return toldReading(parameterOn(policy, count.param, policy.on));
}

/** Who acts, by the official words of the offices. */
export function toldWho(policy: Policy, who: Who | undefined): Told {
  return who === undefined ? nothing : words(who.choices.map(({ office }) => officeLabel(policy, office)));
}

export function officeLabel(policy: Policy, id: string): string {
  const [own = id] = id.split('@');
  const office = policy.terms.offices.find((each) => each.id === id || each.id === own);
  return office?.label ?? office?.labels[0] ?? own;
}

/** The steps a step waits for, by their labels; alternatives joined. */
export function toldAfter(steps: readonly Step[], after: Step['after']): Told {
  if (after.length === 0) return nothing;
  const label = (id: string) => steps.find((each) => each.id === id)?.label ?? id;
  return words(after.map((each) => (typeof each === 'string' ? label(each) : each.any.map(label).join(' / '))));
}

/** Outcome words with what follows them where it is not simply the next step. */
export function toldOutcomes(outcomes: Readonly<Record<string, Consequence>>): Told {
  const told = Object.entries(outcomes).map(([word, then]) => {
    if (then.kind === 'continue') return word;
    return `${word} → ${then.kind === 'end' ? then.state : then.kind === 'hold' ? then.hold : then.step}`;
  });
  return told.length === 0 ? nothing : words(told);
}

/** How often, in the words a pack writes. */
export function toldCadence(cadence: Cadence): Told {
  switch (cadence.kind) {
    case 'once':
      return words([cadence.on]);
    case 'every':
      return words([cadence.every, ...optional(cadence.dueMonth), ...dueDay(cadence.dueDay)]);
    case 'slots':
      return words(cadence.slots.map(String));
    case 'window':
      return words([`${cadence.from}–${cadence.to}`]);
    case 'days':
      return words(cadence.days);
    case 'windows':
      return words(cadence.windows.map(({ from, to }) => `${from}–${to}`));
    case 'on-event':
      return words(['on-event', eventName(cadence.from)]);
    case 'continuous':
      return words(['continuous']);
    case 'never':
      return words(['never']);
  }
}

export function words(list: readonly string[]): Told {
  return list.length === 0 ? nothing : { kind: 'words', words: list };
}

export function text(value: string | undefined): Told {
  return value === undefined ? nothing : words([value]);
}

function eventName(event: ClockEvent): string {
  switch (event.kind) {
    case 'event':
      return event.name;
    case 'step':
      return `${event.step}.${event.moment}`;
    case 'fact':
      return event.field;
    default:
      return event.of.map(eventName).join(' ');
  }
}

function dueDay(day: Extract<Cadence, { kind: 'every' }>['dueDay']): string[] {
  return typeof day === 'object' ? [day.param] : optional(day);
}

function optional(value: unknown): string[] {
  return value === undefined ? [] : [String(value)];
}
