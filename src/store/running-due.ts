import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Steps that run and are alike: of one procedure, with one holder, in one village, due on one day. */
export interface RunningDue {
  readonly town: number;
  /** null: not of one village. */
  readonly village: number | null;
  readonly procedure: string;
  readonly step: string;
  /** Office that has to act. */
  readonly holder: string;
  readonly dueOn: PlainDate;
  readonly unit: 'working-day' | 'day';
  readonly provisional: boolean;
  readonly matters: number;
}

/** What runs in the county and is due by `until`, counted; only what the session may see. Empty: nothing is due. */
export async function listRunningDue(tx: Db, county: number, until: PlainDate): Promise<RunningDue[]> {
  const { rows } = await sql<Omit<RunningDue, 'unit'> & { unit: string | null }>`
    select c.town, c.village, m.procedure, c.step, c.holder, c.due_on::text as "dueOn", c.unit, c.provisional,
      count(distinct c.matter)::int as matters
    from clocks c join matters m on m.county = c.county and m.matter = c.matter
    where c.county = ${county} and c.done_on is null and c.paused_on is null and m.closed_on is null
      and c.due_on <= ${until}::date and c.holder is not null
    group by c.town, c.village, m.procedure, c.step, c.holder, c.due_on, c.unit, c.provisional
    order by c.due_on`.execute(tx);
  return rows.map((row) => ({ ...row, unit: row.unit === 'working-day' ? 'working-day' : 'day' }));
}
