import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** What is counted a day and township. */
export const measures = [
  'received',
  'written-off',
  'in-progress',
  'returned',
  'overdue',
  'monitored',
  'identifying',
] as const;
export type Measure = (typeof measures)[number];

/** Counts every measure of a county on a day and keeps them; again on the same day replaces them. */
export async function makeFigures(
  tx: Db,
  county: number,
  day: PlainDate,
  monthFrom: PlainDate,
  at: number,
): Promise<number> {
  const { rows } = await sql<{ town: number; measure: Measure; n: number }>`
    select town, 'received' as measure, count(*)::int as n from lead_lines where county = ${county} and feedback_on between ${monthFrom} and ${day} group by town
    union all select town, 'written-off', count(*)::int from lead_lines where county = ${county} and ended_on between ${monthFrom} and ${day} group by town
    union all select town, 'in-progress', count(*)::int from lead_lines where county = ${county} and feedback_on <= ${day} and ended_on is null and stage <> 'returned' group by town
    union all select town, 'returned', count(*)::int from lead_lines where county = ${county} and stage = 'returned' group by town
    union all select l.town, 'overdue', count(*)::int from lead_lines l where l.county = ${county} and l.ended_on is null and exists (
      select 1 from clocks c where c.county = l.county and c.matter = l.matter and c.done_on is null and not c.provisional and c.due_on < ${day}) group by l.town
    union all select town, 'monitored', count(*)::int from households where county = ${county} and status = 'monitored' group by town
    union all select town, 'identifying', count(*)::int from matters where county = ${county} and procedure = 'identification' and closed_on is null group by town`.execute(
    tx,
  );
  if (rows.length === 0) return 0;
  await tx
    .insertInto('figures')
    .values(rows.map((row) => ({ county, town: row.town, day, measure: row.measure, n: row.n, made_at: at })))
    .onConflict((conflict) =>
      conflict.columns(['county', 'town', 'day', 'measure']).doUpdateSet((eb) => ({
        n: eb.ref('excluded.n'),
        made_at: eb.ref('excluded.made_at'),
      })),
    )
    .execute();
  return rows.length;
}

/** The newest figures of every county the actor may read, up to a day: measure → count, by county. */
export async function latestFigures(
  tx: Db,
  day: PlainDate,
): Promise<{ county: number; day: PlainDate; cells: Record<string, number> }[]> {
  const { rows } = await sql<{ county: number; day: PlainDate; measure: string; n: number }>`
    select f.county, f.day, f.measure, sum(f.n)::int as n from figures f
    where f.day = (select max(g.day) from figures g where g.county = f.county and g.day <= ${day})
    group by f.county, f.day, f.measure order by f.county`.execute(tx);
  const byCounty = Map.groupBy(rows, (row) => row.county);
  return [...byCounty].map(([county, own]) => ({
    county,
    day: own[0]?.day ?? day,
    cells: Object.fromEntries(own.map((row) => [row.measure, row.n])),
  }));
}
