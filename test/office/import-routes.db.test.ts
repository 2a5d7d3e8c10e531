import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { frontDoor } from '#main/front-door.ts';
import { startJobs } from '#main/start-jobs.ts';
import { PASSWORD, type TestOffice, testOffice } from './test-office.ts';

let office: TestOffice;
let server: FastifyInstance;
let stopJobs: () => Promise<void>;

beforeAll(async () => {
  office = await testOffice('2022-04-06');
  server = await frontDoor(office.services, { version: 'test', callsPerMinute: 10_000, logLevel: 'silent' });
  stopJobs = startJobs(office.services);
});
afterAll(async () => {
  await stopJobs();
  await server.close();
  await office.close();
});

async function signIn(login: string): Promise<string> {
  const reply = await server.inject({ method: 'POST', url: '/api/session', payload: { login, password: PASSWORD } });
  expect(reply.statusCode, reply.body).toBe(200);
  return String(reply.headers['set-cookie']).split(';')[0] ?? '';
}

function form(name: string, bytes: Buffer): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'x-shouwang';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

const idOf = (serial: number): string => {
  const first = `37039019700101${serial}`;
  return first + idCheckDigit(first);
};

const roster = Buffer.from(
  [
    '乡镇,行政村,户号,姓名,证件号码,与户主关系',
    `西里镇,侯家峪村,1,侯一,${idOf(101)},户主`,
    `西里镇,侯家峪村,1,侯二,${idOf(102)},配偶`,
    `西里镇,侯家峪村,1,侯三,${idOf(103).slice(0, 15)}000,之子`,
  ].join('\n'),
);

test('a file goes in by hand of the county: uploaded, watched, looked through, applied; rejected rows come out', async () => {
  const cookie = await signIn('xian');
  const get = async (url: string) => server.inject({ url, headers: { cookie } });
  const requestId = randomUUID();
  const { payload, headers } = form('名册.csv', roster);
  const upload = () =>
    server.inject({ method: 'POST', url: `/api/imports?requestId=${requestId}&asOf=2022-03-15`, payload, headers: { ...headers, cookie } }); // biome-ignore format: one line
  const first = await upload();
  expect(first.statusCode, first.body).toBe(200);
  expect((await upload()).json()).toEqual(first.json());
  const batch: string = first.json().batches[0];
  const state = async (): Promise<string> => (await get(`/api/imports/${batch}`)).json().batch.state;
  await expect.poll(state, { timeout: 10_000 }).toBe('previewed');
  const page = (await get(`/api/imports/${batch}`)).json();
  expect(page.batch).toMatchObject({ fileName: '名册.csv', shape: 'population-roster', asOf: '2022-03-15', uploadedBy: 'xian的人', sameAs: null }); // biome-ignore format: one line
  expect(page.report.rows).toEqual({ rows: 3, accepted: 2, rejected: 1, duplicate: 0, flagged: 0, ignored: 0 });
  expect(page.may).toEqual({ apply: true, cancel: true, undo: false, rejectedRows: true });
  expect((await get('/api/households')).json().total).toBe(0);
  const added = (await get(`/api/imports/${batch}/changes?kind=added`)).json();
  expect(added).toMatchObject({ kept: 1, total: 1, households: [{ headName: '侯一', village: '侯家峪村委会' }] });
  expect(JSON.stringify(added)).not.toContain(idOf(101));
  const rows = (await get(`/api/imports/${batch}/rows?outcome=rejected`)).json();
  expect(rows.rows).toMatchObject([{ number: 4, findings: [{ fault: 'id-damaged-by-excel', address: 'E4' }] }]);
  expect(rows.rows[0].findings[0].mend).toContain('文本');
  const workbook = await get(`/api/imports/${batch}/rejected.xlsx`);
  expect(workbook.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const apply = await server.inject({ method: 'POST', url: `/api/imports/${batch}/apply`, payload: { requestId: randomUUID() }, headers: { cookie } }); // biome-ignore format: one line
  expect(apply.json()).toEqual({ state: 'applying' });
  await expect.poll(state, { timeout: 10_000 }).toBe('applied');
  expect((await get('/api/households')).json()).toMatchObject({
    total: 1,
    households: [{ headName: '侯一', persons: 2 }],
  });
  const cancel = await server.inject({ method: 'POST', url: `/api/imports/${batch}/cancel`, payload: { requestId: randomUUID() }, headers: { cookie } }); // biome-ignore format: one line
  expect([cancel.statusCode, cancel.json().error]).toEqual([409, 'refused']);
  expect((await get(`/api/imports/${batch}`)).json().may).toMatchObject({ cancel: false, undo: true });
  const { rows: audited } = await office.database.ownerPool.query(
    `select kind, result from audit_log where $1 = any (subject) order by id`,
    [`batch:${batch}`],
  );
  expect(audited).toEqual([
    { kind: 'export', result: 'done' },
    { kind: 'import', result: 'done' },
    { kind: 'import', result: 'done' },
  ]);
});

test('a township, a village and a department may neither bring files in nor see what came', async () => {
  for (const login of ['zhen', 'zhenling', 'cun', 'minzheng', 'juzhang', 'system']) {
    const cookie = await signIn(login);
    expect((await server.inject({ url: '/api/imports', headers: { cookie } })).statusCode, login).toBe(403);
  }
});
