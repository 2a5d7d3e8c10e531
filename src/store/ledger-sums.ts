import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** The adding-up line of a month: what came in on the left, where each line stands on the right. */
export interface LedgerSums {
  readonly carriedOver: number;
  readonly received: number;
  readonly writtenOff: number;
  readonly inProgress: number;
  readonly returned: number;
  readonly merged: number;
  readonly withdrawn: number;
  readonly movedOut: number;
}

/**
 * Sums of the ledger of `month` (first to last day) in the actor's area. A line ended after the month was still in
 * progress in it; a line counts by its 信息反馈日期. Optionally of one township or village.
 */
export async function ledgerSums(
  tx: Db,
  county: number,
  month: { from: PlainDate; to: PlainDate },
  place: { town?: number | undefined; village?: number | undefined },
): Promise<LedgerSums> {
  const { from, to } = month;
  const { rows } = await sql<LedgerSums>`
    select
      count(*) filter (where feedback_on < ${from})::int as "carriedOver",
      count(*) filter (where feedback_on >= ${from})::int as received,
      count(*) filter (where stage = 'written-off' and ended_on <= ${to})::int as "writtenOff",
      count(*) filter (where stage = 'merged' and ended_on <= ${to})::int as merged,
      count(*) filter (where stage = 'withdrawn' and ended_on <= ${to})::int as withdrawn,
      count(*) filter (where stage = 'moved-out' and ended_on <= ${to})::int as "movedOut",
      count(*) filter (where stage = 'returned')::int as returned,
      count(*) filter (where stage <> 'returned' and (ended_on is null or ended_on > ${to}))::int as "inProgress"
    from lead_lines
    where county = ${county} and feedback_on <= ${to} and (ended_on is null or ended_on >= ${from})
      ${place.town === undefined ? sql`` : sql`and town = ${place.town}`}
      ${place.village === undefined ? sql`` : sql`and village = ${place.village}`}`.execute(tx);
  const sums = rows[0];
  if (!sums) throw new Error('a sum without a row');
  return sums;
}

/** Lines of one area in a month, by where they stand; `received` is the sum of all but `overdue`. */
export interface AreaProgress {
  readonly area: number;
  readonly received: number;
  readonly toReceive: number;
  readonly inProgress: number;
  readonly toWriteOff: number;
  readonly writtenOff: number;
  readonly returned: number;
  readonly overdue: number;
}

/**
 * The lines of every township (or village) of the actor's area, counted exactly as the tabs of 台账 list them, so that a
 * number and the list behind it are the same.
 */
export async function progressByArea(
  tx: Db,
  county: number,
  by: 'town' | 'village',
  today: PlainDate,
  month: { from: PlainDate; to: PlainDate },
): Promise<AreaProgress[]> {
  const area = sql.ref(`l.${by}`);
  const { rows } = await sql<AreaProgress>`
    select ${area} as area,
      count(*)::int as received,
      count(*) filter (where l.stage = 'to-receive')::int as "toReceive",
      count(*) filter (where l.stage = 'in-progress')::int as "inProgress",
      count(*) filter (where l.stage = 'to-write-off')::int as "toWriteOff",
      count(*) filter (where l.stage in ('written-off', 'merged', 'withdrawn', 'moved-out'))::int as "writtenOff",
      count(*) filter (where l.stage = 'returned')::int as returned,
      count(*) filter (where l.ended_on is null and exists (select 1 from clocks c where c.county = l.county and c.matter = l.matter
        and c.done_on is null and not c.provisional and c.due_on < ${today}))::int as overdue
    from lead_lines l
    where l.county = ${county} and ${area} is not null and l.feedback_on <= ${month.to}
      and (l.ended_on is null or l.ended_on >= ${month.from})
    group by 1 order by 1`.execute(tx);
  return rows;
}
