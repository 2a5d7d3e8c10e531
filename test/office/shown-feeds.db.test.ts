import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { freshNumber, register, VILLAGE } from '#test/routes/happy-calls.ts';
import { type CallParts, type CallReply, type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

// What departments report each month and the county bureau reads of it, asked of the API in words of the document.

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice('2022-04-01');
});
afterAll(() => office.close());

const rid = () => ({ requestId: randomUUID() });

/** The reply of a call that succeeds. */
async function good(login: string, name: RouteName, parts: CallParts = {}): Promise<CallReply['json']> {
  const reply = await office.call(login, name, parts);
  expect(reply.status, `${name} ${JSON.stringify(reply.json)}`).toBe(200);
  return reply.json;
}

const DISABILITY = '残联.新办重度残疾证';
const keys = new Map<string, { key: string; secret: string }>();

/** What the system of a department reports, signed with its key: as its page would after 确认提交. */
async function report(feed: string, rows: readonly object[] | null, more: object = {}): Promise<CallReply> {
  const [name = ''] = feed.split('.');
  const department = /[局联办]$/.test(name) ? name : `${name}局`;
  const made =
    keys.get(department) ??
    (await good('xian', 'createDepartmentKey', { params: { department }, body: { ...rid(), label: '业务系统' } }));
  keys.set(department, made);
  const body = {
    ...rid(),
    key: made.key,
    at: Date.now(),
    feed,
    period: '2022-03',
    ...(rows === null ? {} : { rows }),
    ...more,
  };
  const signature = createHmac('sha256', made.secret).update(canonicalText(body)).digest('hex');
  return office.call(null, 'submitSigned', { body: { ...body, signature } });
}
const place = { 乡镇: '西里镇', 村: '山东头村' };
const person = (more: object) => ({ 姓名: '孙新增', 身份证号码: freshNumber(), ...place, ...more });
const head = (more: object) => ({ 户主姓名: '孙户主', 身份证号码: freshNumber(), ...place, ...more });
/** Confirmed rows by what became of them. */
const outcomes = ({ status, json }: CallReply) => {
  expect(status, JSON.stringify(json)).toBe(200);
  return Object.fromEntries(Object.entries(json.batch.outcomes as Record<string, number>).filter(([, n]) => n > 0));
};
const feedsOf = async (period = '2022-03') => (await good('xian', 'listFeeds', { query: { period } })).feeds;
const feedOf = async (id: string) => (await feedsOf()).find((feed: { id: string }) => feed.id === id);

