import type { Check, Consequence, Exempt, Objections, Reuse, Step } from '#domain/policy/procedure-shape.ts';
import { clockFields, notBefore, reportStartless, sample, variants, yes } from './read-clock.ts';
import { eventItem } from './read-item.ts';
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
  refer,
} from './read-node.ts';
import { feel, office, offices, sources, strength, term, text, texts, word } from './read-scalar.ts';
import { whoFields, withWho } from './read-who.ts';

const readConsequence = object({
  end: maybe(text),
  // biome-ignore lint/suspicious/noThenProperty: a key of the pack language, a list and never a function
  then: or(texts, []),
  returnTo: maybe(text),
  hold: maybe(text),
});

/** What follows an outcome: `continue`, `{end: word, then?}`, `{return-to: step}` or `{hold: id}`. */
export const consequence: Read<Consequence> = (node, reading) => {
  if (node.kind === 'text') {
    return word('continue')(node, reading) === undefined ? undefined : { kind: 'continue' };
  }
  const raw = readConsequence(node, reading);
  if (raw === undefined) return undefined;
  // biome-ignore lint/suspicious/noThenProperty: a key of the pack language, a list and never a function
  if (raw.end !== undefined) return { kind: 'end', state: raw.end, then: raw.then };
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
  source: or(sources, []),
  inferred: maybe(text),
} as const satisfies Fields;

export const checks: Read<readonly Check[]> = listOf(
  andThen(object(checkFields), (value, node): Check => ({ ...value, place: node.place })),
);

const exempt: Read<Exempt> = object({
  when: need(feel('waiver')),
  strength: or(strength, 'must'),
  label: maybe(text),
  source: or(sources, []),
  inferred: maybe(text),
});

const reuse: Read<Reuse> = object({
  record: need(text),
  by: or(offices, []),
  valid: need(term),
  source: or(sources, []),
});

const objections: Read<Objections> = object({
  pending: or(word('hold', 'continue'), 'hold'),
  upheld: or<Consequence>(consequence, { kind: 'continue' }),
  rejected: or(word('resume', 'restart'), 'resume'),
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

const stepFields = {
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
      where: maybe(feel('member')),
      whereInferred: yes,
      items: or(texts, []),
    }),
  ),
  exempt: maybe(exempt),
  skip: maybe(exempt),
  reuse: maybe(reuse),
  objections: maybe(objections),
  appeal: maybe(object({ within: need(term), to: need(office), effect: or(word('suspend', 'none'), 'none') })),
  signers: or(signers, []),
  distinct: yes,
  seal: maybe(text),
  hands: or(texts, []),
  sample: maybe(sample),
  at: maybe(text),
  once: yes,
  redact: or(texts, []),
  papers: or(listOf(paper, true), []),
  announces: yes,
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

function paper(node: Parameters<Read<string>>[0], reading: Parameters<Read<string>>[1]): string | undefined {
  const name = text(node, reading);
  if (name !== undefined) refer(reading, 'form', name, node.place);
  return name;
}
