import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Other counties whose register knows a person of the household by the same number; our own county numbers, nothing else. */
export async function countiesElsewhere(tx: Db, county: number, household: string): Promise<number[]> {
  const { rows } = await sql<{ county: number }>`
    select distinct d.county from person_directory d
    join persons p on p.id_index = d.id_index
    where p.county = ${county} and p.household = ${household} and p.left_on is null and d.county <> ${county}
    order by d.county`.execute(tx);
  return rows.map((row) => row.county);
}

/** How often an account asked the directory since an instant. */
export async function directoryQuestions(tx: Db, county: number, account: string, since: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_log where county = ${county} and actor = ${account} and at >= ${since}
      and reason = ${DIRECTORY}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Under this reason a question to the directory stands in the audit log. */
export const DIRECTORY = 'person-directory';
