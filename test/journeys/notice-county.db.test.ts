import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnMatter, type MatterActInput } from '#commands/act-on-matter.ts';
import { openCase } from '#commands/open-case.ts';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { runCommand } from '#commands/run-command.ts';
import type { Actor } from '#domain/access/actor.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { presentMatter } from '#http/matter-page.ts';
import { findHouseholdHit } from '#store/households.ts';
import { ensureStaff } from '#store/staff.ts';
import { registerHouseholds } from '#test/e2e/register-households.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';
import { shows } from '#test/shows.ts';

const PLACE = { county: '430621', town: '430621104000', village: '430621104245', department: '民政局' };
const SCREEN = '/matters/$id';
let office: TestOffice;
let clerk: Actor;
let bureau: Actor;
let cadre: Actor;
let matter: string;
let household: string;

/** 岳阳县: a county whose pack has an application, a comparison beside the notice, two signers, a seal and an announcement. */
beforeAll(async () => {
  office = await testOffice('2022-05-18', PLACE);
  await registerHouseholds(office, 2, { town: '黄沙街镇', villages: ['和谐村'] });
  const at = { town: PLACE.town, village: PLACE.village };
  clerk = await office.actor('township-clerk', '马小宁', { town: PLACE.town });
  bureau = await office.actor('county-officer', '任小舟', { town: PLACE.town });
  cadre = await office.actor('village-cadre', '王庆', at);
  const { rows } = await office.database.ownerPool.query<{ id: string }>(
    'select id from households order by id limit 1',
  );
  household = rows[0]?.id ?? '';
});
afterAll(() => office.close());

const run = <I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]) =>
  runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);
const page = (actor = bureau) =>
  office.read(actor, (context) => presentMatter(context, office.services.calendar(), matter));
const openAct = async (actor: Actor, step: string) => (await page(actor)).open.find((open) => open.step === step);

async function act(actor: Actor, day: string, step: string, more: Partial<MatterActInput> = {}) {
  office.setToday(day);
  const { matter: line } = await page();
  return run(actor, 'act', { id: matter, seq: line.seq, do: step, on: plainDate(day), ...more }, actOnMatter);
}

async function refused(work: Promise<unknown>): Promise<readonly Refusal[]> {
  const error = await work.then(
    () => null,
    (failure: { code: string; facts: { refusals: Refusal[] } }) => failure,
  );
  expect(error?.code).toBe('refused');
  return error?.facts.refusals ?? [];
}
const codes = (refusals: readonly Refusal[]) => refusals.map(({ code }) => code);
const clauses = (refusals: readonly Refusal[]) => refusals.flatMap(({ source }) => source.map(({ clause }) => clause));

it('opens on the day the risk is known, counting from the day it was found', async () => {
  const input = { household, procedure: 'identification', channel: '干部排查', foundOn: plainDate('2022-05-18') };
  matter = (await run(cadre, 'open', input, openCase)).matter;
  const [again] = await refused(run(cadre, 'open', input, openCase));
  expect(again?.code).toBe('already-running');
  const shown = await page(cadre);
  expect(shown.limit).toMatchObject({ day: 0, of: 15, due: { on: '2022-06-02' } });
  expect(shown.open.map(({ step }) => step)).toEqual(['consent']);
  shows('YY-2-a', SCREEN);
});

it('takes application and authorisation: promises read, each member, how each signed', async () => {
  const form = await openAct(cadre, 'consent');
  expect(form?.papers[0]?.statements.some((said) => said.includes('授权居民家庭经济状况核对机构'))).toBe(true);
  expect(form?.memberFacts).toEqual(['已授权']);
  const [head, son] = form?.household ?? [];
  const numbers = form?.fields.find(({ name }) => name === '风险序号');
  expect(numbers?.kind).toBe('list');
  expect(numbers?.choices.at(-1)).toEqual({ value: '⑭', label: '⑭其他' });
  const [other] = await refused(act(cadre, '2022-05-18', 'consent', { values: { 风险序号: ['⑥', '⑭'] } }));
  expect(other?.text).toBe('选“⑭其他”的，须写明具体原因');
  const notAll = await refused(
    act(cadre, '2022-05-18', 'consent', {
      values: { 风险序号: ['⑥'] },
      members: { [son?.id ?? '']: { 已授权: false } },
    }),
  );
  expect(clauses(notAll)).toContain('F1-13');
  const forged = act(cadre, '2022-05-18', 'consent', { signatures: [{ member: head?.id ?? '', how: 'thumbprint' }] });
  await expect(forged).rejects.toMatchObject({ code: 'bad-request', facts: { why: 'name-missing' } });
  await act(cadre, '2022-05-18', 'consent', {
    values: { 风险序号: ['⑥'], 签字: '王五' },
    members: { [head?.id ?? '']: { 已授权: true }, [son?.id ?? '']: { 已授权: true } },
    signatures: [
      { member: head?.id ?? '', how: 'thumbprint', name: '王庆' },
      { member: son?.id ?? '', how: 'proxy', name: '王五' },
    ],
  });
  shows(['YY-F1-06', 'YY-F1-10', 'YY-F1-13'], SCREEN);
});

