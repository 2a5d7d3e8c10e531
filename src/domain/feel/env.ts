import type { ScalarType, Subject } from '#domain/dictionary/entry.ts';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import { type Exact, exactOfNumber, type Fraction } from './exact.ts';
import { Unknown } from './unknown.ts';

/**
 * A stored value: truth values, texts, days as `YYYY-MM-DD`, numbers (also exact fractions), money as bigint fen or a fraction
 * of fen (人均 is not rounded before it is compared), lists, records. `null` and absent both mean: not known.
 */
export type Raw = boolean | number | bigint | string | null | undefined | Fraction | readonly Raw[] | Fields;
export type Fields = { readonly [name: string]: Raw };

/** What one rule is asked about. Everything left out is unknown. */
export type Env = { readonly [subject in Subject]?: Fields } & {
  /** Facts written without a subject: read for matter, lead, household and row where the subject's own record has none. */
  readonly facts?: Fields;
  /** By step name as rules write it: `{ township_review: { outcome: '通过' } }`. */
  readonly steps?: Readonly<Record<string, Fields>>;
  readonly parameters?: Fields;
  /** `total`, `值`, `去年值`, ids of a parameter's values. */
  readonly given?: Fields;
};

/** A value while computing: texts and days are strings, numbers and fen exact. */
export type Cell = boolean | Exact | string | Unknown;

const WITHOUT_SUBJECT: ReadonlySet<Subject> = new Set<Subject>(['matter', 'lead', 'household', 'row']);

/** The stored value of a fact, undefined when there is none. */
export function readFact(env: Env, of: Subject, name: string): Raw {
  const own = fieldOf(env[of], name);
  return own === undefined && WITHOUT_SUBJECT.has(of) ? fieldOf(env.facts, name) : own;
}

/** The value of `name`, undefined also for `null` and for names every object inherits. */
export function fieldOf(fields: Fields | undefined, name: string): Raw {
  return fields && Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}

/** `raw` as a value of `kind`, or undefined when it cannot be one: a text is never a number, money never a JavaScript number. */
export function readScalar(kind: ScalarType, raw: Raw | Unknown): Cell | undefined {
  if (raw instanceof Unknown) return raw;
  switch (kind) {
    case 'boolean':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'text':
      return typeof raw === 'string' ? raw : undefined;
    case 'date':
      return typeof raw === 'string' ? parsePlainDate(raw) : undefined;
    case 'number':
      return typeof raw === 'number' ? exactOfNumber(raw) : readExact(raw);
    case 'money':
      return readExact(raw);
  }
}

/** The record an item is, or no fields when it is none. */
export function readRecord(raw: Raw | Unknown): Fields | undefined {
  if (typeof raw !== 'object' || raw === null || raw instanceof Unknown || isList(raw) || isFraction(raw))
    return undefined;
  return raw;
}

export function isList(raw: Raw | Unknown): raw is readonly Raw[] {
  return Array.isArray(raw);
}

function readExact(raw: Raw): Exact | undefined {
  if (typeof raw === 'bigint') return raw;
  return typeof raw === 'object' && raw !== null && isFraction(raw) ? raw : undefined;
}

function isFraction(raw: object): raw is Fraction {
  return 'n' in raw && 'd' in raw && typeof raw.n === 'bigint' && typeof raw.d === 'bigint' && raw.d > 0n;
}
