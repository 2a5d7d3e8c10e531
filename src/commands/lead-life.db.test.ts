import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listLeads } from '#store/lead-lines.ts';
import { listClocks } from '#store/matters.ts';
import { ensureStaff } from '#store/staff.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';
import { dispatchLeads, receiveLeads, returnLeads, tellResult, writeOffLeads } from './lead-acts.ts';
import { rebuildCounty } from './rebuild-county.ts';
import { recordVisit } from './record-visit.ts';
import { type LeadInput, registerLead } from './register-lead.ts';
import { runCommand } from './run-command.ts';

let office: TestOffice;
let clerk: Actor;
let county: Actor;
let village: number;
let pair: string[];

beforeAll(async () => {
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  county = await office.actor('county-officer', '任小舟');
  village = await office.area('370323105201');
  pair = await office.read(clerk, async (context) =>
    Promise.all(
      ['王一', '李二'].map((name) =>
        ensureStaff(context.tx, { county: office.county, area: clerk.area ?? 0, name }, 1),
      ),
    ),
  );
});
afterAll(() => office.close());

const run = <I, O>(
  actor: Actor,
  kind: string,
  input: I,
  work: Parameters<typeof runCommand<I, O>>[4],
  requestId: string = randomUUID(),
) => runCommand(office.services.runner, actor, office.now(), { kind, requestId, input }, work);

function leadInput(more: Partial<LeadInput> = {}): LeadInput {
  return {
    channel: '自主申报',
    source: '到镇村窗口',
    text: '户主突发疾病，自付费用大',
    foundOn: plainDate('2022-03-16'),
    newHousehold: { village, headName: '张某', phone: '13800000000', idNumber: '11010519491231002X' },
    ...more,
  };
}

async function register(actor: Actor, input: LeadInput): Promise<string> {
  return (await run(actor, 'register-lead', input, registerLead)).lead;
}

async function line(lead: string) {
  const { lines } = await office.read(clerk, (context) => listLeads(context.tx, context.keys, { matters: [lead] }));
  const [found] = lines;
  if (!found) throw new Error('no such line');
  return found;
}

const visitOn = (day: string) => ({ on: plainDate(day), verifiers: pair, risks: [], photos: [] });

describe('a self-application that does not qualify', () => {
  let lead: string;

  it('stands on the ledger at once, due three working days later', async () => {
    lead = await register(clerk, leadInput());
    const stored = await line(lead);
    expect(stored).toMatchObject({
      stage: 'to-receive',
      headName: '张某',
      feedbackOn: '2022-03-16',
      idMasked: '1101**********002X',
    });
    const clocks = await office.read(clerk, (context) => listClocks(context.tx, office.county, lead));
    expect(clocks.find((clock) => clock.step === 'household-verification')).toMatchObject({
      dueOn: '2022-03-21',
      unit: 'working-day',
    });
  });

  it('refuses 否 without a reason, naming it', async () => {
    const { seq } = await line(lead);
    const outcome = await run(
      clerk,
      'record-visit',
      { id: lead, seq, visit: visitOn('2022-03-16'), verdict: '否' },
      recordVisit,
    );
    expect(outcome.done).toEqual([]);
    expect(outcome.refused[0]?.refusals[0]).toMatchObject({
      code: 'check-failed',
      text: '不符合认定标准的主要原因未填',
    });
    expect((await line(lead)).stage).toBe('to-receive');
  });

  it('takes the verdict with a reason, and then waits for 告知 before 销号', async () => {
    const { seq } = await line(lead);
    const input = {
      id: lead,
      seq,
      visit: visitOn('2022-03-16'),
      verdict: '否',
      reason: '家庭人均纯收入高于监测线且无刚性支出',
    };
    expect((await run(clerk, 'record-visit', input, recordVisit)).refused).toEqual([]);
    const verified = await line(lead);
    expect(verified).toMatchObject({
      stage: 'to-write-off',
      verdict: '否',
      reason: '家庭人均纯收入高于监测线且无刚性支出',
      verifiers: pair,
    });
    office.setToday('2022-03-18');
    const tooEarly = await run(clerk, 'write-off-leads', { leads: [{ id: lead, seq: verified.seq }] }, writeOffLeads);
    expect(tooEarly.refused[0]?.refusals.map((refusal) => refusal.code)).toContain('waits-for-steps');
  });

  it('refuses an oral 告知 for a rejected application and accepts a written one', async () => {
    office.setToday('2022-03-21');
    const { seq } = await line(lead);
    const oral = await run(
      clerk,
      'tell-result',
      { id: lead, seq, on: plainDate('2022-03-21'), how: '电话告知', written: false },
      tellResult,
    );
    expect(oral.refused[0]?.refusals[0]).toMatchObject({
      code: 'check-failed',
      source: [{ pack: 'SD', clause: '1.3-i' }],
    });
    const written = await run(
      clerk,
      'tell-result',
      { id: lead, seq, on: plainDate('2022-03-21'), how: '当面签收', written: true },
      tellResult,
    );
    expect(written.refused).toEqual([]);
    const off = await run(
      clerk,
      'write-off-leads',
      { leads: [{ id: lead, seq: (await line(lead)).seq }] },
      writeOffLeads,
    );
    expect(off.refused).toEqual([]);
    expect(await line(lead)).toMatchObject({
      stage: 'written-off',
      finishedOn: '2022-03-21',
      endedOn: '2022-03-21',
      toldOn: '2022-03-21',
    });
  });
});

