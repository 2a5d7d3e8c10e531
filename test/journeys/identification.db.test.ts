import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnMatter, type MatterActInput } from '#commands/act-on-matter.ts';
import { writeOffLeads } from '#commands/lead-acts.ts';
import { listReadyForEntry } from '#commands/national-entry.ts';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { registerLead } from '#commands/register-lead.ts';
import { runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { Actor } from '#domain/access/actor.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { presentMatter } from '#http/matter-page.ts';
import { findHouseholdHit } from '#store/households.ts';
import { listLeads } from '#store/lead-lines.ts';
import { ensureStaff } from '#store/staff.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';

let office: TestOffice;
let clerk: Actor;
let bureau: Actor;
let cadre: Actor;
let lead: string;
let matter: string;

beforeAll(async () => {
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  bureau = await office.actor('county-officer', '任小舟');
  cadre = await office.actor('village-cadre', '王庆', { village: '370323105201' });
});
afterAll(() => office.close());

const run = <I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]) =>
  runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);

const page = () => office.read(bureau, (context) => presentMatter(context, office.services.calendar(), matter));

async function act(actor: Actor, day: string, step: string, more: Partial<MatterActInput> = {}) {
  office.setToday(day);
  const { matter: line } = await page();
  return run(actor, 'act', { id: matter, seq: line.seq, do: step, on: plainDate(day), ...more }, actOnMatter);
}

async function refusalsOf(work: Promise<unknown>): Promise<{ code: string; step: string; opensWhen: object }[]> {
  const error = await work.then(
    () => null,
    (failure: { code: string; facts: { refusals: { code: string; step: string; opensWhen: object }[] } }) => failure,
  );
  expect(error?.code).toBe('refused');
  return error?.facts.refusals ?? [];
}

it('opens with the visit of the lead as its first step', async () => {
  const village = await office.area('370323105201');
  const body = '37032319490101900';
  const registered = await run(
    clerk,
    'register-lead',
    {
      channel: '干部排查',
      source: '村委',
      text: '突发重病',
      foundOn: plainDate('2022-03-16'),
      newHousehold: { village, headName: '张大山', idNumber: body + idCheckDigit(body) },
    },
    registerLead,
  );
  lead = registered.lead;
  const verifiers = await office.read(clerk, (context) =>
    Promise.all(
      ['甲', '乙'].map((name) => ensureStaff(context.tx, { county: office.county, area: clerk.area ?? 0, name }, 1)),
    ),
  );
  office.setToday('2022-03-18');
  const seen = { on: plainDate('2022-03-18'), verifiers, risks: [], photos: [] };
  const visited = await run(clerk, 'visit', { id: lead, seq: 1, visit: seen, verdict: '是' }, recordVisit);
  expect(visited.refused).toEqual([]);
  const { lines } = await office.read(clerk, (context) => listLeads(context.tx, context.keys, { matters: [lead] }));
  matter = lines[0]?.identification ?? '';
  const shown = await page();
  expect(shown.steps.map((step) => [step.id, step.state])).toEqual([
    ['household-verification', 'done'],
    ['deliberation', 'open'],
    ['information-comparison', 'waiting'],
    ['village-notice', 'waiting'],
    ['system-entry', 'waiting'],
  ]);
  expect(shown.limit).toMatchObject({ day: 2, of: 15, due: { on: '2022-03-31' } });
});

it('refuses a step before the one it follows, naming it', async () => {
  const refusals = await refusalsOf(act(cadre, '2022-03-21', 'village-notice.begin'));
  expect(refusals.find((refusal) => refusal.code === 'waits-for-steps')?.opensWhen).toMatchObject({
    steps: ['information-comparison'],
  });
});

it('takes deliberation and comparison, then refuses the notice because 公示天数 is unset', async () => {
  await act(cadre, '2022-03-21', 'deliberation', { outcome: '通过', values: { 到会人数: 15, 同意人数: 14 } });
  const shown = await page();
  const [member] = shown.open.find((open) => open.step === 'information-comparison')?.members ?? [];
  await act(bureau, '2022-03-23', 'information-comparison', {
    outcome: '无异常',
    results: { [member?.id ?? '']: { 比对结果: '无异常' } },
  });
  const [refusal] = await refusalsOf(act(cadre, '2022-03-24', 'village-notice.begin'));
  expect(refusal).toMatchObject({ code: 'parameter-unset', opensWhen: { parameter: '公示天数', setBy: 'county' } });
});

it('opens it once the county has set the days, and the notice must have lasted them', async () => {
  const input = { name: '公示天数', value: '5', unit: 'day', from: plainDate('2022-03-01'), reason: '县局研究确定' };
  await run(bureau, 'set-parameter', input, setParameter);
  await act(cadre, '2022-03-24', 'village-notice.begin');
  const refusals = await refusalsOf(act(cadre, '2022-03-29', 'village-notice'));
  expect(refusals.map((refusal) => refusal.code)).toContain('still-lasting');
  await act(cadre, '2022-03-30', 'village-notice');
  const ready = await office.read(bureau, (context) => listReadyForEntry(context));
  expect(ready.map((row) => row.matter)).toEqual([matter]);
});

it('makes the household monitored on the entry day and lets the lead be written off', async () => {
  await act(bureau, '2022-03-31', 'system-entry');
  const { lines } = await office.read(clerk, (context) => listLeads(context.tx, context.keys, { matters: [lead] }));
  const [line] = lines;
  expect(line).toMatchObject({ stage: 'to-write-off', monitored: true });
  const hit = await office.read(clerk, (context) => findHouseholdHit(context.tx, context.keys, line?.household ?? ''));
  expect(hit?.status).toBe('monitored');
  const off = await run(clerk, 'write-off', { leads: [{ id: lead, seq: line?.seq ?? 0 }] }, writeOffLeads);
  expect(off).toEqual({ done: [lead], refused: [] });
});

it('folds again to what is stored', async () => {
  const { matters, differences } = await office.read(bureau, (context) => rebuildCounty(context));
  expect(matters).toBe(2);
  expect(differences).toEqual([]);
});
