import { type Dictionary, findEntry } from '#domain/dictionary/dictionary.ts';
import type { NameType, Subject } from '#domain/dictionary/entry.ts';
import { readWritten } from '#domain/feel/read-facts.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { parseYuan } from '#domain/values/fen.ts';

/** Subjects a bare fact of a case may belong to, in the order rules look names up. */
const BARE: readonly Subject[] = ['matter', 'lead', 'household', 'act', 'member'];

/**
 * The facts of a case as the engine holds them: what a name's dictionary entry says is a number, money (yuan to fen) or
 * a truth value becomes one; everything else stays text. A value its entry does not fit stays text too, which rules
 * read as unknown.
 */
export function typedFacts(dictionary: Dictionary, facts: CaseMap): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const last = name.split('.').at(-1) ?? name;
      if (name.startsWith('户.')) return [name, ofSubject(dictionary, 'household', last, value)];
      return [name, topLevel(dictionary, name, value)];
    }),
  );
}

/** The values of one subject (an act, a member) typed by their entries. */
export function typedFields(dictionary: Dictionary, subject: Subject, fields: CaseMap): Facts {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, ofSubject(dictionary, subject, name, value)]),
  );
}

function topLevel(dictionary: Dictionary, name: string, value: CaseValue): unknown {
  if (name === '户' && isMap(value)) return typedFields(dictionary, 'household', value);
  const subject = BARE.find((each) => findEntry(dictionary, each, name) !== undefined);
  return subject === undefined ? value : ofSubject(dictionary, subject, name, value);
}

function ofSubject(dictionary: Dictionary, subject: Subject, name: string, value: CaseValue): unknown {
  const type = findEntry(dictionary, subject, name)?.type;
  return type === undefined ? value : typed(dictionary, type, value);
}

function typed(dictionary: Dictionary, type: NameType, value: CaseValue): unknown {
  if (value === null) return null;
  if (type.kind === 'list') {
    return isList(value) ? value.map((item) => typed(dictionary, type.item, item)) : value;
  }
  if (type.kind === 'record') return isMap(value) ? typedFields(dictionary, type.of, value) : value;
  if (typeof value !== 'string') return value;
  if (type.kind === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (type.kind === 'money') return parseYuan(value) ?? value;
  if (type.kind === 'boolean') return readWritten('boolean', value) ?? value;
  return value;
}

function isList(value: CaseValue): value is readonly CaseValue[] {
  return Array.isArray(value);
}

export function isMap(value: CaseValue | undefined): value is CaseMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
