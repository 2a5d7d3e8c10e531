import { type Selectable, sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import type { PushListsTable } from './schema.ts';

export type PushListRow = Selectable<PushListsTable>;

/** A household that became something by a matter between two days. Values nobody has collected are null. */
export interface PushedObject {
  readonly matter: string;
  readonly household: string;
  readonly procedure: string;
  readonly on: PlainDate;
  readonly town: number;
  readonly village: number | null;
  readonly headName: string;
  readonly category: string | null;
  readonly risks: readonly string[] | null;
}

/** Objects of these procedures whose effect came between two days, both included; each household once a procedure. */
export async function listPushedObjects(
  tx: Db,
  county: number,
  of: { readonly procedures: readonly string[]; readonly from: PlainDate; readonly to: PlainDate },
): Promise<PushedObject[]> {
  const { rows } = await sql<PushedObject>`
    select distinct on (m.procedure, c.household) c.matter, c.household, m.procedure, c.source_on as "on", h.town, h.village,
      h.head_name as "headName", h.monitored_category as category, h.risks
    from registry_changes c
    join matters m on m.county = c.county and m.matter = c.matter
    join households h on h.county = c.county and h.id = c.household
    where c.county = ${county} and c.subject = 'household' and c.field = 'status' and c.source = 'matter'
      and c.source_on between ${of.from} and ${of.to} and m.procedure = any (${[...of.procedures]}::text[])
    order by m.procedure, c.household, c.source_on desc`.execute(tx);
  return rows.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.headName < b.headName ? -1 : 1));
}

/** A line of a list as the department sees it: text by column, null where nobody has collected it. */
export interface PushCells {
  readonly no: number;
  readonly event: string;
  readonly on: PlainDate;
  readonly town: number;
  readonly cells: Readonly<Record<string, string | null>>;
}

type NewList = Omit<PushListRow, 'county' | 'signed_on' | 'signed_at' | 'signed_by' | 'signed_by_name'>;

export async function insertPushList(
  tx: Db,
  keys: FieldKeys,
  list: NewList,
  rows: readonly PushCells[],
): Promise<void> {
  const { county } = keys;
  await tx
    .insertInto('push_lists')
    .values({ county, ...list })
    .execute();
  if (rows.length === 0) return;
  await tx
    .insertInto('push_rows')
    .values(
      rows.map(({ no, event, on, town, cells }) => ({
        county,
        list: list.id,
        no,
        department: list.department,
        town,
        event,
        on_day: on,
        cells: keys.seal(cellsPlace(list.id, no), JSON.stringify(cells)) ?? Buffer.alloc(0),
      })),
    )
    .execute();
}

/** Lists the actor sees, the latest period first. */
export async function listPushLists(
  tx: Db,
  county: number,
  filter: { readonly from?: string; readonly duty?: string; readonly period?: string } = {},
): Promise<PushListRow[]> {
  let query = tx.selectFrom('push_lists').selectAll().where('county', '=', county);
  if (filter.from !== undefined) query = query.where('period', '>=', filter.from);
  if (filter.duty !== undefined) query = query.where('duty', '=', filter.duty);
  if (filter.period !== undefined) query = query.where('period', '=', filter.period);
  return query.orderBy('period', 'desc').orderBy('duty').orderBy('department').execute();
}

/** One list, or undefined when there is none or it is another department's. `lock`: until the transaction ends. */
export async function findPushList(tx: Db, county: number, id: string, lock = false): Promise<PushListRow | undefined> {
  const query = tx.selectFrom('push_lists').selectAll().where('county', '=', county).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** The lines of a list in their order. */
export async function listPushRows(tx: Db, keys: FieldKeys, list: string): Promise<PushCells[]> {
  const rows = await tx
    .selectFrom('push_rows')
    .selectAll()
    .where('county', '=', keys.county)
    .where('list', '=', list)
    .orderBy('no')
    .execute();
  return rows.map(({ no, event, on_day, town, cells }) => ({
    no,
    event,
    on: on_day,
    town,
    cells: JSON.parse(keys.open(cellsPlace(list, no), cells) ?? '{}') as PushCells['cells'],
  }));
}

/** 签收, once: false when it was signed before. */
export async function signPushList(
  tx: Db,
  county: number,
  id: string,
  by: { readonly on: PlainDate; readonly at: number; readonly account: string; readonly name: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('push_lists')
    .set({ signed_on: by.on, signed_at: by.at, signed_by: by.account, signed_by_name: by.name })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('signed_on', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

function cellsPlace(list: string, no: number): { table: string; column: string; row: string } {
  return { table: 'push_rows', column: 'cells', row: `${list} ${no}` };
}
