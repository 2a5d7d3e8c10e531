import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testIdNumber } from '#test/office/mixed-leads.ts';
import { shows } from '#test/shows.ts';
import { type PackWalk, packWalk } from './pack-walk.ts';

// One household of 涞源县 under its own rules, through the interface. 30 April to 4 May 2022 off, 24 April and 7 May worked:
// the document counts calendar days.
const VILLAGE = '130630101201';
const PAGE = '/api/matters';
let walk: PackWalk;
let lead: string;
let household: string;
let recognition: string;

describe.skipIf(process.env['SHOUWANG_FULL'] !== '1')('a household of 涞源县', () => {
  beforeAll(async () => {
    walk = await packWalk('2022-04-28', {
      county: '130630',
      town: '130630101',
      village: VILLAGE,
      department: '教育局',
    });
  });
  afterAll(() => walk.office.close());

  it('is judged from the lead on: whence it came, and whether it goes on to recognition', async () => {
    const village = await walk.office.area(VILLAGE);
    const told = { channel: '自主申报', source: '防贫APP', text: '大病住院', foundOn: '2022-04-28' };
    const head = { village, headName: '彭山', idNumber: testIdNumber(7) };
    lead = await walk.lead('zhen', { ...told, newHousehold: head });
    const facts = { 农村人口: true };
    await walk.act('zhen', lead, { do: 'correct', on: '2022-04-28', facts, reason: '户籍' });
    const received = { do: 'receive', on: '2022-04-28' };
    expect(await walk.refused('zhen', lead, { ...received, values: { 来源方向: '自上而下' } })).toEqual(['LY#2-j']);
    await walk.act('zhen', lead, { ...received, values: { 来源方向: '自下而上' } });
    expect(await walk.due('zhen', lead, 'judge')).toBe('2022-05-13');
    await walk.act('zhen', lead, { do: 'judge', on: '2022-04-29', outcome: '转认定程序' });
    expect((await walk.line('zhen', lead)).stage).toBe('written-off');
    const [found] = (await walk.good('zhen', 'listMatters')).matters;
    recognition = found.id;
    household = found.household;
    shows(['LY-2-j', 'LY-6-h'], PAGE);
  });

  it('has fifteen days from the finding, holidays counted', async () => {
    const visit = { do: 'household-verification', on: '2022-04-30', outcome: '有风险', visit: await walk.visit() };
    await walk.act('zhen', recognition, visit);
    expect((await walk.matter('zhen', recognition)).limit).toMatchObject({ of: 15, due: { on: '2022-05-13' } });
    shows(['LY-3-e', 'LY-3-a'], PAGE);
  });

  it('hangs out in the village while the township reviews, once the county has said for how long', async () => {
    const { refused } = await walk.matter('cun', recognition);
    expect(refused).toContainEqual(expect.objectContaining({ code: 'parameter-unset', missing: '参数.公示天数' }));
    const term = { name: '公示天数', value: '3', unit: 'day', from: '2022-04-13', reason: '县局研究确定' };
    await walk.good('xian', 'setParameter', { body: { requestId: randomUUID(), ...term } });
    const meeting = { 到会人数: 15, 同意人数: 14 };
    await walk.act('cun', recognition, { do: 'village-deliberation-notice.begin', on: '2022-05-05', values: meeting });
    expect(await walk.due('cun', recognition, 'village-deliberation-notice')).toBe('2022-05-08');
    await walk.act('zhen', recognition, { do: 'township-review', on: '2022-05-06', outcome: '通过' });
    const down = { do: 'village-deliberation-notice', outcome: '通过', values: { ...meeting, 地点: '碾盘村' } };
    expect(await walk.refused('cun', recognition, { ...down, on: '2022-05-08' })).toContain('LY#3-a');
    await walk.act('cun', recognition, { ...down, on: '2022-05-09' });
    shows(['LY-3-b', 'LY-3-f'], PAGE);
  });

  it('is compared and decided by the county, adult by adult', async () => {
    const facts = { '户.脱贫': false };
    await walk.act('xian', recognition, { do: 'correct', on: '2022-05-10', facts, reason: '核对' });
    const decided = { do: 'county-decision', on: '2022-05-10', outcome: '认定' };
    const values = { 比对方式: '已比对', 认定类别: '突发严重困难户' };
    const each = { 存款: '无', 房产: '无', 车辆: '无' };
    expect(await walk.refused('xian', recognition, { ...decided, values, each: { 存款: '无' } })).toContain('LY#3-a');
    await walk.act('xian', recognition, { ...decided, values, each });
    expect(await walk.status(household)).toBe('monitored');
    shows(['LY-1-b', 'LY-5-a'], PAGE);
  });
});
