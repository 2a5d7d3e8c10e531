import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Originals of departments' files whose batch ended (confirmed, given up or withdrawn) before `on` and which are still there. */
export async function listOldOriginals(tx: Db, county: number, on: PlainDate): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select f.id as file from files f join batches b on b.county = f.county and b.file = f.id
    where f.county = ${county} and f.purpose = 'feed' and f.deleted_at is null and b.kind = 'feed'
      and coalesce(b.applied_on, (to_timestamp(b.created_at / 1000.0) at time zone 'Asia/Shanghai')::date) < ${on}`.execute(
    tx,
  );
  return rows.map(({ file }) => file);
}
