import { sql } from 'kysely';
import type { Actor } from '#domain/access/actor.ts';
import type { Db } from './database.ts';

const DEPARTMENT = /^[\p{Script=Han}A-Za-z0-9（）()]{1,40}$/u;

/**
 * One transaction in which the database shows exactly the rows of this actor. The only place with BEGIN and SET LOCAL:
 * settings are literals of checked integers, sent in one round trip with BEGIN.
 * An exception rolls everything back; nothing is half done.
 */
export async function asActor<T>(db: Db, actor: ActorScope, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql.raw(`begin; ${scopeSettings(actor)}`).execute(connection);
    try {
      const result = await work(connection);
      await sql.raw('commit').execute(connection);
      return result;
    } catch (error) {
      await rollback(connection);
      throw error;
    }
  });
}

/** Part of a transaction that is undone by itself when it throws; the rest stands. The exception goes on to the caller. */
export async function inSavepoint<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  await sql.raw('savepoint part').execute(tx);
  try {
    const result = await work();
    await sql.raw('release savepoint part').execute(tx);
    return result;
  } catch (error) {
    await sql.raw('rollback to savepoint part').execute(tx);
    throw error;
  }
}

/** `area`: the actor's own, for which he may enter values; absent: none. */
export type ActorScope = Pick<Actor, 'county' | 'towns' | 'villages' | 'department' | 'counties'> & {
  readonly area?: number | null;
};

function scopeSettings(actor: ActorScope): string {
  const county = actor.county === null ? '' : String(whole(actor.county));
  const department = actor.department ?? '';
  if (department !== '' && !DEPARTMENT.test(department)) throw new RangeError('department name not allowed');
  return [
    `set local app.county = '${county}'`,
    `set local app.towns = '${actor.towns.map(whole).join(',')}'`,
    `set local app.villages = '${actor.villages.map(whole).join(',')}'`,
    `set local app.department = '${department}'`,
    `set local app.area = '${actor.area === undefined || actor.area === null ? '' : whole(actor.area)}'`,
    `set local app.counties = '${(actor.counties ?? []).map(whole).join(',')}'`,
  ].join('; ');
}

function whole(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not an area number: ${n}`);
  return n;
}

/** A connection that is gone cannot roll back and need not: the server has. The first error is the one to report. */
async function rollback(connection: Db): Promise<void> {
  await sql
    .raw('rollback')
    .execute(connection)
    .catch((error: Error) => process.emitWarning(`rollback: ${error.message}`));
}
