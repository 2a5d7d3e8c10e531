import type { Actor } from '#domain/access/actor.ts';
import type { Role } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { Db } from '#store/database.ts';
import type { Scopes } from './scopes.ts';

/** The actor an account would be, without signing in: for jobs that act in its name. Errors: `not-found`. */
export async function findSessionActor(db: Db, scopes: Scopes, login: string): Promise<Actor> {
  const row = await db.selectFrom('accounts').selectAll().where('login', '=', login).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: 'account', login });
  const scope = await scopes.of(db, { role: row.role as Role, county: row.county, area: row.area });
  return {
    kind: 'account',
    account: row.id,
    person: row.person,
    name: row.name,
    role: row.role as Role,
    policy: row.policy,
    office: row.office,
    area: row.area,
    department: row.department,
    ...scope,
  };
}
