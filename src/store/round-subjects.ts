import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A household a round may have to be opened for. */
export interface RoundHousehold {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly status: string;
  readonly statusSince: PlainDate | null;
}

/** Which round: matters of `procedure` opened in the stretch count as it. `to` null: from then on. */
export interface RoundWanted {
  readonly procedure: string;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  /** Only one since the household has stood as it does: `from` is then the day it began to. */
  readonly onceAStanding: boolean;
  /** No second one while one runs. */
  readonly exclusive: boolean;
}

/** Only one at a time opens rounds in a county, until commit: what is missing is read and made in one transaction. */
export async function lockRounds(tx: Db, county: number): Promise<void> {
  const ROUNDS = 21;
  await sql`select pg_advisory_xact_lock(${ROUNDS}, ${county})`.execute(tx);
}

/** Households of a township without the round, by id after `after`; `status` of their register, or any. */
export async function listWithoutRound(
  tx: Db,
  county: number,
  {
    town,
    status,
    round,
    after,
    limit,
  }: {
    readonly town: number;
    readonly status: 'none' | 'monitored' | 'cleared' | 'any';
    readonly round: RoundWanted;
    readonly after: string;
    readonly limit: number;
  },
): Promise<RoundHousehold[]> {
  const begins = round.onceAStanding ? sql`coalesce(h.status_since, '0001-01-01')` : sql`${round.from}::date`;
  const ends = round.to === null ? sql`'infinity'::date` : sql`${round.to}::date`;
  const fits =
    status === 'any'
      ? sql`true`
      : status === 'none'
        ? sql`h.status not in ('monitored', 'cleared')`
        : sql`h.status = ${status}`;
  const { rows } = await sql<RoundHousehold>`
    select h.id, h.town, h.village, h.status, h.status_since as "statusSince" from households h
    where h.county = ${county} and h.town = ${town} and h.left_on is null and h.id > ${after} and ${fits}
      and not exists (select 1 from matters m where m.county = h.county and m.household = h.id
        and m.procedure = ${round.procedure} and (m.opened_on between ${begins} and ${ends} or (${round.exclusive} and m.closed_on is null)))
    order by h.id limit ${limit}`.execute(tx);
  return rows;
}

/** Whether the area itself has the round already: matters without a household. */
export async function hasAreaRound(tx: Db, county: number, town: number, round: RoundWanted): Promise<boolean> {
  const row = await tx
    .selectFrom('matters')
    .select('matter')
    .where('county', '=', county)
    .where('town', '=', town)
    .where('household', 'is', null)
    .where('procedure', '=', round.procedure)
    .where('opened_on', '>=', round.from)
    .$if(round.to !== null, (query) => query.where('opened_on', '<=', round.to as PlainDate))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
