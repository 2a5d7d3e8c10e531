import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRounds } from '#jobs/open-rounds.ts';
import { setHouseholdStatus } from '#store/households.ts';
import { testIdNumber } from '#test/office/mixed-leads.ts';
import { USUAL } from '#test/office/test-office.ts';
import { shows } from '#test/shows.ts';
import { type Json, type PackWalk, packWalk } from './pack-walk.ts';

// 西里镇 in the weeks of its own sweep of 2023, inside the province's rules: what the town's document adds and what it leaves.
const PAGE = '/api/matters';
const FEED = '民政.新申请低保特困';
let walk: PackWalk;
let household: string;

beforeAll(async () => {
  walk = await packWalk('2023-05-15', USUAL);
  const line = { name: '监测线', value: '8000', from: '2023-01-01', reason: '县里公布' };
  await walk.good('xian', 'setParameter', { body: { requestId: randomUUID(), ...line } });
});
afterAll(() => walk.office.close());

it('keeps the three working days of the province', async () => {
  const village = await walk.office.area(USUAL.village);
  const told = { channel: '干部排查', source: '村委', text: '大病住院', foundOn: '2023-05-15' };
  const head = { village, headName: '孙立新', idNumber: testIdNumber(9) };
  const lead = await walk.lead('zhen', { ...told, newHousehold: head });
  expect(await walk.due('zhen', lead, 'household-verification')).toBe('2023-05-18');
  expect(await walk.line('zhen', lead)).toMatchObject({ stage: 'to-receive' });
  const visit = { ...(await walk.visit()), on: '2023-05-16' };
  walk.office.setToday('2023-05-16');
  const { matter } = await walk.matter('zhen', lead);
  const body = { requestId: randomUUID(), seq: matter.seq, visit, verdict: '是' };
  await walk.good('zhen', 'recordVisit', { params: { id: lead }, body });
  expect(await walk.line('zhen', lead)).toMatchObject({ verdict: '是', stage: 'to-write-off' });
  const [found] = (await walk.good('zhen', 'listMatters')).matters;
  expect(found.procedure).toBe('identification');
  household = found.household;
  shows(['SD-2-e', 'SD-1.3-b'], PAGE);
});

it('asks the civil affairs bureau of the county for what the town wants besides, from May on', async () => {
  const feedOf = async (login: string, period: string): Promise<Json> => {
    const { feeds } = await walk.good(login, 'listFeeds', { query: { period } });
    return feeds.find(({ id }: Json) => id === FEED);
  };
  for (const login of ['minzheng', 'xian']) {
    expect(await feedOf(login, '2023-05')).toMatchObject({
      label: '新申请农村低保、分散供养特困人员（西里镇）',
      state: 'not-due',
      due: { on: '2023-06-05' },
      source: [{ pack: 'XL', clause: '1.1.3-h' }],
    });
  }
  expect(await feedOf('minzheng', '2023-03')).toMatchObject({
    state: 'nothing',
    since: '2023-05',
    may: { upload: false },
  });
  const files = [{ name: '低保.csv', bytes: Buffer.from('姓名\n孙某') }];
  const query = { requestId: randomUUID(), period: '2023-03' };
  const early = await walk.office.call('minzheng', 'uploadFeed', { params: { feed: FEED }, query, files });
  expect(early.json).toMatchObject({
    error: 'invalid-date',
    facts: { field: 'period', why: 'nothing-owed', since: '2023-05' },
  });
  shows(['XL-1.1.3-h'], '/api/feeds');
});

it('looks back at everybody cleared, by 10 June, and takes back what does not hold', async () => {
  const officer = await walk.office.actor('county-officer', '任小舟');
  await walk.office.read(
    officer,
    ({ tx, now }) =>
    setHouseholdStatus(tx, walk.office.county, { household, status: 'cleared', since: now.today, matter: randomUUID(), actor: officer.account, at: now.at }), // biome-ignore format: one line
  );
  const { runner } = walk.office.services;
  expect(await openRounds(runner, walk.office.now())).toBe(1);
  expect(await openRounds(runner, walk.office.now())).toBe(0);
  const { matters } = await walk.good('cun', 'listMatters', { query: { procedure: 'look-back' } });
  expect(matters).toMatchObject([{ household, openedOn: '2023-05-12', openLabels: ['回头看'] }]);
  const { id } = matters[0];
  expect(await walk.due('cun', id, 'look-back')).toBe('2023-06-10');
  const stable = { do: 'look-back', on: '2023-06-01', outcome: '稳定消除' };
  const found = { 收入: '8500.00', 住房: '是', 义务教育: '是', 基本医疗: '是', 饮水: '是', 原风险情况: '稳定消除' };
  expect(await walk.refused('cun', id, { ...stable, values: { ...found, 收入: '7900.00' } })).toContain('XL#1.3-c');
  expect(await walk.refused('cun', id, { ...stable, values: { ...found, 饮水: '否' } })).toContain('XL#1.3-d');
  expect(await walk.refused('cun', id, { ...stable, values: { ...found, 新风险: '因病' } })).toContain('XL#1.3-f');
  await walk.act('cun', id, { ...stable, values: found });
  expect((await walk.matter('cun', id)).matter).toMatchObject({ closedOn: '2023-06-01' });
  shows(['XL-1.3-b', 'XL-1.3-c', 'XL-1.3-d', 'XL-1.3-f'], PAGE);
});

it('opens no look-back once the sweep is over', async () => {
  walk.office.setToday('2023-06-11');
  expect(await openRounds(walk.office.services.runner, walk.office.now())).toBe(0);
});
