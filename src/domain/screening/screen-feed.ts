import type { Raw } from '../feel/env.ts';
import type { Feed } from '../policy/duty-shape.ts';
import { policyNames } from '../policy/policy-names.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { monthOf, type PlainDate } from '../values/plain-date.ts';
import { columnValue, type FeedRow, rowEnv } from './feed-row.ts';
import { type FeedRules, feedRules, type Judged } from './feed-rules.ts';
import { totalOf } from './feed-total.ts';
import { type WindowDays, windowDays } from './feed-window.ts';

/** One delivery. Its as-of day decides which year and window its figures belong to, and which values of parameters. */
export interface FeedBatch {
  readonly asOf: PlainDate;
  readonly period: WindowDays;
  /** Sent by the feed this one supplements (the province's list): its rows are not judged here, they only count as sent. */
  readonly outer: boolean;
  readonly rows: readonly FeedRow[];
}

/**
 * `raises` · `nothing`: does not fit, or fired before · `unknown`: facts are missing · `blocked`: parameters are missing ·
 * `outside`: not of the feed's population · `sent-already`: the outer feed had the row.
 */
export type RowVerdict = 'raises' | 'nothing' | 'unknown' | 'blocked' | 'outside' | 'sent-already';

export interface ScreenedRow {
  readonly row: FeedRow;
  readonly verdict: RowVerdict;
  /** Fields that would have to be known, parameters as `参数.name`. */
  readonly missing: readonly string[];
  /** What the row was judged by; undefined where the feed adds nothing up or the total is not known. */
  readonly total: Raw;
}

/**
 * Judges batches in the order they came in and remembers what fired (§5). A figure of a feed that covers the year to date
 * replaces the person's earlier one; all other figures add up over the window. With a total, a person (or household) is
 * judged once a batch by the whole of it, whatever the order of the rows.
 */
export function screenFeed(
  policy: Policy,
  feed: Feed,
  batches: readonly FeedBatch[],
): readonly (readonly ScreenedRow[])[] {
  const screening: Screening = {
    policy,
    feed,
    rules: feedRules(policy, feed),
    history: new Map(),
    fired: new Set(),
    sent: new Set(),
  };
  return batches.map((batch) => screenBatch(screening, batch));
}

interface Delivered {
  readonly batch: FeedBatch;
  readonly row: FeedRow;
}

interface Screening {
  readonly policy: Policy;
  readonly feed: Feed;
  readonly rules: FeedRules;
  /** By subject, in the order it came in. */
  readonly history: Map<string, Delivered[]>;
  /** What fired: subject, reset window and, for `each-new`, the row. */
  readonly fired: Set<string>;
  /** Rows the outer feed sent, by person, period and content. */
  readonly sent: Set<string>;
}

function screenBatch(screening: Screening, batch: FeedBatch): readonly ScreenedRow[] {
  if (batch.outer) {
    for (const row of batch.rows) screening.sent.add(sentKey(screening.feed, batch, row));
    return [];
  }
  const own = batch.rows.filter((row) => !isSent(screening, batch, row));
  for (const row of own) remember(screening, { batch, row });
  const raisedNow = new Set<string>();
  return batch.rows.map((row) => {
    if (isSent(screening, batch, row)) return { row, verdict: 'sent-already', missing: [], total: undefined };
    return screenRow(screening, batch, row, raisedNow);
  });
}

function remember({ feed, history }: Screening, delivered: Delivered): void {
  const subject = subjectOf(feed, delivered.row);
  const before = history.get(subject);
  if (before) before.push(delivered);
  else history.set(subject, [delivered]);
}

function screenRow(screening: Screening, batch: FeedBatch, row: FeedRow, raisedNow: Set<string>): ScreenedRow {
  const { policy, feed, rules } = screening;
  const env = rowEnv(policyNames(policy).dictionary, row);
  const belongs = rules.belongs(env, batch.asOf);
  if (belongs.answer === 'no') return { row, verdict: 'outside', missing: [], total: undefined };
  if (belongs.answer === 'unknown') return unsettled(row, belongs, undefined);
  if (feed.raise === undefined) return { row, verdict: 'nothing', missing: [], total: undefined };
  if (feed.raise.total?.per === 'household' && row.household === null) {
    return { row, verdict: 'unknown', missing: ['户编号'], total: undefined };
  }
  const reckoned = feed.raise.total === undefined ? null : total(screening, batch, row);
  const judged = rules.raises(env, batch.asOf, reckoned === null ? null : { value: reckoned.value });
  const seen = reckoned?.value;
  if (judged.answer === 'unknown') return unsettled(row, inWordsOf(judged, reckoned), seen);
  const fires = judged.answer === 'yes' && firesNow(screening, batch, row, raisedNow);
  return { row, verdict: fires ? 'raises' : 'nothing', missing: [], total: seen };
}

function unsettled(row: FeedRow, judged: Judged, seen: Raw): ScreenedRow {
  const parameters = judged.missing.filter((name) => name.startsWith('参数.'));
  const verdict = parameters.length > 0 ? 'blocked' : 'unknown';
  return { row, verdict, missing: judged.missing, total: seen };
}

