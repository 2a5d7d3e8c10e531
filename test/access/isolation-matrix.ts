import { sql } from 'kysely';
import { escapeIdentifier } from 'pg';
import type { Db } from '#store/database.ts';
import type { CatalogueTable } from './catalogue.ts';
import type { OfferedRow, PlantedRow } from './planted-rows.ts';
import type { Looker, Place } from './two-counties.ts';
import { mayAdd, mayChange, maySee, type PlacedRow } from './who-may-see.ts';

/** What the application may do with a table at all, and a column it may write. */
export interface Grants {
  readonly insert: boolean;
  readonly delete: boolean;
  /** Null: it may change nothing. */
  readonly writable: string | null;
  /** Columns that say whose the row is, of those it may write. */
  readonly movable: readonly string[];
}

export interface World {
  readonly tables: readonly CatalogueTable[];
  readonly grants: ReadonlyMap<string, Grants>;
  readonly places: readonly Place[];
  readonly planted: readonly PlantedRow[];
  readonly offered: readonly OfferedRow[];
}

/** Where database and oracle differ. `leak`: the database gave more than it should. */
export interface Difference {
  readonly who: string;
  readonly verb: string;
  readonly table: string;
  readonly row: string;
  readonly kind: 'leak' | 'kept-back';
  readonly answer: string;
}

export interface Tally {
  cases: number;
  readonly byVerb: Record<string, number>;
  readonly differences: Difference[];
}

export const emptyTally = (): Tally => ({ cases: 0, byVerb: {}, differences: [] });

/** Tries every verb on every row as `looker`, inside a transaction that already has his scope; leaves nothing behind. */
export async function lookAsOne(tx: Db, world: World, looker: Looker, tally: Tally): Promise<void> {
  await sql.raw(TRY_EACH).execute(tx);
  for (const table of world.tables) {
    const planted = world.planted.filter((row) => row.table === table.name);
    const grants = world.grants.get(table.name);
    await trySelect(tx, looker, table.name, planted, tally);
    if (grants?.insert === true) {
      const offered = world.offered.filter((row) => row.table === table.name);
      await tryAll(tx, tally, looker, 'insert', offered, (row) => [row.insert, mayAdd(looker, row)]);
    }
    await tryWrites(tx, world, looker, table.name, planted, tally);
  }
}

async function trySelect(
  tx: Db,
  looker: Looker,
  table: string,
  planted: readonly PlantedRow[],
  tally: Tally,
): Promise<void> {
  const { rows } = await sql<{ ctid: string }>`select ctid::text from ${sql.table(table)}`.execute(tx);
  const seen = new Set(rows.map((row) => row.ctid));
  for (const row of planted) {
    note(tally, looker, 'select', row, maySee(looker, row), seen.has(row.ctid), seen.has(row.ctid) ? 'seen' : 'unseen');
  }
  const own = new Set(planted.map((row) => row.ctid));
  const more = rows.filter((row) => !own.has(row.ctid));
  if (more.length > 0) throw new Error(`${table} holds ${more.length} rows nobody planted`);
}

async function tryWrites(
  tx: Db,
  world: World,
  looker: Looker,
  table: string,
  planted: readonly PlantedRow[],
  tally: Tally,
): Promise<void> {
  const grants = world.grants.get(table);
  const name = escapeIdentifier(table);
  if (grants?.delete === true) {
    await tryAll(tx, tally, looker, 'delete', planted, (row) => [
      `delete from ${name} where ctid = '${row.ctid}'`,
      mayChange(looker, row),
    ]);
  }
  if (!grants?.writable) return;
  const column = escapeIdentifier(grants.writable);
  await tryAll(tx, tally, looker, 'update', planted, (row) => [
    `update ${name} set ${column} = ${column} where ctid = '${row.ctid}'`,
    mayChange(looker, row),
  ]);
  // Moving a row he may see to every other place: allowed only where he would still see it.
  const [own] = planted.filter((row) => row.county !== null && mayChange(looker, row));
  if (!own || grants.movable.length === 0) return;
  const moves = world.places.map((place) => ({ ...own, ...moved(own, place, grants.movable) }));
  await tryAll(tx, tally, looker, 'move', moves, (row) => [
    `update ${name} set ${grants.movable.map((each) => `${each} = ${row[each as 'town'] ?? 'null'}`).join(', ')}
      where ctid = '${own.ctid}'`,
    mayChange(looker, row),
  ]);
}

function moved(row: PlacedRow, to: Place, columns: readonly string[]): Place {
  const pick = (name: keyof Place): number | null => (columns.includes(name) ? to[name] : row[name]);
  return { county: pick('county'), town: pick('town'), village: pick('village') };
}

/** Each statement by itself, undone at once; the answer compared with what the oracle says. */
async function tryAll<R extends PlacedRow>(
  tx: Db,
  tally: Tally,
  looker: Looker,
  verb: string,
  rows: readonly R[],
  of: (row: R) => readonly [string, boolean],
): Promise<void> {
  const tries = rows.map((row) => ({ row, statement: of(row)[0], allowed: of(row)[1] }));
  const statements = tries.map(({ statement }) => statement);
  const result = await sql<{ answers: string[] }>`select pg_temp.try_each(${statements}::text[]) as answers`.execute(
    tx,
  );
  const answers = result.rows[0]?.answers ?? [];
  for (const [index, { row, allowed }] of tries.entries()) {
    const answer = answers[index] ?? 'no answer';
    const done = answer === 'done 1';
    const refused = answer === 'done 0' || answer === '42501';
    if (!done && !refused) throw new Error(`${looker.name} ${verb} ${row.table}: ${answer}: ${statements[index]}`);
    note(tally, looker, verb, row, allowed, done, answer);
  }
}

function note(
  tally: Tally,
  looker: Looker,
  verb: string,
  row: PlacedRow,
  allowed: boolean,
  happened: boolean,
  answer: string,
): void {
  tally.cases++;
  tally.byVerb[verb] = (tally.byVerb[verb] ?? 0) + 1;
  if (allowed === happened) return;
  tally.differences.push({
    who: looker.name,
    verb,
    table: row.table,
    row: `county ${row.county} town ${row.town} village ${row.village} department ${row.department}`,
    kind: happened ? 'leak' : 'kept-back',
    answer,
  });
}

/** Runs statements one by one with the rights of whoever calls, undoing each: rows done, or the error's code. */
const TRY_EACH = `
create or replace function pg_temp.try_each(statements text[]) returns text[] language plpgsql as $body$
declare
  answers text[] := '{}';
  statement text;
  touched integer;
begin
  foreach statement in array statements loop
    begin
      execute statement;
      get diagnostics touched = row_count;
      if touched > 0 then
        raise exception 'done %', touched using errcode = 'TRIED';
      end if;
      answers := answers || 'done 0'::text;
    exception when others then
      answers := answers || case when sqlstate = 'TRIED' then sqlerrm else sqlstate end;
    end;
  end loop;
  return answers;
end $body$`;
