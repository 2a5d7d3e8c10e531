import { AppError } from '#domain/values/app-error.ts';
import { updateFeedBatch } from '#store/feed-batches.ts';
import { listWaitingRows, settleFeedRows } from '#store/feed-rows.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';
import { countsOf, feedOfPeriod, lockFeedBatch, openRows, sealRows } from './feed-batch.ts';
import type { RaisedOutcome } from './feed-rows.ts';
import { raiseLeads } from './raise-leads.ts';

/**
 * Says who is meant by a row whose number the registry knows under another name; the row is raised then.
 * Errors: `not-found` when the row does not wait for anybody.
 */
export async function decideConflict(
  context: CommandContext,
  input: {
    readonly batch: string;
    readonly sheet: string;
    readonly row: number;
    readonly meant: 'registered' | 'somebody-else';
  },
): Promise<{ outcome: RaisedOutcome }> {
  const { tx, keys } = context;
  await waitForTurn(tx, keys.county);
  const batch = await lockFeedBatch(context, input.batch, null);
  const sealed = openRows(keys, batch);
  const row = sealed.rows.find((each) => each.sheet === input.sheet && each.row === input.row);
  const waiting = await listWaitingRows(tx, keys.county, 'ambiguous');
  const asked = waiting.some((each) => each.batch === batch.id && each.sheet === row?.sheet && each.row === row.row);
  if (!row || !asked) throw new AppError('not-found', { what: 'feed-row' });
  const of = await feedOfPeriod(context, batch.feed ?? '', batch.period ?? '', null);
  const [raised] = await raiseLeads(context, {
    batch: { id: batch.id, fileName: batch.file_name, department: batch.department ?? '' },
    feed: of.feed,
    rows: [{ row, total: null }],
    covers: of.slot?.covers ?? null,
    unplaced: of.unplaced,
    otherName: input.meant,
  });
  if (!raised || raised.outcome === 'ambiguous') throw new Error('a decided row that still waits');
  const { outcome, matter } = raised;
  await settleFeedRows(tx, keys.county, batch.id, [{ sheet: row.sheet, row_no: row.row, outcome, matter }]);
  const counts = countsOf(batch);
  const outcomes = {
    ...counts.outcomes,
    ambiguous: counts.outcomes.ambiguous - 1,
    [outcome]: counts.outcomes[outcome] + 1,
  };
  await updateFeedBatch(tx, keys.county, batch.id, 'applied', {
    counts: { ...counts, outcomes },
    preview: sealRows(keys, batch.id, { ...sealed, rows: sealed.rows.filter((each) => each !== row) }),
  });
  return { outcome };
}
