import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Which households a file should have named. */
export interface MissingScope {
  /** Only households with a number of the national system. */
  readonly national: boolean;
  readonly towns: readonly number[];
  readonly villages: readonly number[];
  /** Households the file does name. */
  readonly present: readonly string[];
}

/** Households of the registry in the towns or villages of a file which it leaves out; not those begun from leads. */
export async function listMissing(
  tx: Db,
  county: number,
  scope: MissingScope,
  limit: number,
): Promise<{ households: { id: string; head_name: string; village: number | null }[]; total: number }> {
  const where = sql`h.county = ${county} and h.left_on is null and not h.provisional
    and (h.town = any (${scope.towns}::integer[]) or h.village = any (${scope.villages}::integer[]))
    and (not ${scope.national} or h.household_number is not null)
    and h.id not in (select p::uuid from json_array_elements_text(${JSON.stringify(scope.present)}::json) p)`;
  const { rows } = await sql<{ id: string; head_name: string; village: number | null; n: number }>`
    select h.id, h.head_name, h.village, count(*) over ()::int as n from households h
    where ${where} order by h.village, h.head_pinyin, h.id limit ${limit}`.execute(tx);
  return { households: rows, total: rows[0]?.n ?? 0 };
}
