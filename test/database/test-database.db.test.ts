import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './test-database.ts';

/** Under another cluster than our own its settings are somebody else's. */
const outside = process.env.SHOUWANG_TEST_PORT !== undefined;

let database: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [database, other] = await Promise.all([testDatabase(), testDatabase({ empty: true })]);
});
afterAll(async () => {
  await Promise.all([database.close(), other.close()]);
});

test('a test speaks to the database as the weak application role', async () => {
  const { rows } = await database.pool.query(
    `select current_user as name, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole
     from pg_roles where rolname = current_user`,
  );
  expect(rows).toEqual([
    { name: 'shouwang_app', rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false },
  ]);
  await expect(database.pool.query('create table sneaked (n int)')).rejects.toMatchObject({ code: '42501' });
});

test('the owner of the tables is no superuser and does not pass over row-level security', async () => {
  const { rows } = await database.ownerPool.query(
    'select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  expect(rows).toEqual([{ name: 'shouwang_owner', rolsuper: false, rolbypassrls: false }]);
});

test('each file has its own copy', async () => {
  await database.ownerPool.query('create table only_here (n int)');
  await expect(other.ownerPool.query('select from only_here')).rejects.toMatchObject({ code: '42P01' });
});

test.skipIf(outside)(
  'text sorts and folds as UTF-8 whatever the machine says, and days are those of Shanghai',
  async () => {
    const { rows } = await database.pool.query(
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale,
            current_setting('TimeZone') as zone, upper('é') as upper, current_setting('data_checksums') as checksums
     from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      { encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', zone: 'Asia/Shanghai', upper: 'É', checksums: 'on' },
    ]);
  },
);

test.skipIf(outside)('the server listens on this machine only and keeps its memory out of /dev/shm', async () => {
  const { rows } = await database.pool.query(
    `select current_setting('listen_addresses') as listens,
            current_setting('dynamic_shared_memory_type') as memory`,
  );
  expect(rows).toEqual([{ listens: '127.0.0.1', memory: 'mmap' }]);
});
