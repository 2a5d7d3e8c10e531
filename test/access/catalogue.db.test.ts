import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../database/test-database.ts';
import { type CatalogueTable, catalogueTables } from './catalogue.ts';
import { appendOnly, appendOnlyBut, keyWithoutCounty, openToAll, withoutCounty } from './people-tables.ts';

let database: TestDatabase;
let tables: CatalogueTable[];
let secured: CatalogueTable[];

beforeAll(async () => {
  database = await testDatabase();
  tables = await catalogueTables(database.ownerPool);
  secured = tables.filter((table) => hasCounty(table) && !(table.name in openToAll));
});
afterAll(() => database.close());

const hasCounty = (table: CatalogueTable): boolean => table.columns.some((column) => column.name === 'county');
const names = (of: readonly CatalogueTable[]): string[] => of.map((table) => table.name);
const owner = async <T extends object>(text: string): Promise<T[]> => (await database.ownerPool.query<T>(text)).rows;

describe('tables with people', () => {
  test('are found, and the lists of exceptions name tables that exist', () => {
    expect(names(secured)).toEqual(expect.arrayContaining(['households', 'persons', 'acts', 'lead_lines', 'evidence']));
    const all = new Set(names(tables));
    const listed = [openToAll, withoutCounty, keyWithoutCounty, appendOnlyBut].flatMap(Object.keys).concat(appendOnly);
    expect(listed.filter((name) => !all.has(name))).toEqual([]);
  });

  test('every other table is known to hold nobody', () => {
    expect(names(tables.filter((table) => !hasCounty(table) && !(table.name in withoutCounty)))).toEqual([]);
  });

  test('have row-level security enabled and forced', () => {
    expect(names(secured.filter((table) => !table.secured))).toEqual([]);
    expect(names(secured.filter((table) => !table.forced))).toEqual([]);
  });

  test('let the owner see and write everything, or its updates and copies would touch nothing in silence', () => {
    const without = secured.filter(
      ({ policies }) =>
        !policies.some(
          (policy) =>
            policy.permissive &&
            policy.roles.length === 1 &&
            policy.roles[0] === 'shouwang_owner' &&
            policy.command === 'ALL' &&
            policy.using === 'true' &&
            policy.check === 'true',
        ),
    );
    expect(names(without)).toEqual([]);
  });

  test('give the application rows of its own county only, and nobody else any', () => {
    const loose = secured.flatMap(({ name, policies }) =>
      policies
        .filter(({ roles }) => roles.join() !== 'shouwang_owner')
        .filter(({ roles, using, check, command }) => {
          const reads = command === 'INSERT' || (using ?? '').includes('my_county()');
          // A sign-in belongs to no county and is written all the same.
          const writes = command === 'SELECT' || name === 'audit_log' || (check ?? using ?? '').includes('my_county()');
          return roles.join() !== 'shouwang_app' || !reads || !writes;
        })
        .map((policy) => `${name}.${policy.name}`),
    );
    expect(loose).toEqual([]);
    const unreachable = secured.filter(({ policies }) => !policies.some(({ roles }) => roles.includes('shouwang_app')));
    expect(names(unreachable)).toEqual([]);
  });

  test('have the county first in their key and in every index', async () => {
    const keys = secured.filter(({ name, key }) => key[0] !== 'county' && !(name in keyWithoutCounty));
    expect(names(keys)).toEqual([]);
    const indexes = await owner<{ table_name: string; index_name: string; first: string }>(`
      select c.relname as table_name, x.relname as index_name, pg_get_indexdef(i.indexrelid, 1, true) as first
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);
    const own = new Set(names(secured));
    const astray = indexes.filter(
      ({ table_name, index_name, first }) =>
        own.has(table_name) &&
        first !== 'county' &&
        !(table_name in keyWithoutCounty && index_name === `${table_name}_pkey`),
    );
    expect(astray).toEqual([]);
  });
});

describe('the schema', () => {
  test('has no view, materialised view, rule, trigger or function with the rights of its owner', async () => {
    const around = await owner<{ what: string; name: string }>(`
      select relkind::text as what, relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')
      union all select 'trigger', tgname from pg_trigger where not tgisinternal
      union all select 'rule', rulename from pg_rules where schemaname = 'public'
      union all select 'definer', proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`);
    expect(around).toEqual([]);
  });

  test('gives nothing to everybody, and no right to pass on', async () => {
    const given = await owner<{ name: string }>(`
      select c.relname as name from pg_class c, lateral aclexplode(c.relacl) as right_of
      where c.relnamespace = 'public'::regnamespace
        and (right_of.grantee = 0 or (right_of.is_grantable and right_of.grantee <> c.relowner))`);
    expect(given).toEqual([]);
  });

  test('says what every table is for', () => {
    expect(names(tables.filter((table) => table.comment === null || table.comment.length < 10))).toEqual([]);
  });

  test('gives portal and statistics no table with people', async () => {
    const given = await owner<{ role: string; name: string }>(`
      select role, c.relname as name
      from pg_class c cross join unnest(array['shouwang_portal', 'shouwang_stats']) as role
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (has_any_column_privilege(role, c.oid, 'select, insert, update, references')
          or has_table_privilege(role, c.oid, 'delete, truncate, trigger'))`);
    expect(given).toEqual([]);
    for (const url of [database.portalUrl, database.statsUrl]) {
      const client = new Client({ connectionString: url });
      await client.connect();
      await expect(client.query('select from persons')).rejects.toMatchObject({ code: '42501' });
      await client.end();
    }
  });
});

describe('what the application may not do', () => {
  const asApp = (text: string): Promise<unknown> => database.pool.query(text);

  test('it cannot change or take away what is only ever added to', async () => {
    for (const name of appendOnly) {
      const column = tables.find((table) => table.name === name)?.columns.at(-1)?.name;
      await expect(asApp(`update ${name} set ${column} = ${column}`), `update ${name}`).rejects.toMatchObject({
        code: '42501',
      });
      await expect(asApp(`delete from ${name}`), `delete from ${name}`).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('of these it may write single columns and no others', async () => {
    for (const [name, open] of Object.entries(appendOnlyBut)) {
      const columns = tables.find((table) => table.name === name)?.columns ?? [];
      const writable: string[] = [];
      for (const column of columns) {
        const failure = await asApp(`update ${name} set ${column.name} = default where false`).then(
          () => null,
          (error: { code: string }) => error.code,
        );
        if (failure === null) writable.push(column.name);
        else expect(failure, `${name}.${column.name}`).toBe('42501');
      }
      expect(writable, name).toEqual(open);
      await expect(asApp(`delete from ${name}`), `delete from ${name}`).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('it empties no table, and takes rows only from clocks and sessions', async () => {
    const removable: string[] = [];
    for (const { name } of tables) {
      await expect(asApp(`truncate ${name}`), `truncate ${name}`).rejects.toMatchObject({ code: '42501' });
      const failure = await asApp(`delete from ${name} where false`).then(
        () => null,
        (error: { code: string }) => error.code,
      );
      if (failure === null) removable.push(name);
      else expect(failure, name).toBe('42501');
    }
    expect(removable).toEqual(['clocks', 'sessions']);
  });

  test('it cannot make a demonstration real or the reverse', async () => {
    await database.ownerPool.query(
      "insert into installation (kind, blind_index, created_at) values ('real', 'hmac-sm3', 0)",
    );
    await expect(asApp("update installation set kind = 'demo'")).rejects.toMatchObject({ code: '42501' });
    await expect(asApp("update installation set demo_today = '2022-04-06'")).rejects.toMatchObject({ code: '23514' });
    await expect(asApp('delete from installation')).rejects.toMatchObject({ code: '42501' });
    await expect(
      asApp("insert into installation (kind, blind_index, created_at) values ('demo', 'hmac-sm3', 0)"),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('it makes no table, function or view of its own in the schema, and cannot become another role', async () => {
    for (const text of [
      'create table sneaked (n int)',
      'create view sneaked as select 1 as n',
      "create function sneaked() returns int language sql as 'select 1'",
      'alter table persons disable row level security',
      'drop policy persons_area on persons',
      'set role shouwang_owner',
    ]) {
      await expect(asApp(text), text).rejects.toMatchObject({ code: '42501' });
    }
  });
});
