import { compareExact, parseExact } from '../feel/exact.ts';
import type { Feed } from '../policy/duty-shape.ts';
import type { Worse } from './worse-direction.ts';

/** What is kept of a row: coded values by column, money in yuan, and what it was judged by where the feed adds up. */
export interface KeptRow {
  readonly values: Readonly<Record<string, unknown>>;
  readonly judged: string | null;
}

/**
 * Whether a later row says nothing worse than an earlier one of the same person: numbers no worse by the feed's own rule
 * (equal where it ranks none), codes and truth values equal. Days do not count: a month later the same is told of another
 * day. Where the feed adds up, the totals are compared, not the single amounts; one that is not known is worse.
 */
export function isNoWorse(
  feed: Pick<Feed, 'columns' | 'raise'>,
  worse: ReadonlyMap<string, Worse>,
  earlier: KeptRow,
  later: KeptRow,
): boolean {
  const summed = feed.raise?.total?.sum;
  if (summed !== undefined && !numberNoWorse(earlier.judged, later.judged, worse.get('total'))) return false;
  return feed.columns.every(({ key, type }) => {
    if (type === 'date' || key === summed) return true;
    const [before, now] = [earlier.values[key], later.values[key]];
    if (type === 'number' || type === 'money') {
      return (before === undefined && now === undefined) || numberNoWorse(before, now, worse.get(key));
    }
    return before === now;
  });
}

function numberNoWorse(before: unknown, now: unknown, way: Worse | undefined): boolean {
  const [a, b] = [parseExact(String(before ?? '')), parseExact(String(now ?? ''))];
  if (a === undefined || b === undefined) return false;
  const order = compareExact(b, a);
  if (order === 0) return true;
  return way === 'more' ? order < 0 : way === 'less' ? order > 0 : false;
}
