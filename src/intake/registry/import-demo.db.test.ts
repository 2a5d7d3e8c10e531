import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCounty } from '#commands/add-county.ts';
import type { DemoManifest, ManifestFile } from '#demo/generate-demo.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { demoCommand } from '#main/cli/demo.ts';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { asActor } from '#store/as-actor.ts';
import { type TestDatabase, testDatabase } from '#test/database/test-database.ts';
import type { StoredCounts } from './import-counts.ts';
import { type ImportSetting, importJob, inCounty } from './import-setting.ts';
import { runImport } from './run-import.ts';
import { takeIn } from './take-in.ts';

const now = { at: 1_649_203_200_000, today: plainDate('2022-04-06') };
const nobody = { county: null, towns: [], villages: [], department: null };

let database: TestDatabase;
let setting: ImportSetting;
let county: number;
let demo: string;
let manifest: DemoManifest;

beforeAll(async () => {
  database = await testDatabase({ empty: true });
  demo = mkdtempSync(path.join(tmpdir(), 'shouwang-import-'));
  const streams = { out: () => {}, err: () => {} };
  await runCli(['demo', 'generate', '--out', path.join(demo, 'files')], streams, readConfig({}), [demoCommand]);
  manifest = JSON.parse(readFileSync(path.join(demo, 'files', 'manifest.json'), 'utf8')) as DemoManifest;
  const divisions = await loadCounty(manifest.county);
  county = (await asActor(database.db, nobody, (tx) => addCounty(tx, divisions, now))).county;
  const ring = {
    index: { algorithm: 'hmac-sm3', secret: randomBytes(32) },
    currentMaster: 'test',
    masters: new Map([['test', randomBytes(48)]]),
  } as const;
  setting = { db: database.db, ring, folder: path.join(demo, 'store'), now: async () => now };
}, 120_000);

afterAll(async () => {
  await database.close();
  rmSync(demo, { recursive: true });
});

/** A file of the demonstration as a batch that was read and compared, not applied. */
async function previewed(file: ManifestFile): Promise<string> {
  const actor = { ...(await importJob(setting.db, county, now)), county };
  const bytes = readFileSync(path.join(demo, 'files', file.name));
  const about = { asOf: plainDate(file.period), area: null, by: randomUUID(), ...now };
  const batch = await inCounty(setting, actor, now, (tx, keys) =>
    takeIn(tx, keys, setting.folder, { name: file.name, bytes }, about),
  );
  await runImport(setting, county, batch);
  return batch;
}

async function apply(batch: string): Promise<void> {
  await database.ownerPool.query(`update batches set state = 'applying' where id = $1`, [batch]);
  await runImport(setting, county, batch);
}

async function batchRow(batch: string): Promise<{ state: string; counts: StoredCounts; error: string | null }> {
  const { rows } = await database.ownerPool.query('select state, counts, error from batches where id = $1', [batch]);
  return rows[0];
}

async function count(sql: string): Promise<number> {
  const { rows } = await database.ownerPool.query(sql);
  return Number(rows[0].count);
}

const registers = (): ManifestFile[] => manifest.files.filter(({ registryAfter }) => registryAfter);

describe('the demonstration files', () => {
  test('come in one after the other, and every count is that of the manifest', async () => {
    for (const file of registers()) {
      const started = performance.now();
      const batch = await previewed(file);
      const read = performance.now();
      const before = await count('select count(*) from registry_changes');
      expect(await batchRow(batch)).toMatchObject({ state: 'previewed', error: null });
      expect(before).toBe(await count('select count(*) from registry_changes'));
      await apply(batch);
      const seconds = (ms: number) => (ms / 1000).toFixed(1);
      console.log(`${file.name}: ${file.totals.rows} rows, previewed in ${seconds(read - started)} s, applied in ${seconds(performance.now() - read)} s`); // biome-ignore format: one line
      const { state, counts } = await batchRow(batch);
      const { rows, accepted, rejected, duplicate, flagged } = counts;
      expect({ file: file.name, state, rows, accepted, rejected, duplicate, flagged }).toEqual({
        file: file.name,
        state: 'applied',
        rows: file.totals.rows,
        accepted: file.totals.accepted,
        rejected: file.totals.rejected,
        duplicate: file.totals.duplicate,
        flagged: file.totals.flagged,
      });
      const households = await count('select count(*) from households');
      const persons = await count('select count(*) from persons');
      expect({
        file: file.name,
        households,
        persons,
        newHouseholds: counts.households.added,
        newPersons: counts.persons.added,
      }).toEqual({ file: file.name, ...file.registryAfter });
    }
  }, 180_000);
});
