import type { CommandRunner } from '#commands/command-context.ts';
import { asIntakeJob } from '#commands/intake-actor.ts';
import { rejudgeFeed } from '#commands/rejudge-feed.ts';
import type { Now } from '#domain/access/actor.ts';
import { listUndecidedBatches } from '#store/feed-rows.ts';
import { listCounties } from '#store/seals.ts';

/** Judges rows that waited for a parameter or a value, county by county, each batch in its own transaction. Returns the rows settled. */
export async function rejudgeFeeds(runner: CommandRunner, now: Now): Promise<number> {
  let settled = 0;
  for (const { county } of await listCounties(runner.db)) {
    const batches = await asIntakeJob(runner, county, now, ({ tx }) => listUndecidedBatches(tx, county));
    for (const batch of batches) {
      const result = await asIntakeJob(runner, county, now, (context) => rejudgeFeed(context, batch));
      settled += result.settled;
    }
  }
  return settled;
}
