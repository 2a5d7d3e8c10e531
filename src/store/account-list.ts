import { sql } from 'kysely';
import type { Db } from './database.ts';

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly policy: boolean;
  readonly county: number | null;
  readonly person: string;
  readonly area: number | null;
  readonly areaName: string | null;
  readonly areaCode: string | null;
  readonly department: string | null;
  readonly disabledAt: number | null;
  readonly lockedUntil: number | null;
  readonly approvedBy: string | null;
  readonly createdBy: string | null;
}

/** Every account by role and login; one when `id` is given. */
export async function listAccountRows(db: Db, id?: string): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select a.id, a.login, a.name, a.role, a.policy, a.county, a.person, a.area, area.name as "areaName", area.code as "areaCode", a.department,
      a.disabled_at as "disabledAt", a.locked_until as "lockedUntil", a.approved_by as "approvedBy", a.created_by as "createdBy"
    from accounts a left join lateral (
      select name, code from areas where areas.area = a.area and areas.to_on is null limit 1) area on true
    ${id === undefined ? sql`` : sql`where a.id = ${id}`}
    order by a.role, a.login`.execute(db);
  return rows;
}

/** Areas an account may be placed in: provinces to villages, by code. */
export async function listPlaceableAreas(
  db: Db,
): Promise<{ area: number; county: number | null; level: string; name: string; code: string | null }[]> {
  return db
    .selectFrom('areas')
    .select(['area', 'county', 'level', 'name', 'code'])
    .where('to_on', 'is', null)
    .where('level', 'in', ['province', 'city', 'county', 'township', 'village'])
    .orderBy('sort_key')
    .execute();
}

/** Lets an account in or shuts it out. */
export async function setAccountState(
  db: Db,
  id: string,
  change: { disabledAt: number | null; approvedBy?: string; createdBy?: string },
): Promise<void> {
  await db
    .updateTable('accounts')
    .set({
      disabled_at: change.disabledAt,
      ...(change.approvedBy === undefined ? {} : { approved_by: change.approvedBy }),
      ...(change.createdBy === undefined ? {} : { created_by: change.createdBy }),
    })
    .where('id', '=', id)
    .execute();
}