it('takes the visit with its income sheet: facts of the matter from that day', async () => {
  const early = await refused(act(clerk, '2022-05-17', 'household-verification', { outcome: '属实' }));
  expect(codes(early)).toContain('waits-for-steps');
  const future = { on: plainDate('2022-05-20'), outcome: '属实' };
  await expect(act(clerk, '2022-05-19', 'household-verification', future)).rejects.toMatchObject({
    code: 'invalid-date',
  });
  const verifiers = await office.read(clerk, (context) =>
    Promise.all(
      ['甲', '乙'].map((name) => ensureStaff(context.tx, { county: office.county, area: clerk.area ?? 0, name }, 1)),
    ),
  );
  const income = {
    wage: '12000.00',
    business: '8000.00',
    property: '500.00',
    transfer: '3500.00',
    businessCost: '4000.00',
    compliantOutOfPocket: null,
    insurancePayout: null,
  };
  const guarantees = { housing: 'ok', education: 'ok', water: 'ok', medicalInsurance: 'ok' } as const;
  const wrong = await refused(
    act(clerk, '2022-05-19', 'household-verification', {
      outcome: '属实',
      values: { 三保障序号: ['⑥'] },
      visit: { verifiers, risks: ['因病'], photos: [] },
    }),
  );
  expect(wrong.map(({ text }) => text)).toEqual(['第一空只能填①—⑤']);
  await act(clerk, '2022-05-19', 'household-verification', {
    outcome: '属实',
    values: { 风险类型序号: ['⑥'] },
    visit: { verifiers, risks: ['因病'], photos: [], income, guarantees },
  });
  const { rows } = await office.database.ownerPool.query('select persons, lines from incomes where matter = $1', [
    matter,
  ]);
  expect(rows).toMatchObject([{ persons: 2, lines: { wage: '1200000', compliantOutOfPocket: null } }]);
  // 20,000 yuan for two: 10,000 a head.
  const sums = await office.database.ownerPool.query<{ body: string }>(
    `select body from acts where matter = $1 and kind = 'correct' order by seq desc limit 1`,
    [matter],
  );
  expect(JSON.parse(sums.rows[0]?.body ?? '{}')).toMatchObject({
    set: { 户: { 人均纯收入: '10000.00', 住房安全: true, 饮水安全: true, 三保障有保障: true }, 风险: ['因病'] },
  });
  shows(['YY-1-k', 'YY-F2-1a', 'YY-F2-1b'], SCREEN);
});

it('shows the comparison beside the notice, limited to what was authorised, recorded by the inquiry body’s paper', async () => {
  await act(cadre, '2022-05-20', 'deliberation', { outcome: '拟纳入', values: { 风险类型序号: ['⑥'] } });
  const shown = await page();
  expect(shown.unknown.map(({ path }) => path)).toContain('较大争议');
  const ranks = shown.steps.filter(({ id }) => ['village-notice', 'information-comparison'].includes(id));
  expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(1);
  await act(clerk, '2022-05-20', 'correct', { facts: { 较大争议: false }, reason: '评议主持人标记' });
  const form = await openAct(bureau, 'information-comparison');
  expect([form?.mine, form?.recordsFor]).toEqual([true, [{ office: '核对机构', label: expect.any(String) }]]);
  expect(form?.items).toEqual(['存款', '车辆', '住房', '工商注册', '财政供养']);
  const results = Object.fromEntries(
    (form?.members ?? []).map(({ id }) => [
      id,
      Object.fromEntries((form?.items ?? []).map((item) => [item, '无异常'])),
    ]),
  );
  const stranger = { ...results, stranger: { 存款: '有' } };
  const outside = await refused(
    act(bureau, '2022-05-20', 'information-comparison', {
      outcome: '无异常',
      results: stranger,
      recordedFor: { office: '核对机构', document: '核对函〔2022〕18号' },
    }),
  );
  expect(codes(outside)).toContain('results-outside');
  const own = await refused(act(clerk, '2022-05-20', 'information-comparison', { outcome: '无异常', results }));
  expect(codes(own)).toContain('wrong-office');
  await act(bureau, '2022-05-20', 'information-comparison', {
    outcome: '无异常',
    results,
    recordedFor: { office: '核对机构', document: '核对函〔2022〕18号' },
  });
  shows(['YY-2.2-a', 'YY-2.2-b', 'YY-2.2-c', 'YY-2.2-d1'], SCREEN);
});

