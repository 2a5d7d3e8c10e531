import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerHouseholds } from '#test/e2e/register-households.ts';
import { type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

const PLACE = { county: '130630', town: '130630101000', village: '130630101217', department: '民政局' };
const rid = () => ({ requestId: randomUUID() });
let office: RouteOffice;
let matter: string;

/** 涞源: three gates before help, steps owed after it, an insurance that waits for recognition. */
beforeAll(async () => {
  office = await routeOffice('2022-07-01', {}, PLACE);
  await registerHouseholds(office, 1, { town: '银坊镇', villages: ['营尔村村民委员会'] });
  const { rows } = await office.database.ownerPool.query<{ id: string }>('select id from households');
  const body = { ...rid(), procedure: 'identification', channel: '干部排查', foundOn: '2022-07-01' };
  const opened = await office.call('zhen', 'openMatter', { params: { id: rows[0]?.id ?? '' }, body });
  matter = opened.json.matter.id;
});
afterAll(() => office.close());

const page = async (login = 'zhen') => (await office.call(login, 'getMatter', { params: { id: matter } })).json;
async function act(login: string, body: object) {
  const { matter: line } = await page();
  return office.call(login, 'actOnMatter', { params: { id: matter }, body: { ...rid(), seq: line.seq, ...body } });
}
const codes = ({ json }: { json: { refusals: { code: string }[] } }) => json.refusals.map(({ code }) => code);
const labels = (acts: { label: string }[]) => acts.map(({ label }) => label);

it('offers the channel once the cause is told, and no help before it is open', async () => {
  expect((await page()).unknown.map(({ path }: { path: string }) => path)).toContain('起因');
  expect(codes(await act('zhen', { do: '先行救助', on: '2022-07-01' }))).toContain('not-recognised');
  expect(
    (await act('zhen', { do: 'correct', on: '2022-07-01', facts: { 起因: '因灾' }, reason: '暴雨倒房' })).status,
  ).toBe(200);
  expect((await act('zhen', { do: 'route', target: 'green', on: '2022-07-01' })).status).toBe(200);
  shows(['LY-4-e', 'LY-4-f'], '/matters/$id');
});

it('asks visit, village committees, then township and county, by name, before any help', async () => {
  const shown = await page();
  expect(labels(shown.open)).toContain('入户核查');
  expect(shown.open.find(({ step }: { step: string }) => step === 'g-visit').people).toContain('zhen的人');
  expect(shown.helps).toEqual([]);
  const early = await act('zhen', { do: '先行救助', on: '2022-07-01' });
  expect(early.json.refusals[0]).toMatchObject({ code: 'waits-for-steps' });
  const seen = await act('zhen', { do: 'g-visit', on: '2022-07-01', outcome: '有风险' });
  expect(seen.status, JSON.stringify(seen.json)).toBe(200);
  expect((await act('cun', { do: 'g-village', on: '2022-07-02' })).json.error).toBe('invalid-date');
  office.setToday('2022-07-02');
  expect((await act('cun', { do: 'g-village', on: '2022-07-02' })).status).toBe(200);
  expect(codes(await act('xian', { do: 'g-review', on: '2022-07-02' }))).toContain('out-of-turn');
  expect((await act('zhen', { do: 'g-review', on: '2022-07-02' })).status).toBe(200);
  expect((await page()).helps).toEqual([]);
  expect((await act('xian', { do: 'g-review', on: '2022-07-02' })).status).toBe(200);
  expect(labels((await page()).helps)).toEqual(['先行救助']);
  shows('LY-4-f', '/matters/$id');
});

it('helps, and lists by month what is owed and by when; the insurance stays shut until recognition', async () => {
  expect((await act('zhen', { do: '先行救助', on: '2022-07-03' })).json.error).toBe('invalid-date');
  office.setToday('2022-07-03');
  expect((await act('zhen', { do: '先行救助', on: '2022-07-03' })).status).toBe(200);
  const paid = { 支付金额: '5000', 批准金额: '5000' };
  expect(codes(await act('xian', { do: '防贫保', on: '2022-07-03', values: paid }))).toContain('not-recognised');
  const { rows } = (await office.call('zhen', 'listGreenChannel', { query: { month: '2022-07' } })).json;
  expect(rows[0]).toMatchObject({ route: '绿色通道', openedOn: '2022-07-01', limit: { on: '2022-07-16' } });
  expect(rows[0].gates.map(({ doneOn }: { doneOn: string }) => doneOn)).toEqual([
    '2022-07-01',
    '2022-07-02',
    '2022-07-02',
  ]);
  expect(labels(rows[0].owed)).toEqual(['村级评议公示', '乡镇核查初审', '县级比对审定']);
  expect(rows[0].helps).toEqual([{ label: '先行救助', on: '2022-07-03', ahead: true }]);
  shows(['LY-4-g', 'LY-4-h', 'LY-5-b'], '/green-channel');
});

it('runs the owed steps side by side, and pays exactly what was approved once recognised', async () => {
  const shown = await page();
  const ranks = shown.steps
    .filter(({ id }: { id: string }) => /village|township/.test(id))
    .map(({ rank }: { rank: number }) => rank);
  expect(new Set(ranks).size).toBe(1);
  const days = { name: '公示天数', value: '5', unit: 'day', from: '2022-01-01', reason: '县里确定' };
  await office.call('xian', 'setParameter', { body: { ...rid(), ...days } });
  const posted = await act('cun', { do: 'village-deliberation-notice.begin', on: '2022-07-03' });
  expect(posted.status, JSON.stringify(posted.json)).toBe(200);
  expect((await act('zhen', { do: 'township-review', on: '2022-07-03', outcome: '通过' })).status).toBe(200);
  office.setToday('2022-07-11');
  expect((await act('cun', { do: 'village-deliberation-notice', on: '2022-07-11', outcome: '通过' })).status).toBe(200);
  expect(
    (
      await act('zhen', {
        do: 'correct',
        on: '2022-07-11',
        facts: { 风险明确: true, '户.脱贫': false },
        reason: '核查',
      })
    ).status,
  ).toBe(200);
  const { open } = await page('xian');
  const [decision] = open.filter(({ step }: { step: string }) => step === 'county-decision');
  expect(decision.members.every(({ mayLeave }: { mayLeave: boolean }) => mayLeave)).toBe(true);
  const way = { 比对方式: '免比对', 免比对依据: '风险明确、公示无异议、乡级核查通过', 认定类别: '边缘易致贫户' };
  const decided = await act('xian', { do: 'county-decision', on: '2022-07-11', outcome: '认定', values: way });
  expect(decided.status, JSON.stringify(decided.json)).toBe(200);
  const short = await act('xian', { do: '防贫保', on: '2022-07-11', values: { 支付金额: '4900', 批准金额: '5000' } });
  expect(short.json.refusals.map(({ text }: { text: string }) => text)).toContain(
    '不得收取管理费、手续费等费用，支付金额应与批准金额一致',
  );
  shows(['LY-3-b', 'LY-3-c', 'LY-5-e'], '/matters/$id');
});