describe('附件1', () => {
  test('is the list of fifteen items by department, each due on the fifth', async () => {
    office.setToday('2022-04-01');
    const items = (await feedsOf()).filter(({ due }: { due: { on?: string } }) => due.on === '2022-04-05');
    const count = (name: string) =>
      items.filter(({ department }: { department: { id: string } }) => department.id === name).length;
    expect(items).toHaveLength(15);
    expect(['教育局', '民政局', '住建局', '卫健局', '医保局', '残联'].map(count)).toEqual([2, 7, 2, 1, 1, 2]);
    shows('SD-A1-title', '/feed-calendar');
    expect((await feedOf('卫健.大病救治')).note).toMatch(/只含县域内医疗机构.*外出就医的看不到/);
  });

  const one = { lead: 1 };
  test.each<[string, string | null, object, object | null, object]>([
    [
      '教育.失学辍学',
      'A1-edu1',
      person({ 学校: '一小', 就读学段: '小学', 失学辍学日期: '2022-03-09' }),
      person({ 学校: '一中', 就读学段: '普通高中', 失学辍学日期: '2022-03-09' }),
      { 失学辍学日期: '2022-02-09' },
    ],
    [
      '教育.教育资助',
      'A1-edu2',
      person({ 学校: '一中', 本人申请: '是', 资助项目: '助学金', 获得资助日期: '2022-03-15' }),
      person({ 学校: '一中', 本人申请: '否', 资助项目: '助学金', 获得资助日期: '2022-03-15' }),
      { 获得资助日期: '2022-02-15' },
    ],
    ['民政.农村低保对象', 'A1-mz1', person({ 批准日期: '2022-03-25' }), null, { 批准日期: '2022-02-25' }],
    [
      '民政.分散供养特困人员',
      'A1-mz2',
      person({ 供养方式: '分散', 批准日期: '2022-03-12' }),
      person({ 供养方式: '集中', 批准日期: '2022-03-12' }),
      { 批准日期: '2022-02-12' },
    ],
    ['民政.低保边缘家庭', 'A1-mz3', head({ 家庭人口: '4', 批准日期: '2022-03-12' }), null, { 批准日期: '2022-02-12' }],
    [
      '民政.临时救助对象',
      'A1-mz4',
      person({ 救助类别: '急难', 救助金额: '3000', 批准日期: '2022-03-18' }),
      null,
      { 批准日期: '2022-02-18' },
    ],
    ['民政.孤儿', null, person({ 监护人姓名: '孙监护', 批准日期: '2022-03-05' }), null, { 批准日期: '2022-02-05' }],
    [
      '民政.事实无人抚养儿童',
      'A1-mz6',
      person({ 监护人姓名: '孙监护', 批准日期: '2022-03-07' }),
      null,
      { 批准日期: '2022-02-07' },
    ],
    [
      '民政.重点困境儿童',
      'A1-mz7',
      person({ 困境类型: '自身困境', 批准日期: '2022-03-30' }),
      null,
      { 批准日期: '2022-02-28' },
    ],
    [
      '住建.CD级唯一住房',
      'A1-zj1',
      head({ 房屋等级: 'C', 唯一住房: '是', 鉴定日期: '2022-03-08' }),
      head({ 房屋等级: 'D', 唯一住房: '否', 鉴定日期: '2022-03-08' }),
      { 鉴定日期: '2022-02-08' },
    ],
    ['住建.危房改造', 'A1-zj2', head({ 改造批准日期: '2022-03-21' }), null, { 改造批准日期: '2022-02-21' }],
    [
      '卫健.大病救治',
      'A1-wj2',
      person({ 病种: '肺癌', 医疗机构: '县医院', 是否县域内医疗机构: '是', 入院日期: '2022-03-14' }),
      person({ 病种: '肺癌', 医疗机构: '省立医院', 是否县域内医疗机构: '否', 入院日期: '2022-03-14' }),
      { 入院日期: '2022-02-14' },
    ],
    [
      DISABILITY,
      'A1-cl1',
      person({ 残疾证号: '1', 残疾等级: '二级', 发证日期: '2022-03-11' }),
      person({ 残疾证号: '2', 残疾等级: '三级', 发证日期: '2022-03-11' }),
      { 发证日期: '2022-02-11' },
    ],
    [
      '残联.变更重度残疾证',
      'A1-cl2',
      person({ 残疾证号: '3', 原等级: '三级', 现等级: '二级', 变更日期: '2022-03-16' }),
      person({ 残疾证号: '4', 原等级: '二级', 现等级: '四级', 变更日期: '2022-03-16' }),
      { 变更日期: '2022-02-16' },
    ],
  ])(
    'of %s are those of the month before, earlier ones only with a reason',
    async (feed, clause, fits, other, earlier) => {
      office.setToday('2022-04-05');
      const first = await report(feed, other === null ? [fits] : [fits, other]);
      expect(outcomes(first)).toEqual(other === null ? one : { ...one, nothing: 1 });
      expect(first.json.batch.receipt).toMatchObject({ due: '2022-04-05', daysLate: 0 });
      const old = { ...fits, 身份证号码: freshNumber(), ...earlier };
      const refused = await report(feed, [old]);
      expect([refused.status, refused.json.facts]).toEqual([
        400,
        expect.objectContaining({ field: 'reason', why: 'supplementary' }),
      ]);
      expect(outcomes(await report(feed, [old], { reason: '上月漏报' }))).toEqual(one);
      const again = await report(feed, [fits, { ...fits, 身份证号码: freshNumber() }]);
      expect(outcomes(again)).toEqual(one);
      expect(again.json.batch.rows.duplicate).toBe(1);
      if (clause !== null) shows(`SD-${clause}`, '/feeds');
    },
  );

  test('raises nothing of medical costs before the city has set the standard, and says so', async () => {
    const feed = '医保.个人负担超标';
    office.setToday('2022-04-01');
    expect((await feedOf(feed)).blocked).toEqual({ parameter: '医疗负担线', setBy: 'city' });
    expect(outcomes(await report(feed, [person({ 个人负担金额: '20000' })]))).toEqual({ blocked: 1 });
  });
});

