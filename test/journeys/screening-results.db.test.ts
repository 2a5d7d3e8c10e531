import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import type { RouteName } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { keepHouseholdMonths } from '#jobs/keep-household-months.ts';
import { makeCountyFigures } from '#jobs/make-county-figures.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { setHouseholdStatus } from '#store/households.ts';
import { freshNumber } from '#test/routes/happy-calls.ts';
import { type CallParts, type CallReply, type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

// What comes back from screening, through the API: repeats, withdrawals, results.

const LOW = '民政.农村低保对象';
let office: RouteOffice;
let key: { key: string; secret: string };

beforeAll(async () => {
  office = await routeOffice('2022-04-02');
  const made = { params: { department: '民政局' }, body: { ...rid(), label: '业务系统' } };
  key = await good('xian', 'createDepartmentKey', made);
});
afterAll(() => office.close());

const rid = () => ({ requestId: randomUUID() });

async function good(login: string, name: RouteName, parts: CallParts = {}): Promise<CallReply['json']> {
  const reply = await office.call(login, name, parts);
  expect(reply.status, `${name} ${JSON.stringify(reply.json)}`).toBe(200);
  return reply.json;
}

interface Person {
  readonly 姓名: string;
  readonly 身份证号码: string;
}
const person = (name: string): Person => ({ 姓名: name, 身份证号码: freshNumber() });

/** 新增农村低保对象 of a month, confirmed: the batch. */
async function report(period: string, people: readonly (Person & { 月保障金额?: string })[]) {
  const rows = people.map((each) => ({ 乡镇: '西里镇', 村: '山东头村', 批准日期: `${period}-15`, ...each }));
  const body = { ...rid(), key: key.key, at: Date.now(), feed: LOW, period, rows };
  const signature = createHmac('sha256', key.secret).update(canonicalText(body)).digest('hex');
  const reply = await office.call(null, 'submitSigned', { body: { ...body, signature } });
  expect(reply.status, JSON.stringify(reply.json)).toBe(200);
  return reply.json.batch;
}

const outcomes = (batch: { outcomes: Record<string, number> }) =>
  Object.fromEntries(Object.entries(batch.outcomes).filter(([, n]) => n > 0));

const refs = (lines: readonly { id: string; seq: number }[]) => lines.map(({ id, seq }) => ({ id, seq }));

/** Everything that waits at the county goes to the township; the lines as the township has them then. */
async function dispatched() {
  const { lines: leads } = await good('xian', 'pendingDispatch');
  await good('xian', 'dispatch', { body: { ...rid(), leads: refs(leads) } });
  return (await good('zhen', 'listLedger', { query: { tab: 'to-receive' } })).lines;
}

async function rejected(lines: readonly { id: string; seq: number }[], on: string) {
  const names = { visitedOn: on, verdict: '否', reason: '有稳定收入', verifiers: ['王一', '李二'], finishedOn: on };
  const { done } = await good('zhen', 'fillLedger', {
    body: { ...rid(), rows: refs(lines).map((line) => ({ ...line, ...names })) },
  });
  expect(done).toHaveLength(lines.length);
}

async function setMonths(value: string) {
  const body = { ...rid(), name: '核实结果沿用期', value, unit: 'month', from: '2022-04-01', reason: '局务会定' };
  await good('xian', 'setParameter', { body });
}

describe('a person reported again who did not qualify', () => {
  const [same, worse, late] = [person('钱相同'), person('钱变差'), person('钱隔久')];

  test('is a new line like any other while no months are set', async () => {
    await report('2022-03', [
      { ...same, 月保障金额: '420' },
      { ...worse, 月保障金额: '420' },
    ]);
    await rejected(await dispatched(), '2022-04-02');
    office.setToday('2022-05-02');
    const batch = await report('2022-04', [{ ...late, 月保障金额: '420' }]);
    expect(outcomes(batch)).toEqual({ lead: 1 });
    await rejected(await dispatched(), '2022-05-02');
  });

  test('is marked with the earlier visit once six months are set; a value that differs and no rule ranks is not', async () => {
    await setMonths('6');
    const batch = await report('2022-04', [
      { ...same, 月保障金额: '420' },
      { ...worse, 月保障金额: '300' },
    ]);
    expect(outcomes(batch)).toEqual({ lead: 1, repeat: 1 });
    expect(batch.rows.accepted).toBe(2);
    const lines = await dispatched();
    expect(lines).toHaveLength(2);
    const tab = await good('zhen', 'listLedger', { query: { tab: 'repeated' } });
    expect(tab.counts.repeated).toBe(1);
    expect(tab.lines).toHaveLength(1);
    expect(tab.lines[0]).toMatchObject({
      headName: '钱相同',
      repeats: {
        state: 'marked',
        visit: { on: '2022-04-02', verdict: '否', reason: '有稳定收入', verifiers: ['王一', '李二'] },
      },
    });
  });

  test('沿用 gives the line the earlier result and names who confirmed; a line not marked is refused', async () => {
    const { lines } = await good('zhen', 'listLedger', { query: { tab: 'to-receive' } });
    const body = { ...rid(), leads: refs(lines) };
    const { done, refused } = await good('zhen', 'keepVisits', { body });
    expect([done.length, refused.length]).toEqual([1, 1]);
    expect(refused[0].headName).toBe('钱变差');
    expect(done[0]).toMatchObject({
      headName: '钱相同',
      verdict: '否',
      reason: '有稳定收入',
      repeats: { state: 'kept' },
    });
    const { acts, visit } = await good('zhen', 'getLead', { params: { id: done[0].id } });
    expect(visit.verifiers).toHaveLength(2);
    expect(acts.at(-1)).toMatchObject({ kind: 'household-verification', on: '2022-05-02', by: 'zhen的人' });
    expect((await good('zhen', 'writeOffLeads', { body: { ...rid(), leads: refs(done) } })).done).toHaveLength(1);
  });

  test('a new visit may be ordered instead; what rests on 沿用 is never the visit of a third line', async () => {
    office.setToday('2022-06-02');
    expect(outcomes(await report('2022-05', [{ ...same, 月保障金额: '420' }]))).toEqual({ repeat: 1 });
    const marked = (await dispatched()).filter(({ repeats }: { repeats: object | null }) => repeats !== null);
    expect(marked[0].repeats.visit.on).toBe('2022-04-02');
    const { done } = await good('zhen', 'orderVisits', { body: { ...rid(), leads: refs(marked) } });
    expect(done[0]).toMatchObject({ verdict: null, repeats: { state: 'revisit' } });
    expect((await good('zhen', 'listLedger', { query: { tab: 'repeated' } })).counts.repeated).toBe(0);
  });

  test('after the months are over it is a line like any other', async () => {
    office.setToday('2022-11-03');
    const batch = await report('2022-10', [{ ...late, 月保障金额: '420' }]);
    expect(outcomes(batch)).toEqual({ lead: 1 });
  });
});

describe('results', () => {
  test('come back by batch with the reasons that are common phrases, and as a file', async () => {
    const { recent } = await good('minzheng', 'listFeeds');
    const march = recent.find(({ period, rows }: { period: string; rows: { rows: number } }) => period === '2022-03' && rows.rows === 2); // biome-ignore format: one line
    expect(march.results).toMatchObject({ reported: 2, notQualified: 2, recognised: 0, open: 0 });
    // Three households were given this reason by now: a phrase. 沿用 is no fourth.
    expect(march.results.reasons).toEqual([{ text: '有稳定收入', n: 2 }]);
    const { bytes } = await office.call('minzheng', 'feedResultsSheet', { query: { year: 2022 } });
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  test('add up by feed, month and township; a department sees no township', async () => {
    const { rows, total } = await good('minzheng', 'feedHitRates', { query: { from: '2022-03', to: '2022-05' } });
    // 3 月 2 行均为否；4 月 3 行：1 否、1 沿用为否、1 未核实；5 月 1 行未核实。
    expect(total).toEqual({ reported: 6, raised: 6, yes: 0, already: 0, no: 4, open: 2, rate: 0 });
    expect(rows).toHaveLength(1);
    const asked = { from: '2022-03', to: '2022-05', by: 'town' };
    const towns = await good('xian', 'feedHitRates', { query: asked });
    expect(towns.rows).toMatchObject([{ label: '西里镇', reported: 6, no: 4 }]);
    expect((await office.call('minzheng', 'feedHitRates', { query: asked })).status).toBe(403);
  });
});

describe('a batch taken back', () => {
  test('leaves alone what somebody works on, lists it, and takes back the rest', async () => {
    const [atTown, atCounty] = [person('孙在办'), person('孙待发')];
    await dispatched();
    const first = await report('2022-10', [atTown]);
    await dispatched();
    const batch = await report(
      '2022-10',
      [atTown, atCounty].map((each) => ({ ...each, 月保障金额: '500' })),
    );
    expect(outcomes(batch)).toEqual({ line: 1, lead: 1 });
    const { lines: leads } = await good('xian', 'pendingDispatch');
    const line = leads.find(({ headName }: { headName: string }) => headName === '孙在办');
    await good('xian', 'dispatch', { body: { ...rid(), leads: refs([line]) } });
    const { batch: before } = await good('minzheng', 'getFeedBatch', { params: { id: batch.id } });
    expect(before).toMatchObject({ standing: { untouched: 1, touched: 1 }, may: { withdraw: true } });

    const body = { ...rid(), reason: '报错月份' };
    const { batch: after } = await good('minzheng', 'withdrawFeedBatch', { params: { id: batch.id }, body });
    expect(after).toMatchObject({
      state: 'undone',
      withdrawal: { withdrawn: 1, evidence: 0, kept: 1, on: '2022-11-03' },
    });
    expect(after.withdrawal.receiptNo).not.toBe(after.receipt.no);
    const { rows } = await good('minzheng', 'keptRows', { params: { id: batch.id } });
    expect(rows).toMatchObject([{ row: 2, stage: 'to-receive', town: '西里镇', no: line.no, since: '2022-11-03' }]);
    expect(JSON.stringify(rows[0].facts)).toContain('孙在办');

    const { acts } = await good('zhen', 'getLead', { params: { id: line.id } });
    expect(acts.at(-1)).toMatchObject({ kind: 'event', label: 'event.lead.report-withdrawn' });
    const left = (await good('xian', 'pendingDispatch')).lines.map(({ headName }: { headName: string }) => headName);
    expect(left).not.toContain('孙待发');
    const again = await office.call('minzheng', 'keptRows', { params: { id: first.id } });
    expect(again.status).toBe(404);
  });
});

describe('lists to departments', () => {
  test('tell each department of a month what the document names, once, with a receipt; the department signs', async () => {
    office.setToday('2022-12-06');
    const { line } = await good('zhen', 'registerLead', {
      body: {
        ...rid(),
        channel: '干部排查',
        source: '村委',
        text: '住院花费大',
        foundOn: '2022-12-05',
        newHousehold: { village: await office.area('370323105201'), headName: '周新识', idNumber: freshNumber() },
      },
    });
    const visit = { visitedOn: '2022-12-06', verdict: '是', verifiers: ['王一', '李二'] };
    await good('zhen', 'fillLedger', { body: { ...rid(), rows: [{ id: line.id, seq: line.seq, ...visit }] } });
    const { line: seen } = await good('zhen', 'getLead', { params: { id: line.id } });
    const bureau = await office.actor('county-officer', '任小舟');
    await office.read(bureau, async ({ tx }) => {
      const household = seen.household as string;
      const change = { household, status: 'monitored', since: plainDate('2022-12-20') } as const;
      await setHouseholdStatus(tx, office.county, { ...change, matter: seen.identification.id, actor: 'x', at: 1 });
    });

    const early = await office.call('xian', 'makePushes', {
      body: { ...rid(), duty: '新增对象推送', period: '2022-12' },
    });
    expect([early.status, early.json.error]).toEqual([400, 'invalid-date']);
    office.setToday('2023-01-04');
    const { owed } = await good('xian', 'listPushes');
    expect(owed).toMatchObject([{ duty: '新增对象推送', period: '2022-12', pushed: false, may: true, due: { on: '2023-01-07', state: 'not-due', left: 3 } }]); // biome-ignore format: one line
    expect(owed[0].departments).toHaveLength(7);
    const { work } = await good('xian', 'getHome');
    expect(work).toContainEqual(expect.objectContaining({ to: '/pushes', source: '2022-12' }));
    const body = { duty: '新增对象推送', period: '2022-12' };
    const { lists } = await good('xian', 'makePushes', { body: { ...rid(), ...body } });
    expect(lists.map(({ rows, signed }: { rows: number; signed: null }) => [rows, signed])).toEqual(Array(7).fill([1, null])); // biome-ignore format: one line
    expect((await office.call('xian', 'makePushes', { body: { ...rid(), ...body } })).json.error).toBe(
      'already-exists',
    );
    shows('SD-1.2-f', '/pushes');

    const received = await good('minzheng', 'listPushes');
    expect(received).toMatchObject({ owed: [], unsigned: 1, lists: [{ department: '民政局', rows: 1 }] });
    const [own] = received.lists;
    const opened = await good('minzheng', 'getPush', { params: { id: own.id } });
    expect(opened.columns).toEqual(['户主姓名', '村', '风险类型', '措施']);
    const cells = { 户主姓名: '周新识', 村: '山东头村', 风险类型: null, 措施: null };
    expect(opened.rows).toMatchObject([{ event: 'identification', on: '2022-12-20', cells }]);
    const other = lists.find(({ department }: { department: string }) => department === '残联');
    expect((await office.call('minzheng', 'getPush', { params: { id: other.id } })).status).toBe(404);
    const signed = await good('minzheng', 'signPush', { params: { id: own.id }, body: rid() });
    expect(signed.list).toMatchObject({ signed: { on: '2023-01-04', by: 'minzheng的人' }, may: { sign: false } });
    expect((await office.call('minzheng', 'signPush', { params: { id: own.id }, body: rid() })).status).toBe(409);
    const after = await good('xian', 'listPushes');
    expect(after.unsigned).toBe(6);
    expect(after.owed).toMatchObject([{ pushed: true, due: { state: 'done-in-time' } }]);
  });
});

describe('试算', () => {
  test('judges what a feed delivered with other lines, counted by hand, and keeps numbers only; the city reads them', async () => {
    office.setToday('2023-01-04');
    const feed = '医保.个人负担超标';
    const spent = { 吴一: '12000', 吴二: '9000', 吴三: '5000', 吴四: '20000' };
    const people = Object.keys(spent).map(person);
    const verdicts: Record<string, string> = { 吴一: '是', 吴二: '否', 吴三: '是' };
    const made = { params: { department: '医保局' }, body: { ...rid(), label: '医保系统' } };
    const medical = await good('xian', 'createDepartmentKey', made);
    const rows = people.map((each) => ({
      ...each,
      乡镇: '西里镇',
      村: '山东头村',
      个人负担金额: spent[each.姓名 as '吴一'],
    }));
    const body = { ...rid(), key: medical.key, at: Date.now(), feed, period: '2022-12', rows };
    const signature = createHmac('sha256', medical.secret).update(canonicalText(body)).digest('hex');
    const told = await office.call(null, 'submitSigned', { body: { ...body, signature } });
    expect(outcomes(told.json.batch)).toEqual({ blocked: 4 });
    // 吴四 stays unknown to the register; the others were told of by the village and visited.
    for (const { 姓名: headName, 身份证号码: idNumber } of people.slice(0, 3)) {
      const newHousehold = { village: await office.area('370323105201'), headName, idNumber };
      const heard = { channel: '干部排查', source: '村委', text: '花费大', foundOn: '2023-01-03', newHousehold };
      const { line } = await good('zhen', 'registerLead', { body: { ...rid(), ...heard } });
      const visit = { visitedOn: '2023-01-04', verdict: verdicts[headName], reason: verdicts[headName] === '否' ? '有稳定收入' : undefined, verifiers: ['王一', '李二'] }; // biome-ignore format: one visit
      await good('zhen', 'fillLedger', { body: { ...rid(), rows: [{ id: line.id, seq: line.seq, ...visit }] } });
    }
    const question = { feed, parameter: '医疗负担线', values: ['8000.00', '4000.00', '10000.00'], from: '2022-12', to: '2022-12' }; // biome-ignore format: one question
    const { trial } = await good('xian', 'tryValue', { body: { ...rid(), ...question } });
    const [present, eight, four, ten] = trial.trials;
    expect(present).toMatchObject({ value: null, result: { raised: 0, undecided: 4, precision: null, recall: 0 } });
    expect(eight.result).toEqual({ raised: 2, yes: 1, no: 1, unverified: 0, missed: 1, strangers: 1, undecided: 0, precision: 500, recall: 500 }); // biome-ignore format: one result
    expect(four).toMatchObject({ result: { raised: 3, yes: 2, no: 1, missed: 0, precision: 667, recall: 1000 }, towns: [{ town: { name: '西里镇' }, in: 3, out: 0 }] }); // biome-ignore format: one result
    expect(ten.result).toMatchObject({
      raised: 1,
      yes: 1,
      no: 0,
      missed: 1,
      strangers: 1,
      precision: 1000,
      recall: 500,
    });
    const { rows: kept } = await office.database.ownerPool.query('select question::text || answer::text as text from what_ifs'); // biome-ignore format: one query
    for (const { 姓名, 身份证号码 } of people) expect(kept[0].text).not.toMatch(new RegExp(`${姓名}|${身份证号码}`));
    const city = await good('shi', 'listWhatIfs');
    expect(city.rules).toEqual([]);
    expect(city.trials[0].trials[3].towns).toEqual([{ town: null, in: 1, out: 0 }]);
    expect(city.trials[0].trials[2].towns).toMatchObject([{ town: { name: '西里镇' }, in: 3, out: 0 }]);
    const odd = await office.call('xian', 'tryValue', { body: { ...rid(), ...question, feed: LOW } });
    expect(odd.status).toBe(404);
  });

  test('households are kept for a month once, by what rules may ask', async () => {
    const now = { at: 1, today: plainDate('2023-01-04') };
    const first = await keepHouseholdMonths(office.services.runner.db, now);
    const { rows } = await office.database.ownerPool.query<{ n: number; named: number }>(
      `select count(*)::int as n, count(*) filter (where facts::text ~ '吴|钱|孙')::int as named from household_months where month = '2022-12'`,
    );
    expect(rows[0]).toEqual({ n: expect.any(Number), named: 0 });
    expect(rows[0]?.n).toBeGreaterThan(5);
    // The office's own job may have kept it before; nobody keeps it twice.
    expect([0, rows[0]?.n]).toContain(first);
    expect(await keepHouseholdMonths(office.services.runner.db, now)).toBe(0);
  });
});

describe('above and beside the county', () => {
  test('the city sees which county reported when, and nothing else; its line department its own line', async () => {
    office.setToday('2023-01-09');
    await makeCountyFigures(office.services.runner.db, office.now());
    const { counties } = await good('shi', 'feedTimeliness', { query: { period: '2022-12' } });
    // 附件1 has fifteen items due on the fifth; one of them came on the fourth.
    expect(counties).toMatchObject([{ inTime: 1, late: 0, missing: 14 }]);
    const line = await good('shibumen', 'feedTimeliness', { query: { period: '2022-12' } });
    expect(line.counties[0]).toMatchObject({ inTime: 1, late: 0, missing: 0 });
    expect(line.counties[0].departments).toMatchObject([
      { label: '医保局', items: [{ state: 'reported', due: '2023-01-05', receivedOn: '2023-01-04' }] },
    ]);
    expect((await office.call('xian', 'feedTimeliness')).status).toBe(403);
  });

  test('who is not in the register is found in another county by its name only, and the question is logged', async () => {
    office.setToday('2023-01-10');
    const [moved, nobody] = [person('郑迁入'), person('郑不明')];
    await report('2022-12', [moved, nobody]);
    const { lines } = await good('xian', 'pendingDispatch');
    const lead = (name: string) => lines.find(({ headName }: { headName: string }) => headName === name).id;
    const owner = office.database.ownerPool;
    await owner.query('insert into counties (county, added_at) values (9, 0)');
    await owner.query(`insert into person_directory (id_index, county, person) select id_index, 9, gen_random_uuid() from persons where name = '郑迁入'`); // biome-ignore format: one row
    await owner.query(`insert into areas (area, county, level, code, name, parent, from_on) select 99001, 9, 'county', '370302000000', '邻县', null, '1900-01-01'`); // biome-ignore format: one row
    const ask = (id: string) => good('xian', 'findElsewhere', { params: { id }, body: rid() });
    expect((await ask(lead('郑迁入'))).counties).toMatchObject([{ name: '邻县' }]);
    expect((await ask(lead('郑不明'))).counties).toEqual([]);
    const { rows } = await owner.query(`select count(*)::int as n from audit_log where reason = 'person-directory'`);
    expect(rows[0].n).toBe(2);
  });
});

describe('all of it', () => {
  test('everything folds again to what is stored', async () => {
    const bureau = await office.actor('county-officer', '任小舟');
    const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
    expect(differences).toEqual([]);
  });
});
