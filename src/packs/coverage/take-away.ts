import type { Pack, SourceRef } from '#domain/policy/pack-shape.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { withoutStep } from '#domain/policy/rewire-steps.ts';

/** Something of a pack that names a clause, and what it is called: `duties/台账报备`, `parameters/公示天数/values/2`. */
export interface Carrier {
  readonly path: string;
  /** The item itself, for its text. */
  readonly item: object;
}

export interface Taken {
  readonly pack: Pack;
  readonly carriers: readonly Carrier[];
}

/** Parts of a pack that carry no rule: what clauses say of themselves, and the list of names the loader checks. */
const UNTOUCHED: readonly string[] = ['clauses', 'references', 'hash'];

/**
 * The pack without everything whose own `source` names the clause by its id (a section names none): items, values,
 * bounds, choices, columns, fields, origins, levels, entries of the head. What waits for a step taken away waits for what
 * that one waited for. The pack itself when nothing names the clause.
 */
export function takeAway(pack: Pack, clause: SourceRef): Taken {
  const carriers: Carrier[] = [];
  const walk: Walk = { clause, note: (path, item) => carriers.push({ path, item }) };
  const repealing = withoutRepeals(pack, walk);
  const entries = Object.entries(repealing).map(([key, value]: [string, unknown]) => [
    key,
    UNTOUCHED.includes(key) ? value : without(value, key, walk),
  ]);
  // Nothing but items that name the clause is missing, and every one of them is optional or stands in a list.
  return carriers.length === 0
    ? { pack, carriers }
    : { pack: Object.fromEntries(entries) as unknown as Pack, carriers };
}

/** Repeals are numbers in the head; the clauses that order them stand beside. */
function withoutRepeals(pack: Pack, walk: Walk): Pack {
  const { repeals, repealSources = {} } = pack.head;
  const gone = repeals.filter((number) => names({ source: repealSources[number] ?? [] }, walk.clause));
  if (gone.length === 0) return pack;
  for (const number of gone) walk.note(`head/repeals/${number}`, { number });
  const left = Object.fromEntries(Object.entries(repealSources).filter(([number]) => !gone.includes(number)));
  const head = { ...pack.head, repeals: repeals.filter((number) => !gone.includes(number)), repealSources: left };
  return { ...pack, head };
}

interface Walk {
  readonly clause: SourceRef;
  readonly note: (path: string, item: object) => void;
}

function without(value: unknown, path: string, walk: Walk): unknown {
  if (!mentioned(value).has(`${walk.clause.pack}#${walk.clause.clause}`)) return value;
  if (Array.isArray(value)) return withoutEntries(value, path, walk);
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (names(inner, walk.clause)) {
      walk.note(`${path}/${key}`, inner);
      changed = true;
      return [];
    }
    const kept = without(inner, `${path}/${key}`, walk);
    changed ||= kept !== inner;
    return [[key, kept] as const];
  });
  return changed ? Object.fromEntries(entries) : value;
}

function withoutEntries(list: readonly unknown[], path: string, walk: Walk): unknown {
  const gone = new Set<unknown>();
  list.forEach((entry, at) => {
    if (!names(entry, walk.clause)) return;
    gone.add(entry);
    walk.note(`${path}/${nameOf(entry, at)}`, entry);
  });
  const left = gone.size === 0 ? list : remaining(list, gone);
  const kept = left.map((entry, at) => without(entry, `${path}/${nameOf(entry, at)}`, walk));
  return kept.length === list.length && kept.every((entry, at) => entry === list[at]) ? list : kept;
}

const NONE: ReadonlySet<string> = new Set();
const mentions = new WeakMap<object, ReadonlySet<string>>();

/** Clauses named anywhere in a part of a pack; packs never change once read. */
function mentioned(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return NONE;
  const known = mentions.get(value);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const inner: readonly unknown[] = Object.values(value);
  for (const each of inner) for (const name of mentioned(each)) found.add(name);
  const [pack, clause]: readonly unknown[] = [Reflect.get(value, 'pack'), Reflect.get(value, 'clause')];
  if (typeof pack === 'string' && typeof clause === 'string') found.add(`${pack}#${clause}`);
  const set = found.size === 0 ? NONE : found;
  mentions.set(value, set);
  return set;
}

/** Steps are taken out of their order, everything else just leaves the list. */
function remaining(list: readonly unknown[], gone: ReadonlySet<unknown>): readonly unknown[] {
  if (!list.every(isStep)) return list.filter((entry) => !gone.has(entry));
  return [...gone].filter(isStep).reduce<readonly Step[]>((steps, step) => withoutStep(steps, step.id), list);
}

function isStep(entry: unknown): entry is Step {
  return typeof entry === 'object' && entry !== null && 'after' in entry && 'outcomes' in entry && 'id' in entry;
}

/** Whether the entry's own source names the clause; an inserted step speaks for its insertion. */
function names(entry: unknown, clause: SourceRef): entry is object {
  if (typeof entry !== 'object' || entry === null) return false;
  if ('step' in entry && 'into' in entry) return names(entry.step, clause);
  if (!('source' in entry) || !Array.isArray(entry.source)) return false;
  return entry.source.some(
    (ref: unknown) =>
      typeof ref === 'object' &&
      ref !== null &&
      'pack' in ref &&
      'clause' in ref &&
      ref.pack === clause.pack &&
      ref.clause === clause.clause,
  );
}

function nameOf(entry: unknown, at: number): string {
  if (typeof entry !== 'object' || entry === null) return `${at + 1}`;
  for (const key of ['id', 'name', 'key', 'code', 'number', 'field', 'path'] as const) {
    const name: unknown = Reflect.get(entry, key);
    if (typeof name === 'string') return name;
  }
  return `${at + 1}`;
}
