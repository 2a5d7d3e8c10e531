import { builtInEntries } from './built-in.ts';
import { type DictionaryEntry, isRuleName, type NameType, numberKind, type ScalarType, type Subject } from './entry.ts';

/** Entries by subject, then by name. A name may mean one thing of a household and another of a member. */
export type Dictionary = ReadonlyMap<Subject, ReadonlyMap<string, DictionaryEntry>>;

/** A fact as a pack declares it under `terms.facts`. */
export type PackFact = {
  readonly of: Subject;
  readonly type: ScalarType | 'list' | 'record';
  readonly unit?: string | undefined;
  readonly values?: readonly string[] | undefined;
  /** For lists: what the items are. Absent: texts. */
  readonly item?: ScalarType | Subject | undefined;
};

export type DictionaryProblem = {
  readonly code: 'bad-name' | 'type-changed';
  readonly facts: { readonly name: string };
};

/**
 * The built-in names and those a pack declares, which win over a built-in of the same subject and name.
 * A number whose unit is in yuan is money. `problems` lists names no rule could write (digit first, `-`, space,
 * full-width sign, word of the grammar: left out) and built-in names given another type (`type-changed`: the pack's is used).
 */
export function buildDictionary(packFacts: Readonly<Record<string, PackFact>> = {}): {
  dictionary: Dictionary;
  problems: readonly DictionaryProblem[];
} {
  const bySubject = new Map<Subject, Map<string, DictionaryEntry>>();
  const problems: DictionaryProblem[] = [];
  for (const entry of builtInEntries) put(bySubject, entry);
  for (const [name, fact] of Object.entries(packFacts)) {
    if (!isRuleName(name)) {
      problems.push({ code: 'bad-name', facts: { name } });
      continue;
    }
    const entry = packEntry(name, fact);
    const before = bySubject.get(fact.of)?.get(name);
    if (before && !sameType(before.type, entry.type)) problems.push({ code: 'type-changed', facts: { name } });
    put(bySubject, entry);
  }
  return { dictionary: bySubject, problems };
}

/** The entry of `name` for `subject`, or undefined when no rule may ask it. */
export function findEntry(dictionary: Dictionary, subject: Subject, name: string): DictionaryEntry | undefined {
  return dictionary.get(subject)?.get(name);
}

/** True when two names can stand on both sides of `=`. */
export function sameType(a: NameType, b: NameType): boolean {
  if (a.kind === 'list' && b.kind === 'list') return sameType(a.item, b.item);
  if (a.kind === 'record' && b.kind === 'record') return a.of === b.of;
  return a.kind === b.kind;
}

const SUBJECTS: readonly string[] = [
  'household',
  'member',
  'matter',
  'act',
  'lead',
  'row',
  'measure',
  'area',
] satisfies readonly Subject[];

function packEntry(name: string, fact: PackFact): DictionaryEntry {
  return {
    name,
    of: fact.of,
    type: packType(fact),
    // A pack cannot lower the guard: what it adds may be about health or money.
    sensitivity: 'guarded',
    fromPack: true,
    ...(fact.unit === undefined ? {} : { unit: fact.unit }),
    ...(fact.values === undefined ? {} : { values: fact.values }),
  };
}

function packType(fact: PackFact): NameType {
  switch (fact.type) {
    case 'number':
      return { kind: numberKind(fact.unit) };
    case 'list':
      return { kind: 'list', item: itemType(fact.item ?? 'text') };
    case 'record':
      return { kind: 'record', of: fact.of };
    default:
      return { kind: fact.type };
  }
}

function itemType(item: ScalarType | Subject): Extract<NameType, { kind: 'list' }>['item'] {
  return isSubject(item) ? { kind: 'record', of: item } : { kind: item };
}

function isSubject(word: ScalarType | Subject): word is Subject {
  return SUBJECTS.includes(word);
}

function put(bySubject: Map<Subject, Map<string, DictionaryEntry>>, entry: DictionaryEntry): void {
  const names = bySubject.get(entry.of) ?? new Map<string, DictionaryEntry>();
  names.set(entry.name, entry);
  bySubject.set(entry.of, names);
}