describe('reports of departments', () => {
  test('are in time on the fifth, late on the sixth, and say when there was nothing', async () => {
    office.setToday('2022-05-05');
    const april = { period: '2022-04' };
    const row = (on: string) => person({ 残疾证号: '9', 残疾等级: '一级', 发证日期: on });
    const inTime = await report(DISABILITY, [row('2022-04-20')], april);
    expect(inTime.json.batch.receipt).toMatchObject({ on: '2022-05-05', due: '2022-05-05', daysLate: 0 });
    const nil = await report('残联.变更重度残疾证', null, april);
    expect(nil.json.batch).toMatchObject({ nil: true, receipt: { daysLate: 0 } });
    office.setToday('2022-05-06');
    const late = await report(
      '教育.失学辍学',
      [person({ 学校: '一小', 就读学段: '小学', 失学辍学日期: '2022-04-09' })],
      april,
    );
    expect(late.json.batch.receipt).toMatchObject({ due: '2022-05-05', daysLate: 1 });
    const stands = Object.fromEntries(
      (await feedsOf('2022-04')).map(({ id, state }: { id: string; state: string }) => [id, state]),
    );
    expect(stands).toMatchObject({
      [DISABILITY]: 'reported',
      '残联.变更重度残疾证': 'nil',
      '教育.失学辍学': 'late',
      '民政.孤儿': 'not-reported',
    });
    shows('SD-1.2-a', '/feed-calendar');
  });

  test('are one lead a household with every source; who is monitored or named otherwise is marked', async () => {
    office.setToday('2022-04-05');
    const number = freshNumber();
    await report('民政.临时救助对象', [
      person({ 身份证号码: number, 姓名: '张二源', 救助类别: '急难', 救助金额: '3000', 批准日期: '2022-03-18' }),
    ]);
    expect(
      outcomes(
        await report(DISABILITY, [
          person({ 身份证号码: number, 姓名: '张二源', 残疾证号: '5', 残疾等级: '一级', 发证日期: '2022-03-11' }),
        ]),
      ),
    ).toEqual({ evidence: 1 });
    const known = freshNumber();
    const village = await office.area(VILLAGE);
    const newHousehold = { village, headName: '王在册', idNumber: known };
    const { json } = await register(office, { foundOn: '2022-04-05', newHousehold });
    await office.database.ownerPool.query(`update households set status = 'monitored' where id = $1`, [
      json.line.household,
    ]);
    office.setToday('2022-04-05');
    const row = { 残疾证号: '6', 残疾等级: '一级', 发证日期: '2022-03-11', 身份证号码: known };
    expect(outcomes(await report(DISABILITY, [person({ ...row, 姓名: '别的人' })]))).toEqual({ ambiguous: 1 });
    const { conflicts } = await good('xian', 'listFeedConflicts');
    expect(conflicts).toContainEqual(
      expect.objectContaining({ name: '别的人', registered: expect.objectContaining({ name: '王在册' }) }),
    );
    const watched = await report(DISABILITY, [person({ ...row, 残疾证号: '7', 姓名: '王在册' })]);
    // The household has a line at its township already: this is another, and 并入 is proposed.
    expect(outcomes(watched)).toEqual({ line: 1 });
    const { lines } = await good('xian', 'pendingDispatch');
    const both = lines.filter(({ headName }: { headName: string }) => headName === '张二源');
    expect(both).toHaveLength(1);
    expect(both[0].sources.map(({ department }: { department: string }) => department).sort()).toEqual(
      ['残联', '民政局'].sort(),
    );
    const marked = lines.find(({ headName }: { headName: string }) => headName === '王在册');
    expect(marked).toMatchObject({ monitored: true, openLead: { id: json.line.id, no: json.line.no } });
    shows('SD-1.2-b', '/dispatch');
  });

  test('of the petition office come at any time and are never late', async () => {
    office.setToday('2022-04-12');
    const feed = '信访局.线索';
    expect(await feedOf(feed)).toMatchObject({ state: 'open', due: { state: 'none' } });
    const sent = await report(
      feed,
      [{ 姓名: '李来信', 身份证号码: freshNumber(), ...place, 内容: '户主重病', 日期: '2022-04-12' }],
      { period: '2022-04' },
    );
    expect(sent.json.batch.receipt).toMatchObject({ due: null, daysLate: null });
    const { lines } = await good('zhen', 'listLedger', { query: { tab: 'to-receive', channel: '信访信息' } });
    expect(lines).toContainEqual(
      expect.objectContaining({ headName: '李来信', source: '信访局', feedbackOn: '2022-04-12' }),
    );
    expect(await feedOf('网信办.线索')).toMatchObject({ state: 'open', due: { state: 'none' } });
    shows('SD-1.2-h', '/feeds');
  });
});
