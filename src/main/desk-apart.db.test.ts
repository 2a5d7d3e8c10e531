import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf } from '#commands/feed-batch.ts';
import { readAsIntake } from '#commands/intake-actor.ts';
import type { Actor } from '#domain/access/actor.ts';
import { findFeedBatch } from '#store/feed-batches.ts';
import { numberOf } from '#test/kill/kill-files.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';
import { type DeskApart, deskApart } from './desk-apart.ts';
import { deskBySize } from './desk-by-size.ts';

const FEED = '民政.农村低保对象';
const PERIOD = '2022-03';

let office: TestOffice;
let civil: Actor;
let thread: DeskApart;

beforeAll(async () => {
  office = await testOffice('2022-04-05');
  civil = await office.actor('county-department', '民政经办', { department: '民政局' });
  const { filesFolder, packs, notices, runner } = office.services;
  const { appUrl } = office.database;
  const blindIndex = runner.ring.index.algorithm;
  thread = deskApart({ appUrl, home: path.dirname(filesFolder), filesFolder, blindIndex, packs }, notices);
});
afterAll(async () => {
  await thread.close();
  await office.close();
});

/** People the register does not know: each sound row is a lead. The last row has no number. */
function file(first: number, rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, n) => `户${n},${numberOf(1, first + n)},西里镇,侯家峪村,2022-03-20`);
  return Buffer.from(['姓名,身份证号码,乡镇,村,批准日期', ...lines, '某某,,西里镇,侯家峪村,2022-03-20'].join('\n'));
}

function filesOf(...uploads: { readonly name: string; readonly bytes: Buffer }[]) {
  const about = { feed: FEED, period: PERIOD, department: '民政局', requestId: randomUUID() };
  return { actor: civil, now: office.now(), ...about, uploads };
}

function confirming(batch: string) {
  const input = { batch, department: '民政局', by: civil.account };
  return { actor: civil, now: office.now(), call: { kind: 'confirm-feed', requestId: randomUUID(), input } };
}

async function stored(batch: string) {
  const row = await readAsIntake(office.services.runner, civil, office.now(), ({ tx, keys }) =>
    findFeedBatch(tx, keys.county, batch),
  );
  if (!row) throw new Error('no such batch');
  const { rows, accepted, rejected, outcomes } = countsOf(row);
  return { state: row.state, rows, accepted, rejected, leads: outcomes.lead };
}

test('a file is read, kept and confirmed apart as it is here', async () => {
  for (const [at, desk] of [office.services.desk, thread.desk].entries()) {
    const heard: string[] = [];
    const [batch = ''] = await desk('take-in', filesOf({ name: '低保.csv', bytes: file(at * 30, 20) }), (name) => {
      heard.push(name);
      return {};
    });
    expect(heard).toContain('低保.csv');
    expect(await stored(batch)).toEqual({ state: 'previewed', rows: 21, accepted: 20, rejected: 1, leads: 0 });
    expect(await desk('confirm', confirming(batch))).toEqual({ batch });
    expect(await stored(batch)).toEqual({ state: 'applied', rows: 21, accepted: 20, rejected: 1, leads: 20 });
  }
});

test('a refusal comes back with its code and the file it is about', async () => {
  const bytes = Buffer.from('<html><body>not a table</body></html>');
  await expect(thread.desk('take-in', filesOf({ name: '网页.xls', bytes }))).rejects.toMatchObject({
    code: 'file-unreadable',
    facts: { file: '网页.xls', detected: 'html' },
  });
});

test('a thread that ends in the middle has written nothing, and the next one does the work', async () => {
  const [batch = ''] = await thread.desk('take-in', filesOf({ name: '再来.csv', bytes: file(100, 20) }));
  const cut = thread.desk('confirm', confirming(batch));
  const refused = expect(cut).rejects.toMatchObject({ code: 'refused', facts: { why: 'closing' } });
  await thread.close();
  await refused;
  expect(await stored(batch)).toMatchObject({ state: 'previewed', leads: 0 });
  await thread.desk('confirm', confirming(batch));
  expect(await stored(batch)).toMatchObject({ state: 'applied', leads: 20 });
});

test('small work stays, large work goes apart', async () => {
  const went: string[] = [];
  const desk = deskBySize(
    office.services.runner,
    async () => Promise.reject(new Error('here')),
    async (kind) => {
      went.push(kind);
      throw new Error('apart');
    },
  );
  const { now } = office;
  await expect(desk('take-in', filesOf({ name: 'a', bytes: file(0, 5) }))).rejects.toThrow('here');
  await expect(desk('take-in', filesOf({ name: 'a', bytes: Buffer.alloc(300_000) }))).rejects.toThrow('apart');
  await expect(desk('confirm', confirming(randomUUID()))).rejects.toThrow('here');
  await expect(desk('import', { county: office.county, batch: randomUUID(), now: now() })).rejects.toThrow('apart');
  expect(went).toEqual(['take-in', 'import']);
});
