import { randomUUID } from 'node:crypto';
import XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { freshNumber, register, scan, VILLAGE } from '#test/routes/happy-calls.ts';
import { type CallParts, type CallReply, type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

// What the offices of a county read on their screens, asked of the API in words of the document.

let office: RouteOffice;
let pair: string[];

beforeAll(async () => {
  office = await routeOffice('2022-03-11');
  pair = [];
  for (const name of ['王一', '李二']) pair.push((await good('zhen', 'addVerifier', { body: { ...rid(), name } })).id);
});
afterAll(() => office.close());

const rid = () => ({ requestId: randomUUID() });

/** The reply of a call that succeeds. */
async function good(login: string, name: RouteName, parts: CallParts = {}): Promise<CallReply['json']> {
  const reply = await office.call(login, name, parts);
  expect(reply.status, `${name} ${JSON.stringify(reply.json)}`).toBe(200);
  return reply.json;
}

interface Line {
  readonly id: string;
  readonly no: string;
  readonly seq: number;
  readonly household: string;
}

/** A lead registered on `day`: without more a self-application of a new household at the window. */
async function lead(day: string, more: Record<string, unknown> = {}, login = 'zhen'): Promise<Line> {
  office.setToday(day);
  const reply = await register(office, { foundOn: day, ...more }, login);
  expect(reply.status, JSON.stringify(reply.json)).toBe(200);
  return reply.json.line;
}
const patrol = { channel: '干部排查', source: '村委' };
const warning = { channel: '部门预警', source: '民政局' };
const petition = { channel: '信访信息', source: '信访局' };

const read = async (id: string, login = 'zhen') => good(login, 'getLead', { params: { id } });

/** What a call of the township on one lead is refused with, or the line after it. */
async function act(name: RouteName, id: string, more: object = {}) {
  const { line } = await read(id);
  const json = await good('zhen', name, { body: { ...rid(), leads: [{ id, seq: line.seq }], ...more } });
  return { line: json.done[0], refusals: json.refused[0]?.refusals ?? [] };
}

async function visit(id: string, on: string, verdict: string, more: { reason?: string; verifiers?: string[] } = {}) {
  const { line } = await read(id);
  const { verifiers = pair, ...rest } = more;
  const body = { ...rid(), seq: line.seq, visit: { on, verifiers, risks: [], photos: [] }, verdict, ...rest };
  return office.call('zhen', 'recordVisit', { params: { id }, body });
}

async function visited(id: string, on: string, verdict: string, reason?: string) {
  office.setToday(on);
  const reply = await visit(id, on, verdict, reason === undefined ? {} : { reason });
  expect(reply.status, JSON.stringify(reply.json)).toBe(200);
  expect(reply.json.refused).toEqual([]);
}

async function tell(id: string, on: string, written = true) {
  const { line } = await read(id);
  return office.call('zhen', 'tellResult', {
    params: { id },
    body: { ...rid(), seq: line.seq, on, how: '当面签收', written },
  });
}

const faults = ({ json }: CallReply): string[] =>
  (json.facts?.issues ?? []).map(({ path }: { path: string }) => path.replace('body.', ''));
/** Fields of the reply that says why a registration is not taken. */
const notTaken = async (more: object) => {
  const reply = await register(office, { foundOn: '2022-03-16', ...more });
  expect(reply.status).toBe(400);
  return reply.json.facts.field ?? faults(reply)[0];
};
const newHousehold = async (more: object = {}) => ({
  newHousehold: { village: await office.area(VILLAGE), headName: '张大山', idNumber: freshNumber(), ...more },
});
const texts = (refusals: readonly { text?: string; code: string }[]) => refusals.map(({ text, code }) => text ?? code);

describe('the thirteenth of March', () => {
  test('divides five working days from three, and says by which clause', async () => {
    const valid = async (on: string) => {
      const { parameters } = await good('zhen', 'currentPolicy', { query: { on } });
      return parameters.find(({ name }: { name: string }) => name === '入户核实期限').value;
    };
    expect([await valid('2022-03-12'), await valid('2022-03-13')]).toEqual([5, 3]);
    const { id } = await lead('2022-03-14');
    expect((await read(id)).line.due).toMatchObject({ on: '2022-03-17', amount: 3, unit: 'working-day' });
    const query = { before: 'own@2022-03-12', after: 'own@2022-03-13' };
    const { changes } = await good('zhen', 'comparePolicies', { query });
    const term = (amount: number) => ({ kind: 'term', amount, unit: 'working-day', parameter: null });
    const change = changes.find(({ id }: { id: string }) => id === '入户核实期限');
    expect(change).toMatchObject({ from: '2022-03-13', fields: [{ field: 'value', before: term(5), after: term(3) }] });
    expect(change.source).toContainEqual({ pack: 'SD', clause: '2-f', section: '二' });
    shows(['SD-2-f'], '/policy/compare');
    const { documents } = await good('zhen', 'listClauses');
    const document = documents.find(({ pack }: { pack: string }) => pack === 'SD');
    expect(document).toMatchObject({ number: '鲁乡振发〔2022〕11号', from: '2022-03-13' });
    expect(document.issuers).toHaveLength(8);
    expect(changes).toContainEqual(expect.objectContaining({ section: 'document', id: 'SD', from: '2022-03-13' }));
    office.setToday('2022-03-12');
    const early = await register(office, { foundOn: '2022-03-12' });
    expect([early.status, early.json.facts]).toEqual([400, { field: 'channel', why: 'unknown', allowed: [] }]);
    shows('SD-0-e', '/policy/documents');
  });

  test('is told with the disclosure of the document, to staff only', async () => {
    const { parameters } = await good('zhen', 'currentPolicy', { query: { on: '2022-03-16' } });
    const disclosure = parameters.find(({ name }: { name: string }) => name === '信息公开选项');
    expect(disclosure).toMatchObject({ value: '依申请公开', source: [{ pack: 'SD', clause: 'A2-20' }] });
    const clause = { query: { pack: 'SD', clause: 'A2-20' } };
    expect(await good('zhen', 'getClause', clause)).toMatchObject({ number: '鲁乡振发〔2022〕11号', signedOn: '2022-03-13' }); // biome-ignore format: one line
    expect((await office.call(null, 'getClause', clause)).status).toBe(401);
    shows('SD-A2-20', '/policy/documents');
  });
});

describe('three working days', () => {
  test('pass over weekends and holidays, and stay overdue when done a day late', async () => {
    const march = await lead('2022-03-16');
    const april = await lead('2022-04-01', patrol);
    const counted = async ({ id }: Line) =>
      (await read(id)).line.due.counted.map(({ day, n }: { day: string; n?: number }) => `${day} ${n ?? '-'}`);
    office.setToday('2022-03-17');
    expect(await counted(march)).toEqual(['2022-03-17 1', '2022-03-18 2', '2022-03-19 -', '2022-03-20 -', '2022-03-21 3']); // biome-ignore format: one line
    office.setToday('2022-04-01');
    // Saturday the 2nd is worked; 清明 is off from the 3rd to the 5th.
    expect(await counted(april)).toEqual([
      '2022-04-02 1',
      '2022-04-03 -',
      '2022-04-04 -',
      '2022-04-05 -',
      '2022-04-06 2',
      '2022-04-07 3',
    ]);
    await visited(april.id, '2022-04-08', '否', '收入稳定');
    const { lines } = await good('zhen', 'listLedger', { query: { tab: 'to-write-off', month: '2022-04' } });
    const line = lines.find(({ id }: Line) => id === april.id);
    expect(line.due).toMatchObject({ state: 'done-late', on: '2022-04-07' });
    shows('SD-2-e', '/ledger');
  });

  test('are told afterwards: who had it how long, by when it was due', async () => {
    const { id } = await lead('2022-03-16', patrol);
    await act('receiveLeads', id);
    await visited(id, '2022-03-25', '否', '收入稳定');
    const { line, stretches, clauses } = await good('xian', 'whyLate', { params: { id } });
    expect(line.due).toMatchObject({ state: 'done-late', on: '2022-03-21' });
    expect(stretches).toContainEqual(
      expect.objectContaining({ what: '入户核实', to: '2022-03-25', by: 'zhen的人', holder: '乡镇' }),
    );
    expect(clauses).toContainEqual({ pack: 'SD', clause: '2-e' });
    shows('SD-3.4-c', '/why-late');
  });
});

describe('the four channels', () => {
  test('are offered with their sources and none besides; a pair that does not fit is refused', async () => {
    const { channels } = await good('zhen', 'ledgerOptions');
    const offered = Object.fromEntries(channels.map(({ id, sources }: { id: string; sources: string[] }) => [id, sources])); // biome-ignore format: one line
    expect(offered).toEqual({
      干部排查: ['村委', '第一书记', '驻村工作队', '网格员'],
      自主申报: ['手机APP', '12317', '12345', '到镇村窗口', '其他'],
      部门预警: ['教育局', '民政局', '住建局', '卫健局', '医保局', '残联'],
      信访信息: ['信访局', '网信办', '其他'],
    });
    for (const [channel, source] of [
      ['部门预警', '12317'],
      ['干部排查', '12317'],
      ['自主申报', '民政局'],
      ['信访信息', '民政局'],
    ])
      expect(await notTaken({ channel, source })).toBe('source');
    shows(['SD-A2-14', 'SD-A2-15', 'SD-A2-16', 'SD-A2-17'], '/leads/new');
  });

  test('each bring one lead of the day, the township’s ledger holds them all and parts them', async () => {
    expect(await notTaken({ channel: '' })).toBe('channel');
    await lead('2022-05-11', patrol, 'cun');
    await lead('2022-05-11', { source: '手机APP' }, 'cun');
    await lead('2022-05-11', petition);
    const sent = await lead('2022-05-11', warning, 'xian');
    const { refused } = await good('xian', 'dispatch', { body: { ...rid(), leads: [{ id: sent.id, seq: sent.seq }] } });
    expect(refused).toEqual([]);
    const may = (channel?: string) =>
      good('zhen', 'listLedger', {
        query: { tab: 'to-receive', month: '2022-05', ...(channel === undefined ? {} : { channel }) },
      });
    const found = ({ lines }: { lines: { foundOn: string }[] }) =>
      lines.filter(({ foundOn }) => foundOn === '2022-05-11').length;
    expect(found(await may())).toBe(4);
    shows('SD-1.3-b', '/ledger');
    for (const channel of ['干部排查', '自主申报', '部门预警', '信访信息']) expect(found(await may(channel))).toBe(1);
    shows('SD-0-a', '/ledger');
  });

  test('hotlines: a ticket once, at the township the same day', async () => {
    const { id, no } = await lead('2022-03-16', { source: '12345', ticket: 'GD20220316001' });
    const again = await register(office, { foundOn: '2022-03-16', source: '12345', ticket: 'GD20220316001' });
    expect([again.status, again.json.facts]).toEqual([409, { what: 'ticket', lead: id, no }]);
    expect((await lead('2022-03-16', { source: '12317', ticket: 'GD20220316001' })).no).not.toBe(no);
    shows('SD-1.2-i', '/leads/new');
    expect((await read(id)).line).toMatchObject({ stage: 'to-receive', feedbackOn: '2022-03-16', due: { on: '2022-03-21' } }); // biome-ignore format: one line
    shows('SD-1.2-j', '/ledger');
  });
});

describe('the form 附件2', () => {
  const HEADINGS = ['乡镇', '村', '户主姓名', '身份证号码', '预警方式', '预警信息来源', '具体预警信息', '信息反馈日期', '是否符合认定标准', '不符合认定标准的主要原因', '办理结果是否已告知本人（仅自主申报户和信访户填写）', '核查人员', '办结日期']; // biome-ignore format: one line
  const column = (from: number, to = from) =>
    Array.from({ length: to - from + 1 }, (_, at) => `SD-A2-${String(from + at).padStart(2, '0')}`);
  async function rowOf(name: string, month: string): Promise<string[]> {
    const { bytes } = await office.call('zhen', 'exportLedger', { query: { month } });
    const sheet = XLSX.read(bytes, { type: 'buffer' }).Sheets['附件2'] ?? {};
    const rows = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, defval: '' });
    expect(rows).toContainEqual(HEADINGS);
    return rows.find((row) => row[2] === name) ?? [];
  }

  test('takes the cells of a lead as its columns ask, and refuses by the name of the cell', async () => {
    office.setToday('2022-03-16');
    expect(await notTaken(await newHousehold({ headName: '' }))).toBe('newHousehold.headName');
    const wrong = await register(office, { foundOn: '2022-03-16', ...(await newHousehold({ idNumber: '110105194912310021' })) }); // biome-ignore format: one line
    expect([wrong.json.error, wrong.json.facts.field]).toEqual(['invalid-id-number', 'idNumber']);
    const typed = await register(office, { foundOn: '2022-03-16', ...(await newHousehold({ town: '甲镇' })) });
    expect(typed.json.error).toBe('unknown-field');
    for (const cell of ['channel', 'source', 'text']) expect(await notTaken({ [cell]: '' })).toBe(cell);
    await lead('2022-03-16', { ...(await newHousehold({ headName: '卡号户', idNumber: '11010519491231002X' })), ...patrol, text: '家庭成员突发疾病' }); // biome-ignore format: one line
    const row = ['西里镇', '山东头村', '卡号户', '1101**********002X', '干部排查', '村委', '家庭成员突发疾病', '2022-03-16', '', '', '', '', '']; // biome-ignore format: one line
    expect(await rowOf('卡号户', '2022-03')).toEqual(row);
    const sent = await lead('2022-03-28', { ...(await newHousehold({ headName: '下发户' })), ...warning }, 'xian');
    office.setToday('2022-03-29');
    await good('xian', 'dispatch', { body: { ...rid(), leads: [{ id: sent.id, seq: sent.seq }] } });
    expect((await rowOf('下发户', '2022-03'))[7]).toBe('2022-03-29');
    shows(column(1, 8), '/ledger');
  });

  test('is not closed without verdict, reason, verifiers and number', async () => {
    const bare = { ...(await newHousehold({ headName: '无号户', idNumber: undefined })), ...patrol };
    const { id } = await lead('2022-03-16', bare);
    await act('receiveLeads', id);
    expect((await act('writeOffLeads', id)).refusals).toContainEqual(expect.objectContaining({ code: 'waits-for-steps', clause: 'SD#1.3-e' })); // biome-ignore format: one line
    office.setToday('2022-03-18');
    const noReason = await visit(id, '2022-03-18', '否');
    expect(texts(noReason.json.refused[0].refusals)).toEqual(['不符合认定标准的主要原因未填']);
    shows('SD-1.2-e', '/ledger');
    const nobody = await visit(id, '2022-03-18', '否', { reason: '收入稳定', verifiers: [] });
    expect(faults(nobody)).toEqual(['visit.verifiers']);
    const alone = await visit(id, '2022-03-18', '否', { reason: '收入稳定', verifiers: pair.slice(0, 1) });
    expect(alone.json.refused[0].refusals).toContainEqual(expect.objectContaining({ text: '核查人员少于两人', clause: 'SD#1.3-d' })); // biome-ignore format: one line
    const leads = [{ id, seq: (await read(id)).line.seq }];
    const why = { leads, verifiers: pair.slice(0, 1), reason: '另一名网格员住院' };
    const one = await office.call('zhen', 'assignVerifiers', { body: { ...rid(), ...why } });
    expect([one.json.refused, one.json.done.length]).toEqual([[], 1]);
    await visited(id, '2022-03-18', '否', '收入稳定');
    shows('SD-1.3-d', '/ledger');
    expect(texts((await act('writeOffLeads', id)).refusals)).toEqual(['身份证号码未填（附件2必填）']);
    const { line } = await read(id);
    const early = { id, seq: line.seq, idNumber: freshNumber(), finishedOn: '2022-03-15' };
    const tooEarly = await office.call('zhen', 'fillLedger', { body: { ...rid(), rows: [early] } });
    expect([tooEarly.status, tooEarly.json.error]).toEqual([400, 'invalid-date']);
    const row = { id, seq: (await read(id)).line.seq, idNumber: freshNumber() };
    await good('zhen', 'fillLedger', { body: { ...rid(), rows: [row] } });
    expect((await act('writeOffLeads', id)).refusals).toEqual([]);
    const cells = await rowOf('无号户', '2022-03');
    expect(cells.slice(8)).toEqual(['否', '收入稳定', '', '王一、李二', '2022-03-18']);
    shows([...column(9, 10), ...column(12, 13)], '/ledger');
  });

  test('tells those who applied in writing before it closes, and nobody of the other channels', async () => {
    const own = await lead('2022-03-16', await newHousehold({ headName: '申报户' }));
    const paper = await lead('2022-03-16', { ...(await newHousehold({ headName: '信访户' })), ...petition });
    const other = await lead('2022-03-16', patrol);
    for (const { id } of [own, paper, other]) await visited(id, '2022-03-18', '否', '收入稳定');
    for (const { id } of [own, paper])
      expect((await act('writeOffLeads', id)).refusals).toContainEqual(expect.objectContaining({ code: 'waits-for-steps' })); // biome-ignore format: one line
    const notice = await office.call('zhen', 'resultNotice', { params: { id: own.id } });
    expect([notice.status, notice.bytes.subarray(0, 4).toString()]).toEqual([200, '%PDF']);
    const told = (await tell(other.id, '2022-03-18')).json.refused[0].refusals;
    expect(told).toContainEqual(expect.objectContaining({ code: 'not-applicable' }));
    expect((await act('writeOffLeads', other.id)).line.finishedOn).toBe('2022-03-18');
    office.setToday('2022-03-21');
    const spoken = (await tell(own.id, '2022-03-21', false)).json.refused[0].refusals;
    expect(spoken).toContainEqual(expect.objectContaining({ text: '自主申请不符合标准的，要书面告知审核结果', clause: 'SD#1.3-i' })); // biome-ignore format: one line
    for (const { id } of [own, paper]) {
      expect((await tell(id, '2022-03-21')).json.refused).toEqual([]);
      expect((await act('writeOffLeads', id)).line.finishedOn).toBe('2022-03-21');
    }
    shows('SD-1.3-i', '/ledger');
    expect((await rowOf('申报户', '2022-03'))[10]).toBe('是（2022-03-21 当面签收）');
    shows([...column(11), 'SD-A2-19'], '/ledger');
  });

  test('proposes 已纳入 for a monitored household and refuses what does not fit', async () => {
    const first = await lead('2022-03-16', patrol);
    office.setToday('2022-03-18');
    const unknown = (await visit(first.id, '2022-03-18', '已纳入')).json.refused[0].refusals;
    expect(texts(unknown)).toEqual(['该户不是在册监测对象，不能填“已纳入”']);
    await monitor(first.household);
    const { id } = await lead('2022-03-16', { ...patrol, household: first.household, newHousehold: undefined });
    expect((await read(id)).line.proposedVerdict).toBe('已纳入');
    office.setToday('2022-03-18');
    const yes = (await visit(id, '2022-03-18', '是')).json.refused[0].refusals;
    expect(texts(yes)).toContain('该户已是监测对象，应填“已纳入”');
    await visited(id, '2022-03-18', '已纳入');
    shows('SD-A2-18', '/ledger');
  });

  test('keeps a line a lead, merged ones with their reference, and every act of them', async () => {
    const first = await lead('2022-03-16', patrol);
    const second = await lead('2022-03-16', { household: first.household, newHousehold: undefined });
    const { seq } = (await read(second.id)).line;
    await good('zhen', 'mergeLead', { params: { id: second.id }, body: { ...rid(), seq, into: first.id } });
    const { lines } = await good('zhen', 'listLedger', { query: { tab: 'all', month: '2022-03', limit: 200 } });
    const of = ({ id }: Line) => lines.filter((line: Line) => line.id === id);
    expect([of(first), of(second)].map(({ length }) => length)).toEqual([1, 1]);
    expect(of(second)[0].mergedInto).toEqual({ id: first.id, no: first.no });
    shows('SD-1.3-c', '/ledger');
    await visited(first.id, '2022-03-18', '否', '收入稳定');
    const undo = { ...rid(), seq: (await read(first.id)).line.seq, reason: '看错了人' };
    await good('zhen', 'undoLeadAct', { params: { id: first.id }, body: undo });
    await visited(first.id, '2022-03-22', '是');
    const { acts } = await read(first.id);
    const told = acts.map(({ on, by, text }: { on: string; by: string; text: string }) => `${on} ${by} ${text}`);
    expect(told).toContain('2022-03-18 zhen的人 否 · 收入稳定');
    expect(told).toContain('2022-03-18 zhen的人 看错了人');
    expect(told).toContain('2022-03-22 zhen的人 是');
    shows('SD-2-b', '/ledger');
  });
});

