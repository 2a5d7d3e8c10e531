import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf } from '#commands/feed-batch.ts';
import { runAsIntake } from '#commands/intake-actor.ts';
import { runCommand } from '#commands/run-command.ts';
import { confirmFeed } from '#commands/submit-feed.ts';
import type { Actor } from '#domain/access/actor.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { deleteOriginals } from '#jobs/delete-originals.ts';
import { rejudgeFeeds } from '#jobs/rejudge-feeds.ts';
import { findFeedBatch } from '#store/feed-batches.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { insertSetting } from '#store/policy-packs.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';

let office: TestOffice;
let medical: Actor;

beforeAll(async () => {
  office = await testOffice('2022-04-05');
  medical = await office.actor('county-department', '医保经办', { department: '医保局' });
});
afterAll(() => office.close());

const idOf = (serial: number): string => {
  const first = `37039019700101${String(serial).padStart(3, '0')}`;
  return first + idCheckDigit(first);
};

async function delivered(period: string, costs: readonly (readonly [number, string])[]): Promise<string> {
  const { runner, filesFolder } = office.services;
  const department = '医保局';
  const lines = costs.map(([serial, yuan]) => `患者${serial},${idOf(serial)},西里镇,侯家峪村,${yuan},${period}-15`);
  const bytes = Buffer.from(['姓名,身份证号码,乡镇,村,个人负担金额,结算日期', ...lines].join('\n'));
  const { setting, keys } = await office.read(medical, async (context) => ({
    setting: await feedSetting(context, { feed: '医保.个人负担超标', period, department }),
    keys: context.keys,
  }));
  const read = await readUpload({ keys, now: office.now() }, setting, bytes);
  const name = `${period}.csv`;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const call = { kind: 'upload-feed', requestId: randomUUID(), input: { name, hash } };
  const batch = await runCommand(runner, medical, office.now(), call, (context) =>
    takeFeed(context, filesFolder, setting, { name, bytes }, read),
  );
  const input = { batch, department, by: medical.account };
  await runAsIntake(runner, medical, office.now(), { kind: 'confirm', requestId: randomUUID(), input }, confirmFeed);
  return batch;
}

async function outcomesOf(batch: string) {
  const row = await office.read(medical, ({ tx }) => findFeedBatch(tx, office.county, batch));
  if (!row) throw new Error('no batch');
  const { outcomes, accepted } = countsOf(row);
  expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(accepted);
  return outcomes;
}

async function set(
  name: string,
  value: string,
  unit: string | null,
  offices: readonly string[],
  code: string,
): Promise<void> {
  // biome-ignore format: one signature
  const area = await office.area(code);
  for (const by of offices) {
    await inTransaction(
      office.database.ownerDb,
      (tx) =>
      insertSetting(tx, { id: randomUUID(), area, name, value, unit, fromOn: plainDate('2022-01-01'), setBy: by, office: by, document: null, reason: '研究确定', account: medical.account, basis: [], suspicious: [], at: Date.now() }), // biome-ignore format: one row
    );
  }
}

const rejudge = () => rejudgeFeeds(office.services.runner, office.now());

test('rows wait for the line of the city, and are judged when it is set, each by what was delivered until then', async () => {
  const march = await delivered('2022-03', [[1, '5000.00'], [2, '9000.00'], [3, '100.00']]); // biome-ignore format: one line
  office.setToday('2022-05-04');
  const april = await delivered('2022-04', [[1, '2000.00'], [2, '500.00']]); // biome-ignore format: one line
  expect(await outcomesOf(march)).toMatchObject({ blocked: 3, lead: 0 });
  expect(await outcomesOf(april)).toMatchObject({ blocked: 2, lead: 0 });
  expect(await rejudge()).toBe(0);
  await set('医疗负担线', '6000.00', 'CNY/person/calendar-year', ['市乡村振兴局', '市医保局'], '3703');
  expect(await rejudge()).toBe(5);
  // 2 crossed in March; 1 only with April's bill, 2 not once more.
  expect(await outcomesOf(march)).toMatchObject({ blocked: 0, nothing: 2, lead: 1 });
  expect(await outcomesOf(april)).toMatchObject({ blocked: 0, nothing: 1, lead: 1 });
  const { rows } = await office.database.ownerPool.query('select count(*)::int as n from lead_lines');
  expect(rows[0].n).toBe(2);
  expect(await rejudge()).toBe(0);
});

test('originals go after their time; their hash and the evidence stay', async () => {
  const remove = () => deleteOriginals(office.services.runner, office.services.filesFolder, office.now());
  const there = () => readdirSync(office.services.filesFolder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length; // biome-ignore format: one line
  expect(existsSync(office.services.filesFolder)).toBe(true);
  expect(await remove()).toBe(0);
  await set('报送原件保存期限', '1', 'month', ['county-bureau'], '370323');
  const before = there();
  expect(await remove()).toBe(0);
  office.setToday('2022-05-06');
  expect(await remove()).toBe(1);
  expect(there()).toBe(before - 1);
  const { rows } = await office.database.ownerPool.query(
    'select count(*) filter (where deleted_at is not null)::int as deleted, count(hash)::int as hashes from files',
  );
  expect(rows[0]).toEqual({ deleted: 1, hashes: 2 });
  const evidence = await office.database.ownerPool.query('select count(*)::int as n from evidence');
  expect(evidence.rows[0].n).toBe(2);
  expect(await remove()).toBe(0);
});
