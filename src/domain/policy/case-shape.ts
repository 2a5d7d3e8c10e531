import type { PlainDate } from '../values/plain-date.ts';
import type { SourceRef, TextPlace } from './pack-shape.ts';

/**
 * A value as written in a case. Numbers, dates and money stay text here: the data dictionary says what they are.
 * Unquoted `true`, `false` and `null` are what they look like; an absent key is unknown.
 */
export type CaseValue = null | boolean | string | readonly CaseValue[] | { readonly [key: string]: CaseValue };

export type CaseMap = Readonly<Record<string, CaseValue>>;

/** Packs and settings a case runs under. Absent `packs`: the pack the case lies in. */
export interface CasePolicy {
  readonly packs: readonly string[];
  readonly area?: string;
  readonly set: Readonly<Record<string, readonly { from: PlainDate; to?: PlainDate; value: CaseValue; by?: string }[]>>;
  readonly choose: Readonly<Record<string, string>>;
}

/** An act as written; `detail` holds every key beside `on`, `do`, `by` and `outcome`. */
export interface CaseAct {
  readonly on: PlainDate;
  readonly do: string;
  readonly by?: string;
  readonly outcome?: string;
  readonly detail: CaseMap;
  readonly place: TextPlace;
}

/** A question: `detail` holds every key beside `on`, `try` and `expect` (slots, feed, set, resolve, lint …). */
export interface CaseAsk {
  readonly on?: PlainDate;
  readonly try?: CaseMap;
  readonly expect: CaseMap;
  readonly detail: CaseMap;
  readonly place: TextPlace;
}

/** One golden case: facts and acts in, expected answers out. */
export interface Case {
  readonly id: string;
  readonly clauses: readonly SourceRef[];
  readonly policy?: CasePolicy;
  readonly procedure?: string;
  readonly facts: CaseMap;
  readonly changes: readonly { readonly on: PlainDate; readonly set: CaseMap; readonly place: TextPlace }[];
  readonly statistics: CaseMap;
  readonly events: Readonly<Record<string, PlainDate>>;
  readonly acts: readonly CaseAct[];
  readonly asks: readonly CaseAsk[];
  readonly note?: string;
  /** Source that lets a child's case replace its parent's of the same id. */
  readonly source: readonly SourceRef[];
  readonly place: TextPlace;
}
