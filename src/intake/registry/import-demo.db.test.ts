import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { type RegistryCounty, registryCounty } from '#test/builders/registry-county.ts';

let office: RegistryCounty;
let demo: Awaited<ReturnType<RegistryCounty['demo']>>;
type ManifestFile = (typeof demo)['manifest']['files'][number];

beforeAll(async () => {
  office = await registryCounty();
  demo = await office.demo();
}, 120_000);
afterAll(() => office.close());

const registers = (): ManifestFile[] => demo.manifest.files.filter(({ registryAfter }) => registryAfter);
const seconds = (ms: number): string => (ms / 1000).toFixed(1);
const batches = new Map<string, string>();

describe('the demonstration files', () => {
  test('come in one after the other, and every count is that of the manifest', async () => {
    for (const file of registers()) {
      const { name, totals, registryAfter, period } = file;
      const started = performance.now();
      const batch = await office.preview(name, demo.bytes(name), plainDate(period));
      batches.set(name, batch);
      const read = performance.now();
      expect(await office.batch(batch)).toMatchObject({ state: 'previewed', error: null, rows_total: totals.rows });
      expect(await office.count('select count(*) from registry_changes where batch = $1', [batch])).toBe(0);
      await office.apply(batch);
      console.log(`${name}: ${totals.rows} rows, previewed in ${seconds(read - started)} s, applied in ${seconds(performance.now() - read)} s`); // biome-ignore format: one line
      const { state, told } = await office.batch(batch);
      const { rows, accepted, rejected, duplicate, flagged } = told;
      expect({ name, state, rows, accepted, rejected, duplicate, flagged }).toEqual({
        name,
        state: 'applied',
        rows: totals.rows,
        accepted: totals.accepted,
        rejected: totals.rejected,
        duplicate: totals.duplicate,
        flagged: totals.flagged,
      });
      expect({
        name,
        households: await office.count('select count(*) from households'),
        persons: await office.count('select count(*) from persons where left_on is null'),
        newHouseholds: told.households.added,
        newPersons: told.persons.added,
      }).toEqual({ name, ...registryAfter });
      expect(told.households.file).toBe(totals.households);
      for (const kinds of [told.households, told.persons]) {
        expect(kinds.file).toBe(kinds.added + kinds.changed + kinds.unchanged + kinds.conflicting);
      }
    }
  }, 180_000);

  test('are found to hold exactly the planted faults, row for row and cell for cell', async () => {
    let compared = 0;
    for (const { name, faults } of registers()) {
      const { rows } = await office.database.ownerPool.query<{
        row_no: number;
        faults: { fault: string; address: string; outcome: string }[];
        outcome: string;
      }>(
        // biome-ignore format: one line
        `select row_no, faults, outcome from batch_rows where batch = $1 and outcome <> 'accepted'`,
        [batches.get(name)],
      );
      const found = rows.flatMap(({ row_no, faults: own, outcome }) =>
        outcome === 'ignored'
          ? [`${row_no} not-a-record ignored`]
          : own.map(({ fault, outcome: becomes }) => `${row_no} ${fault} ${becomes}`),
      );
      const planted = faults.map(({ row, fault, outcome }) => `${row} ${fault} ${outcome}`);
      expect(found.sort(), name).toEqual(planted.sort());
      const cells = new Set(rows.flatMap(({ faults: own }) => own.map(({ fault, address }) => `${fault} ${address}`)));
      for (const { row, column, fault } of faults) {
        if (column !== null) expect(cells, name).toContain(`${fault} ${column}${row}`);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  test('leave no identity number, phone or address readable in the database', async () => {
    const first = registers()[0];
    const told = demo.manifest.story.recognised[0];
    expect(first && told).toBeTruthy();
    const tables = ['households', 'persons', 'person_health', 'registry_changes', 'registry_differences', 'batches', 'batch_rows', 'person_directory', 'files']; // biome-ignore format: one line
    for (const table of tables) {
      const query = `select count(*) from ${table} t where t::text like '%' || $1 || '%'`;
      expect(await office.count(query, [told?.headId]), table).toBe(0);
    }
    expect(await office.count('select count(*) from persons where id_masked = $1', [mask(told?.headId ?? '')])).toBeGreaterThan(0); // biome-ignore format: one line
  });

  test('make monitored, cleared and ex-poor households of the national system what they are', async () => {
    const { story } = demo.manifest;
    const statuses = await office.database.ownerPool.query<{ status: string; n: number }>(
      'select status, count(*)::int as n from households group by status',
    );
    const n = Object.fromEntries(statuses.rows.map((row) => [row.status, row.n]));
    const monitoredBefore = await office.count(
      `select count(*) from households where monitored_category is not null and status in ('monitored', 'cleared')`,
    );
    expect((n['monitored'] ?? 0) + (n['cleared'] ?? 0)).toBe(monitoredBefore);
    for (const number of story.cleared) {
      const query = `select status from households where local_number = $1`;
      const { rows } = await office.database.ownerPool.query(query, [number]);
      expect(rows).toEqual([{ status: 'cleared' }]);
    }
    for (const { household, kindInExport } of story.recognised) {
      const query = 'select status, monitored_category from households where local_number = $1';
      const { rows } = await office.database.ownerPool.query(query, [household]);
      expect(rows).toEqual([{ status: 'monitored', monitored_category: kindInExport }]);
    }
    const exported = await office.count(`select count(*) from households where household_type = '脱贫户'`);
    expect(exported).toBeGreaterThan(500);
  });

  test('tell which household is no longer in the later export, and take nobody out', async () => {
    const later = registers().at(-1);
    const { told } = await office.batch(batches.get(later?.name ?? '') ?? '');
    expect(told.households.gone).toBe(demo.manifest.story.gone.length);
    expect(await office.count('select count(*) from persons where left_on is not null')).toBe(0);
    expect(await office.count('select count(*) from households where left_on is not null')).toBe(0);
  });

  test('change nothing when the same rows come again', async () => {
    for (const { name, period } of registers()) {
      const before = await office.count('select count(*) from registry_changes');
      const again = await office.preview(`again-${name}`, demo.bytes(name), plainDate(period));
      const { told, state } = await office.batch(again);
      expect(state).toBe('previewed');
      expect(told.sameAs, name).toBe(batches.get(name));
      expect([told.households.added, told.persons.added]).toEqual([0, 0]);
      await expect(office.apply(again)).rejects.toMatchObject({ code: 'already-exists' });
      expect(await office.count('select count(*) from registry_changes')).toBe(before);
    }
  }, 120_000);
});

function mask(id: string): string {
  return `${id.slice(0, 4)}${'*'.repeat(10)}${id.slice(-4)}`;
}
