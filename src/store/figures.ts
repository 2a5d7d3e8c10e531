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

/**
 * Counts every measure of a county as it stood at the end of `day`, whatever has happened since, and keeps the counts; again
 * for the same day replaces them. `returned` is the outcome word of giving a lead back.
 */
export async function makeFigures(
  tx: Db,
  county: number,
  day: PlainDate,
  monthFrom: PlainDate,
  about: { readonly at: number; readonly returned: string },
): Promise<number> {
  const { rows } = await sql<{ town: number; measure: Measure; n: number }>`
    with line as (
      select l.matter, l.town, l.feedback_on, l.ended_on, l.stage,
        (l.ended_on is null or l.ended_on > ${day}) as open,
        exists (select 1 from acts a where a.county = l.county and a.matter = l.matter and a.body::jsonb ->> 'outcome' = ${about.returned}
          and (a.body::jsonb ->> 'on')::date <= ${day} and not exists (select 1 from acts b where b.county = a.county
            and b.matter = a.matter and b.seq > a.seq and b.kind = 'dispatch' and (b.body::jsonb ->> 'on')::date <= ${day})) as back
      from lead_lines l where l.county = ${county} and l.feedback_on <= ${day}
        and (l.ended_on is null or l.ended_on >= ${monthFrom}))
    select town, 'received' as measure, count(*)::int as n from line where feedback_on >= ${monthFrom} group by town
    union all select town, 'written-off', count(*)::int from line
      where not open and stage in ('written-off', 'merged', 'withdrawn') group by town
    union all select town, 'in-progress', count(*)::int from line where open and not back group by town
    union all select town, 'returned', count(*)::int from line where open and back group by town
    union all select l.town, 'overdue', count(*)::int from line l where l.open and exists (
      select 1 from clocks c where c.county = ${county} and c.matter = l.matter and (c.done_on is null or c.done_on > ${day})
        and not c.provisional and c.due_on < ${day}) group by l.town
    union all select town, 'monitored', count(*)::int from households h where h.county = ${county} and coalesce(
      (select r.new_value from registry_changes r where r.county = h.county and r.household = h.id and r.field = 'status'
        and r.source_on <= ${day} order by r.source_on desc, r.id desc limit 1),
      (select coalesce(r.old_value, 'none') from registry_changes r where r.county = h.county and r.household = h.id
        and r.field = 'status' and r.source_on > ${day} order by r.source_on, r.id limit 1),
      h.status) = 'monitored' group by town
    union all select town, 'identifying', count(*)::int from matters where county = ${county} and procedure = 'identification'
      and opened_on <= ${day} and (closed_on is null or closed_on > ${day}) group by town`.execute(tx);
  await tx
    .updateTable('figures')
    .set({ n: 0, made_at: about.at })
    .where('county', '=', county)
    .where('day', '=', day)
    .execute();
  if (rows.length === 0) return 0;
  await tx
    .insertInto('figures')
    .values(rows.map((row) => ({ county, town: row.town, day, measure: row.measure, n: row.n, made_at: about.at })))
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