describe('requests', () => {
  it('does a repeated request once and refuses the same id for another input or by another person', async () => {
    const requestId = randomUUID();
    const input = leadInput({ newHousehold: { village, headName: '李某' } });
    const first = await run(clerk, 'register-lead', input, registerLead, requestId);
    expect(await run(clerk, 'register-lead', input, registerLead, requestId)).toEqual(first);
    await expect(
      run(clerk, 'register-lead', { ...input, text: '别的' }, registerLead, requestId),
    ).rejects.toMatchObject({ code: 'request-reused' });
    await expect(run(county, 'register-lead', input, registerLead, requestId)).rejects.toMatchObject({
      code: 'other-actor-request',
    });
  });

  it('answers 409 with the acts since, when somebody was faster', async () => {
    const lead = await register(clerk, leadInput({ newHousehold: { village, headName: '赵某' } }));
    const { seq } = await line(lead);
    await run(clerk, 'receive-leads', { leads: [{ id: lead, seq }] }, receiveLeads);
    await expect(run(clerk, 'receive-leads', { leads: [{ id: lead, seq }] }, receiveLeads)).rejects.toMatchObject({
      code: 'sequence-conflict',
      facts: { since: [{ kind: 'receive' }] },
    });
  });
});

describe('a department warning', () => {
  it('waits for dispatch, is due from the dispatch day, and can go back to the county', async () => {
    office.setToday('2022-04-06');
    const warning = leadInput({
      channel: '部门预警',
      source: '民政局',
      text: '新增低保对象',
      foundOn: plainDate('2022-03-25'),
      newHousehold: { village, headName: '孙某' },
    });
    const lead = await register(county, warning);
    expect(await line(lead)).toMatchObject({ stage: 'gathering', feedbackOn: null });
    office.setToday('2022-04-07');
    await run(county, 'dispatch-leads', { leads: [{ id: lead, seq: 1 }] }, dispatchLeads);
    expect(await line(lead)).toMatchObject({
      stage: 'to-receive',
      feedbackOn: '2022-04-07',
      dispatchedOn: '2022-04-07',
    });
    const clocks = await office.read(clerk, (context) => listClocks(context.tx, office.county, lead));
    expect(clocks.find((clock) => clock.step === 'household-verification')?.dueOn).toBe('2022-04-12');
    await run(clerk, 'receive-leads', { leads: [{ id: lead, seq: (await line(lead)).seq }] }, receiveLeads);
    const back = await run(
      clerk,
      'return-leads',
      { leads: [{ id: lead, seq: (await line(lead)).seq }], reason: '不在本镇' },
      returnLeads,
    );
    expect(back.refused).toEqual([]);
    expect((await line(lead)).stage).toBe('returned');
  });

  it('refuses a source of another channel', async () => {
    await expect(
      register(
        county,
        leadInput({ channel: '部门预警', source: '12317', newHousehold: { village, headName: '周某' } }),
      ),
    ).rejects.toMatchObject({
      code: 'bad-request',
      facts: { field: 'source' },
    });
  });
});

describe('a lead that qualifies', () => {
  it('opens the identification with the visit as its first step, and stays on the ledger until entry', async () => {
    office.setToday('2022-04-08');
    const lead = await register(
      clerk,
      leadInput({
        channel: '干部排查',
        source: '村委',
        foundOn: plainDate('2022-04-08'),
        newHousehold: { village, headName: '钱某' },
      }),
    );
    const { seq } = await line(lead);
    const done = await run(
      clerk,
      'record-visit',
      {
        id: lead,
        seq,
        visit: visitOn('2022-04-08'),
        verdict: '是',
        idNumber: `11010519491231053${idCheckDigit('11010519491231053')}`,
      },
      recordVisit,
    );
    expect(done.refused).toEqual([]);
    const verified = await line(lead);
    expect(verified).toMatchObject({ stage: 'to-write-off', verdict: '是', identificationState: 'open' });
    const off = await run(clerk, 'write-off-leads', { leads: [{ id: lead, seq: verified.seq }] }, writeOffLeads);
    expect(off.refused[0]?.refusals.map((refusal) => refusal.text)).toContain('符合认定标准的，录入系统后方可销号');
  });
});

describe('isolation', () => {
  it('shows another township nothing', async () => {
    const other = await office.actor('township-clerk', '别镇的人', { town: '370323104000' });
    const { total } = await office.read(other, (context) => listLeads(context.tx, context.keys, {}));
    expect(total).toBe(0);
  });
});

describe('rebuild', () => {
  it('folds every matter to what is stored', async () => {
    const { matters, differences } = await office.read(county, (context) => rebuildCounty(context));
    expect(matters).toBeGreaterThan(4);
    expect(differences).toEqual([]);
  });
});
