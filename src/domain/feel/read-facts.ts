import { type Dictionary, findEntry } from '#domain/dictionary/dictionary.ts';
import type { NameType, ScalarType, Subject } from '#domain/dictionary/entry.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import type { Env, Fields, Raw } from './env.ts';
import { exactOfNumber, parseExact } from './exact.ts';

/** A written value that is none. `path` as a rule would write it; the value itself is left out: it may be personal. */
export type FactProblem = {
  readonly code: 'unknown-name' | 'bad-value';
  readonly facts: { readonly path: string; readonly expected?: string };
};

type Reading = { readonly dictionary: Dictionary; readonly problems: FactProblem[] };

const ROOTS: readonly (readonly [key: string, subject: Subject])[] = [
  ['户', 'household'],
  ['member', 'member'],
  ['matter', 'matter'],
  ['act', 'act'],
  ['lead', 'lead'],
  ['row', 'row'],
  ['area', 'area'],
];
const BARE: readonly Subject[] = ['matter', 'lead', 'household', 'row', 'act', 'area'];

/**
 * Facts as cases and forms write them (`{ 渠道: 干部排查, 户: { 脱贫: true }, 成员: [{ 支出: 20000.00 }] }`) as an `Env`:
 * money from yuan to fen, days checked, each bare name with the subject it is a fact of. `null` and absent are unknown.
 * Names no rule knows and values of another type are left out and listed in `problems`.
 */
export function readFacts(
  dictionary: Dictionary,
  input: Readonly<Record<string, unknown>>,
): { readonly env: Env; readonly problems: readonly FactProblem[] } {
  const reading: Reading = { dictionary, problems: [] };
  const subjects: { [subject in Subject]?: Record<string, Raw> } = {};
  const put = (subject: Subject, fields: Fields): void => {
    subjects[subject] = { ...subjects[subject], ...fields };
  };
  for (const [name, value] of Object.entries(input)) {
    const root = ROOTS.find(([key]) => key === name);
    if (root && isRecord(value)) {
      put(root[1], recordFields(root[1], value, `${name}.`, reading));
      continue;
    }
    const subject = BARE.find((candidate) => findEntry(dictionary, candidate, name));
    if (subject) put(subject, recordFields(subject, { [name]: value }, '', reading));
    else reading.problems.push({ code: 'unknown-name', facts: { path: name } });
  }
  return { env: subjects, problems: reading.problems };
}

/** One record's fields as `readFacts` reads them: a row of a feed, a member, what an act brings. */
export function readFields(
  dictionary: Dictionary,
  subject: Subject,
  input: Readonly<Record<string, unknown>>,
): { readonly fields: Fields; readonly problems: readonly FactProblem[] } {
  const reading: Reading = { dictionary, problems: [] };
  return { fields: recordFields(subject, input, '', reading), problems: reading.problems };
}

/** A scalar as written (also all as text) in the form rules hold it, or undefined when it is no such value. Money is written in yuan. */
export function readWritten(kind: ScalarType, value: unknown): Raw {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
  switch (kind) {
    case 'boolean':
      return typeof value === 'boolean' ? value : truthOf(text);
    case 'number':
      return typeof value === 'number' ? exactOfNumber(value) : text === undefined ? undefined : parseExact(text);
    case 'money':
      return text === undefined ? undefined : parseYuan(text);
    case 'date':
      return text === undefined ? undefined : parsePlainDate(text);
    case 'text':
      return text;
  }
}

/** Forms and exports write 是 and 否. */
function truthOf(text: string | undefined): boolean | undefined {
  if (text === 'true' || text === '是') return true;
  return text === 'false' || text === '否' ? false : undefined;
}

function recordFields(
  subject: Subject,
  input: Readonly<Record<string, unknown>>,
  prefix: string,
  reading: Reading,
): Fields {
  const fields: Record<string, Raw> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === null || value === undefined) continue;
    const entry = findEntry(reading.dictionary, subject, name);
    const path = `${prefix}${name}`;
    if (!entry) reading.problems.push({ code: 'unknown-name', facts: { path } });
    else fields[name] = written(entry.type, value, path, reading);
  }
  return fields;
}

function written(type: NameType, value: unknown, path: string, reading: Reading): Raw {
  if (value === null || value === undefined) return undefined;
  if (type.kind === 'list' && Array.isArray(value)) {
    return value.map((item: unknown, index) => written(type.item, item, `${path}[${index + 1}]`, reading));
  }
  if (type.kind === 'record' && isRecord(value)) return recordFields(type.of, value, `${path}.`, reading);
  const held = type.kind === 'list' || type.kind === 'record' ? undefined : readWritten(type.kind, value);
  if (held === undefined) reading.problems.push({ code: 'bad-value', facts: { path, expected: type.kind } });
  return held;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
