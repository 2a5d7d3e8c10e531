import { randomUUID } from 'node:crypto';
import type { Role } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { Db } from '#store/database.ts';
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts';

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly policy: boolean;
  readonly county: number | null;
  readonly area: number | null;
  readonly department: string | null;
  readonly office: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
  /** The human being, when he has another account or stands on the staff list already. */
  readonly person?: string;
}

/** The new account's id. Errors: `already-exists` when the login is taken. */
export async function createAccount(db: Db, account: NewAccount, at: number): Promise<{ id: string; person: string }> {
  const person = account.person ?? randomUUID();
  const row = await db
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      login: account.login,
      name: account.name,
      role: account.role,
      policy: account.policy,
      county: account.county,
      area: account.area,
      department: account.department,
      office: account.office,
      person,
      password_hash: await hashPassword(account.password),
      must_change_password: account.mustChangePassword,
      created_at: at,
      locked_until: null,
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) throw new AppError('already-exists', { what: 'login', login: account.login });
  return { id: row.id, person };
}

/** Sets a new password after the current one was given. Errors: `wrong-login`, `weak-password`. */
export async function changeOwnPassword(db: Db, id: string, current: string, next: string): Promise<void> {
  const account = await db
    .selectFrom('accounts')
    .select(['login', 'password_hash'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (!(await passwordMatches(account.password_hash, current))) throw new AppError('wrong-login');
  if (current === next) throw new AppError('weak-password', { rule: 'same' });
  checkPassword(next, account.login);
  await db
    .updateTable('accounts')
    .set({ password_hash: await hashPassword(next), must_change_password: false })
    .where('id', '=', id)
    .execute();
}
