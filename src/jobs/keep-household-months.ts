import type { Now } from '#domain/access/actor.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { listCounties } from '#store/seals.ts';
import { keepHouseholdMonth } from '#store/what-ifs.ts';

/** Keeps the figures of households of the month that has ended, county by county, once. Returns how many were kept. */
export async function keepHouseholdMonths(db: Db, now: Now): Promise<number> {
  const month = monthOf(addMonths(plainDate(`${monthOf(now.today)}-01`), -1));
  let kept = 0;
  for (const { county, towns } of await listCounties(db)) {
    const job = { county, towns, villages: [], department: null };
    kept += await asActor(db, job, (tx) => keepHouseholdMonth(tx, county, month, now.at));
  }
  return kept;
}
