import type { Db } from './database.ts';

/** An account of a county that may sign in, as far as it says who works where. */
export interface OfficeAccount {
  readonly name: string;
  readonly role: string;
  readonly office: string;
  readonly area: number | null;
}

/** Accounts of the county that are not shut out, by name. */
export async function listOfficeAccounts(db: Db, county: number): Promise<OfficeAccount[]> {
  return db
    .selectFrom('accounts')
    .select(['name', 'role', 'office', 'area'])
    .where('county', '=', county)
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .execute();
}
