import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shows } from '#test/shows.ts';
import { type Json, type PackWalk, packWalk } from './pack-walk.ts';

// One household of 平潭 under 闽 rules, through the interface. Holidays: 1 to 7 October 2022 off, 8 and 9 October worked;
// 31 December 2022 to 2 January 2023 off.
const VILLAGE = '350128107200';
const PAGE = '/api/matters';
let walk: PackWalk;
let lead: string;
let household: string;
let recognition: string;
const civil = { office: '民政局', document: '岚民函〔2022〕12号' };
const group = { office: '县级领导小组', document: '岚防返贫领〔2022〕3号' };

beforeAll(async () => {
  walk = await packWalk('2022-09-28', { county: '350128', town: '350128107', village: VILLAGE, department: '教育局' });
  const amount = { value: '8040', from: '2022-01-01', reason: '县里公布', document: '岚综管〔2022〕1号' };
  const basis = [
    '经济社会发展水平：稳定',
    '物价指数变化：持平',
    '农村居民收入增幅：正常',
    '决定文件：岚综管〔2022〕1号',
  ];
  const set = (body: object) => walk.good('xian', 'setParameter', { body: { requestId: randomUUID(), ...body } });
  await set({ name: '低保年标准', ...amount });
  await set({ name: '监测线', ...amount, basis });
});
afterAll(() => walk.office.close());

it('sums leads up the same day, sends them out the next, and gives the township five working days and a month', async () => {
  const village = await walk.office.area(VILLAGE);
  const told = { channel: '走访排查', source: '乡村干部', text: '大病住院，自付费用大', foundOn: '2022-09-28' };
  lead = await walk.lead('zhen', { ...told, newHousehold: { village, headName: '林阿海' } });
  expect((await walk.line('zhen', lead)).stage).toBe('gathering');
  // Only of the village one works in: which one has to be said.
  expect((await walk.matter('zhen', lead)).refused).toContainEqual(expect.objectContaining({ clause: 'FJ#5-a' }));
  await walk.act('zhen', lead, { do: 'register', on: '2022-09-28', values: { 所驻村: '湖西村' } });
  expect(await walk.due('xian', lead, 'daily-summary')).toBe('2022-09-28');
  await walk.act('xian', lead, { do: 'daily-summary', on: '2022-09-28' });
  expect(await walk.due('xian', lead, 'dispatch')).toBe('2022-09-29');
  await walk.act('xian', lead, { do: 'dispatch', on: '2022-09-29' });
  expect((await walk.line('zhen', lead)).feedbackOn).toBe('2022-09-29');
  // 30 September, then 8, 9, 10 and 11 October.
  expect(await walk.due('zhen', lead, 'preliminary-review')).toBe('2022-10-11');
  expect(await walk.due('zhen', lead, 'household-verification')).toBe('2022-10-29');
  shows(['FJ-5-a', 'FJ-7-a', 'FJ-7-c', 'FJ-7-d', 'FJ-7-e'], PAGE);
});

it('asks who reviewed, visits, and begins the recognition with that visit', async () => {
  const unnamed = { do: 'preliminary-review', on: '2022-10-08', outcome: '通过' };
  expect(await walk.refused('zhen', lead, unnamed)).toContain('FJ#17-c');
  await walk.act('zhen', lead, { ...unnamed, values: { 初审人: '吴初审' } });
  const closing = { do: 'write-off', on: '2022-10-09', outcome: '销号' };
  expect(await walk.refused('xian', lead, closing)).toContain('FJ#5-c');
  await walk.act('zhen', lead, {
    do: 'household-verification',
    on: '2022-10-12',
    outcome: '是',
    visit: await walk.visit(),
  });
  const [found] = (await walk.good('zhen', 'listMatters')).matters;
  expect(found).toMatchObject({ procedure: 'identification', openSteps: ['commitment'], headName: '林阿海' });
  recognition = found.id;
  household = found.household;
  expect(await walk.line('zhen', lead)).toMatchObject({ verdict: '是', stage: 'to-write-off' });
  shows(['FJ-17-c', 'FJ-7-f', 'FJ-5-c'], PAGE);
});

it('compares only after everybody has consented', async () => {
  const comparison = { do: 'information-comparison', on: '2022-10-13', outcome: '无异常', recordedFor: civil };
  expect(await walk.refused('xian', recognition, comparison)).toContain('FJ#15-b');
  const signed = { 签署日期: '2022-10-12', 签署人: '林阿海' };
  const consent = { do: 'commitment', on: '2022-10-12', each: { 授权查询: '是' }, values: signed };
  await walk.act('cun', recognition, consent);
  await walk.act('xian', recognition, { ...comparison, each: { 比对结果: '无' } });
  shows(['FJ-8-a', 'FJ-8-b', 'FJ-8-d', 'FJ-15-b'], PAGE);
});