async function monitor(household: string) {
  await office.database.ownerPool.query(`update households set status = 'monitored' where id = $1`, [household]);
}

/** The recognition of a household whose lead of `day` was found to qualify on `visitedOn`. */
async function recognition(day: string, visitedOn: string, more: Record<string, unknown> = patrol) {
  const line = await lead(day, more);
  await visited(line.id, visitedOn, '是');
  return { lead: line, id: (await read(line.id)).line.identification.id as string };
}
const matter = (id: string, login = 'xian') => good(login, 'getMatter', { params: { id } });

/** One act on a matter on its day; the refusals of one that is not taken. */
async function step(login: string, id: string, on: string, what: string, more: object = {}) {
  office.setToday(on);
  const { seq } = (await matter(id)).matter;
  const reply = await office.call(login, 'actOnMatter', {
    params: { id },
    body: { ...rid(), seq, do: what, on, ...more },
  });
  if (reply.status !== 200) expect(reply.json.error, JSON.stringify(reply.json)).toBe('refused');
  return reply.json.refusals ?? [];
}
const agreed = { outcome: '通过', values: { 到会人数: 15, 同意人数: 14 } };
async function compared(id: string, outcome = '无异常', more: object = {}) {
  const { open } = await matter(id);
  const { members } = open.find(({ step: name }: { step: string }) => name === 'information-comparison');
  const asked = members.filter(({ exempt }: { exempt: boolean }) => !exempt);
  const results = Object.fromEntries(asked.map(({ id: member }: { id: string }) => [member, { 比对结果: outcome }]));
  return { outcome, results, ...more };
}
const states = async (id: string) =>
  Object.fromEntries(
    (await matter(id)).steps.map(({ label, state }: { label: string; state: string }) => [label, state]),
  );