it('hangs the notice out for five days without numbers or health, and waits for an objection', async () => {
  const draft = (await openAct(cadre, 'village-notice'))?.draft ?? '';
  expect(draft).toContain('公示期5天');
  const health = await refused(act(cadre, '2022-05-21', 'village-notice.begin', { text: `${draft}，因患病` }));
  expect(clauses(health)).toContain('2.5-d');
  const number = await refused(
    act(cadre, '2022-05-21', 'village-notice.begin', { text: `${draft} 联系电话13912345678` }),
  );
  expect(clauses(number)).toContain('2.5-b');
  await act(cadre, '2022-05-21', 'village-notice.begin', { text: draft });
  await act(cadre, '2022-05-23', 'object', { target: 'village-notice', reason: '村民反映有存款' });
  office.setToday('2022-05-27');
  expect(codes(await refused(act(cadre, '2022-05-27', 'village-notice')))).toContain('objection-pending');
  await act(cadre, '2022-05-25', 'settle', { target: 'village-notice', outcome: '不成立', reason: '已核对' });
  expect(codes(await refused(act(cadre, '2022-05-26', 'village-notice')))).toContain('still-lasting');
  await act(cadre, '2022-05-27', 'village-notice', { values: { 支部书记: '李书记' } });
  shows(['YY-2.1-a', 'YY-2.5-b', 'YY-2.5-d'], SCREEN);
});

it('is reviewed by secretary and mayor, two people, and approved under seal; the approval day counts', async () => {
  const signers = [{ role: '书记', name: '陈书记' }];
  expect(codes(await refused(act(clerk, '2022-05-30', 'township-review', { outcome: '同意', signers })))).toEqual([
    'signers-missing',
  ]);
  const twice = [...signers, { role: '乡镇长', name: '陈书记' }];
  expect(
    codes(await refused(act(clerk, '2022-05-30', 'township-review', { outcome: '同意', signers: twice }))),
  ).toEqual(['signers-not-distinct']);
  const both = [...signers, { role: '乡镇长', name: '刘镇长' }];
  await act(clerk, '2022-05-30', 'township-review', { outcome: '同意', signers: both });
  expect(codes(await refused(act(bureau, '2022-05-31', 'county-approval', { outcome: '同意' })))).toEqual([
    'seal-missing',
  ]);
  const sealed = { 盖章: true };
  const batch = act(bureau, '2022-05-31', 'county-approval', {
    outcome: '同意',
    values: { ...sealed, batch: '第3批' },
  });
  expect(codes(await refused(batch))).toEqual(['batch-forbidden']);
  await act(bureau, '2022-05-31', 'county-approval', { outcome: '同意', values: sealed });
  const hit = await office.read(clerk, (context) => findHouseholdHit(context.tx, context.keys, household));
  expect(hit?.status).toBe('monitored');
  shows(['YY-F2-3b', 'YY-F2-3c', 'YY-F2-4b', 'YY-2.4-d'], SCREEN);
});

it('is announced and filed away, and folds again to what is stored', async () => {
  const draft = (await openAct(bureau, 'announcement'))?.draft ?? '';
  expect(codes(await refused(act(bureau, '2022-06-01', 'announcement', { text: draft })))).toEqual(['check-failed']);
  await act(bureau, '2022-06-01', 'announcement', { text: draft, values: { 官网网址: 'http://www.example.gov.cn/1' } });
  const items = ['入户核实资料', '民主评议记录', '公示照片', '乡镇审核资料'];
  const results = Object.fromEntries(items.map((item) => [item, { [item]: '有' }]));
  await act(cadre, '2022-06-02', 'archive', { results });
  const shown = await page();
  expect(shown.matter.closedOn).toBe('2022-06-02');
  const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
  expect(differences).toEqual([]);
  shows(['YY-2.4-a', 'YY-4-b'], SCREEN);
});

it('keeps names and free text out of the acts', async () => {
  const { rows } = await office.database.ownerPool.query<{ body: string }>('select body from acts where matter = $1', [
    matter,
  ]);
  const all = rows.map(({ body }) => body).join('\n');
  for (const told of ['王五', '陈书记', '李书记', '核对函', '村民反映', '黄沙街镇和谐村'])
    expect(all).not.toContain(told);
});
