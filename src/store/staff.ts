import { randomUUID } from 'node:crypto';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** A person who works in an area and may be named as 核查人员. */
export interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly area: number;
}

/** Staff of the areas given who have not left before `on`, by name. */
export async function listStaff(tx: Db, county: number, areas: readonly number[], on: PlainDate): Promise<StaffRow[]> {
  if (areas.length === 0) return [];
  return tx
    .selectFrom('staff')
    .select(['id', 'name', 'area'])
    .where('county', '=', county)
    .where('area', 'in', areas)
    .where((eb) => eb.or([eb('left_on', 'is', null), eb('left_on', '>', on)]))
    .orderBy('name')
    .execute();
}

/** Names of staff by id, those who left included. */
export async function staffNames(tx: Db, county: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('county', '=', county)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The id of the person of that name in the area, added when there is none. `id`: a person who has an account. */
export async function ensureStaff(
  tx: Db,
  person: { county: number; area: number; name: string; id?: string },
  at: number,
): Promise<string> {
  const known = await tx
    .selectFrom('staff')
    .select('id')
    .where('county', '=', person.county)
    .where('area', '=', person.area)
    .where('name', '=', person.name)
    .where('left_on', 'is', null)
    .executeTakeFirst();
  if (known) return known.id;
  const id = person.id ?? randomUUID();
  await tx
    .insertInto('staff')
    .values({ county: person.county, id, area: person.area, name: person.name, created_at: at, left_on: null })
    .execute();
  return id;
}
