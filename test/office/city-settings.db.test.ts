import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import { insertSetting, listSettings } from '#store/policy-packs.ts';
import { USUAL } from '#test/office/test-office.ts';
import { type CallReply, type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

let office: RouteOffice;

// 370702 is in another city of the province.
beforeAll(async () => {
  office = await routeOffice(
    '2022-04-06',
    {},
    {
      ...USUAL,
      beside: ['370702'],
      more: [
        { login: 'shiju', role: 'city-officer', areaCode: '3703', policy: true },
        { login: 'shiyibao', role: 'city-department', areaCode: '3703', department: '医保局', policy: true },
        { login: 'tashi', role: 'city-officer', areaCode: '3707', policy: true },
        { login: 'sheng2', role: 'province-officer', areaCode: '37', policy: true },
      ],
    },
  );
});
afterAll(() => office.close());

const line = {
  name: '医疗负担线',
  value: '10000',
  from: '2022-04-06',
  document: '淄医保发〔2022〕9号',
  basis: ['经济社会发展水平：与上年相当', '居民收入水平：按统计公报'],
  reason: '两部门会商确定',
};
const set = (login: string, more: object = {}): Promise<CallReply> =>
  office.call(login, 'setParameter', { body: { requestId: randomUUID(), ...line, ...more } });

interface Shown {
  readonly name: string;
  readonly value: unknown;
  readonly own: boolean;
  readonly waitsFor: readonly string[];
  readonly joint: readonly { readonly office: string; readonly own: boolean; readonly text: string | null }[];
  readonly waiting: readonly { readonly id: string; readonly mayConfirm: boolean }[];
}
async function read(login: string, name = line.name, on = '2022-05-01'): Promise<Shown> {
  const { json } = await office.call(login, 'currentPolicy', { query: { on } });
  const found = json.parameters.find((each: Shown) => each.name === name);
  if (!found) throw new Error(`${login} reads no ${name}`);
  return found;
}

it('counts for the counties of the city once both bureaux have entered the same', async () => {
  expect(await read('zhen')).toMatchObject({ value: null, own: false });
  expect(await read('shiju')).toMatchObject({ value: null, own: true });

  expect((await set('shiju')).status).toBe(200);
  const half = await read('shiyibao');
  expect(half).toMatchObject({ value: null, waitsFor: ['市医保局'] });
  expect(half.joint).toEqual([
    { office: '市乡村振兴局', own: false, value: '10000.00', text: '10000.00', from: '2022-04-06' },
    { office: '市医保局', own: true, value: null, text: null, from: null },
  ]);
  expect((await read('zhen')).value).toBeNull();

  expect((await set('shiyibao')).status).toBe(200);
  expect(await read('zhen')).toMatchObject({ value: '10000.00', waitsFor: [] });
  expect(await read('minzheng')).toMatchObject({ value: '10000.00' });
  shows(['SD-A1-yb2'], '/api/policy');
});

it('is not undone by one of the two saying otherwise', async () => {
  expect((await set('shiju', { value: '12000', from: '2022-04-20' })).status).toBe(200);
  expect((await read('zhen')).value).toBe('10000.00');
  expect((await set('shiyibao', { value: '12000', from: '2022-04-25' })).status).toBe(200);
  expect((await read('zhen', line.name, '2022-04-24')).value).toBe('10000.00');
  expect((await read('zhen')).value).toBe('12000.00');
});

it('happens once however often it is sent', async () => {
  const requestId = randomUUID();
  const before = await count();
  expect((await set('shiju', { requestId, value: '13000', from: '2023-01-01' })).status).toBe(200);
  expect((await set('shiju', { requestId, value: '13000', from: '2023-01-01' })).status).toBe(200);
  expect(await count()).toBe(before + 1);
});

it('is refused to another level, another bureau and where the bureau is not named', async () => {
  expect((await set('xian')).json).toMatchObject({ error: 'forbidden', facts: { why: 'level', setBy: 'city' } });
  expect((await set('sheng2')).json).toMatchObject({ error: 'forbidden', facts: { why: 'level' } });
  const days = { name: '公示天数', value: '5', unit: 'day', basis: [] };
  expect((await set('shiju', days)).json).toMatchObject({
    error: 'forbidden',
    facts: { why: 'level', setBy: 'county' },
  });
  expect((await set('shi')).status).toBe(403);
});

it('of another city is neither seen nor touched here, whatever its session tries', async () => {
  expect((await set('tashi', { value: '99', from: '2022-04-06' })).status).toBe(200);
  expect((await read('zhen')).joint[0]).toMatchObject({ office: '市乡村振兴局', text: '13000.00' });
  expect((await read('tashi')).joint[0]).toMatchObject({ text: '99.00' });

  const city = await office.area('3703');
  const stranger = { county: null, towns: [], villages: [], department: null, area: await office.area('3707') };
  const { db } = office.services.runner;
  const row = {
    id: randomUUID(), area: city, name: line.name, value: '1', unit: 'CNY/person/calendar-year',
    fromOn: plainDate('2022-04-06'), setBy: '别市', office: '市乡村振兴局', document: null, account: randomUUID(),
    reason: '越权', basis: [], suspicious: ['疑'], at: 1,
  }; // biome-ignore format: one row
  await expect(asActor(db, stranger, (tx) => insertSetting(tx, row))).rejects.toMatchObject({ code: '42501' });
  await asActor(db, { ...stranger, area: city }, (tx) => insertSetting(tx, row));
  const changed = await asActor(db, stranger, (tx) =>
    tx.updateTable('policy_settings').set({ confirmed_note: '越权' }).where('id', '=', row.id).executeTakeFirst(),
  );
  expect(changed.numUpdatedRows).toBe(0n);
  const seen = await asActor(db, { ...stranger, county: office.county, area: null }, (tx) => listSettings(tx, [city]));
  expect(seen.map(({ id }) => id)).toContain(row.id);
});

it('says beforehand how much it touches in which counties, and names no matter', async () => {
  const preview = { name: '过渡期', value: '2021、2022', from: '2022-04-06' };
  const { status, json } = await office.call('sheng2', 'previewSetting', { query: preview });
  expect(status).toBe(200);
  expect(json).toMatchObject({ accepted: true, examples: [] });
  expect(json.counties).toEqual([
    { name: '潍城区', looked: 0, moved: 0 },
    { name: '沂源县', looked: 0, moved: 0 },
  ]);
});

async function count(): Promise<number> {
  const { rows } = await office.database.ownerPool.query<{ n: number }>(
    'select count(*)::int as n from policy_settings',
  );
  return rows[0]?.n ?? 0;
}
