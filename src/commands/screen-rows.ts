import type { Raw } from '#domain/feel/env.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { WindowDays } from '#domain/screening/feed-window.ts';
import { type FeedBatch, type ScreenedRow, screenFeed } from '#domain/screening/screen-feed.ts';
import { fen, yuanText } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FeedRow } from './feed-rows.ts';

/** What the feed's rule says of a row. `missing` names what would have to be known; `total` what it was judged by, as text. */
export interface Screened {
  readonly verdict: 'raises' | 'nothing' | 'unknown' | 'blocked';
  readonly missing: readonly string[];
  readonly total: string | null;
}

/** A parameter the feed's rule waits for, or null. */
export interface BlockedBy {
  readonly parameter: string;
  readonly setBy: string | null;
}

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/gu;
/** A rule that asks whether the parameter is set at all does not wait for it. */
const ASKED_FOR = /参数\.([\p{L}_][\p{L}\p{N}_]*)\s*!?=\s*null/gu;

/** The first parameter of the feed's rule that has no value on `day`; null when nothing is in the way. @source SD#A1-yb2 */
export function feedBlockedBy(policy: Policy, feed: Feed, day: PlainDate): BlockedBy | null {
  const when = feed.raise?.when ?? '';
  const optional = new Set([...when.matchAll(ASKED_FOR)].map(([, name]) => name));
  for (const [, name] of when.matchAll(PARAMETER)) {
    if (optional.has(name)) continue;
    const reading = parameterOn(policy, name ?? '', day);
    if (reading?.state === 'set' || reading?.state === 'provisional') continue;
    return { parameter: name ?? '', setBy: reading?.setBy ?? null };
  }
  return null;
}

/** Days a batch speaks of; figures belong to the last of them, and parameters have the value of that day. */
export interface Delivery {
  readonly asOf: PlainDate;
  readonly period: WindowDays;
}

/** A row with whom it is about, the same in every batch, and what the register knows of the household and person. */
export interface RowToScreen {
  readonly row: FeedRow;
  readonly key: string;
  readonly household: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** An earlier delivery as it is kept: coded values only. `outer`: of the feed this one supplements. */
export interface EarlierDelivery extends Delivery {
  readonly outer: boolean;
  readonly rows: readonly { readonly key: string; readonly household: string | null; readonly values: Readonly<Record<string, unknown>> }[]; // biome-ignore format: one shape
}

/**
 * Judges the rows of one delivery under the pack's feed, after what was delivered before. Rows outside the feed's population
 * and rows an outer feed had raise nothing.
 */
export function screenRows(
  policy: Policy,
  feed: Feed,
  delivery: Delivery,
  rows: readonly RowToScreen[],
  earlier: readonly EarlierDelivery[],
): Screened[] {
  const own: FeedBatch = {
    ...delivery,
    outer: false,
    rows: rows.map(({ row, key, household, facts }) => ({ key, household, values: { ...facts, ...row.values } })),
  };
  const judged = screenFeed(policy, feed, [...earlier, own]).at(-1) ?? [];
  return judged.map((each) => ({
    verdict: verdictOf(each),
    missing: each.missing,
    total: totalText(each.total),
  }));
}

function verdictOf({ verdict }: ScreenedRow): Screened['verdict'] {
  return verdict === 'outside' || verdict === 'sent-already' ? 'nothing' : verdict;
}

/** Money in yuan; a count as it is. */
function totalText(total: Raw): string | null {
  if (typeof total === 'bigint') return yuanText(fen(total));
  return typeof total === 'number' ? String(total) : null;
}
