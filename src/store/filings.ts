import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** 台账报备 of one township and month. `sheetHash`: SM3 of the frozen rows as stored, hex. */
export interface FilingRow {
  readonly id: string;
  readonly town: number;
  readonly month: string;
  readonly dueOn: PlainDate;
  readonly filedOn: PlainDate;
  readonly filedByName: string;
  readonly scan: string;
  readonly rows: number;
  readonly sheetHash: string;
  /** Instant of filing, ms. */
  readonly at: number;
}

/** A filing with its frozen rows, opened (JSON text). */
export interface FrozenFiling extends FilingRow {
  readonly sheet: string;
}

export interface NewFiling extends Omit<FrozenFiling, 'sheetHash'> {
  readonly filedBy: string;
  readonly sheetHash: Buffer;
}

/** Writes a filing; false when that month of the township is filed already (nothing is written then). */
export async function insertFiling(tx: Db, keys: FieldKeys, filing: NewFiling): Promise<boolean> {
  const sheet = keys.seal(sheetPlace(filing.id), filing.sheet);
  if (!sheet) throw new Error('a filing without a sheet');
  const inserted = await tx
    .insertInto('filings')
    .values({
      county: keys.county,
      id: filing.id,
      town: filing.town,
      month: filing.month,
      due_on: filing.dueOn,
      filed_on: filing.filedOn,
      filed_by: filing.filedBy,
      filed_by_name: filing.filedByName,
      scan: filing.scan,
      rows: filing.rows,
      sheet,
      sheet_hash: filing.sheetHash,
      at: filing.at,
    })
    .onConflict((conflict) => conflict.columns(['county', 'town', 'month']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Filings the actor may see, newest month first, with their frozen rows. */
export async function listFilings(
  tx: Db,
  keys: FieldKeys,
  filter: { town?: number | undefined; month?: string | undefined; id?: string | undefined },
): Promise<FrozenFiling[]> {
  let query = tx.selectFrom('filings').selectAll().where('county', '=', keys.county);
  if (filter.town !== undefined) query = query.where('town', '=', filter.town);
  if (filter.month !== undefined) query = query.where('month', '=', filter.month);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  const rows = await query.orderBy('month', 'desc').orderBy('town').execute();
  return rows.map((row) => ({
    id: row.id,
    town: row.town,
    month: row.month,
    dueOn: row.due_on,
    filedOn: row.filed_on,
    filedByName: row.filed_by_name,
    scan: row.scan,
    rows: row.rows,
    sheetHash: row.sheet_hash.toString('hex'),
    at: row.at,
    sheet: keys.open(sheetPlace(row.id), row.sheet) ?? '[]',
  }));
}

/** True when that scan already stands under a filing. */
export async function scanIsFiled(tx: Db, county: number, scan: string): Promise<boolean> {
  const row = await tx
    .selectFrom('filings')
    .select('id')
    .where('county', '=', county)
    .where('scan', '=', scan)
    .executeTakeFirst();
  return row !== undefined;
}

/** What is known of stored files the actor may see, by id: purpose, township and the name it was sent under. */
export async function fileHeads(
  tx: Db,
  keys: FieldKeys,
  ids: readonly string[],
): Promise<Map<string, { purpose: string; town: number; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('files')
    .select(['id', 'purpose', 'town', 'name_cipher'])
    .where('county', '=', keys.county)
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, purpose, town, name_cipher }) => [
      id,
      { purpose, town, name: keys.open({ table: 'files', column: 'name', row: id }, name_cipher) ?? '' },
    ]),
  );
}

/** Identity numbers in full of the heads of these households; a head without a number is absent. Callers audit. */
export async function headNumbers(
  tx: Db,
  keys: FieldKeys,
  households: readonly string[],
): Promise<Map<string, string>> {
  if (households.length === 0) return new Map();
  const rows = await tx
    .selectFrom('households as h')
    .innerJoin('persons as p', (join) => join.onRef('p.county', '=', 'h.county').onRef('p.id', '=', 'h.head_person'))
    .select(['h.id as household', 'p.id as person', 'p.id_number'])
    .where('h.county', '=', keys.county)
    .where('h.id', 'in', households)
    .execute();
  return new Map(
    rows.flatMap(({ household, person, id_number }) => {
      const number = keys.open({ table: 'persons', column: 'id_number', row: person }, id_number);
      return number === null ? [] : [[household, number] as const];
    }),
  );
}

/**
 * Lines of a month's ledger by township: received by `to` and not gone before `from`, or before the township filed the
 * month `before` where it did so earlier. A line that ended on that filing day may stand in both: the caller knows which.
 */
export async function listLedgerLines(
  tx: Db,
  county: number,
  month: { readonly from: PlainDate; readonly to: PlainDate; readonly before: string },
  town?: number,
): Promise<{ matter: string; town: number }[]> {
  const { rows } = await sql<{ matter: string; town: number }>`
    select l.matter, l.town from lead_lines l
    left join filings f on f.county = l.county and f.town = l.town and f.month = ${month.before}
    where l.county = ${county} and l.feedback_on <= ${month.to}
      and (l.ended_on is null or l.ended_on >= least(${month.from}::date, f.filed_on))
      ${town === undefined ? sql`` : sql`and l.town = ${town}`}`.execute(tx);
  return rows;
}

/** The first month (`YYYY-MM`) with a line on the ledger of the actor's area, or null. */
export async function firstLedgerMonth(tx: Db, county: number, town?: number): Promise<string | null> {
  const { rows } = await sql<{ first: PlainDate | null }>`
    select min(feedback_on) as first from lead_lines where county = ${county}
      ${town === undefined ? sql`` : sql`and town = ${town}`}`.execute(tx);
  return rows[0]?.first?.slice(0, 7) ?? null;
}

/** Changes made to households and their heads in the register after an instant: the last of each household. */
export async function lastRegistryChanges(
  tx: Db,
  county: number,
  households: readonly string[],
  after: number,
): Promise<Map<string, { actor: string; source: string; at: number }>> {
  if (households.length === 0) return new Map();
  const rows = await tx
    .selectFrom('registry_changes')
    .distinctOn('household')
    .select(['household', 'actor', 'source', 'at'])
    .where('county', '=', county)
    .where('household', 'in', households)
    .where('at', '>', after)
    .orderBy('household')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map(({ household, ...change }) => [household, change]));
}

function sheetPlace(id: string): { table: string; column: string; row: string } {
  return { table: 'filings', column: 'sheet', row: id };
}