it('hangs the notice out for five working days in the household’s own village', async () => {
  const meeting = { 到会人数: 15, 同意人数: 14, 拟定类别: '突发严重困难户', 起因说明: '因病', 刚性支出较大: true };
  const agreed = { do: 'deliberation', on: '2022-10-14', outcome: '通过', values: meeting };
  expect(await walk.refused('cun', recognition, agreed)).toContain('FJ#1-d');
  await walk.act('cun', recognition, { ...agreed, values: { ...meeting, 基本生活严重困难: true } });
  await walk.act('cun', recognition, { do: 'village-notice.begin', on: '2022-10-17' });
  // Monday 17: 18, 19, 20, 21 and Monday 24 October; it may come down on the 25th.
  expect(await walk.due('cun', recognition, 'village-notice')).toBe('2022-10-24');
  const down = { do: 'village-notice', on: '2022-10-25', values: { 地点: '湖西村' } };
  expect(await walk.refused('cun', recognition, { ...down, on: '2022-10-24' })).toContain('FJ#8-g');
  expect(await walk.refused('cun', recognition, { ...down, values: { 地点: '北洋村' } })).toEqual(['FJ#8-e1']);
  await walk.act('cun', recognition, down);
  shows(['FJ-1-d', 'FJ-8-e1', 'FJ-8-g'], PAGE);
});

it('is confirmed by the leading group and not by the bureau, and makes the household monitored', async () => {
  const confirmed = { do: 'confirmation', on: '2022-10-26', outcome: '确认', values: { 文号: group.document } };
  expect(await walk.refused('xian', recognition, confirmed)).toContain('FJ#8-h');
  await walk.act('xian', recognition, { ...confirmed, recordedFor: group });
  expect(await walk.status(household)).toBe('monitored');
  const told = { do: 'announcement', on: '2022-10-27', recordedFor: group };
  await walk.act('xian', recognition, { ...told, values: { 公告媒介: '县政府网站' } });
  expect(await walk.due('xian', recognition, 'system-entry')).toBe('2022-10-31');
  await walk.act('xian', recognition, { do: 'system-entry', on: '2022-10-27' });
  await walk.act('xian', lead, { do: 'write-off', on: '2022-10-28', outcome: '销号' });
  expect((await walk.line('zhen', lead)).stage).toBe('written-off');
  shows(['FJ-8-h', 'FJ-8-i', 'FJ-18-b'], PAGE);
});

it('is cleared when nobody lacks labour, after another notice over the new year', async () => {
  const body = { requestId: randomUUID(), procedure: 'clearance' };
  const { id } = (await walk.good('zhen', 'openMatter', { params: { id: household }, body })).matter;
  const visit = { do: 'clearance-visit', on: '2022-12-01', outcome: '风险已消除' };
  const found = { 收入稳定结论: true, 保障巩固结论: true, 风险消除结论: true, 认定依据: '收入和三保障佐证' };
  expect(await walk.refused('zhen', id, { ...visit, values: found })).toContain('FJ#9-e');
  const facts = { '户.整户无劳动能力': false, 稳定性较弱: false };
  await walk.act('zhen', id, { do: 'correct', on: '2022-12-01', facts, reason: '入户核实' });
  expect(await walk.refused('zhen', id, { ...visit, values: { ...found, 风险消除结论: false } })).toContain('FJ#9-a');
  await walk.act('zhen', id, { ...visit, values: found });
  const meeting = { 到会人数: 15, 同意人数: 14 };
  await walk.act('cun', id, { do: 'clearance-deliberation', on: '2022-12-02', outcome: '通过', values: meeting });
  await walk.act('cun', id, { do: 'clearance-notice.begin', on: '2022-12-29' });
  // 30 December, then 3, 4, 5 and 6 January.
  expect(await walk.due('cun', id, 'clearance-notice')).toBe('2023-01-06');
  await walk.act('cun', id, { do: 'clearance-notice', on: '2023-01-07', values: { 地点: '湖西村' } });
  const paper = { do: 'clearance-confirmation', on: '2023-01-09', values: { 文号: '岚防返贫领〔2023〕1号' } };
  await walk.act('xian', id, { ...paper, recordedFor: group });
  expect(await walk.status(household)).toBe('cleared');
  shows(['FJ-9-a', 'FJ-9-b', 'FJ-9-e', 'FJ-8-e3'], PAGE);
});

it('has departments report by the last day of the month, moved only where the county has chosen so', async () => {
  walk.office.setToday('2022-10-20');
  const due = async () => {
    const { feeds } = await walk.good('xian', 'listFeeds', { query: { period: '2022-12' } });
    return feeds.find(({ id }: Json) => id === '教育.义务教育辍学').due.on;
  };
  walk.office.setToday('2023-01-09');
  expect(await due()).toBe('2022-12-31');
  const body = {
    requestId: randomUUID(),
    name: '到期日遇休息日',
    value: '提前',
    from: '2022-01-01',
    reason: '县里确定',
  };
  await walk.good('xian', 'setParameter', { body });
  // 31 December 2022 is the first day of the new year's holiday.
  expect(await due()).toBe('2022-12-30');
});
