import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** One connection inside a transaction, or the pool outside of one. */
export type Db = Kysely<Database>;

const DATE_ARRAY: number = 1182;

// Whole numbers of money come back exact, civil days as the text they are; instants (bigint ms) fit a double.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(DATE_ARRAY as typeof pg.types.builtins.DATE, (text) => parseDateArray(text));
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const n = Number(text);
  return Number.isSafeInteger(n) ? n : BigInt(text);
});

/** A pool under one role. Sessions keep civil time of Asia/Shanghai whatever the server's setting. */
export function openDatabase(url: string, connections = 10): { db: Db; close: () => Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: '-c TimeZone=Asia/Shanghai' });
  // A connection that the server drops is told by the query on it, if there is one; without a listener the event ends the
  // process. The next query opens a new one.
  pool.on('error', (error) => process.emitWarning(`database connection lost: ${error.message}`));
  pool.on('connect', (client) => client.on('error', noted));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}

/** Heard so that it does not end the process: the query under way, or the pool, reports it. */
function noted(): void {}

function parseDateArray(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}
