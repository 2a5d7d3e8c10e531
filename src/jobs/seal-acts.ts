import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { listCounties, sealUnsealed } from '#store/seals.ts';

/** Seals every act that has no seal yet, county by county, each in its own transaction. Returns the number sealed. */
export async function sealActs(db: Db, at: number): Promise<number> {
  let sealed = 0;
  for (const county of await listCounties(db)) {
    sealed += await asActor(db, { county: county.county, towns: county.towns, villages: [], department: null }, (tx) =>
      sealUnsealed(tx, county.county, at),
    );
  }
  return sealed;
}
