import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnMatter, type MatterActInput } from '#commands/act-on-matter.ts';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { registerLead } from '#commands/register-lead.ts';
import { runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { Actor } from '#domain/access/actor.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { ledgerOptions } from '#http/ledger-options.ts';
import { presentMatter } from '#http/matter-page.ts';
import { findHouseholdHit } from '#store/households.ts';
import { listLeads } from '#store/lead-lines.ts';
import { ensureStaff } from '#store/staff.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';

const VILLAGE = '370323105201';
let office: TestOffice;
let clerk: Actor;
let bureau: Actor;
let cadre: Actor;
let matter: string;
let household: string;

beforeAll(async () => {
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  bureau = await office.actor('county-officer', '任小舟');
  cadre = await office.actor('village-cadre', '王庆', { village: VILLAGE });
});
afterAll(() => office.close());

function run<I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]): Promise<O> {
  return runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);
}

const page = () => office.read(bureau, (context) => presentMatter(context, office.services.calendar(), matter));
const green = async () => (await page()).routes.find(({ id }) => id === 'green');

async function act(actor: Actor, day: string, step: string, more: Partial<MatterActInput> = {}) {
  office.setToday(day);
  const { matter: line } = await page();
  return run(actor, 'act', { id: matter, seq: line.seq, do: step, on: plainDate(day), ...more }, actOnMatter);
}

async function refusalsOf(work: Promise<unknown>): Promise<readonly Refusal[]> {
  const error = await work.then(
    () => null,
    (failure: { code: string; facts: { refusals: Refusal[] } }) => failure,
  );
  expect(error?.code).toBe('refused');
  return error?.facts.refusals ?? [];
}

it('begins with an urgent lead of a cause the document lists; its visit opens the recognition', async () => {
  const { greenCauses } = await office.read(clerk, ledgerOptions);
  expect(greenCauses).toEqual(['因灾', '因意外事故']);
  const body = '37032319480101901';
  const { lead } = await run(
    clerk,
    'register-lead',
    {
      channel: '干部排查',
      source: '村委',
      text: '房屋着火',
      foundOn: plainDate('2022-03-16'),
      urgent: { cause: '因意外事故' },
      newHousehold: { village: await office.area(VILLAGE), headName: '李大川', idNumber: body + idCheckDigit(body) },
    },
    registerLead,
  );
  const verifiers = await office.read(clerk, (context) =>
    Promise.all(
      ['甲', '乙'].map((name) => ensureStaff(context.tx, { county: office.county, area: clerk.area ?? 0, name }, 1)),
    ),
  );
  office.setToday('2022-03-17');
  const seen = { on: plainDate('2022-03-17'), verifiers, risks: ['因意外事故'], photos: [] };
  const visited = await run(clerk, 'visit', { id: lead, seq: 1, visit: seen, verdict: '是' }, recordVisit);
  expect(visited.refused).toEqual([]);
  const { lines } = await office.read(clerk, (context) => listLeads(context.tx, context.keys, { matters: [lead] }));
  matter = lines[0]?.identification ?? '';
  household = lines[0]?.household ?? '';
});

it('is not open before hardship and the village’s word are known: both are asked for', async () => {
  expect((await green())?.state).toBe('unknown');
  expect((await page()).unknown).toEqual([
    { path: '严重困难', kind: 'boolean', choices: [] },
    { path: '群众普遍认可', kind: 'boolean', choices: [] },
  ]);
  const [early] = await refusalsOf(act(bureau, '2022-03-17', 'route', { target: 'green' }));
  expect(early).toMatchObject({ code: 'condition-unknown', missing: ['严重困难', '群众普遍认可'] });
  const [help] = await refusalsOf(act(clerk, '2022-03-17', '先行帮扶'));
  expect(help?.code).toBe('not-recognised');
  const facts = { 严重困难: true, 群众普遍认可: true };
  await act(clerk, '2022-03-17', 'correct', { reason: '村民代表一致认可', facts });
  expect((await green())?.state).toBe('offered');
});

it('is opened by the county, helps at once, and leaves every step as a debt', async () => {
  const [wrong] = await refusalsOf(act(clerk, '2022-03-17', 'route', { target: 'green' }));
  expect(wrong?.code).toBe('wrong-office');
  expect((await page()).helps).toEqual([]);
  await act(bureau, '2022-03-17', 'route', { target: 'green' });
  expect((await page()).helps.map(({ label }) => label)).toEqual(['临时救助', '先行帮扶']);
  await act(clerk, '2022-03-17', '先行帮扶');
  const shown = await page();
  expect(shown.owed).toEqual(['民主评议', '信息比对', '村级公示', '录入系统']);
  expect(shown.acts.map(({ kind }) => kind)).toContain('先行帮扶');
});

it('keeps the limit running and does not make the household monitored by the help', async () => {
  office.setToday('2022-03-21');
  const { limit } = await page();
  expect(limit).toMatchObject({ day: 5, of: 15, due: { on: '2022-03-31' } });
  const hit = await office.read(clerk, (context) => findHouseholdHit(context.tx, context.keys, household));
  expect(hit?.status).toBe('none');
});

it('is closed only when the debts are paid, one after another', async () => {
  const ahead = await refusalsOf(act(bureau, '2022-03-21', 'system-entry'));
  expect(ahead.map(({ code }) => code)).toContain('waits-for-steps');
  expect((await page()).matter.closedOn).toBeNull();
  await act(cadre, '2022-03-21', 'deliberation', { outcome: '通过', values: { 到会人数: 15, 同意人数: 14 } });
  const [member] = (await page()).open.find((open) => open.step === 'information-comparison')?.members ?? [];
  const results = { [member?.id ?? '']: { 比对结果: '无异常' } };
  await act(bureau, '2022-03-22', 'information-comparison', { outcome: '无异常', results });
  const days = { name: '公示天数', value: '5', unit: 'day', from: plainDate('2022-03-01'), reason: '县局研究确定' };
  await run(bureau, 'set-parameter', days, setParameter);
  await act(cadre, '2022-03-22', 'village-notice.begin');
  await act(cadre, '2022-03-28', 'village-notice');
  expect((await page()).owed).toEqual(['录入系统']);
  await act(bureau, '2022-03-28', 'system-entry');
  const shown = await page();
  expect([shown.owed, shown.matter.closedOn]).toEqual([[], '2022-03-28']);
  const hit = await office.read(clerk, (context) => findHouseholdHit(context.tx, context.keys, household));
  expect(hit?.status).toBe('monitored');
  const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
  expect(differences).toEqual([]);
});
