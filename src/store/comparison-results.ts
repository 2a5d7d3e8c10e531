import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** What an office said of one member and item, on its day. */
export interface ComparisonResult {
  readonly id: string;
  readonly matter: string;
  readonly household: string;
  readonly person: string;
  readonly town: number;
  readonly village: number | null;
  readonly item: string;
  readonly office: string;
  readonly onDay: PlainDate;
  readonly found: boolean;
  readonly result: string;
}

/** Keeps results; they are never changed, a later one stands beside them. */
export async function insertComparisonResults(
  tx: Db,
  keys: FieldKeys,
  results: readonly ComparisonResult[],
  by: { readonly account: string; readonly at: number },
): Promise<void> {
  if (results.length === 0) return;
  const rows = results.map(({ onDay, result, ...rest }) => ({
    ...rest,
    county: keys.county,
    on_day: onDay,
    result: keys.seal(placeOf(rest.id), result) ?? Buffer.alloc(0),
    by_account: by.account,
    at: by.at,
  }));
  await tx.insertInto('comparison_results').values(rows).execute();
}

/** Results on record of these people, newest first. */
export async function listComparisonResults(
  tx: Db,
  keys: FieldKeys,
  people: readonly string[],
): Promise<ComparisonResult[]> {
  if (people.length === 0) return [];
  const rows = await tx
    .selectFrom('comparison_results')
    .selectAll()
    .where('county', '=', keys.county)
    .where('person', 'in', people)
    .orderBy('on_day', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    matter: row.matter,
    household: row.household,
    person: row.person,
    town: row.town,
    village: row.village,
    item: row.item,
    office: row.office,
    onDay: row.on_day,
    found: row.found,
    result: keys.open(placeOf(row.id), row.result) ?? '',
  }));
}

function placeOf(id: string): { table: string; column: string; row: string } {
  return { table: 'comparison_results', column: 'result', row: id };
}
