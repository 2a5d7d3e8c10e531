import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseRights } from '#main/postgres/cluster-roles.ts';
import { migrate, readMigrations } from '#store/migrate.ts';

/** How many templates of other states of `sql/` are kept: two branches, or a file being written, need not remake theirs. */
const keptTemplates = 4;

/**
 * The name of a database with every migration run and nothing in it, made once for a state of `sql/` and kept in the
 * cluster. Made under another name and renamed, so a template that exists is whole; several runs at once make one.
 */
export async function templateDatabase(superuserUrl: string, ownerUrl: string, sqlFolder: string): Promise<string> {
  const hash = createHash('sha256').update(databaseRights('template'));
  for (const { file, sha256 } of readMigrations(sqlFolder)) hash.update(`${file} ${sha256}\n`);
  const name = `template_${hash.digest('hex').slice(0, 12)}`;
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7406833002)');
    if (!(await exists(client, name))) await make(client, name, ownerUrl, sqlFolder);
    await dropOldTemplates(client);
  } finally {
    await client.end();
  }
  return name;
}

/** `url` with another database name. */
export function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function make(client: Client, name: string, ownerUrl: string, sqlFolder: string): Promise<void> {
  const making = `making_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${making} owner shouwang_owner`);
  try {
    await client.query(databaseRights(making));
    await migrate(urlOf(ownerUrl, making), sqlFolder);
    await client.query(`alter database ${making} rename to ${name}`);
  } catch (error) {
    await client.query(`drop database ${making} with (force)`);
    throw error;
  }
}

async function exists(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  return rowCount === 1;
}

async function dropOldTemplates(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like 'template\\_%' order by oid desc offset ${keptTemplates}`,
  );
  for (const { datname } of rows) await client.query(`drop database if exists ${datname}`);
}
