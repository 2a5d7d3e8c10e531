import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shows } from '#test/shows.ts';
import { type PackWalk, packWalk } from './pack-walk.ts';

// One household of 岳阳县 under its own rules, through the interface. 10 to 12 September 2022 off (中秋节).
const VILLAGE = '430621106225';
const PAGE = '/api/matters';
let walk: PackWalk;
let lead: string;
let household: string;
let recognition: string;
const leaders = [
  { role: '书记', name: '甲书记' },
  { role: '乡镇长', name: '乙乡镇长' },
];

describe.skipIf(process.env['SHOUWANG_FULL'] !== '1')('a household of 岳阳县', () => {
  beforeAll(async () => {
    walk = await packWalk('2022-09-05', {
      county: '430621',
      town: '430621106',
      village: VILLAGE,
      department: '教育局',
    });
  });
  afterAll(() => walk.office.close());

  it('is reported the day it is found and visited within two working days', async () => {
    const village = await walk.office.area(VILLAGE);
    const told = { channel: '干部排查', source: '村干部', text: '大病住院', foundOn: '2022-09-05' };
    lead = await walk.lead('cun', { ...told, newHousehold: { village, headName: '彭阿海' } });
    expect(await walk.due('cun', lead, 'report')).toBe('2022-09-05');
    await walk.act('cun', lead, { do: 'report', on: '2022-09-05', values: { 排查方式: '日常排查' } });
    expect(await walk.due('zhen', lead, 'household-visit')).toBe('2022-09-07');
    await walk.act('zhen', lead, { do: 'household-visit', on: '2022-09-07', outcome: '有风险' });
    const handled = { do: 'handle', on: '2022-09-07' };
    expect(await walk.refused('zhen', lead, { ...handled, outcome: '不需识别' })).toEqual(['YY#1-l']);
    await walk.act('zhen', lead, { ...handled, outcome: '转识别程序' });
    expect((await walk.line('zhen', lead)).stage).toBe('written-off');
    const [found] = (await walk.good('zhen', 'listMatters')).matters;
    expect(found).toMatchObject({ procedure: 'identification', openSteps: ['consent'] });
    recognition = found.id;
    household = found.household;
    shows(['YY-1-a', 'YY-1-j', 'YY-1-k', 'YY-1-l'], PAGE);
  });

  it('is compared beside the notice, which hangs five days, rest days included', async () => {
    await walk.act('cun', recognition, { do: 'consent', on: '2022-09-08', values: { 风险序号: ['⑥'] } });
    const visit = { do: 'household-verification', on: '2022-09-08', outcome: '属实', visit: await walk.visit() };
    await walk.act('zhen', recognition, visit);
    const meeting = { 到会人数: 15, 同意人数: 14 };
    await walk.act('cun', recognition, { do: 'deliberation', on: '2022-09-09', outcome: '拟纳入', values: meeting });
    await walk.act('cun', recognition, { do: 'village-notice.begin', on: '2022-09-09' });
    expect(await walk.due('cun', recognition, 'village-notice')).toBe('2022-09-14');
    const centre = { office: '核对机构', document: '岳核对〔2022〕8号' };
    const nothing = { 存款: '无', 车辆: '无', 住房: '无', 工商注册: '无', 财政供养: '无' };
    const compared = { do: 'information-comparison', on: '2022-09-13', outcome: '无异常', recordedFor: centre };
    expect(await walk.refused('xian', recognition, { ...compared, each: { 存款: '无' } })).toContain('YY#2.2-a');
    await walk.act('xian', recognition, { ...compared, each: nothing });
    const down = { do: 'village-notice', on: '2022-09-15', values: { 地点: '临港村' } };
    expect(await walk.refused('cun', recognition, { ...down, on: '2022-09-14' })).toContain('YY#2.1-a');
    await walk.act('cun', recognition, down);
    shows(['YY-2.1-a', 'YY-2.2-a', 'YY-2.2-b'], PAGE);
  });

  it('is signed by two leaders and sealed by the county, without a meeting of departments', async () => {
    const facts = { 较大争议: false };
    await walk.act('xian', recognition, { do: 'correct', on: '2022-09-15', facts, reason: '评议没有争议' });
    const review = { do: 'township-review', on: '2022-09-15', outcome: '同意' };
    expect(await walk.refused('zhen', recognition, { ...review, signers: leaders.slice(0, 1) })).toContain('YY#F2-3a');
    await walk.act('zhen', recognition, { ...review, signers: leaders });
    const steps = (await walk.matter('xian', recognition)).steps.map(({ id }: { id: string }) => id);
    expect(steps).not.toContain('department-consultation');
    const approved = { do: 'county-approval', on: '2022-09-16', outcome: '同意' };
    expect(await walk.refused('xian', recognition, approved)).toContain('YY#F2-4a');
    await walk.act('xian', recognition, { ...approved, values: { 盖章: true } });
    expect(await walk.status(household)).toBe('monitored');
    shows(['YY-F2-3a', 'YY-F2-3c', 'YY-F2-4a', 'YY-2.3-a', 'YY-2.4-d'], PAGE);
  });

  it('has its measures keyed within a month of the approval', async () => {
    const { id } = (await open('cun', 'measures')).matter;
    expect(await walk.refused('cun', id, { do: 'plan', on: '2022-09-19' })).toContain('YY#3-a');
    await walk.act('cun', id, { do: 'plan', on: '2022-09-19', values: { 措施条数: 2 } });
    await walk.act('cun', id, { do: 'declare', on: '2022-09-20' });
    // One month from 16 September.
    expect(await walk.due('zhen', id, 'key-in')).toBe('2022-10-16');
    await walk.act('zhen', id, { do: 'key-in', on: '2022-10-10' });
    shows(['YY-3-a', 'YY-3-b', 'YY-3-d'], PAGE);
  });

  it('leaves the register only with the householder’s signature', async () => {
    walk.office.setToday('2022-12-05');
    const { id } = (await open('zhen', 'clearance')).matter;
    const visit = { do: 'household-verification', on: '2022-12-05', outcome: '均已稳定消除', reason: '县级同意' };
    await walk.act('zhen', id, visit);
    const agreed = { do: 'household-confirmation', on: '2022-12-06', outcome: '自愿退出' };
    expect(await walk.refused('cun', id, agreed)).toContain('YY#F3-2b');
    await walk.act('cun', id, { ...agreed, values: { 户主签名: true } });
    shows(['YY-F3-2a', 'YY-F3-2b'], PAGE);
  });
});

async function open(login: string, procedure: string) {
  return walk.good(login, 'openMatter', { params: { id: household }, body: { requestId: randomUUID(), procedure } });
}
