import { createHash, randomBytes } from 'node:crypto';
import type { Actor } from '#domain/access/actor.ts';
import type { Role } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { Db } from '#store/database.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import type { Scopes } from './scopes.ts';

const MINUTE = 60_000;
const IDLE_MS = 60 * MINUTE;
const ABSOLUTE_MS = 12 * 60 * MINUTE;
/** Seen times are written at most this often: a read page is no write. */
const SEEN_STEP_MS = MINUTE;
const FREE_TRIES = 5;
const FIRST_LOCK_MS = MINUTE;
const LONGEST_LOCK_MS = 60 * MINUTE;

/** A session as a request sees it. */
export interface SignedIn {
  readonly actor: Actor;
  readonly login: string;
  readonly mustChangePassword: boolean;
}

/**
 * A new session's token, to be kept in a cookie; only its hash is stored.
 * Errors: `wrong-login` (same for unknown login and wrong password), `account-locked` with facts.until (ms).
 */
export async function signIn(db: Db, login: string, password: string, at: number, address: string): Promise<string> {
  const account = await db.selectFrom('accounts').selectAll().where('login', '=', login).executeTakeFirst();
  if (!account || account.disabled_at !== null) {
    await hashPassword(password); // the same work as a wrong password: time tells nothing
    throw new AppError('wrong-login');
  }
  if (account.locked_until !== null && account.locked_until > at) {
    throw new AppError('account-locked', { until: account.locked_until });
  }
  if (!(await passwordMatches(account.password_hash, password))) {
    await countFailure(db, account.id, at);
    throw new AppError('wrong-login');
  }
  if (account.failed_logins > 0) {
    await db
      .updateTable('accounts')
      .set({ failed_logins: 0, locked_until: null })
      .where('id', '=', account.id)
      .execute();
  }
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash(token),
      account: account.id,
      created_at: at,
      seen_at: at,
      ends_at: at + ABSOLUTE_MS,
      address,
    })
    .execute();
  return token;
}

/** Who the token belongs to, or undefined when it is unknown, idle too long, ended, or the account is disabled. */
export async function findSession(db: Db, scopes: Scopes, token: string, at: number): Promise<SignedIn | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account')
    .selectAll('accounts')
    .select(['sessions.seen_at', 'sessions.ends_at'])
    .where('sessions.token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (!row || row.disabled_at !== null || row.ends_at <= at || row.seen_at + IDLE_MS <= at) return undefined;
  if (at - row.seen_at > SEEN_STEP_MS) {
    await db.updateTable('sessions').set({ seen_at: at }).where('token_hash', '=', tokenHash(token)).execute();
  }
  const scope = await scopes.of(db, { role: row.role as Role, county: row.county, area: row.area });
  return {
    login: row.login,
    mustChangePassword: row.must_change_password,
    actor: {
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
    },
  };
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash(token)).execute();
}

/** Ends every session of an account but the one given: after a password change, when it is disabled. */
export async function endOtherSessions(db: Db, account: string, keep: string | null): Promise<void> {
  let others = db.deleteFrom('sessions').where('account', '=', account);
  if (keep !== null) others = others.where('token_hash', '!=', tokenHash(keep));
  await others.execute();
}

/** Counted in the database: tries made at the same moment are all counted. */
async function countFailure(db: Db, account: string, at: number): Promise<void> {
  const { failed_logins: failed } = await db
    .updateTable('accounts')
    .set((eb) => ({ failed_logins: eb('failed_logins', '+', 1) }))
    .where('id', '=', account)
    .returning('failed_logins')
    .executeTakeFirstOrThrow();
  if (failed < FREE_TRIES) return;
  await db
    .updateTable('accounts')
    .set({ locked_until: at + lockTime(failed) })
    .where('id', '=', account)
    .execute();
}

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function lockTime(failed: number): number {
  return Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** (failed - FREE_TRIES));
}
