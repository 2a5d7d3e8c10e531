import { AppError } from '#domain/values/app-error.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** One number in full. The caller has written the audit line before. Errors: `not-found` when there is none. */
export async function revealedNumber(
  tx: Db,
  keys: FieldKeys,
  wanted: { household: string; subject: 'person-id' | 'household-phone' | 'person-phone'; person?: string | undefined },
): Promise<string> {
  const value =
    wanted.subject === 'household-phone'
      ? await phoneOf(tx, keys, wanted.household)
      : await personValue(tx, keys, wanted);
  if (value === null) throw new AppError('not-found', { what: wanted.subject });
  return value;
}

/** Identity numbers of a household's people in full, by person: for papers whose form carries them. */
export async function memberNumbers(
  tx: Db,
  keys: FieldKeys,
  household: string,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx
    .selectFrom('persons')
    .select(['id', 'id_number'])
    .where('county', '=', keys.county)
    .where('household', '=', household)
    .execute();
  return new Map(
    rows.map(({ id, id_number }) => [id, keys.open({ table: 'persons', column: 'id_number', row: id }, id_number)]),
  );
}

async function phoneOf(tx: Db, keys: FieldKeys, household: string): Promise<string | null> {
  const row = await tx
    .selectFrom('households')
    .select('phone')
    .where('county', '=', keys.county)
    .where('id', '=', household)
    .executeTakeFirst();
  return keys.open({ table: 'households', column: 'phone', row: household }, row?.phone ?? null);
}

async function personValue(
  tx: Db,
  keys: FieldKeys,
  wanted: { household: string; subject: string; person?: string | undefined },
): Promise<string | null> {
  let query = tx
    .selectFrom('persons as p')
    .innerJoin('households as h', (join) => join.onRef('h.county', '=', 'p.county').onRef('h.id', '=', 'p.household'))
    .select(['p.id', 'p.id_number', 'p.phone'])
    .where('p.county', '=', keys.county)
    .where('p.household', '=', wanted.household);
  query =
    wanted.person === undefined
      ? query.whereRef('p.id', '=', 'h.head_person')
      : query.where('p.id', '=', wanted.person);
  const row = await query.executeTakeFirst();
  if (!row) return null;
  const column = wanted.subject === 'person-id' ? 'id_number' : 'phone';
  return keys.open({ table: 'persons', column, row: row.id }, row[column]);
}
