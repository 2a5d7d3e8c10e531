import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What the system administrator sees of the machine: no row of people. */
export async function systemFacts(db: Db): Promise<{ version: string; bytes: number; accounts: number }> {
  const { rows } = await sql<{ version: string; bytes: number; accounts: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      (select count(*)::int from accounts where disabled_at is null) as accounts`.execute(db);
  const facts = rows[0];
  if (!facts) throw new Error('no answer from the server');
  return facts;
}

/** What the security administrator sees: accounts locked now, disabled, with a password still to be changed. */
export async function securityFacts(
  db: Db,
  at: number,
): Promise<{ locked: number; disabled: number; mustChange: number; sessions: number }> {
  const { rows } = await sql<{ locked: number; disabled: number; mustChange: number; sessions: number }>`
    select count(*) filter (where locked_until > ${at})::int as locked,
      count(*) filter (where disabled_at is not null)::int as disabled,
      count(*) filter (where must_change_password)::int as "mustChange",
      (select count(*)::int from sessions where ends_at > ${at}) as sessions
    from accounts`.execute(db);
  const facts = rows[0];
  if (!facts) throw new Error('no answer from the server');
  return facts;
}
