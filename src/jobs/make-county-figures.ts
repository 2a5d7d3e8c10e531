import { leadOutcomes } from '#commands/lead-steps.ts';
import type { Now } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { makeFeedReceipts } from '#store/feed-receipts.ts';
import { makeFigures } from '#store/figures.ts';
import { listCounties } from '#store/seals.ts';

/** Makes the figures of the day, and what the city sees of reports, for every county, each as a job of exactly one county. Returns the number of cells. */
export async function makeCountyFigures(db: Db, now: Now): Promise<number> {
  const monthFrom = plainDate(`${now.today.slice(0, 7)}-01`);
  let cells = 0;
  for (const { county, towns } of await listCounties(db)) {
    cells += await asActor(db, { county, towns, villages: [], department: null }, async (tx) => {
      await makeFeedReceipts(tx, county, now.at);
      return makeFigures(tx, county, now.today, monthFrom, { at: now.at, returned: leadOutcomes.returned });
    });
  }
  return cells;
}
