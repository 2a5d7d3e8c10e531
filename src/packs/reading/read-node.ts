import type { PackProblem, PackProblemCode } from '#domain/policy/pack-problem.ts';
import type { FeelScope, PackHead, Reference, ReferenceKind, SourceRef, TextPlace } from '#domain/policy/pack-shape.ts';
import { noteWritten } from './written-items.ts';
import type { TextEntry, TextNode } from './yaml-text.ts';

/** What readers know and fill: problems and references of one pack. `head` is there once the pack's head was read. */
export interface Reading {
  readonly problems: PackProblem[];
  readonly references: Reference[];
  readonly head: Pick<PackHead, 'id' | 'from' | 'to'>;
  /** The procedure, parameter or feed being read. */
  readonly inside?: string;
  /** Origin of the procedure around, for its items that name none. */
  readonly inherit?: { readonly source: readonly SourceRef[]; readonly inferred?: string };
  /** What cannot be read is left out of its list or map, so that the rest can be checked; the strict reading has told of it. */
  readonly lenient?: true;
  /** Files of `templates/` by their path in the pack's folder: text, or base64 of a Word file. */
  readonly templates?: ReadonlyMap<string, string>;
}

/** Turns a node into a value, or reports what is wrong and answers undefined. */
export type Read<T> = (node: TextNode, reading: Reading) => T | undefined;

interface Needed<T> {
  readonly mode: 'needed';
  readonly read: Read<T>;
  readonly key?: string;
}
interface Maybe<T> {
  readonly mode: 'maybe';
  readonly read: Read<T>;
  readonly key?: string;
}
interface Otherwise<T> {
  readonly mode: 'otherwise';
  readonly read: Read<T>;
  readonly fallback: T;
  readonly key?: string;
}
type Field = Needed<unknown> | Maybe<unknown> | Otherwise<unknown>;
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends { readonly read: Read<infer T> } ? T : never;

/** What an object of these fields becomes; `maybe` fields are absent where the text has none. */
export type Out<F extends Fields> = Readonly<
  { [K in keyof F as F[K] extends Maybe<unknown> ? never : K]: ValueOf<F[K]> } & {
    [K in keyof F as F[K] extends Maybe<unknown> ? K : never]?: ValueOf<F[K]>;
  }
>;

/** A field that must be there. `key` where the text calls it otherwise than the camel-cased name. */
export function need<T>(read: Read<T>, key?: string): Needed<T> {
  return { mode: 'needed', read, ...(key === undefined ? {} : { key }) };
}

/** A field that may be left out. */
export function maybe<T>(read: Read<T>, key?: string): Maybe<T> {
  return { mode: 'maybe', read, ...(key === undefined ? {} : { key }) };
}

/** A field with a value for when it is left out. */
export function or<T>(read: Read<T>, fallback: T, key?: string): Otherwise<T> {
  return { mode: 'otherwise', read, fallback, ...(key === undefined ? {} : { key }) };
}

/** Reports a problem at a place and answers undefined, so that a reader can end with it. */
export function problem(
  reading: Reading,
  code: PackProblemCode,
  place: TextPlace,
  facts: PackProblem['facts'] = {},
): undefined {
  reading.problems.push({ code, place, facts });
  return undefined;
}

/** Notes a name that must lead somewhere once the whole policy is known. */
export function refer(reading: Reading, kind: ReferenceKind, name: string, place: TextPlace, scope?: FeelScope): void {
  const inside = scope === undefined || reading.inside === undefined ? {} : { inside: reading.inside };
  reading.references.push({ kind, name, place, ...(scope === undefined ? {} : { scope }), ...inside });
}

/** A map with exactly these fields; unknown keys and missing ones are reported, all of them. */
export function object<F extends Fields>(fields: F): Read<Out<F>> {
  const names = Object.keys(fields).map((name) => [name, fields[name]?.key ?? kebab(name)] as const);
  return (node, reading) => {
    if (node.kind !== 'map') return problem(reading, 'wrong-shape', node.place, { wanted: 'map', found: node.kind });
    const byKey = new Map(node.entries.map((entry) => [entry.key, entry]));
    for (const entry of node.entries) {
      if (!names.some(([, key]) => key === entry.key)) reportUnknownKey(entry, names, reading);
    }
    const out: Record<string, unknown> = {};
    let whole = true;
    for (const [name, key] of names) {
      whole = readField(out, name, fields[name], byKey.get(key), { key, node, reading }) && whole;
    }
    return whole ? (out as Out<F>) : undefined;
  };
}

