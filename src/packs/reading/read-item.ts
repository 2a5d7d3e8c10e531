import type { Item, SourceRef, Strength, TextPlace, Validity } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import {
  capsHouseholds,
  entryOf,
  type Fields,
  maybe,
  need,
  type Out,
  object,
  or,
  problem,
  type Read,
  type Reading,
} from './read-node.ts';
import { date, feel, id, sources, strength, text } from './read-scalar.ts';
import type { TextNode } from './yaml-text.ts';

const common = {
  id: need(id),
  label: maybe(text),
  source: or(sources, []),
  inferred: maybe(text),
  strength: or<Strength>(strength, 'must'),
  note: maybe(text),
  amends: or(sources, []),
  lifts: or(sources, []),
} as const satisfies Fields;

/** Keys any smaller item (a check, an exemption, an effect …) may carry beside its own; `from` and `to` are its days. */
export const smallKeys = {
  id: maybe(id),
  label: maybe(text),
  note: maybe(text),
  amends: or(sources, []),
  lifts: or(sources, []),
  valid: maybe(object({ from: maybe(date), to: maybe(date) })),
} as const satisfies Fields;

interface SmallRaw {
  readonly label?: string;
  readonly note?: string;
  readonly amends: readonly SourceRef[];
  readonly lifts: readonly SourceRef[];
  readonly valid?: Days;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** A small item without the keys only people read; `valid` is there where the text gives days. */
export function smallItem<T extends SmallRaw>(
  raw: T,
  node: TextNode,
  reading: Reading,
): (Omit<T, 'note' | 'amends' | 'lifts' | 'valid' | 'from' | 'to'> & { valid?: Validity }) | undefined {
  const { note: _note, amends: _amends, lifts: _lifts, valid, from, to, ...rest } = raw;
  const days = { from: from ?? valid?.from, to: to ?? valid?.to };
  if (days.from === undefined && days.to === undefined) return rest;
  const held = validityOf(days, node, reading);
  return held === undefined ? undefined : { ...rest, valid: held };
}

const WHEN = { when: maybe(feel()) } as const satisfies Fields;
const validBlock: Read<{ readonly from?: PlainDate; readonly to?: PlainDate }> = object({
  from: maybe(date),
  to: maybe(date),
});
const DATED = { from: maybe(date), to: maybe(date) } as const satisfies Fields;
const VALID = { valid: maybe(validBlock) } as const satisfies Fields;

/** How strictly an item must say where it comes from. */
export type Origins = 'required' | 'free';

/** An item whose own keys leave `from` and `to` free: they say when it is in force (§0). */
export function datedItem<F extends Fields>(fields: F, origins: Origins): Read<Item & Out<F>> {
  const read = object({ ...common, ...WHEN, ...DATED, ...fields });
  return (node, reading) => {
    const raw = read(node, reading) as (Raw & Out<F>) | undefined;
    if (raw === undefined) return undefined;
    const { from, to, ...rest } = raw;
    return complete(rest as Raw & Out<F>, { from, to }, { node, reading, origins });
  };
}

/** An item whose `from` or `to` name an event or an office: its days stand under `valid`. */
export function eventItem<F extends Fields>(fields: F, origins: Origins): Read<Item & Out<F>> {
  const read = object({ ...common, ...WHEN, ...VALID, ...fields });
  return (node, reading) => {
    const raw = read(node, reading) as (Raw & Out<F>) | undefined;
    if (raw === undefined) return undefined;
    const { valid, ...rest } = raw;
    return complete(rest as Raw & Out<F>, valid ?? {}, { node, reading, origins });
  };
}

interface Raw {
  readonly id: string;
  readonly label?: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly strength: Strength;
  readonly when?: string;
  readonly note?: string;
  readonly amends: readonly SourceRef[];
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly valid?: { readonly from?: PlainDate; readonly to?: PlainDate };
}

interface Around {
  readonly node: TextNode;
  readonly reading: Reading;
  readonly origins: Origins;
}

interface Days {
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

function complete<T extends Raw>(raw: T, days: Days, around: Around): (Item & T) | undefined {
  const { node, reading, origins } = around;
  if (capsHouseholds(raw.id)) return problem(reading, 'household-cap', placeOf(node, 'id'), { key: raw.id });
  const { when, ...rest } = raw;
  const valid = validityOf(days, node, reading);
  if (valid === undefined) return undefined;
  const origin = hasOrigin(raw) ? {} : reading.inherit;
  if (origins === 'required' && origin === undefined) {
    return problem(reading, 'missing-source', node.place, { id: raw.id });
  }
  const item = {
    ...rest,
    ...origin,
    ...(when === undefined ? {} : { when }),
    valid,
    pack: reading.head.id,
    place: node.place,
  };
  return item as unknown as Item & T;
}

/** Days with the pack's own as default; reports a period that ends before it begins. */
export function validityOf(days: Days, node: TextNode, reading: Reading): Validity | undefined {
  const from = days.from ?? reading.head.from;
  const to = days.to ?? reading.head.to;
  if (to !== undefined && to <= from) return problem(reading, 'empty-period', node.place, { from, to });
  return to === undefined ? { from } : { from, to };
}

export function hasOrigin(raw: { readonly source: readonly SourceRef[]; readonly inferred?: string }): boolean {
  return raw.source.length > 0 || raw.inferred !== undefined;
}

/** The place of a key's value, or of the map where the key is missing. */
export function placeOf(node: TextNode, key: string): TextPlace {
  return entryOf(node, key)?.value.place ?? node.place;
}

/** A list of items whose ids differ; every second item with an id already used is reported, also among broken items. */
export function distinct<T>(read: Read<readonly T[]>): Read<readonly T[]> {
  return (node, reading) => {
    reportTwins(node, reading);
    return read(node, reading);
  };
}

function reportTwins(node: TextNode, reading: Reading): void {
  const seen = new Map<string, TextPlace>();
  for (const item of node.kind === 'list' ? node.items : []) {
    const named = (entryOf(item, 'id') ?? entryOf(item, 'code'))?.value;
    if (named?.kind !== 'text') continue;
    const first = seen.get(named.text);
    if (first === undefined) seen.set(named.text, item.place);
    else problem(reading, 'duplicate-id', item.place, { id: named.text, line: first.line, file: first.file });
  }
}