describe('the recognition', () => {
  test('goes its five steps, the notice for the days the county has set, and lets the lead be closed', async () => {
    const { lead: line, id } = await recognition('2022-03-14', '2022-03-16');
    const { steps, limit } = await matter(id);
    expect(steps.map(({ label }: { label: string }) => label)).toEqual([
      '入户核实',
      '民主评议',
      '信息比对',
      '村级公示',
      '录入系统',
    ]);
    expect(limit).toMatchObject({ day: 2, of: 15, due: { on: '2022-03-29' } });
    expect((await read(line.id)).visit).toMatchObject({ on: '2022-03-16' });
    expect(await states(id)).toMatchObject({ 入户核实: 'done', 民主评议: 'open' });
    const early = await step('cun', id, '2022-03-17', 'village-notice.begin');
    expect(early).toContainEqual(expect.objectContaining({ code: 'waits-for-steps' }));
    shows('SD-2-d0', '/matters/$id');
    const few = { outcome: '通过', values: { 到会人数: 15, 同意人数: 5 } };
    expect(texts(await step('cun', id, '2022-03-17', 'deliberation', few))).toContain('同意的没有超过到会人数的一半');
    expect(await step('cun', id, '2022-03-17', 'deliberation', agreed)).toEqual([]);
    expect(await states(id)).toMatchObject({ 民主评议: 'done', 信息比对: 'open' });
    const other = await recognition('2022-03-14', '2022-03-16');
    expect(
      await step('cun', other.id, '2022-03-17', 'deliberation', {
        outcome: '不通过',
        values: { 到会人数: 15, 同意人数: 5 },
      }),
    ).toEqual([]);
    expect((await matter(other.id)).matter.closedOn).toBe('2022-03-17');
    shows('SD-2-d2', '/matters/$id');
    const bare = await step('xian', id, '2022-03-18', 'information-comparison', { outcome: '无异常' });
    expect(bare).toContainEqual(expect.objectContaining({ code: 'results-missing', clause: 'SD#2-d3' }));
    expect(
      await step(
        'xian',
        id,
        '2022-03-18',
        'information-comparison',
        await compared(id, '疑点已核实', { reason: '车辆系营运农用车' }),
      ),
    ).toEqual([]);
    expect(await states(id)).toMatchObject({ 信息比对: 'done' });
    const third = await recognition('2022-03-14', '2022-03-16');
    await step('cun', third.id, '2022-03-17', 'deliberation', agreed);
    expect(
      await step(
        'xian',
        third.id,
        '2022-03-18',
        'information-comparison',
        await compared(third.id, '不符合', { reason: '名下有商品房' }),
      ),
    ).toEqual([]);
    expect((await matter(third.id)).matter.closedOn).toBe('2022-03-18');
    shows('SD-2-d3', '/matters/$id');
    const unset = await step('cun', id, '2022-03-18', 'village-notice.begin');
    expect(unset).toContainEqual(
      expect.objectContaining({ code: 'parameter-unset', parameter: '公示天数', setBy: 'county' }),
    );
    const days = { name: '公示天数', value: '5', unit: 'day', from: '2022-03-14', reason: '县局研究确定' };
    expect((await office.call('minzheng', 'setParameter', { body: { ...rid(), ...days } })).status).toBe(403);
    await good('xian', 'setParameter', { body: { ...rid(), ...days } });
    expect(await step('cun', id, '2022-03-18', 'village-notice.begin')).toEqual([]);
    expect(await step('cun', id, '2022-03-23', 'village-notice')).toContainEqual(
      expect.objectContaining({ code: 'still-lasting' }),
    );
    expect(await step('cun', id, '2022-03-24', 'village-notice')).toEqual([]);
    shows('SD-2-d4', '/matters/$id');
    expect(texts((await act('writeOffLeads', line.id)).refusals)).toContain('符合认定标准的，录入系统后方可销号');
    const { households } = await good('xian', 'listNationalEntries');
    expect(households.map(({ matter: waiting }: { matter: string }) => waiting)).toContain(id);
    expect((await office.call('xian', 'nationalEntrySheet')).bytes.subarray(0, 2).toString()).toBe('PK');
    expect(await step('xian', id, '2022-03-29', 'system-entry')).toEqual([]);
    const { status } = await good('xian', 'getHousehold', { params: { id: line.household } });
    expect(status).toMatchObject({ monitored: true, since: '2022-03-29' });
    shows('SD-2-d5', '/national-entry');
    expect((await act('writeOffLeads', line.id)).line).toMatchObject({
      stage: 'written-off',
      finishedOn: '2022-03-29',
    });
    shows('SD-1.3-e', '/ledger');
  });

  test('says the day of its fifteen, and asks why when they are over', async () => {
    const { id } = await recognition('2022-03-16', '2022-03-18');
    office.setToday('2022-03-31');
    expect((await matter(id)).limit).toMatchObject({ day: 15, of: 15, due: { on: '2022-03-31', state: 'due-today' } });
    office.setToday('2022-04-01');
    expect((await matter(id)).limit).toMatchObject({ day: 16, of: 15, due: { state: 'overdue' } });
    const late = await step('cun', id, '2022-04-01', 'deliberation', agreed);
    expect(late).toEqual([expect.objectContaining({ code: 'limit-passed', clause: 'SD#2-k' })]);
    const why = { ...agreed, reason: '户主住院，村民代表会议延后' };
    expect(await step('cun', id, '2022-04-01', 'deliberation', why)).toEqual([]);
    shows('SD-2-k', '/matters/$id');
  });

  test('does not compare again whom a department has compared', async () => {
    const of = async (facts: Record<string, unknown>) => {
      const line = await lead('2022-03-16', patrol);
      const columns = Object.keys(facts);
      await office.database.ownerPool.query(
        `insert into person_health (county, person, household, town, village, ${columns}) select county, id, household, town, village, ${columns.map((_, at) => `$${at + 2}`)}
         from persons where household = $1`,
        [line.household, ...Object.values(facts)],
      );
      await visited(line.id, '2022-03-18', '是');
      const id = (await read(line.id)).line.identification.id;
      await step('cun', id, '2022-03-18', 'deliberation', agreed);
      return (await states(id))['信息比对'];
    };
    const compared_on = '2022-02-20';
    expect(await of({ minimum_allowance: true, compared_on })).toBe('exempt');
    expect(await of({ minimum_allowance: true })).toBe('open');
    const care = { extreme_poverty_care: true, compared_on };
    expect(await of({ ...care, extreme_poverty_care_manner: '分散' })).toBe('exempt');
    expect(await of({ ...care, extreme_poverty_care_manner: '集中' })).toBe('open');
    shows('SD-2-g', '/matters/$id');
  });

  test('may help first where all three conditions are told, and owes every step afterwards', async () => {
    const { id } = await recognition('2022-03-14', '2022-03-14', { ...patrol, urgent: { cause: '因灾' } });
    const green = { target: 'green' };
    const fact = (facts: object) => step('zhen', id, '2022-03-15', 'correct', { reason: '村级证明', facts });
    const missing = async () =>
      (await step('xian', id, '2022-03-15', 'route', green)).map(({ missing: path }: { missing: string }) => path);
    expect(await missing()).toEqual(['严重困难、群众普遍认可']);
    await fact({ 严重困难: true });
    expect(await missing()).toEqual(['群众普遍认可']);
    const before = await step('zhen', id, '2022-03-15', '先行帮扶');
    expect(before).toContainEqual(expect.objectContaining({ code: 'not-recognised' }));
    await fact({ 群众普遍认可: true });
    expect(await step('zhen', id, '2022-03-15', 'route', green)).toContainEqual(
      expect.objectContaining({ code: 'wrong-office' }),
    );
    expect(await step('xian', id, '2022-03-15', 'route', green)).toEqual([]);
    shows('SD-2-h', '/matters/$id');
    expect(await step('zhen', id, '2022-03-15', '先行帮扶')).toEqual([]);
    const { acts, owed } = await matter(id);
    expect(acts.at(-1)).toMatchObject({ kind: '先行帮扶', on: '2022-03-15' });
    shows('SD-2-i', '/matters/$id');
    expect(owed).toEqual(['民主评议', '信息比对', '村级公示', '录入系统']);
    expect(await step('xian', id, '2022-03-16', 'system-entry')).toContainEqual(
      expect.objectContaining({ code: 'waits-for-steps' }),
    );
    office.setToday('2022-03-31');
    const { matters } = await good('xian', 'listMatters', { query: { open: 'true' } });
    const line = matters.find(({ id: each }: { id: string }) => each === id);
    expect(line).toMatchObject({ closedOn: null, due: { on: '2022-03-29', state: 'overdue', left: -2 } });
    const late = await step('cun', id, '2022-03-31', 'deliberation', agreed);
    expect(late).toContainEqual(expect.objectContaining({ code: 'limit-passed' }));
    shows('SD-2-j', '/matters');
  });
});

