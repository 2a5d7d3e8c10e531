import { asActor } from '#store/as-actor.ts';
import { sealAudit } from '#store/audit-chain.ts';
import type { Db } from '#store/database.ts';
import { listCounties } from '#store/seals.ts';

/** Seals the audit log of every county, and what belongs to none, each in its own transaction. Returns the rows sealed. */
export async function sealAuditLog(db: Db): Promise<number> {
  let sealed = 0;
  for (const county of [0, ...(await listCounties(db)).map((each) => each.county)]) {
    sealed += await asActor(db, { county, towns: [], villages: [], department: null }, (tx) => sealAudit(tx, county));
  }
  return sealed;
}
