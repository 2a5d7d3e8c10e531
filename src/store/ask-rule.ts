import { CompiledQuery } from 'kysely';
import type { Db } from './database.ts';

/** Rows of a query that reads no table: a rule asked of rows that are sent along. */
export async function askRule(
  db: Db,
  text: string,
  values: readonly string[],
): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]));
  return rows;
}
