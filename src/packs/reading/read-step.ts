import {
  type Check,
  type Consequence,
  type Exempt,
  leadRoles,
  type Objections,
  type Redaction,
  type Reuse,
  type RouteGate,
  type Step,
} from '#domain/policy/procedure-shape.ts';
import { clockFields, notBefore, reportStartless, sample, variants, yes } from './read-clock.ts';
import { eventItem, smallItem, smallKeys } from './read-item.ts';
import {
  andThen,
  type Fields,
  listOf,
  mapOf,
  maybe,
  need,
  object,
  or,
  problem,
  type Read,
  type Reading,
  refer,
} from './read-node.ts';
import {
  date,
  feel,
  office,
  offices,
  parameterName,
  sources,
  strength,
  term,
  text,
  texts,
  truth,
  word,
} from './read-scalar.ts';
import { whoFields, withWho } from './read-who.ts';
import type { TextNode } from './yaml-text.ts';

const readConsequence = object({
  end: maybe(text),
  // biome-ignore lint/suspicious/noThenProperty: a key of the pack language, a list and never a function
  then: or(texts, []),
  opens: maybe(text),
  early: maybe(truth),
  returnTo: maybe(text),
  hold: maybe(text),
});

/** What follows an outcome: `continue`, `{end: word, then?, opens?}`, `{return-to: step}` or `{hold: id}`. */
export const consequence: Read<Consequence> = (node, reading) => {
  if (node.kind === 'text') {
    return word('continue')(node, reading) === undefined ? undefined : { kind: 'continue' };
  }
  const raw = readConsequence(node, reading);
  if (raw === undefined) return undefined;
  if (raw.opens !== undefined) refer(reading, 'procedure', raw.opens, node.place);
  const { opens, early } = raw;
  const ends = {
    ...(opens === undefined ? {} : { opens }),
    ...(early === undefined ? {} : { early }),
    // biome-ignore lint/suspicious/noThenProperty: a key of the pack language, a list and never a function
    then: raw.then,
  };
  if (raw.end !== undefined) return { kind: 'end', state: raw.end, ...ends };
  if (raw.returnTo !== undefined) return { kind: 'return-to', step: raw.returnTo };
  if (raw.hold !== undefined) return { kind: 'hold', hold: raw.hold };
  return problem(reading, 'missing-key', node.place, { key: 'end' });
};

/** Keys of a check; a gate has more. */
export const checkFields = {
  require: need(feel()),
  text: need(text),
  strength: or(strength, 'must'),
  override: maybe(object({ by: need(offices) })),
  when: maybe(feel()),
  valueDay: maybe(word('start-event', 'opening', 'act-day')),
  source: or(sources, []),
  inferred: maybe(text),
  from: maybe(date),
  to: maybe(date),
  ...smallKeys,
} as const satisfies Fields;

export const checks: Read<readonly Check[]> = listOf(
  andThen(object(checkFields), (value, node, reading): Check | undefined => {
    const small = smallItem(value, node, reading);
    return small === undefined ? undefined : { ...small, place: node.place };
  }),
);

const { valid: _days, ...named } = smallKeys;
const saying = { ...named, strength: or(strength, 'must'), source: or(sources, []), inferred: maybe(text) } as const;

const exempt: Read<Exempt> = object({ ...saying, when: need(feel('waiver')) });

const reuse: Read<Reuse> = object({ ...saying, record: need(text), by: or(offices, []), valid: need(term) });

const objections: Read<Objections> = object({
  ...saying,
  pending: or(word('hold', 'continue'), 'hold'),
  upheld: or<Consequence>(consequence, { kind: 'continue' }),
  rejected: or<Objections['rejected']>(
    (node, reading) => (node.kind === 'map' ? parameterName(node, reading) : word('resume', 'restart')(node, reading)),
    'resume',
  ),
});

const after = listOf((node, reading) => {
  if (node.kind !== 'map') return text(node, reading);
  return object({ any: need(texts) })(node, reading);
}, true);

export const signers = listOf((node, reading) => {
  if (node.kind === 'map') return object({ role: need(text) })(node, reading);
  const role = text(node, reading);
  return role === undefined ? undefined : { role };
}, true);

const overdue = object({ deem: maybe(mapOf(() => text)), flag: maybe(text), notify: or(offices, []) });

function redaction(node: TextNode, reading: Reading): Redaction | undefined {
  if (node.kind === 'map') {
    return object({ field: need(text), source: or(sources, []), inferred: maybe(text), note: maybe(text) })(
      node,
      reading,
    );
  }
  const field = text(node, reading);
  return field === undefined ? undefined : { field, source: [] };
}

export const stepFields = {
  ...clockFields,
  ...whoFields,
  after: or(after, []),
  notBefore: or(notBefore, []),
  variants: or(variants, []),
  onOverdue: maybe(overdue),
  outcomes: or(
    mapOf(() => consequence),
    {},
  ),
  checks: or(checks, []),
  per: maybe(
    object({
      each: need(word('member', 'item', 'question')),
      label: maybe(text),
      where: maybe(feel('member')),
      whereInferred: yes,
      items: or(texts, []),
    }),
  ),
  exempt: maybe(exempt),
  skip: maybe(exempt),
  reuse: maybe(reuse),
  objections: maybe(objections),
  appeal: maybe(
    object({ ...saying, within: need(term), to: need(office), effect: or(word('suspend', 'none'), 'none') }),
  ),
  signers: or(signers, []),
  distinct: yes,
  distinctFrom: or(texts, []),
  seal: maybe(text),
  hands: or(texts, []),
  sample: maybe(sample),
  at: maybe(text),
  once: yes,
  redact: or(listOf(redaction, true), []),
  papers: or(listOf(paper, true), []),
  announces: yes,
  meeting: yes,
  serves: maybe(word(...leadRoles)),
  repeat: yes,
} as const satisfies Fields;

const readRawStep = eventItem(stepFields, 'required');

/** One step of a procedure. */
export const readStep: Read<Step> = (node, reading) => {
  const raw = readRawStep(node, reading);
  if (raw === undefined) return undefined;
  reportStartless(raw, node, reading);
  return withWho(raw, node, reading);
};

const readRawGate = eventItem({ ...stepFields, satisfies: maybe(text) }, 'free');

/** A gate of a route: a step that may stand for another one. Without a source it takes its route's, not the procedure's. */
export const readRouteGate: Read<RouteGate> = (node, reading) => {
  const { inherit: _, ...own } = reading;
  const raw = readRawGate(node, own);
  if (raw === undefined) return undefined;
  reportStartless(raw, node, reading);
  return withWho(raw, node, reading);
};

function paper(node: TextNode, reading: Reading): string | undefined {
  const name = text(node, reading);
  if (name !== undefined) refer(reading, 'form', name, node.place);
  return name;
}
