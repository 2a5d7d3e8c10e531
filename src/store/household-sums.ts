import { sql } from 'kysely';
import type { MonthChanges } from '#domain/registry/changes/month-sum.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Whose households are counted; nothing given: all the actor sees. */
export interface SumScope {
  readonly town?: number | undefined;
  readonly village?: number | undefined;
}

function inScope(alias: string, { town, village }: SumScope) {
  const own = sql.ref(`${alias}.town`);
  const at = sql.ref(`${alias}.village`);
  return sql`${town === undefined ? sql`true` : sql`${own} = ${town}`} and ${village === undefined ? sql`true` : sql`${at} = ${village}`}`;
}

/**
 * Households of the scope on the evening of `day`, counted from the households themselves: those that had come and had not
 * left, each where it stood then. A household that has moved since is counted in the place it left.
 */
export async function countHouseholds(tx: Db, county: number, scope: SumScope, day: PlainDate): Promise<number> {
  const moved = sql`c.county = ${county} and c.on_day > ${day} and c.kind in ('move', 'undo-move')`;
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from households h where h.county = ${county} and ${inScope('h', scope)}
      and (h.entered_on is null or h.entered_on <= ${day}) and (h.left_on is null or h.left_on > ${day}))::int
    - coalesce((select sum(c.households) from household_changes c where ${moved} and ${inScope('c', scope)}
      and coalesce((c.before #>> array['households', c.household::text, 'enteredOn'])::date, '1900-01-01') <= ${day})::int, 0) as n`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** What the month's changes have added and taken, by kind. Days from `from` to `to`. */
export async function sumChanges(
  tx: Db,
  county: number,
  scope: SumScope,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<MonthChanges> {
  const { rows } = await sql<{ kind: string; added: number; taken: number }>`select c.kind,
      coalesce(sum(c.households) filter (where c.households > 0), 0)::int as added,
      coalesce(-sum(c.households) filter (where c.households < 0), 0)::int as taken
    from household_changes c where c.county = ${county} and ${inScope('c', scope)} and c.on_day between ${from} and ${to}
    group by c.kind`.execute(tx);
  const added = (...kinds: string[]): number => rows.filter(({ kind }) => kinds.includes(kind)).reduce((n, row) => n + row.added, 0); // biome-ignore format: one line
  const taken = (...kinds: string[]): number => rows.filter(({ kind }) => kinds.includes(kind)).reduce((n, row) => n + row.taken, 0); // biome-ignore format: one line
  const undone = rows.filter(({ kind }) => kind.startsWith('undo')).reduce((n, row) => n + row.added - row.taken, 0);
  const files = await enteredAndLeft(tx, county, scope, { from, to });
  return {
    split: added('split'),
    movedIn: added('move-in', 'transfer-in'),
    cameOver: added('move'),
    entered: files.entered,
    merged: taken('merge'),
    movedOut: taken('move-out', 'transfer-out'),
    wentOver: taken('move'),
    natural: taken('natural'),
    takenBack: undone - files.left,
  };
}

/** Households that came by files and leads, and those that left by taking an import back or by a decided difference. */
async function enteredAndLeft(
  tx: Db,
  county: number,
  scope: SumScope,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Promise<{ entered: number; left: number }> {
  const byChange = (direction: 'come' | 'gone') => sql`exists (select from household_changes c where c.county = h.county
    and c.household = h.id and ${direction === 'come' ? sql`c.households > 0 and c.on_day = h.entered_on` : sql`c.households < 0 and c.on_day = h.left_on`}
    and c.kind not in ('move', 'undo-move'))
    or exists (select from household_changes c where c.county = h.county and c.other = h.id and c.on_day =
      ${direction === 'come' ? sql`h.entered_on` : sql`h.left_on`} and c.kind in ('split', 'undo-split'))`;
  const { rows } = await sql<{ entered: number; left: number }>`select
    (select count(*) from households h where h.county = ${county} and ${inScope('h', scope)}
      and h.entered_on between ${from} and ${to} and not (${byChange('come')}))::int as entered,
    (select count(*) from households h where h.county = ${county} and ${inScope('h', scope)}
      and h.left_on between ${from} and ${to} and not (${byChange('gone')}))::int as left`.execute(tx);
  return rows[0] ?? { entered: 0, left: 0 };
}
