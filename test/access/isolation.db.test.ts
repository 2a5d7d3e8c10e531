import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { asActor } from '#store/as-actor.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { urlOf } from '../database/template-database.ts';
import { type TestDatabase, testDatabase } from '../database/test-database.ts';
import { type CatalogueTable, catalogueTables } from './catalogue.ts';
import { emptyTally, type Grants, lookAsOne, type Tally, type World } from './isolation-matrix.ts';
import { openToAll } from './people-tables.ts';
import { offerRows, plantRows } from './planted-rows.ts';
import { type Looker, lookersOf, makeCounties, rowPlaces } from './two-counties.ts';
import { ruleOf } from './who-may-see.ts';

let database: TestDatabase;
let world: World;
let lookers: Looker[];
let secured: CatalogueTable[];

beforeAll(async () => {
  database = await testDatabase({ empty: true });
  const counties = await makeCounties(database);
  const all = await catalogueTables(database.ownerPool);
  secured = all.filter(({ name, columns }) => columns.some((each) => each.name === 'county') && !(name in openToAll));
  const tables = secured.filter(({ name }) => name in ruleOf);
  const places = rowPlaces(counties);
  world = {
    tables,
    grants: await grantsOf(tables),
    places,
    planted: await plantRows(database.ownerPool, tables, places),
    offered: offerRows(tables, places),
  };
  lookers = await lookersOf(database.db, counties);
});
afterAll(() => database.close());

async function grantsOf(tables: readonly CatalogueTable[]): Promise<Map<string, Grants>> {
  const grants = new Map<string, Grants>();
  for (const { name, columns } of tables) {
    const { rows } = await database.ownerPool.query<{ insert: boolean; delete: boolean; writable: string[] }>(
      `select has_any_column_privilege('shouwang_app', $1, 'insert') as insert,
        has_table_privilege('shouwang_app', $1, 'delete') as delete,
        array(select c from unnest($2::text[]) as c where has_column_privilege('shouwang_app', $1, c, 'update')) as writable`,
      [name, columns.filter((column) => !column.identity).map((column) => column.name)],
    );
    const [found] = rows;
    if (!found) continue;
    const movable = ['county', 'town', 'village'].filter((column) => found.writable.includes(column));
    grants.set(name, { ...found, writable: found.writable.at(-1) ?? null, movable });
  }
  return grants;
}

describe('area isolation', () => {
  test('is said of every table with people', () => {
    expect(secured.map(({ name }) => name).filter((name) => !(name in ruleOf))).toEqual([]);
    expect(Object.keys(ruleOf).filter((name) => !secured.some((table) => table.name === name))).toEqual([]);
  });

  test('holds for everybody, every row and every verb', async () => {
    const tally = emptyTally();
    for (const looker of lookers) {
      await asActor(database.db, looker.scope, (tx) => lookAsOne(tx, world, looker, tally));
    }
    console.log(`isolation matrix: ${tally.cases} cases ${JSON.stringify(tally.byVerb)}, ${lookers.length} people`);
    expect(tally.differences).toEqual([]);
    expect(tally.cases).toBeGreaterThanOrEqual(10_000);
    const left = await database.ownerPool.query('select count(*)::int as n from households');
    expect(left.rows[0]?.n).toBe(world.planted.filter((row) => row.table === 'households').length);
  }, 120_000);

  test('shows nothing to a connection that was given no scope', async () => {
    for (const { name } of world.tables) {
      const { rows } = await database.pool.query<{ county: number }>(`select county from ${name}`);
      // What belongs to no county is not anybody's.
      expect(new Set(rows.map((row) => row.county)), name).toEqual(new Set(name === 'requests' ? [0] : []));
    }
  });

  test('shows nothing of the transaction before to the next user of a connection', async () => {
    const only = openDatabase(database.appUrl, 1);
    try {
      const officer = lookers.find(({ role }) => role === 'county-officer');
      if (!officer) throw new Error('no officer');
      const count = async (db: Db) =>
        (await sql<{ n: number }>`select count(*)::int as n from households`.execute(db)).rows[0]?.n;
      expect(await asActor(only.db, officer.scope, count)).toBeGreaterThan(0);
      expect(await count(only.db)).toBe(0);
      await expect(asActor(only.db, officer.scope, () => Promise.reject(new Error('failed')))).rejects.toThrow(
        'failed',
      );
      expect(await count(only.db)).toBe(0);
    } finally {
      await only.close();
    }
  });
});

describe('the matrix', () => {
  const holes: readonly { what: string; table: string; hole: string; finds: 'leak' | 'kept-back' }[] = [
    {
      what: 'security switched off',
      table: 'persons',
      hole: 'alter table persons disable row level security',
      finds: 'leak',
    },
    {
      what: 'a policy without the township',
      table: 'households',
      hole: `drop policy households_area on households;
        create policy households_area on households to shouwang_app using (county = (select my_county()))`,
      finds: 'leak',
    },
    {
      what: 'a policy that checks reading and not writing',
      table: 'lead_lines',
      hole: 'alter policy lead_lines_area on lead_lines with check (county = (select my_county()))',
      finds: 'leak',
    },
    {
      what: 'a second policy that opens what the first closes',
      table: 'evidence',
      hole: 'create policy evidence_open on evidence for select to shouwang_app using (department is not null)',
      finds: 'leak',
    },
    {
      what: 'acts that do not ask for their matter',
      table: 'acts',
      hole: 'alter policy acts_of_visible_matters on acts using (county = (select my_county()))',
      finds: 'leak',
    },
    {
      what: 'another county',
      table: 'staff',
      hole: 'alter policy staff_county on staff using (true)',
      finds: 'leak',
    },
    {
      what: 'a policy that is gone',
      table: 'matters',
      hole: 'drop policy matters_area on matters',
      finds: 'kept-back',
    },
  ];

  test.each(holes)('catches $what', async ({ table, hole, finds }) => {
    const { differences } = await withHole(table, hole);
    expect([...new Set(differences.map((difference) => difference.kind))]).toEqual([finds]);
    const after = emptyTally();
    for (const looker of lookers) {
      await asActor(database.db, looker.scope, (tx) => lookAsOne(tx, only(table), looker, after));
    }
    expect(after.differences).toEqual([]);
  });

  const only = (table: string): World => ({ ...world, tables: world.tables.filter(({ name }) => name === table) });

  /** The matrix over one table with a hole in it, on the superuser's own connection; then all is undone. */
  async function withHole(table: string, hole: string): Promise<Tally> {
    const { superuserUrl } = inject('testCluster');
    const name = new URL(database.ownerUrl).pathname.slice(1);
    const { db, close } = openDatabase(urlOf(superuserUrl, name), 1);
    const tally = emptyTally();
    const undo = new Error('undo');
    try {
      for (const looker of lookers) {
        const look = asActor(db, looker.scope, async (tx) => {
          await sql.raw(hole).execute(tx);
          await sql.raw('set local role shouwang_app').execute(tx);
          await lookAsOne(tx, only(table), looker, tally);
          throw undo;
        });
        await look.catch((error: unknown) => {
          if (error !== undo) throw error;
        });
      }
    } finally {
      await close();
    }
    return tally;
  }
});
