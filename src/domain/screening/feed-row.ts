import { type Dictionary, findEntry } from '../dictionary/dictionary.ts';
import type { NameType, Subject } from '../dictionary/entry.ts';
import type { Env, Fields, Raw } from '../feel/env.ts';
import { readFields, readWritten } from '../feel/read-facts.ts';
import type { Feed, Raise } from '../policy/duty-shape.ts';

/** A row as a department sent it: values by column key as written, money in yuan; nested `户`, `member` and `area` are facts of these. */
export interface FeedRow {
  /** Person (or household, village, area) the row is about; the same in every batch. */
  readonly key: string;
  /** Household the person lives in; null where nobody says. */
  readonly household: string | null;
  readonly values: Readonly<Record<string, unknown>>;
}

const NESTED: readonly (readonly [string, Subject])[] = [
  ['户', 'household'],
  ['member', 'member'],
  ['area', 'area'],
];

/** What rules may ask of a row: its own values first, then those of the person and the household it names. */
export function rowEnv(dictionary: Dictionary, row: FeedRow): Env {
  const flat = Object.fromEntries(Object.entries(row.values).filter(([name]) => !NESTED.some(([key]) => key === name)));
  const fields = (subject: Subject): Fields => {
    const nested = NESTED.filter(([, of]) => of === subject).map(([key]) => row.values[key]);
    const own = nested.find((value) => typeof value === 'object' && value !== null) ?? {};
    return readFields(dictionary, subject, { ...flat, ...own }).fields;
  };
  return { row: fields('row'), member: fields('member'), household: fields('household'), area: fields('area') };
}

/** The value a total adds up, typed by the feed's column or the dictionary; undefined: not known. */
export function columnValue(dictionary: Dictionary, feed: Pick<Feed, 'columns'>, row: FeedRow, column: string): Raw {
  const written = row.values[column];
  if (written === undefined || written === null) return undefined;
  const type = columnType(dictionary, feed, column);
  return type === undefined || type.kind === 'list' || type.kind === 'record'
    ? readWritten('money', written)
    : readWritten(type.kind, written);
}

/** The type of a column: as the feed lists it, else as the dictionary knows the name; undefined when neither does. */
export function columnType(dictionary: Dictionary, feed: Pick<Feed, 'columns'>, column: string): NameType | undefined {
  const listed = feed.columns.find((each) => each.key === column || each.label === column)?.type;
  if (listed === 'money' || listed === 'number' || listed === 'boolean' || listed === 'date') return { kind: listed };
  const subjects: readonly Subject[] = ['row', 'member', 'household', 'area'];
  return subjects.map((subject) => findEntry(dictionary, subject, column)?.type).find((type) => type !== undefined);
}

/** The type `total` has in the feed's rule: a count is a number, `any` a truth value, the others what the column is (money by default). */
export function totalType(dictionary: Dictionary, feed: Pick<Feed, 'columns'>, total: Raise['total']): NameType {
  if (total === undefined) return { kind: 'money' };
  if (total.how === 'count') return { kind: 'number' };
  if (total.how === 'any') return { kind: 'boolean' };
  const type = columnType(dictionary, feed, total.sum);
  return type?.kind === 'number' ? type : { kind: 'money' };
}
