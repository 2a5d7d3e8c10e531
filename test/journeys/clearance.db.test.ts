import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actOnMatter, type MatterActInput } from '#commands/act-on-matter.ts';
import { openProcedure } from '#commands/open-procedure.ts';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { Actor } from '#domain/access/actor.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { presentHit } from '#http/household-handlers.ts';
import { presentHousehold } from '#http/household-page.ts';
import { leadWords } from '#http/lead-presenter.ts';
import { presentMatter } from '#http/matter-page.ts';
import { findHouseholdHit, insertProvisionalHousehold, setHouseholdStatus } from '#store/households.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';

const VILLAGE = '370323105201';
let office: TestOffice;
let clerk: Actor;
let bureau: Actor;
let cadre: Actor;
let household: string;
let matter: string;

beforeAll(async () => {
  office = await testOffice('2022-04-06');
  clerk = await office.actor('township-clerk', '马小宁');
  bureau = await office.actor('county-officer', '任小舟');
  cadre = await office.actor('village-cadre', '王庆', { village: VILLAGE });
  household = await monitoredHousehold();
});
afterAll(() => office.close());

/** A household that has been monitored since March 1st, as the national export brings it: no visit, no income. */
async function monitoredHousehold(): Promise<string> {
  const [town, village] = [await office.area('370323105000'), await office.area(VILLAGE)];
  return run(bureau, 'household', {}, async ({ tx, keys }) => {
    const id = randomUUID();
    await insertProvisionalHousehold(tx, keys, {
      id,
      headPerson: randomUUID(),
      headName: '张大山',
      town,
      village,
      phone: null,
      idNumber: null,
      bornOn: null,
      sex: null,
    });
    await setHouseholdStatus(tx, keys.county, {
      household: id,
      status: 'monitored',
      since: plainDate('2022-03-01'),
      matter: randomUUID(),
      actor: bureau.account,
      at: 1,
    });
    return id;
  });
}

function run<I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]): Promise<O> {
  return runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);
}

const page = (actor = clerk) =>
  office.read(actor, (context) => presentMatter(context, office.services.calendar(), matter));
const open = (actor: Actor) => run(actor, 'open', { household, procedure: 'clearance' }, openProcedure);
const householdPage = (actor: Actor) =>
  office.read(actor, async (context) => {
    const row = await findHouseholdHit(context.tx, context.keys, household);
    if (!row) throw new Error('no household');
    const words = await leadWords(context);
    return presentHousehold(context, office.services.calendar(), words, row, presentHit(words, row));
  });

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

it('is offered on the page of a monitored household and refused while 监测线 is unset, naming it', async () => {
  const { procedures } = await householdPage(clerk);
  const clearance = procedures.find(({ id }) => id === 'clearance');
  expect(clearance).toMatchObject({ label: '风险消除', running: null });
  expect(clearance?.refused.map(({ parameter, setBy }) => [parameter, setBy])).toEqual([['监测线', 'county']]);
  const [refusal] = await refusalsOf(open(clerk));
  expect(refusal?.opensWhen).toMatchObject({ parameter: '监测线', setBy: 'county' });
});

it('is opened by the office of its first step once the county has set the line, and only once', async () => {
  const line = { name: '监测线', value: '7000', from: plainDate('2022-01-01'), reason: '县里公布' };
  await run(bureau, 'set-parameter', line, setParameter);
  expect((await refusalsOf(open(cadre))).map(({ code }) => code)).toEqual(['wrong-office']);
  matter = (await open(clerk)).matter;
  expect((await refusalsOf(open(clerk))).map(({ code }) => code)).toContain('already-running');
  expect((await householdPage(clerk)).procedures.find(({ id }) => id === 'clearance')?.running).toBe(matter);
});

it('waits for what nobody knows yet, asks for it by kind, and takes no other facts', async () => {
  const shown = await page();
  expect(shown.open).toEqual([]);
  expect(shown.unknown).toEqual([
    { path: '户.人均纯收入', kind: 'money', choices: [] },
    { path: '户.三保障有保障', kind: 'boolean', choices: [] },
    { path: '户.饮水安全', kind: 'boolean', choices: [] },
  ]);
  for (const facts of [
    { '户.住址': '村东' },
    { 没有这一项: true },
    { '户.人均纯收入': '很多' },
    { '户.饮水安全': '是' },
  ]) {
    const told = act(clerk, '2022-04-06', 'correct', { reason: '入户查明', facts });
    await expect(told).rejects.toMatchObject({ code: 'bad-request' });
  }
});

it('is refused one fen under the line and open on the line', async () => {
  const facts = { '户.人均纯收入': '6999.99', '户.三保障有保障': true, '户.饮水安全': true };
  await act(clerk, '2022-04-06', 'correct', { reason: '入户查明', facts });
  const [under] = await refusalsOf(act(clerk, '2022-04-06', 'clearance-visit', { outcome: '风险已消除' }));
  expect(under).toMatchObject({ code: 'gate-failed', text: '家庭人均纯收入未达到当年监测线' });
  await act(clerk, '2022-04-07', 'correct', { reason: '漏记务工收入', facts: { '户.人均纯收入': '7000.00' } });
  expect((await page()).unknown).toEqual([]);
  await act(clerk, '2022-04-07', 'clearance-visit', { outcome: '风险已消除' });
});

it('goes through deliberation and notice to the entry that clears the household', async () => {
  await act(cadre, '2022-04-08', 'clearance-deliberation', { outcome: '通过' });
  const [unset] = await refusalsOf(act(cadre, '2022-04-08', 'clearance-notice.begin'));
  expect(unset?.opensWhen).toMatchObject({ parameter: '公示天数' });
  const days = { name: '公示天数', value: '5', unit: 'day', from: plainDate('2022-04-01'), reason: '县局研究确定' };
  await run(bureau, 'set-parameter', days, setParameter);
  await act(cadre, '2022-04-08', 'clearance-notice.begin');
  await act(cadre, '2022-04-14', 'clearance-notice');
  // 5 天不含张贴日：04-09 … 04-13，04-14 起可结束。没有已落实的措施，是原则规定，须说明理由。
  const asked = await refusalsOf(act(bureau, '2022-04-15', 'clearance-entry'));
  expect(asked.map(({ strength }) => strength)).toEqual(['principle']);
  await act(bureau, '2022-04-15', 'clearance-entry', { reason: '子女就业，自然消除' });
  const hit = await office.read(clerk, (context) => findHouseholdHit(context.tx, context.keys, household));
  expect(hit?.status).toBe('cleared');
  expect((await householdPage(clerk)).procedures.map(({ id }) => id)).not.toContain('clearance');
  const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
  expect(differences).toEqual([]);
});
