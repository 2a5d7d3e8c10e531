import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type TestDatabase, testDatabase } from '#test/database/test-database.ts';
import { externalDatabase, problemOf } from './external-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('nothing named: there is no external database', async () => {
  expect(await externalDatabase({ databaseUrl: undefined, databaseOwnerUrl: undefined })).toBeUndefined();
});

test('a usable one is taken with both addresses', async () => {
  const { appUrl, ownerUrl } = database;
  expect(await externalDatabase({ databaseUrl: appUrl, databaseOwnerUrl: ownerUrl })).toEqual({ appUrl, ownerUrl });
});

test.each([
  ['DATABASE_OWNER_URL', { databaseUrl: 'postgresql://x', databaseOwnerUrl: undefined }],
  ['DATABASE_URL', { databaseUrl: undefined, databaseOwnerUrl: 'postgresql://x' }],
])('%s missing beside the other is named', async (variable, config) => {
  await expect(externalDatabase(config)).rejects.toMatchObject({ code: 'database-url-missing', facts: { variable } });
});

test('a database that is not UTF-8 is refused by name', async () => {
  const superuser = new Client({ connectionString: inject('testCluster').superuserUrl });
  await superuser.connect();
  const name = `${inject('testCluster').prefix}ascii`;
  await superuser.query(
    `create database ${name} owner shouwang_owner template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
  );
  const ascii = new URL(database.ownerUrl);
  ascii.pathname = `/${name}`;
  try {
    await expect(
      externalDatabase({ databaseUrl: database.appUrl, databaseOwnerUrl: ascii.href }),
    ).rejects.toMatchObject({
      code: 'database-not-utf8',
      facts: { variable: 'DATABASE_OWNER_URL', encoding: 'SQL_ASCII' },
    });
  } finally {
    await superuser.query(`drop database ${name}`);
    await superuser.end();
  }
});

test('a role that passes over row-level security is refused, as owner and as application', async () => {
  const { superuserUrl } = inject('testCluster');
  for (const [variable, urls] of Object.entries({
    DATABASE_OWNER_URL: { databaseUrl: database.appUrl, databaseOwnerUrl: superuserUrl },
    DATABASE_URL: { databaseUrl: superuserUrl, databaseOwnerUrl: database.ownerUrl },
  })) {
    await expect(externalDatabase(urls)).rejects.toMatchObject({
      code: 'database-owner-is-superuser',
      facts: { variable, role: 'postgres' },
    });
  }
});

test('a server that does not answer is reported without its password', async () => {
  const url = 'postgresql://someone:geheim@127.0.0.1:1/x';
  const failure = await externalDatabase({ databaseUrl: url, databaseOwnerUrl: url }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'database-unavailable', facts: { reason: 'ECONNREFUSED' } });
  expect(JSON.stringify(failure)).not.toContain('geheim');
});

test('PostgreSQL 15 is the oldest taken', () => {
  const server = { encoding: 'UTF8', role: 'owner', unbound: false };
  expect(problemOf({ ...server, version: 150_000 })).toBeUndefined();
  expect(problemOf({ ...server, version: 140_099 })).toEqual({ code: 'database-too-old', facts: { version: 14 } });
});