/** An unknown total is told by the column it is made of. */
function inWordsOf(judged: Judged, reckoned: Reckoned | null): Judged {
  const missing = judged.missing.flatMap((name) => (name === 'total' ? (reckoned?.missing ?? [name]) : [name]));
  return { answer: judged.answer, missing: [...new Set(missing)] };
}

interface Reckoned {
  readonly value: Raw;
  readonly missing: readonly string[];
}

function total(screening: Screening, batch: FeedBatch, row: FeedRow): Reckoned {
  const { policy, feed, rules, history } = screening;
  const wanted = feed.raise?.total;
  if (wanted === undefined) return { value: undefined, missing: [] };
  const length = wanted.window;
  const days = windowDays(length, batch.asOf, batch.period, (name) => {
    const value = rules.parameter(name, batch.asOf)?.value;
    return typeof value === 'object' && value !== null && 'amount' in value ? value : undefined;
  });
  if (days === undefined) {
    const param = typeof length === 'object' && 'param' in length.last ? length.last.param : '';
    return { value: undefined, missing: [`参数.${param}`] };
  }
  const inWindow = (history.get(subjectOf(feed, row)) ?? []).filter(
    (each) => each.batch.asOf >= days.from && each.batch.asOf <= days.to,
  );
  const counted = feed.covers === 'year-to-previous-month-end' ? latestOfEach(inWindow) : inWindow;
  const { dictionary } = policyNames(policy);
  const values = counted.map((each) => columnValue(dictionary, feed, each.row, wanted.sum));
  return { value: totalOf(wanted.how, values), missing: [wanted.sum] };
}

/** Figures to date replace the earlier ones of the same person. */
function latestOfEach(rows: readonly Delivered[]): readonly Delivered[] {
  const last = new Map(rows.map(({ batch, row }) => [row.key, batch]));
  const asOf = new Map<string, PlainDate>();
  for (const { batch, row } of rows) {
    const before = asOf.get(row.key);
    if (before !== undefined && before > batch.asOf) continue;
    asOf.set(row.key, batch.asOf);
    last.set(row.key, batch);
  }
  return rows.filter(({ batch, row }) => last.get(row.key) === batch);
}

/** Whom a total and its memory are about: the household where the total or the feed is. */
export function subjectOf(feed: Pick<Feed, 'raise'>, row: FeedRow): string {
  return feed.raise?.total?.per === 'household' ? (row.household ?? row.key) : row.key;
}

/**
 * Whether a row that fits is news. With a total the subject is judged once a batch. `first-crossing`: once a reset window;
 * `each-new`: every row that was not there before in the same words (with a total: every batch); `on-change`: when the
 * subject's row differs from its last one.
 */
function firesNow(screening: Screening, batch: FeedBatch, row: FeedRow, raisedNow: Set<string>): boolean {
  const { feed, fired } = screening;
  if (feed.raise === undefined) return false;
  const { fires, total: wanted } = feed.raise;
  const content = contentOf(row);
  const once = `${subjectOf(feed, row)} ${wanted === undefined ? content : ''}`;
  if (raisedNow.has(once)) return false;
  if (fires === 'on-change' && !changed(screening, batch, row)) return false;
  const memory = `${subjectOf(feed, row)} ${resetWindow(feed, batch)} ${fires === 'each-new' ? content : ''}`;
  const remembered = fires === 'first-crossing' || (fires === 'each-new' && wanted === undefined);
  if (remembered && fired.has(memory)) return false;
  raisedNow.add(once);
  fired.add(memory);
  return true;
}

function changed({ feed, history }: Screening, batch: FeedBatch, row: FeedRow): boolean {
  const before = history.get(subjectOf(feed, row))?.findLast((each) => each.batch !== batch);
  return before === undefined || contentOf(before.row) !== contentOf(row);
}

/** Memory lasts as long as `reset` says; without it a year for a total of the year, else for good. */
function resetWindow(feed: Pick<Feed, 'raise'>, batch: FeedBatch): string {
  const reset =
    feed.raise?.reset ?? (feed.raise?.total?.window === 'calendar-year-to-date' ? 'calendar-year' : 'never');
  if (reset === 'calendar-year') return batch.asOf.slice(0, 4);
  return reset === 'month' ? monthOf(batch.asOf) : '';
}

function contentOf(row: FeedRow): string {
  return JSON.stringify(Object.entries(row.values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isSent(screening: Screening, batch: FeedBatch, row: FeedRow): boolean {
  return screening.feed.supplements !== undefined && screening.sent.has(sentKey(screening.feed, batch, row));
}

/** Same person, same period, same item: the feed's own, or what the column says that the feed names for it. */
function sentKey({ supplementsItem }: Feed, batch: FeedBatch, row: FeedRow): string {
  const item = supplementsItem === undefined ? null : (row.values[supplementsItem] ?? null);
  return JSON.stringify([row.key, batch.period.from, item]);
}
