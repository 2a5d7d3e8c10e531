import {
  type Begins,
  type ClockEvent,
  type ClockVariant,
  fixedEvents,
  type Lasts,
  type MonthDay,
  type NotBefore,
  type StepClocks,
} from '#domain/policy/procedure-shape.ts';
import {
  entryOf,
  type Fields,
  listOf,
  maybe,
  need,
  object,
  or,
  problem,
  type Read,
  type Reading,
} from './read-node.ts';
import { count, date, feel, sources, strength, term, text, truth, whole, word } from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

const STEP_MOMENT = /^(.+)\.(begun|done)$/;

/** A moment a clock starts from. */
export const clockEvent: Read<ClockEvent> = (node, reading) => {
  if (node.kind === 'map') return combined(node, reading);
  const name = text(node, reading);
  if (name === undefined) return undefined;
  if (fixedEvents.some((each) => each === name)) return { kind: 'event', name };
  if (name.startsWith('fact:')) return { kind: 'fact', field: name.slice(5) };
  const parts = STEP_MOMENT.exec(name);
  const [step, moment] = [parts?.[1], parts?.[2]];
  if (step !== undefined && (moment === 'begun' || moment === 'done')) return { kind: 'step', step, moment };
  return problem(reading, 'wrong-value', node.place, {
    wanted: `${fixedEvents.join(' ')} <step>.begun <step>.done fact:<field>`,
    found: name,
  });
};

function combined(node: TextNode, reading: Reading): ClockEvent | undefined {
  const several = (): Read<readonly ClockEvent[]> => listOf(clockEvent);
  const value = object({ latest: maybe(several()), earliest: maybe(several()), firstKnown: maybe(several()) })(
    node,
    reading,
  );
  if (value === undefined) return undefined;
  if (value.latest !== undefined) return { kind: 'latest', of: value.latest };
  if (value.earliest !== undefined) return { kind: 'earliest', of: value.earliest };
  if (value.firstKnown !== undefined) return { kind: 'first-known', of: value.firstKnown };
  return problem(reading, 'missing-key', node.place, { key: 'latest' });
}

const monthDay: Read<MonthDay> = object({
  day: need(dayOfMonth),
  of: or(word('month', 'month-after', 'month-before'), 'month'),
  roll: or(word('none', 'previous', 'next'), 'none'),
});

/** 1 to 31, or `last`. */
export function dayOfMonth(node: TextNode, reading: Reading): number | 'last' | undefined {
  if (node.kind === 'text' && node.text.trim() === 'last') return 'last';
  return whole(1, 31)(node, reading);
}

const begins: Read<Begins> = (node, reading) => {
  const raw = object({ with: maybe(text), within: maybe(term), from: maybe(clockEvent) })(node, reading);
  if (raw === undefined) return undefined;
  if (raw.with !== undefined) return { kind: 'with', step: raw.with };
  if (raw.within !== undefined && raw.from !== undefined) return { kind: 'within', within: raw.within, from: raw.from };
  return problem(reading, 'missing-key', node.place, { key: raw.within === undefined ? 'with' : 'from' });
};

/** `lasts: 5 day`, `{param: 公示天数}` or `{term: …, bound: not-below}`; `bound` may also stand beside `param`. */
const lasts: Read<Lasts> = (node, reading) => {
  if (node.kind !== 'map') return plainLasts(node, reading);
  const raw = object({ param: maybe(text), term: maybe(term), bound: maybe(word('not-below')) })(node, reading);
  if (raw === undefined) return undefined;
  const length = raw.param === undefined ? raw.term : term(onlyParam(node), reading);
  if (length === undefined) return problem(reading, 'missing-key', node.place, { key: 'term' });
  return raw.bound === undefined ? { term: length } : { term: length, bound: raw.bound };
};

function plainLasts(node: TextNode, reading: Reading): Lasts | undefined {
  const length = term(node, reading);
  return length === undefined ? undefined : { term: length };
}

function onlyParam(node: TextNode): TextNode {
  const entry = entryOf(node, 'param');
  return { kind: 'map', entries: entry === undefined ? [] : [entry], place: node.place };
}

/** The clock keys of a step. */
export const clockFields = {
  within: maybe(term),
  from: maybe(clockEvent),
  begins: maybe(begins),
  due: maybe(monthDay),
  dueOn: maybe(date),
  lasts: maybe(lasts),
} as const satisfies Fields;

/** Reports a `within` or `due` without the event it starts from. */
export function reportStartless(clocks: StepClocks, node: TextNode, reading: Reading): void {
  if ((clocks.within !== undefined || clocks.due !== undefined) && clocks.from === undefined) {
    problem(reading, 'clock-without-start', node.place, { key: clocks.within === undefined ? 'due' : 'within' });
  }
}

export const variants: Read<readonly ClockVariant[]> = listOf(
  object({
    ...clockFields,
    id: maybe(text),
    label: maybe(text),
    note: maybe(text),
    when: need(feel()),
    source: or(sources, []),
    inferred: maybe(text),
  }),
);

export const notBefore: Read<readonly NotBefore[]> = listOf(
  object({
    id: maybe(text),
    label: maybe(text),
    note: maybe(text),
    after: need(term),
    from: need(clockEvent),
    when: maybe(feel()),
    strength: or(strength, 'must'),
    source: or(sources, []),
    inferred: maybe(text),
  }),
);

export const sample = object({
  share: maybe(count),
  count: maybe(count),
  else: or(word('pass'), 'pass'),
});

export const yes = or(truth, false);
