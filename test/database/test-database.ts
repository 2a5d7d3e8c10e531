import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';
import { databaseRights } from '#main/postgres/cluster-roles.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { urlOf } from './template-database.ts';

/** A migrated database of one test file, gone after `close`. */
export interface TestDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly portalUrl: string;
  readonly statsUrl: string;
  /** As the application's weak role: what a test uses unless it is about the owner. */
  readonly pool: Pool;
  readonly db: Db;
  /** As the role that owns the tables. */
  readonly ownerPool: Pool;
  readonly ownerDb: Db;
  /** The county of this file; its row in `counties` is there unless `empty` was asked for. */
  readonly county: number;
  close(): Promise<void>;
}

/** A copy of the template for this test file: `const database = await testDatabase()` in `beforeAll`. */
export async function testDatabase(options: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const cluster = inject('testCluster');
  const name = cluster.prefix + randomBytes(6).toString('hex');
  await asSuperuser(cluster.superuserUrl, [
    `create database ${name} template ${cluster.template} owner shouwang_owner`,
    ...databaseRights(name).split(';'),
  ]);
  const ownerUrl = urlOf(cluster.ownerUrl, name);
  const appUrl = urlOf(cluster.appUrl, name);
  const pool = new Pool({ connectionString: appUrl, max: 10 });
  const ownerPool = new Pool({ connectionString: ownerUrl, max: 4 });
  // A connection that a test has thrown out is that test's business, not an error of the run.
  for (const each of [pool, ownerPool]) each.on('error', (error) => process.emitWarning(error.message));
  const app = openDatabase(appUrl);
  const owner = openDatabase(ownerUrl, 4);
  const county = 101;
  if (options.empty !== true) {
    await ownerPool.query('insert into counties (county, added_at) values ($1, 0)', [county]);
  }
  return {
    ownerUrl,
    appUrl,
    portalUrl: urlOf(cluster.portalUrl, name),
    statsUrl: urlOf(cluster.statsUrl, name),
    pool,
    db: app.db,
    ownerPool,
    ownerDb: owner.db,
    county,
    async close() {
      await Promise.all([pool.end(), ownerPool.end(), app.close(), owner.close()]);
      await dropWhenLeft(cluster.superuserUrl, name);
    },
  };
}

/** An empty database without tables, for tests about migrating itself. */
export async function bareDatabase(): Promise<{ readonly ownerUrl: string; close(): Promise<void> }> {
  const cluster = inject('testCluster');
  const name = cluster.prefix + randomBytes(6).toString('hex');
  await asSuperuser(cluster.superuserUrl, [
    `create database ${name} owner shouwang_owner`,
    ...databaseRights(name).split(';'),
  ]);
  return {
    ownerUrl: urlOf(cluster.ownerUrl, name),
    close: () => dropWhenLeft(cluster.superuserUrl, name),
  };
}

const LEAVING_MS = 3000;

/** Waits until the ended connections have left: one thrown out while it says goodbye reports an error nobody listens to. */
async function dropWhenLeft(superuserUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const until = Date.now() + LEAVING_MS; Date.now() < until; ) {
      const { rows } = await client.query('select 1 from pg_stat_activity where datname = $1', [name]);
      if (rows.length === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await client.query(`drop database ${name} with (force)`);
  } finally {
    await client.end();
  }
}

async function asSuperuser(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
