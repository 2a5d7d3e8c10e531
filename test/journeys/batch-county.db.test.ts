import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { registerHouseholds } from '#test/e2e/register-households.ts';
import { type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

const PLACE = { county: '350128', town: '350128107000', village: '350128107233', department: '民政局' };
const rid = () => ({ requestId: randomUUID() });
let office: RouteOffice;
let matters: string[];
let households: string[];

/** 平潭: a county whose pack decides in batches with a document number, through the API as accounts call it. */
beforeAll(async () => {
  office = await routeOffice('2021-09-01', {}, PLACE);
  await registerHouseholds(office, 2, { town: '金井镇', villages: ['大福村委会'] });
  const { rows } = await office.database.ownerPool.query<{ id: string }>('select id from households order by id');
  households = rows.map(({ id }) => id);
});
afterAll(() => office.close());

async function ok(login: string, ...[name, parts]: [Parameters<RouteOffice['call']>[1], object]) {
  const reply = await office.call(login, name, parts);
  expect(reply.status, `${name} ${JSON.stringify(reply.json)}`).toBe(200);
  return reply;
}
const page = async (login: string, id: string) => (await ok(login, 'getMatter', { params: { id } })).json;

async function act(login: string, id: string, body: object) {
  const { matter } = await page(login, id);
  return office.call(login, 'actOnMatter', { params: { id }, body: { ...rid(), seq: matter.seq, ...body } });
}

it('opens recognition as a risk becomes known, by a channel the document takes', async () => {
  const { json } = await ok('zhen', 'listMatters', { query: {} });
  expect(json.cases[0].channels.map(({ id }: { id: string }) => id)).toContain('走访排查');
  const open = (household: string, channel: string) =>
    office.call('zhen', 'openMatter', {
      params: { id: household },
      body: { ...rid(), procedure: 'identification', channel, foundOn: '2021-09-01' },
    });
  const strange = await open(households[0] ?? '', '道听途说');
  expect([strange.status, strange.json.refusals[0].code]).toEqual([409, 'channel-not-taken']);
  matters = [];
  for (const household of households) {
    const reply = await open(household, '走访排查');
    expect(reply.status).toBe(200);
    matters.push(reply.json.matter.id);
  }
});

it('asks the promise of each member before anything is looked up', async () => {
  const [first, second] = await Promise.all(
    ['甲', '乙'].map((name) => office.call('zhen', 'addVerifier', { body: { ...rid(), name } })),
  );
  if (!first || !second) throw new Error('nobody to go');
  const lines = { wage: '9000', business: '5000', property: '0', transfer: '1000', businessCost: '1000' };
  const income = { ...lines, compliantOutOfPocket: null, insurancePayout: null };
  for (const id of matters) {
    const { open } = await page('cun', id);
    const form = open.find(({ step }: { step: string }) => step === 'commitment');
    expect(form.papers[0].statements).toContain('本人承诺所提供的情况真实可靠');
    const results = Object.fromEntries(form.members.map((member: { id: string }) => [member.id, { 授权查询: '同意' }]));
    const later = await act('cun', id, {
      do: 'commitment',
      on: '2021-09-01',
      results,
      values: { 签署人: '赵大山', 签署日期: '2021-09-02' },
    });
    expect(later.json.refusals[0].text).toBe('承诺书的签署日期不能晚于登记日');
    const compared = await act('xian', id, { do: 'information-comparison', on: '2021-09-01', outcome: '无异常' });
    expect(compared.json.refusals.map(({ code }: { code: string }) => code)).toContain('waits-for-steps');
    const values = { 签署人: '赵大山', 签署日期: '2021-09-01' };
    expect((await act('cun', id, { do: 'commitment', on: '2021-09-01', results, values })).status).toBe(200);
    const visit = { verifiers: [first.json.id, second.json.id], risks: ['因病'], photos: [], income };
    const seen = await act('zhen', id, { do: 'household-verification', on: '2021-09-01', outcome: '是', visit });
    expect(seen.status, JSON.stringify(seen.json)).toBe(200);
    const facts = { '户.脱贫': false };
    expect((await act('zhen', id, { do: 'correct', on: '2021-09-01', facts, reason: '名册' })).status).toBe(200);
  }
  shows(['FJ-8-b', 'FJ-8-d'], '/matters/$id');
});

it('sends the comparison out as a file and takes the answer back row by row, deciding nothing by itself', async () => {
  const { waiting } = (await ok('xian', 'listComparisons', {})).json;
  expect(waiting.map(({ asked }: { asked: object[] }) => asked.length)).toEqual([2, 2]);
  const { bytes } = await ok('xian', 'comparisonRequest', {});
  const answered = await filledIn(bytes, (name, at) => (at === 0 ? '名下有车' : name === '' ? '' : '无'));
  const upload = { query: rid(), files: [{ name: '核对结果.xlsx', bytes: answered }] };
  const { json } = await ok('xian', 'readComparison', upload);
  expect([json.rows, json.answers.length, json.wrong.length]).toEqual([5, 4, 1]);
  expect(json.wrong[0].why).toBe('unknown-line');
  expect(json.answers.filter(({ found }: { found: string[] }) => found.length > 0)).toHaveLength(1);
  const body = {
    ...rid(),
    on: '2021-09-02',
    office: '公安局',
    document: '岚公函〔2021〕9号',
    matters: waiting.map(({ matter, seq, step }: { matter: string; seq: number; step: string }) => ({
      id: matter,
      seq,
      step,
      outcome: '疑点已核实',
      explanation: '车辆已报废',
      results: Object.fromEntries(
        json.answers
          .filter((each: { matter: string }) => each.matter === matter)
          .map(({ member, results }: { member: string; results: object }) => [member, results]),
      ),
    })),
  };
  office.setToday('2021-09-02');
  await ok('xian', 'recordComparisons', { body });
  const kept = await office.database.ownerPool.query(
    'select count(*)::int as n, count(*) filter (where found)::int as found from comparison_results',
  );
  expect(kept.rows).toEqual([{ n: 4, found: 1 }]);
  const { rows } = await office.database.ownerPool.query<{ body: string }>('select body from acts');
  expect(rows.map((row) => row.body).join()).not.toContain('名下有车');
  shows(['FJ-8-d', 'FJ-15-b'], '/comparisons');
});

it('lets the county set its line, not below the floor', async () => {
  const set = (name: string, value: string, more: object = {}) =>
    office.call('xian', 'setParameter', {
      body: {
        ...rid(),
        name,
        value,
        from: '2021-01-01',
        reason: '按文件要求设定',
        document: '岚委振兴组〔2021〕1号',
        ...more,
      },
    });
  expect((await set('低保年标准', '7152')).status).toBe(200);
  const basis = { basis: ['经济社会发展水平', '物价指数变化', '农村居民收入增幅', '决定文件'] };
  const low = await set('监测线', '7100', basis);
  expect([low.status, low.json.facts.why]).toEqual([409, 'below-floor']);
  const line = await set('监测线', '7500', basis);
  expect(line.status, JSON.stringify(line.json)).toBe(200);
  shows('FJ-2-a', '/policy/parameters');
});

it('decides on several households in one meeting, all or none', async () => {
  office.setToday('2021-09-03');
  const { ready } = (await ok('cun', 'listMeetings', {})).json;
  expect(ready).toHaveLength(2);
  const values = { 拟定类别: '边缘易致贫户' };
  const households = ready.map(({ matter, seq, step }: { matter: string; seq: number; step: string }, at: number) => ({
    ...{ matter, seq, step, outcome: '通过', values },
    ...{ agree: 14 - at, against: 1, abstain: 0, recused: at, related: at === 1 ? '李四（兄弟）' : '' },
  }));
  const body = { on: '2021-09-03', place: '村部', chair: '王庆', present: 15, minutes: '两户通过', households };
  const spoilt = [households[0], { ...households[1], values: { 拟定类别: '脱贫不稳定户' } }];
  const refused = await office.call('cun', 'holdMeeting', { body: { ...rid(), ...body, households: spoilt } });
  expect(refused.status).toBe(409);
  const again = (await ok('cun', 'listMeetings', {})).json;
  expect([again.ready.length, again.held.length]).toEqual([2, 0]);
  const many = await office.call('cun', 'holdMeeting', { body: { ...rid(), ...body, present: 9 } });
  expect([many.status, many.json.facts.why]).toEqual([400, 'more-than-there']);
  await ok('cun', 'holdMeeting', { body: { ...rid(), ...body } });
  const { held } = (await ok('cun', 'listMeetings', {})).json;
  expect(held[0].matters).toHaveLength(2);
  const bodies = await office.database.ownerPool.query<{ body: string }>(
    `select body from acts where kind = 'deliberation' order by matter`,
  );
  expect(bodies.rows.map(({ body: text }) => JSON.parse(text).values.到会人数).toSorted()).toEqual([14, 15]);
  shows('FJ-8-e1', '/meetings');
});

it('shows what is to be posted, then hanging, on one page', async () => {
  const states = async () =>
    (await ok('cun', 'listPublicNotices', {})).json.notices.map(({ state }: { state: string }) => state);
  expect(await states()).toEqual(['to-post', 'to-post']);
  for (const id of matters) {
    const posted = await act('cun', id, { do: 'village-notice.begin', on: '2021-09-03' });
    expect(posted.status, JSON.stringify(posted.json)).toBe(200);
  }
  expect(await states()).toEqual(['up', 'up']);
  office.setToday('2021-09-13');
  expect(await states()).toEqual(['full', 'full']);
  for (const id of matters) expect((await act('cun', id, { do: 'village-notice', on: '2021-09-13' })).status).toBe(200);
  shows('FJ-8-g', '/public-notices');
});

it('confirms both by one document of the leading group, which has no desk here, and announces them together', async () => {
  office.setToday('2021-09-14');
  const seqs = async () => {
    const list = [];
    for (const id of matters) list.push({ id, seq: (await page('xian', id)).matter.seq });
    return list;
  };
  const confirm = {
    do: 'confirmation',
    on: '2021-09-14',
    outcome: '确认',
    batch: '岚委振兴组〔2021〕7号',
    reason: '监测线随后调整',
  };
  const alone = await office.call('xian', 'actOnMatters', { body: { ...rid(), ...confirm, matters: await seqs() } });
  expect(alone.status).toBe(409);
  const recordedFor = { office: '县级领导小组', document: '岚委振兴组〔2021〕7号' };
  const values = { 文号: '岚委振兴组〔2021〕7号' };
  const body = { ...rid(), ...confirm, recordedFor, values, matters: await seqs() };
  const confirmed = await office.call('xian', 'actOnMatters', { body });
  expect(confirmed.status, JSON.stringify(confirmed.json)).toBe(200);
  const { rows } = await office.database.ownerPool.query(`select status, count(*)::int from households group by 1`);
  expect(rows).toEqual([{ status: 'monitored', count: 2 }]);
  const { notices } = (await ok('xian', 'listPublicNotices', {})).json;
  expect(notices.filter(({ state }: { state: string }) => state === 'to-announce')).toHaveLength(2);
  const announce = { do: 'announcement', on: '2021-09-14', values: { 公告媒介: '县政府网' }, batch: '公告第7号' };
  const told = await office.call('xian', 'actOnMatters', {
    body: { ...rid(), ...announce, recordedFor, text: '关于监测对象的公告', matters: await seqs() },
  });
  expect(told.status, JSON.stringify(told.json)).toBe(200);
  shows(['FJ-8-h', 'FJ-8-i'], '/public-notices');
});

/** The request with every result cell filled in, and a line for somebody nobody asked about. */
async function filledIn(bytes: Buffer, word: (name: string, at: number) => string): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error('no sheet');
  const last = sheet.rowCount;
  for (let row = 3; row <= last; row++) {
    expect(sheet.getCell(row, 4).text).toMatch(/^\d{17}[\dX]$/);
    sheet.getCell(row, 5).value = word(sheet.getCell(row, 3).text, row - 3);
  }
  const stranger = `990001195001010${'01'}`.slice(0, 17);
  sheet.addRow(['X-1', '大福村', '陌生人', stranger + idCheckDigit(stranger), '无']);
  return Buffer.from(await book.xlsx.writeBuffer());
}