function readField(
  out: Record<string, unknown>,
  name: string,
  field: Field | undefined,
  entry: TextEntry | undefined,
  at: { readonly key: string; readonly node: TextNode; readonly reading: Reading },
): boolean {
  if (field === undefined) return true;
  if (entry === undefined) {
    if (field.mode === 'needed') problem(at.reading, 'missing-key', at.node.place, { key: at.key });
    if (field.mode === 'otherwise') out[name] = field.fallback;
    return field.mode !== 'needed';
  }
  const value = field.read(entry.value, at.reading);
  if (value === undefined) return false;
  out[name] = value;
  return true;
}

/** Keys that cap or target how many households are monitored are refused by name: no such proportion may be set. */
const HOUSEHOLD_CAP =
  /(max|min|cap|target|quota|ratio|share|limit)[-_.]?(of[-_.]?)?(monitored|households?|objects?)|((监测对象|监测户|纳入)(户?数|规模|比例|名额|指标|上限|下限|目标))|((规模|比例)(限制|上限|指标))/i;

/** True for a name that would cap or target the number of monitored households. */
export function capsHouseholds(name: string): boolean {
  return HOUSEHOLD_CAP.test(name);
}

function reportUnknownKey(entry: TextEntry, names: readonly (readonly [string, string])[], reading: Reading): void {
  if (capsHouseholds(entry.key)) {
    problem(reading, 'household-cap', entry.place, { key: entry.key });
    return;
  }
  const known = names.map(([, key]) => key).sort();
  problem(reading, 'unknown-key', entry.place, {
    key: entry.key,
    nearest: nearest(entry.key, known),
    known: known.join(' '),
  });
}

/** A list of what `read` reads; one value not in a list stands for a list of one where `lone` is set. */
export function listOf<T>(read: Read<T>, lone = false): Read<readonly T[]> {
  return (node, reading) => {
    if (node.kind !== 'list') {
      if (!lone) return problem(reading, 'wrong-shape', node.place, { wanted: 'list', found: node.kind });
      const value = read(node, reading);
      return value === undefined ? undefined : [value];
    }
    return wholeOf(
      node.items.map((item) => read(item, reading)),
      reading,
    );
  };
}

/** The values when all could be read; read leniently, those that could. */
function wholeOf<T>(values: readonly (T | undefined)[], { lenient }: Reading): readonly T[] | undefined {
  const read = values.filter((value) => value !== undefined);
  return lenient === true || read.length === values.length ? read : undefined;
}

/** A map from free names to what `read` reads. */
export function mapOf<T>(read: (key: string) => Read<T>): Read<Readonly<Record<string, T>>> {
  return (node, reading) => {
    if (node.kind !== 'map') return problem(reading, 'wrong-shape', node.place, { wanted: 'map', found: node.kind });
    const out: Record<string, T> = {};
    let whole = true;
    for (const entry of node.entries) {
      const value = read(entry.key)(entry.value, reading);
      if (value === undefined) whole = whole && reading.lenient === true;
      else out[entry.key] = value;
    }
    return whole ? out : undefined;
  };
}

/** The map's entries as a list, each read with its key as `id`. A list of maps that carry `id` is read as well. */
export function keyed<T>(read: Read<T>): Read<readonly T[]> {
  return (node, reading) => {
    if (node.kind !== 'map') return listOf(read)(node, reading);
    return wholeOf(
      node.entries.map((entry) => read(withId(entry), reading)),
      reading,
    );
  };
}

function withId(entry: TextEntry): TextNode {
  const id: TextEntry = {
    key: 'id',
    value: { kind: 'text', text: entry.key, plain: true, place: entry.place },
    place: entry.place,
  };
  const entries = entry.value.kind === 'map' ? [id, ...entry.value.entries] : [id];
  return noteWritten({ kind: 'map', entries, place: entry.place });
}

/** The value of `read` changed by `change`; `change` may report and answer undefined. */
export function andThen<A, B>(
  read: Read<A>,
  change: (value: A, node: TextNode, reading: Reading) => B | undefined,
): Read<B> {
  return (node, reading) => {
    const value = read(node, reading);
    return value === undefined ? undefined : change(value, node, reading);
  };
}

/** The entry of a map node, or undefined. */
export function entryOf(node: TextNode, key: string): TextEntry | undefined {
  return node.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** `notBefore` → `not-before`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The word among `known` that is most like `key`; empty when none is known. */
export function nearest(key: string, known: readonly string[]): string {
  const scored = known.map((name) => [distance(key, name), name] as const).sort((a, b) => a[0] - b[0]);
  return scored[0]?.[1] ?? '';
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
