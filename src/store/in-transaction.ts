import type { Db } from './database.ts';

/** One transaction of the owner (installation, migration of data): no actor, no scope. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}