describe('the county', () => {
  test('sends on the seventh what came in by the fifth; nobody else may', async () => {
    const sent = await lead('2022-03-28', warning, 'xian');
    office.setToday('2022-04-07');
    const pending = await good('xian', 'pendingDispatch');
    expect(pending.due).toMatchObject({ on: '2022-04-07', state: 'due-today' });
    const body = { ...rid(), leads: [{ id: sent.id, seq: sent.seq }] };
    for (const login of ['minzheng', 'zhen', 'cun'])
      expect((await office.call(login, 'dispatch', { body })).status, login).toBe(403);
    expect((await good('xian', 'dispatch', { body })).refused).toEqual([]);
    shows('SD-1.0-b', '/dispatch');
    const { line } = await read(sent.id);
    expect(line).toMatchObject({ feedbackOn: '2022-04-07', due: { on: '2022-04-12', amount: 3 } });
    const late = await lead('2022-04-28', warning, 'xian');
    office.setToday('2022-05-08');
    expect((await good('xian', 'pendingDispatch')).due).toMatchObject({ on: '2022-05-07', state: 'overdue' });
    await good('xian', 'dispatch', { body: { ...rid(), leads: [{ id: late.id, seq: late.seq }] } });
    shows('SD-1.2-d', '/dispatch');
  });

  test('sees of every township which month was filed in time, late or not', async () => {
    for (const [month, on] of [
      ['2022-03', '2022-03-30'],
      ['2022-04', '2022-05-01'],
    ] as const) {
      office.setToday(on);
      const body = { ...rid(), month };
      const bare = await office.call('zhen', 'fileLedger', { body: { ...body, scan: randomUUID() } });
      expect(bare.json.facts).toMatchObject({ field: 'scan', why: 'missing' });
      await good('zhen', 'fileLedger', { body: { ...body, scan: (await scan(office)).json.id } });
    }
    office.setToday('2022-06-01');
    const town = await office.area('370323105000');
    const stands = async (month: string) => {
      const { filings } = await good('xian', 'listFilings', { query: { month } });
      const { due } = filings.find(({ town: each }: { town: { id: number } }) => each.id === town);
      return [due.on, due.state, due.left];
    };
    expect(await stands('2022-03')).toEqual(['2022-03-30', 'done-in-time', 0]);
    expect(await stands('2022-04')).toEqual(['2022-04-30', 'done-late', -1]);
    expect(await stands('2022-05')).toEqual(['2022-05-30', 'overdue', -2]);
    shows(['SD-3.4-d', 'SD-1.3-f'], '/filing');
  });
});
