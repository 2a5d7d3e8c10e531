import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** The receipt of one township for leads dispatched in one act. */
export interface Dispatch {
  readonly id: string;
  readonly town: number;
  readonly on: PlainDate;
  readonly receiptNo: string;
  readonly leads: number;
}

/** Keeps the receipts of a dispatch. `by`: the account. */
export async function insertDispatches(
  tx: Db,
  county: number,
  dispatches: readonly Dispatch[],
  by: { readonly account: string; readonly at: number },
): Promise<void> {
  if (dispatches.length === 0) return;
  await tx
    .insertInto('dispatches')
    .values(
      dispatches.map((dispatch) => ({
        county,
        id: dispatch.id,
        town: dispatch.town,
        on_day: dispatch.on,
        receipt_no: dispatch.receiptNo,
        leads: dispatch.leads,
        by_account: by.account,
        at: by.at,
      })),
    )
    .execute();
}

/** Receipts since a day that the actor may see, the latest first. */
export async function listDispatches(tx: Db, county: number, since: PlainDate): Promise<Dispatch[]> {
  const rows = await tx
    .selectFrom('dispatches')
    .selectAll()
    .where('county', '=', county)
    .where('on_day', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('town')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    town: row.town,
    on: row.on_day,
    receiptNo: row.receipt_no,
    leads: row.leads,
  }));
}
