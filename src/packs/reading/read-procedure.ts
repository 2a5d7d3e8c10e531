import { periods } from '#domain/policy/duty-shape.ts';
import type { Removal, SourceRef } from '#domain/policy/pack-shape.ts';
import type { Insertion, Opens, Procedure } from '#domain/policy/procedure-shape.ts';
import { procedureKinds } from '#domain/policy/procedure-shape.ts';
import { distinct, hasOrigin, validityOf } from './read-item.ts';
import {
  andThen,
  entryOf,
  listOf,
  maybe,
  need,
  object,
  or,
  problem,
  type Read,
  type Reading,
  refer,
} from './read-node.ts';
import { readEffective, readGate, readHelp, readHold, readLimit, readRoute } from './read-procedure-parts.ts';
import { date, feel, listOrParam, sources, text, texts, truth, word } from './read-scalar.ts';
import { readStep } from './read-step.ts';
import type { TextNode } from './yaml-text.ts';

const channels: Read<readonly string[]> = listOf((node, reading) => {
  const name = text(node, reading);
  if (name !== undefined) refer(reading, 'channel', name, node.place);
  return name;
}, true);

const forEach: Read<string> = (node, reading) =>
  node.kind === 'map' ? object({ household: need(feel()) })(node, reading)?.household : text(node, reading);

const opens: Read<Opens> = object({
  channels: maybe(channels),
  fromState: or(word('none', 'monitored', 'cleared', 'any'), 'any'),
  require: maybe(feel()),
  applicant: maybe(
    andThen(
      object({
        anyMember: or(truth, false),
        proxies: or(listOrParam, { list: [] }),
        signature: or(listOf(word('thumbprint', 'sign', 'online'), true), []),
      }),
      ({ proxies, ...rest }) => ({
        ...rest,
        proxies: proxies.list,
        ...(proxies.param === undefined ? {} : { proxiesFrom: proxies.param }),
      }),
    ),
  ),
  every: maybe(word(...periods)),
  forEach: maybe(forEach),
  window: maybe(object({ from: need(date), to: maybe(date) })),
  exclusive: or(truth, false),
});

const head = object({
  label: maybe(text),
  kind: maybe(word(...procedureKinds)),
  subject: maybe(word('household', 'village', 'township', 'county', 'lead')),
  opens: maybe(opens),
  batch: maybe(word('allowed', 'forbidden')),
  source: or(sources, []),
  inferred: maybe(text),
  valid: maybe(object({ from: maybe(date), to: maybe(date) })),
  from: maybe(date),
  to: maybe(date),
  amends: or(sources, []),
  note: maybe(text),
});

const body = object({
  steps: or(distinct(listOf(readStep)), []),
  limits: or(distinct(listOf(readLimit)), []),
  gates: or(listOf(readGate), []),
  routes: or(distinct(listOf(readRoute)), []),
  holds: or(distinct(listOf(readHold)), []),
  helps: or(distinct(listOf(readHelp)), []),
  effective: or(listOf(readEffective), []),
});

const BODY_KEYS = ['steps', 'limits', 'gates', 'routes', 'holds', 'helps', 'effective'];

/** One entry of `procedures`. Without `kind` it is a patch: its items are laid over an outer pack's procedure by id. */
export function readProcedure(id: string): Read<Procedure & { readonly patch: boolean }> {
  return (node, reading) => {
    if (node.kind !== 'map') return problem(reading, 'wrong-shape', node.place, { wanted: 'map', found: node.kind });
    const isBody = (key: string): boolean => BODY_KEYS.includes(key);
    const top = head({ ...node, entries: node.entries.filter((entry) => !isBody(entry.key)) }, reading);
    const valid = validityOf(top?.valid ?? { from: top?.from, to: top?.to }, node, reading);
    if (valid === undefined) return undefined;
    const inner: Reading = { ...reading, head: { ...reading.head, ...valid }, inside: id, ...inheritance(top) };
    const parts = body({ ...node, entries: node.entries.filter((entry) => isBody(entry.key)) }, inner);
    if (top === undefined || parts === undefined) return undefined;
    if (top.kind !== undefined && top.subject === undefined)
      return problem(reading, 'missing-key', node.place, { key: 'subject' });
    const { kind, subject, opens: given, batch, from: _from, to: _to, ...rest } = top;
    return {
      ...rest,
      ...parts,
      id,
      kind: kind ?? 'other',
      subject: subject ?? 'household',
      opens: given ?? { fromState: 'any', exclusive: false },
      batch: batch ?? 'allowed',
      patch: kind === undefined,
      valid,
      pack: reading.head.id,
      place: node.place,
    };
  };
}

function inheritance(top: { source: readonly SourceRef[]; inferred?: string } | undefined): Pick<Reading, 'inherit'> {
  if (top === undefined || !hasOrigin(top)) return {};
  return {
    inherit: top.inferred === undefined ? { source: top.source } : { source: top.source, inferred: top.inferred },
  };
}

const removal = object({
  path: need(text),
  source: or(sources, []),
  note: maybe(text),
  from: maybe(date),
  to: maybe(date),
  valid: maybe(object({ from: maybe(date), to: maybe(date) })),
});

/** One entry of `remove`. */
export const readRemoval: Read<Removal> = andThen(removal, (raw, node, reading) => {
  if (raw.source.length === 0) return problem(reading, 'missing-source', node.place, { id: raw.path });
  const valid = validityOf(raw.valid ?? { from: raw.from, to: raw.to }, node, reading);
  return valid === undefined
    ? undefined
    : { path: raw.path, source: raw.source, valid, pack: reading.head.id, place: node.place };
});

const sides = listOf((node: TextNode, reading: Reading) =>
  node.kind === 'map' ? object({ any: need(texts) })(node, reading) : text(node, reading),
);

const insertion = object({
  into: need(text),
  step: need(readStep),
  after: need(sides),
  before: need(listOf(text)),
  note: maybe(text),
});

/** One entry of `insert`; both sides must be named. */
export const readInsertion: Read<Insertion> = andThen(insertion, (raw, node, reading) => {
  refer(reading, 'procedure', raw.into, entryOf(node, 'into')?.value.place ?? node.place);
  return { ...raw, pack: reading.head.id, place: node.place };
});
