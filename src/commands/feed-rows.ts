import type { Feed } from '#domain/policy/duty-shape.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** A value of a feed's column: money in yuan as text, days and months as text. */
export type FeedValue = string | number | boolean;

/** One accepted row of a department's file. What the feed does not name is not in it. */
export interface FeedRow {
  readonly sheet: string;
  readonly row: number;
  readonly name: string;
  /** Normalised and checked; null where the feed may leave it out. */
  readonly idNumber: string | null;
  /** Further checked numbers of the row (a guardian's), tried when the first is not in the registry. */
  readonly otherIdNumbers: readonly string[];
  readonly town: number | null;
  /** null: the row names no village the county has. */
  readonly village: number | null;
  /** Township and village as the file writes them. */
  readonly place: string;
  readonly phone: string | null;
  /** Day (`YYYY-MM-DD`) or month (`YYYY-MM`) it arose; null when the row does not say. */
  readonly arose: string | null;
  /** By column key of the feed. */
  readonly values: Readonly<Record<string, FeedValue>>;
  /** Keyed hash of all values, hex: the same row has the same in every file. */
  readonly digest: string;
}

/**
 * What became of an accepted row. `nothing` the condition does not hold · `unknown` it cannot be decided · `blocked` it waits
 * for a parameter · `lead` opened one · `evidence` on a lead not yet dispatched · `line` refers to a line at the township ·
 * `already` 已纳入 is proposed · `repeat` a line marked 与上次核实相同 · `ambiguous` another name under that number.
 */
export const feedOutcomes = [
  'nothing',
  'unknown',
  'blocked',
  'lead',
  'evidence',
  'line',
  'already',
  'repeat',
  'ambiguous',
] as const;
export type FeedRowOutcome = (typeof feedOutcomes)[number];

/** Outcomes of rows that stand on a lead. */
export const raisedOutcomes = [
  'lead',
  'evidence',
  'line',
  'already',
  'repeat',
] as const satisfies readonly FeedRowOutcome[];
export type RaisedOutcome = (typeof raisedOutcomes)[number];

export type OutcomeCounts = Readonly<Record<FeedRowOutcome, number>>;

/** How often each outcome occurs; all nine are there. */
export function countOutcomes(outcomes: Iterable<FeedRowOutcome>): OutcomeCounts {
  const counts = Object.fromEntries(feedOutcomes.map((outcome) => [outcome, 0])) as Record<FeedRowOutcome, number>;
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}

/** Keys of a feed's columns that mean something to every feed. */
export interface FeedKeys {
  readonly name: string | undefined;
  readonly idNumber: string | undefined;
  readonly town: string | undefined;
  readonly village: string | undefined;
  readonly phone: string | undefined;
  /** Column with the day the thing arose. */
  readonly arose: string | undefined;
}

const NAMES = ['姓名', '户主姓名'];
const TOWN = '乡镇';
const VILLAGE = '村';

/** Which column holds the person, the number, the place, the phone and the day. */
export function feedKeys(feed: Pick<Feed, 'columns'>): FeedKeys {
  const { columns } = feed;
  const named = (names: readonly string[]) => columns.find(({ key }) => names.includes(key))?.key;
  const typed = (type: string) => columns.filter((column) => column.type === type);
  const dates = typed('date');
  return {
    name: named(NAMES),
    idNumber: typed('id-number')[0]?.key,
    town: named([TOWN]),
    village: named([VILLAGE]),
    phone: typed('phone')[0]?.key,
    arose: (dates.find(({ required }) => required) ?? dates[0])?.key,
  };
}

/** What the row says, by official label in the feed's order: evidence. Numbers masked, the phone left out. */
export function rowFacts(feed: Pick<Feed, 'columns'>, row: FeedRow): { label: string; value: string }[] {
  const keys = feedKeys(feed);
  const own: Record<string, string | null> = {
    [keys.name ?? '']: row.name,
    [keys.idNumber ?? '']: row.idNumber === null ? null : maskIdNumber(row.idNumber),
    [keys.village ?? '']: row.place,
  };
  return feed.columns.flatMap(({ key, label, type }) => {
    if (type === 'phone' || key === keys.town) return [];
    const value = own[key] ?? row.values[key];
    if (value === undefined) return [];
    const text = typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
    return [{ label, value: type === 'id-number' && key !== keys.idNumber ? maskIdNumber(text) : text }];
  });
}

/** What a lead says (具体预警信息): the pack's sentence with the row's values in its `{column}` places; nothing where unknown. */
export function leadText(feed: Feed, row: FeedRow, total: string | null): string {
  const sentence = feed.lead?.detail ?? feed.label ?? feed.id;
  const filled = sentence.replaceAll(/\{([^}]+)\}/gu, (_, key: string) =>
    key === 'total' ? (total ?? '') : String(row.values[key] ?? ''),
  );
  return `${row.name}：${filled.trim()}`;
}

/** Values kept beside the lead for later counting: coded ones only, no text somebody wrote. */
export function codedValues(feed: Pick<Feed, 'columns'>, row: FeedRow): Record<string, FeedValue> {
  const coded = feed.columns.filter(
    ({ type, values }) => ['number', 'money', 'date', 'boolean'].includes(type) || (type === 'code' && values),
  );
  return Object.fromEntries(coded.flatMap(({ key }) => (row.values[key] === undefined ? [] : [[key, row.values[key]]]))); // biome-ignore format: one line
}

/** Whether the row arose before the period its feed reports on: that needs a reason (补报). A row that does not say has not. */
export function isSupplementary(row: FeedRow, covers: { readonly from: PlainDate } | null): boolean {
  if (covers === null || row.arose === null) return false;
  return row.arose < covers.from.slice(0, row.arose.length);
}
