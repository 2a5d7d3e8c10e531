import { sql } from 'kysely';
import { asActor } from './as-actor.ts';
import { type FieldKeys, fieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** Whom to call at a department. */
export interface FeedContact {
  readonly department: string;
  readonly name: string;
  readonly phone: string;
}

const phonePlace = (department: string) => ({ table: 'feed_contacts', column: 'phone', row: department });

/** Contacts of the departments of the county. */
export async function listContacts(tx: Db, keys: FieldKeys): Promise<FeedContact[]> {
  const rows = await tx
    .selectFrom('feed_contacts')
    .select(['department', 'name', 'phone'])
    .where('county', '=', keys.county)
    .execute();
  return rows.map((row) => ({ ...row, phone: keys.open(phonePlace(row.department), row.phone) ?? '' }));
}

/** Sets whom to call at a department. */
export async function saveContact(
  tx: Db,
  keys: FieldKeys,
  contact: FeedContact & { readonly by: string; readonly at: number },
): Promise<void> {
  const { department, name, by, at } = contact;
  const phone = keys.seal(phonePlace(department), contact.phone) ?? Buffer.alloc(0);
  const row = { name, phone, set_by: by, set_at: at };
  await tx
    .insertInto('feed_contacts')
    .values({ county: keys.county, department, ...row })
    .onConflict((conflict) => conflict.columns(['county', 'department']).doUpdateSet(row))
    .execute();
}

/** A key with which a department's system signs; the secret is never shown again. */
export interface DepartmentKey {
  readonly id: string;
  readonly department: string;
  readonly label: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

const secretPlace = (id: string) => ({ table: 'department_keys', column: 'secret', row: id });

/** Keys of the county's departments, the latest first. */
export async function listDepartmentKeys(tx: Db, county: number): Promise<DepartmentKey[]> {
  const rows = await tx
    .selectFrom('department_keys')
    .select(['id', 'department', 'label', 'created_at', 'revoked_at'])
    .where('county', '=', county)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    department: row.department,
    label: row.label,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

export async function insertDepartmentKey(
  tx: Db,
  keys: FieldKeys,
  key: { readonly id: string; readonly department: string; readonly label: string; readonly secret: string; readonly by: string; readonly at: number }, // biome-ignore format: one shape
): Promise<void> {
  const { id, department, label, by, at } = key;
  const secret = keys.seal(secretPlace(id), key.secret) ?? Buffer.alloc(0);
  await tx
    .insertInto('department_keys')
    .values({ county: keys.county, id, department, label, secret, created_by: by, created_at: at })
    .execute();
}

/** Whether there was such a key in force; it is refused from now on. */
export async function revokeDepartmentKey(
  tx: Db,
  county: number,
  id: string,
  by: { readonly account: string; readonly at: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('department_keys')
    .set({ revoked_by: by.account, revoked_at: by.at })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The department and secret of a key in force, before anybody is known; undefined when there is none. */
export async function openDepartmentKey(
  db: Db,
  ring: FieldKeys['ring'],
  county: number,
  id: string,
  now: { readonly year: number; readonly at: number },
): Promise<{ department: string; secret: string } | undefined> {
  return asActor(db, { county, towns: [], villages: [], department: null }, async (tx) => {
    const row = await tx
      .selectFrom('department_keys')
      .select(['department', 'secret'])
      .where('county', '=', county)
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (!row) return undefined;
    const keys = await fieldKeys(tx, ring, county, now.year, now.at);
    return { department: row.department, secret: keys.open(secretPlace(id), row.secret) ?? '' };
  });
}

/** How punctual a department was in one month of reports. */
export interface Punctuality {
  readonly department: string;
  readonly period: string;
  /** Feeds with a first report of the period: in time, late, and the days they were late together. */
  readonly inTime: number;
  readonly late: number;
  readonly daysLate: number;
}

/** First reports of each feed and period since `from`, by department and month. */
export async function listPunctuality(tx: Db, county: number, from: string): Promise<Punctuality[]> {
  const { rows } = await sql<Punctuality>`
    with first as (
      select distinct on (department, feed, period) department, feed, period, due_on, applied_on from batches
      where county = ${county} and kind = 'feed' and state = 'applied' and due_on is not null and period >= ${from}
      order by department, feed, period, applied_on, applied_at)
    select department, period, count(*) filter (where applied_on <= due_on)::int as "inTime",
      count(*) filter (where applied_on > due_on)::int as late, sum(greatest(0, applied_on - due_on))::int as "daysLate"
    from first group by department, period order by department, period`.execute(tx);
  return rows;
}
