import type { Effective, Gate, Help, Hold, Limit, Route } from '#domain/policy/procedure-shape.ts';
import { clockEvent } from './read-clock.ts';
import { datedItem, distinct, eventItem, hasOrigin, smallItem, smallKeys, validityOf } from './read-item.ts';
import { andThen, listOf, maybe, need, object, or, problem, type Read } from './read-node.ts';
import { date, feel, sources, strength, term, text, texts, truth, word } from './read-scalar.ts';
import { checkFields, checks, readRouteGate } from './read-step.ts';
import { who, whoFields, withWho } from './read-who.ts';

/** A limit over several steps. */
export const readLimit: Read<Limit> = eventItem(
  { within: need(term), from: need(clockEvent), to: need(text) },
  'required',
);

const anyOrSteps: Read<'any' | readonly string[]> = (node, reading) =>
  node.kind === 'text' && node.text.trim() === 'any' ? 'any' : texts(node, reading);

const gate = object({ ...checkFields, before: need(anyOrSteps) });

/** A check before several steps. */
export const readGate: Read<Gate> = andThen(gate, (raw, node, reading) => {
  const small = smallItem(raw, node, reading);
  const origin = hasOrigin(raw) ? {} : reading.inherit;
  if (origin === undefined) return problem(reading, 'missing-source', node.place, { id: raw.id ?? 'gate' });
  const valid = small?.valid ?? validityOf({}, node, reading);
  if (small === undefined || valid === undefined) return undefined;
  return { ...small, ...origin, valid, pack: reading.head.id, place: node.place };
});

const allOrSteps: Read<'all' | readonly string[]> = (node, reading) =>
  node.kind === 'text' && node.text.trim() === 'all' ? 'all' : texts(node, reading);

const rawRoute = datedItem(
  {
    ...whoFields,
    checks: or(checks, []),
    gates: or(distinct(listOf(readRouteGate)), []),
    allows: or(texts, ['help']),
    owes: or<'all' | readonly string[]>(allOrSteps, 'all'),
    ahead: or(texts, []),
    within: maybe(term),
  },
  'required',
);

/** A way round: help first, the owed steps later. */
export const readRoute: Read<Route> = andThen(rawRoute, (raw, node, reading) => withWho(raw, node, reading));

const rawHold = datedItem(
  {
    ...whoFields,
    blocks: or<'any' | readonly string[]>(anyOrSteps, 'any'),
    liftedBy: maybe(who),
    needs: maybe(text),
    pauses: or(truth, false),
  },
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
  strength: or(strength, 'must'),
  source: or(sources, []),
  inferred: maybe(text),
  from: maybe(date),
  to: maybe(date),
  ...smallKeys,
});

/** What a finished step makes true. */
export const readEffective: Read<Effective> = andThen(effective, (raw, node, reading) => {
  const origin = hasOrigin(raw) ? {} : reading.inherit;
  if (origin === undefined) return problem(reading, 'missing-source', node.place, { id: 'effective' });
  const small = smallItem(raw, node, reading);
  return small === undefined ? undefined : { ...small, ...origin };
});
