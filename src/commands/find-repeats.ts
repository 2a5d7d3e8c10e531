import type { Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { isNoWorse } from '#domain/screening/no-worse.ts';
import { worseDirections } from '#domain/screening/worse-direction.ts';
import { addMonths, type PlainDate } from '#domain/values/plain-date.ts';
import { idIndex } from '#store/feed-people.ts';
import { listRejectedRows, type RejectedRow } from '#store/feed-repeats.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy } from './feed-batch.ts';
import { codedValues, type FeedRow } from './feed-rows.ts';
import { verdicts } from './lead-steps.ts';

/** How many months the result of a visit may be kept for a row that says nothing worse; unset: no row is marked. */
export const KEPT_MONTHS = '核实结果沿用期';

/** The months the parameter gives on a day; undefined while nobody has set it. */
export function keptMonths(policy: Policy, on: PlainDate): number | undefined {
  const value = parameterOn(policy, KEPT_MONTHS, on)?.value;
  if (typeof value !== 'object' || value === null || !('amount' in value) || !('unit' in value)) return undefined;
  return value.unit === 'month' ? value.amount : value.unit === 'year' ? 12 * value.amount : undefined;
}

/** Of rows that raise those like one that was visited and rejected, with that earlier row. Nothing is decided here. */
export async function findRepeats(
  context: CommandContext,
  feed: Feed,
  rows: readonly { readonly row: FeedRow; readonly total: string | null }[],
): Promise<ReadonlyMap<FeedRow, RejectedRow>> {
  const { policy } = await countyPolicy(context);
  const months = keptMonths(policy, context.now.today);
  const known = rows.flatMap(({ row, total }) =>
    row.idNumber === null ? [] : [{ row, total, person: idIndex(context.keys, row.idNumber) }],
  );
  if (months === undefined || known.length === 0) return new Map();
  const rejected = await listRejectedRows(context.tx, context.keys.county, {
    feed: feed.id,
    persons: [...new Set(known.map(({ person }) => person))],
    rejected: verdicts.no,
    since: addMonths(context.now.today, -months),
  });
  const worse = worseDirections(policy, feed);
  return new Map(
    known.flatMap(({ row, total, person }) => {
      const earlier = rejected.get(person);
      if (earlier === undefined) return [];
      const now = { values: codedValues(feed, row), judged: total };
      return isNoWorse(feed, worse, earlier, now) ? [[row, earlier] as const] : [];
    }),
  );
}
