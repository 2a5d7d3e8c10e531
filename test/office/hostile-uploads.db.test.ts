import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RouteOffice, routeOffice } from '../routes/route-office.ts';

const FEED = '民政.农村低保对象';
const folder = new URL('../fixtures/intake/files/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.startsWith('hostile-') && !name.endsWith('.json'));
const TIMEOUT_MS = 90_000;

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice('2022-04-06');
});
afterAll(() => office.close());

function upload(name: string, bytes: Buffer, requestId: string = randomUUID()) {
  const query = { requestId, period: '2022-03' };
  return office.call('minzheng', 'uploadFeed', { params: { feed: FEED }, query, files: [{ name, bytes }] });
}

async function written(): Promise<unknown> {
  const { rows } = await office.database.ownerPool.query(
    'select (select count(*) from batches) as batches, (select count(*) from files) as files, (select count(*) from feed_facts) as facts',
  );
  return [rows[0], existsSync(office.services.filesFolder)];
}

test.each(files)(
  '%s is refused with a reason, and nothing of it is kept',
  async (name) => {
    const reply = await upload(name, readFileSync(new URL(name, folder)));
    expect([413, 422], JSON.stringify(reply.json)).toContain(reply.status);
    expect(reply.json.facts.file).toBe(name);
    expect(await written()).toEqual([{ batches: 0, files: 0, facts: 0 }, false]);
    expect((await office.call('minzheng', 'listFeeds')).status).toBe(200);
  },
  TIMEOUT_MS,
);

test(
  'an upload tells how far it is, answers others meanwhile, and is given up',
  async () => {
    const line = '某某,370390197001010010,西里镇,侯家峪村,2022-03-20';
    const bytes = Buffer.from(`姓名,身份证号码,乡镇,村,批准日期\n${`${line}\n`.repeat(150_000)}`);
    const requestId = randomUUID();
    const sending = upload('很多行.csv', bytes, requestId);
    const reading = async () =>
      (await office.call('minzheng', 'getUpload', { params: { id: requestId } })).json.reading;
    await expect.poll(async () => (await reading())?.rows ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(await reading()).toMatchObject({ file: '很多行.csv' });
    const cancel = await office.call('minzheng', 'cancelUpload', { params: { id: requestId }, body: { requestId: randomUUID() } }); // biome-ignore format: one call
    expect(cancel.json).toEqual({ cancelled: true });
    const reply = await sending;
    expect([reply.status, reply.json.facts.why]).toEqual([409, 'cancelled']);
    expect(await written()).toEqual([{ batches: 0, files: 0, facts: 0 }, false]);
    expect(await reading()).toBeNull();
  },
  TIMEOUT_MS,
);
