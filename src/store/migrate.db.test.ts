import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bareDatabase } from '#test/database/test-database.ts';
import { migrate } from './migrate.ts';

let folder: string;
let database: Awaited<ReturnType<typeof bareDatabase>>;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), '迁移 '));
  database = await bareDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

function put(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text);
}

async function ask(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('runs the files in order of their numbers, and a second time none', async () => {
  put('0002-wells.sql', 'alter table villages add column wells int; insert into villages values (1, 3);');
  put('0001-villages.sql', 'create table villages (id int);');
  put('notes.txt', 'not SQL');
  expect(await migrate(database.ownerUrl, folder)).toEqual({
    applied: ['0001-villages.sql', '0002-wells.sql'],
    before: 0,
  });
  expect(await migrate(database.ownerUrl, folder)).toEqual({ applied: [], before: 2 });
  expect(await ask('select * from villages')).toEqual([{ id: 1, wells: 3 }]);
});

test('runs a later file on a database that has the earlier ones', async () => {
  put('0001-villages.sql', 'create table villages (id int);');
  await migrate(database.ownerUrl, folder);
  put('0002-wells.sql', 'create table wells (id int);');
  expect(await migrate(database.ownerUrl, folder)).toEqual({ applied: ['0002-wells.sql'], before: 1 });
});

test('twenty at once run each file once', async () => {
  put('0001-once.sql', 'create table runs (n int); insert into runs values (1); select pg_sleep(0.05);');
  put('0002-twice.sql', 'insert into runs values (2);');
  const results = await Promise.all(Array.from({ length: 20 }, () => migrate(database.ownerUrl, folder)));
  expect(results.filter((result) => result.applied.length === 2)).toHaveLength(1);
  expect(results.filter((result) => result.applied.length === 0)).toHaveLength(19);
  expect(await ask('select n from runs order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('refuses a file that was edited after it ran', async () => {
  put('0001-villages.sql', 'create table villages (id int);');
  await migrate(database.ownerUrl, folder);
  put('0001-villages.sql', 'create table villages (id bigint);');
  await expect(migrate(database.ownerUrl, folder)).rejects.toMatchObject({
    code: 'migration-changed',
    facts: { file: '0001-villages.sql' },
  });
});

test('takes a checkout with Windows line ends for the same files', async () => {
  put('0001-villages.sql', 'create table villages (\n  id int\n);\n');
  await migrate(database.ownerUrl, folder);
  put('0001-villages.sql', 'create table villages (\r\n  id int\r\n);\r\n');
  expect(await migrate(database.ownerUrl, folder)).toEqual({ applied: [], before: 1 });
});

test('refuses a database that is newer than the program', async () => {
  put('0001-villages.sql', 'create table villages (id int);');
  put('0002-wells.sql', 'create table wells (id int);');
  await migrate(database.ownerUrl, folder);
  rmSync(path.join(folder, '0002-wells.sql'));
  await expect(migrate(database.ownerUrl, folder)).rejects.toMatchObject({
    code: 'migration-missing',
    facts: { file: '0002-wells.sql' },
  });
});

test('refuses a number below one that ran, and a number used twice', async () => {
  put('0002-wells.sql', 'create table wells (id int);');
  await migrate(database.ownerUrl, folder);
  put('0001-villages.sql', 'create table villages (id int);');
  await expect(migrate(database.ownerUrl, folder)).rejects.toMatchObject({ code: 'migration-order' });
  renameSync(path.join(folder, '0001-villages.sql'), path.join(folder, '0002-villages.sql'));
  await expect(migrate(database.ownerUrl, folder)).rejects.toMatchObject({ code: 'migration-order' });
  expect(readdirSync(folder)).toHaveLength(2);
});

test('a failing file leaves nothing behind, keeps the files before it, and is named with its line', async () => {
  put('0001-villages.sql', 'create table villages (id int);');
  put('0002-broken.sql', 'create table wells (id int);\ninsert into wells values (1);\nselect * from nowhere;\n');
  await expect(migrate(database.ownerUrl, folder)).rejects.toMatchObject({
    code: 'migration-failed',
    facts: { file: '0002-broken.sql', line: 3, sqlstate: '42P01' },
  });
  expect(await ask(`select to_regclass('villages') is not null as villages, to_regclass('wells') as wells`)).toEqual([
    { villages: true, wells: null },
  ]);
  put('0002-broken.sql', 'create table wells (id int);');
  expect(await migrate(database.ownerUrl, folder)).toEqual({ applied: ['0002-broken.sql'], before: 1 });
});
