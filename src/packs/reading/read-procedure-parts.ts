import type { Effective, Gate, Help, Hold, Limit, Route, RouteGate } from '#domain/policy/procedure-shape.ts';
import { clockEvent } from './read-clock.ts';
import { datedItem, eventItem, hasOrigin, validityOf } from './read-item.ts';
import { andThen, listOf, maybe, need, object, or, problem, type Read } from './read-node.ts';
import { date, feel, id, sources, term, text, texts, word } from './read-scalar.ts';
import { checkFields, checks, signers } from './read-step.ts';
import { who, whoFields, withWho } from './read-who.ts';

/** A limit over several steps. */
export const readLimit: Read<Limit> = eventItem(
  { within: need(term), from: need(clockEvent), to: need(text) },
  'required',
);

const anyOrSteps: Read<'any' | readonly string[]> = (node, reading) =>
  node.kind === 'text' && node.text.trim() === 'any' ? 'any' : texts(node, reading);

const gate = object({
  ...checkFields,
  id: maybe(id),
  before: need(anyOrSteps),
  valueDay: maybe(word('start-event', 'opening', 'act-day')),
  from: maybe(date),
  to: maybe(date),
  note: maybe(text),
});

/** A check before several steps. */
export const readGate: Read<Gate> = andThen(gate, (raw, node, reading) => {
  const { from, to, ...rest } = raw;
  const origin = hasOrigin(raw) ? {} : reading.inherit;
  if (origin === undefined) return problem(reading, 'missing-source', node.place, { id: raw.id ?? 'gate' });
  const valid = validityOf({ from, to }, node, reading);
  return valid === undefined ? undefined : { ...rest, ...origin, valid, pack: reading.head.id, place: node.place };
});

const routeGate: Read<RouteGate> = andThen(
  object({
    ...whoFields,
    id: need(id),
    after: or(texts, []),
    within: maybe(term),
    from: maybe(clockEvent),
    checks: or(checks, []),
    signers: or(signers, []),
    satisfies: maybe(text),
    source: or(sources, []),
    label: maybe(text),
  }),
  (raw, node, reading) => ({ ...withWho(raw, node, reading), place: node.place }),
);

const allOrSteps: Read<'all' | readonly string[]> = (node, reading) =>
  node.kind === 'text' && node.text.trim() === 'all' ? 'all' : texts(node, reading);

const rawRoute = datedItem(
  {
    ...whoFields,
    checks: or(checks, []),
    gates: or(listOf(routeGate), []),
    allows: or(texts, ['help']),
    owes: or<'all' | readonly string[]>(allOrSteps, 'all'),
    within: maybe(term),
  },
  'required',
);

/** A way round: help first, the owed steps later. */
export const readRoute: Read<Route> = andThen(rawRoute, (raw, node, reading) => withWho(raw, node, reading));

const rawHold = datedItem(
  { ...whoFields, blocks: or<'any' | readonly string[]>(anyOrSteps, 'any'), liftedBy: maybe(who), needs: maybe(text) },
  'required',
);

/** A pause set and lifted by acts. */
export const readHold: Read<Hold> = andThen(rawHold, (raw, node, reading) => withWho(raw, node, reading));

const rawHelp = datedItem(
  { ...whoFields, only: or(listOf(word('object', 'route'), true), []), checks: or(checks, []) },
  'required',
);

/** When a measure may be given. */
export const readHelp: Read<Help> = andThen(rawHelp, (raw, node, reading) => withWho(raw, node, reading));

const sets = object({
  status: need(word('monitored', 'cleared', 'removed')),
  episode: or(word('new', 'same', 'closed'), 'same'),
});

const effective = object({
  at: need(clockEvent),
  when: maybe(feel()),
  sets: need(sets),
  countsAs: maybe(text),
  source: or(sources, []),
  inferred: maybe(text),
});

/** What a finished step makes true. */
export const readEffective: Read<Effective> = andThen(effective, (raw, node, reading) => {
  const origin = hasOrigin(raw) ? {} : reading.inherit;
  return origin === undefined
    ? problem(reading, 'missing-source', node.place, { id: 'effective' })
    : { ...raw, ...origin };
});
