import { updateFeedBatch } from '#store/feed-batches.ts';
import { listUndecided, settleFeedRows } from '#store/feed-rows.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';
import { countsOf, feedOfPeriod, lockFeedBatch, openRows, sealRows } from './feed-batch.ts';
import type { FeedRow, FeedRowOutcome } from './feed-rows.ts';
import { raiseLeads } from './raise-leads.ts';
import { screenDelivery } from './screen-delivery.ts';

/**
 * Judges the rows of a confirmed batch once more that waited for a parameter or a value, now that one may be known. A row that
 * fits raises its lead with the evidence of then; one that still waits stays. As the intake of the county; again changes nothing.
 */
export async function rejudgeFeed(context: CommandContext, batch: string): Promise<{ settled: number }> {
  const { tx, keys } = context;
  await waitForTurn(tx, keys.county);
  const row = await lockFeedBatch(context, batch, null);
  const waiting = row.state === 'applied' ? await listUndecided(tx, keys.county, batch) : [];
  const before = new Map(waiting.map((each) => [placeKey(each), each.outcome]));
  const sealed = openRows(keys, row);
  const rows = sealed.rows.filter((each) => before.has(placeKey(each)));
  if (rows.length === 0) return { settled: 0 };
  const period = row.period ?? '';
  const of = await feedOfPeriod(context, row.feed ?? '', period, null);
  const again = { batch, at: row.applied_at ?? 0 };
  const screened = await screenDelivery(context, { ...of, period, again }, rows);
  const raised = await raiseLeads(context, {
    batch: { id: batch, fileName: row.file_name, department: row.department ?? '' },
    feed: of.feed,
    rows: rows.flatMap((each, at) => (screened[at]?.verdict === 'raises' ? [{ row: each, total: screened[at].total }] : [])), // biome-ignore format: one line
    covers: of.slot?.covers ?? null,
    unplaced: of.unplaced,
    otherName: 'ask',
  });
  const settled = [
    ...raised.map(({ row: each, outcome, matter }) => ({ row: each, outcome: outcome as FeedRowOutcome, matter })),
    ...rows.flatMap((each, at) => {
      const outcome = screened[at]?.verdict;
      const changed = outcome !== undefined && outcome !== 'raises' && outcome !== before.get(placeKey(each));
      return changed ? [{ row: each, outcome, matter: null }] : [];
    }),
  ];
  if (settled.length === 0) return { settled: 0 };
  await settleFeedRows(
    tx,
    keys.county,
    batch,
    settled.map(({ row: each, outcome, matter }) => ({ sheet: each.sheet, row_no: each.row, outcome, matter })),
  );
  const counts = countsOf(row);
  const outcomes = { ...counts.outcomes };
  for (const { row: each, outcome } of settled) {
    outcomes[before.get(placeKey(each)) ?? 'unknown'] -= 1;
    outcomes[outcome] += 1;
  }
  const done = new Set(settled.filter(({ outcome }) => !waits(outcome)).map(({ row: each }) => placeKey(each)));
  const left = sealed.rows.filter((each) => !done.has(placeKey(each)));
  await updateFeedBatch(tx, keys.county, batch, 'applied', {
    counts: { ...counts, outcomes },
    preview: sealRows(keys, batch, { ...sealed, rows: left }),
  });
  return { settled: settled.length };
}

function waits(outcome: FeedRowOutcome): boolean {
  return outcome === 'ambiguous' || outcome === 'unknown' || outcome === 'blocked';
}

function placeKey({ sheet, row }: Pick<FeedRow, 'sheet' | 'row'>): string {
  return `${row} ${sheet}`;
}
