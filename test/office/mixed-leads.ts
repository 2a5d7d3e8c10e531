import { randomUUID } from 'node:crypto';
import { dispatchLeads, receiveLeads, returnLeads, tellResult, writeOffLeads } from '#commands/lead-acts.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { type LeadInput, registerLead } from '#commands/register-lead.ts';
import { runCommand } from '#commands/run-command.ts';
import type { Actor } from '#domain/access/actor.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { insertProvisionalHousehold, setHouseholdStatus } from '#store/households.ts';
import { findLeadLine } from '#store/lead-lines.ts';
import { ensureStaff } from '#store/staff.ts';
import type { TestOffice } from './test-office.ts';

/** What becomes of a lead of the set. */
export type Fate = 'rejected' | 'untold' | 'already' | 'qualifies' | 'untouched' | 'returned';

export interface MadeLead {
  readonly id: string;
  readonly channel: string;
  readonly fate: Fate;
  readonly headName: string;
  /** In full; null where none was given. */
  readonly idNumber: string | null;
}

const CHANNELS = [
  ['干部排查', '村委'],
  ['自主申报', '12317'],
  ['部门预警', '民政局'],
  ['信访信息', '信访局'],
] as const;
const FATES: readonly Fate[] = ['rejected', 'untold', 'already', 'qualifies', 'untouched'];
/** Rare characters, a long name, and names that would be formulas. */
const NAMES = ['王喆', '李堃', '赵䶮', '钱𬱖', '阿卜杜勒·买买提江', '=HYPERLINK("x")', '@SUM(A1)'];
export const REJECTED_WHY = '家庭人均纯收入高于监测线且无刚性支出';

/** A valid number of a day that cannot be told from others but by its serial. */
export function testIdNumber(serial: number): string {
  const first17 = `11010519491231${String(serial).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}

/** Commands of one office for tests: each call its own request. */
export function commandsOf(office: TestOffice) {
  return <I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]) =>
    runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);
}

/**
 * `count` leads of all channels and fates through the real commands: registered 2022-03-16, department warnings dispatched
 * 03-17, visited 03-18, told 03-21, written off 03-22. Leaves the official day on 03-22.
 */
export async function mixedLeads(
  office: TestOffice,
  { clerk, county, count }: { clerk: Actor; county: Actor; count: number },
): Promise<MadeLead[]> {
  const run = commandsOf(office);
  const villages = await Promise.all(['370323105201', '370323105203'].map((code) => office.area(code)));
  const pair = await office.read(clerk, async ({ tx }) =>
    Promise.all(
      ['王一', '李二'].map((name) => ensureStaff(tx, { county: office.county, area: clerk.area ?? 0, name }, 1)),
    ),
  );
  const made: MadeLead[] = [];
  office.setToday('2022-03-16');
  for (let index = 0; index < count; index++) {
    const [channel, source] = CHANNELS[index % 4] ?? CHANNELS[0];
    const fate = fateOf(index, channel);
    const idNumber = fate === 'untouched' || fate === 'returned' ? null : testIdNumber(100 + index);
    const headName = NAMES[index] ?? `户主${index}`;
    const village = villages[index % 2] ?? 0;
    const household = fate === 'already' ? await monitored(office, clerk, { headName, village, idNumber }) : undefined;
    const input: LeadInput = {
      channel,
      source,
      text: index === 3 ? '=1+1 #*_$[x]@ 家庭成员突发疾病，自付医疗费用较大，'.repeat(4) : '家庭成员突发疾病',
      foundOn: plainDate('2022-03-15'),
      ...(household === undefined
        ? { newHousehold: { village, headName, ...(idNumber === null ? {} : { idNumber }) } }
        : { household }),
    };
    const { lead } = await run(channel === '部门预警' ? county : clerk, 'register-lead', input, registerLead);
    made.push({ id: lead, channel, fate, headName, idNumber });
  }
  const seq = async (id: string) => (await lineOf(office, clerk, id)).seq;
  const refs = (leads: readonly MadeLead[]) => Promise.all(leads.map(async ({ id }) => ({ id, seq: await seq(id) })));
  const of = (...fates: Fate[]) => made.filter((lead) => fates.includes(lead.fate));
  office.setToday('2022-03-17');
  const warnings = made.filter((lead) => lead.channel === '部门预警');
  none(await run(county, 'dispatch-leads', { leads: await refs(warnings) }, dispatchLeads));
  none(await run(clerk, 'receive-leads', { leads: await refs(made) }, receiveLeads));
  none(await run(clerk, 'return-leads', { leads: await refs(of('returned')), reason: '不在本镇' }, returnLeads));
  office.setToday('2022-03-18');
  const verdicts = { rejected: '否', untold: '否', already: '已纳入', qualifies: '是' } as const;
  for (const lead of of('rejected', 'untold', 'already', 'qualifies')) {
    const verdict = verdicts[lead.fate as keyof typeof verdicts];
    const visit = { on: plainDate('2022-03-18'), verifiers: pair, risks: [], photos: [] };
    const reason = verdict === '否' ? { reason: REJECTED_WHY } : {};
    none(
      await run(
        clerk,
        'record-visit',
        { id: lead.id, seq: await seq(lead.id), visit, verdict, ...reason },
        recordVisit,
      ),
    );
  }
  office.setToday('2022-03-21');
  for (const lead of of('rejected', 'already').filter(({ channel }) => ['自主申报', '信访信息'].includes(channel))) {
    const told = { id: lead.id, seq: await seq(lead.id), on: plainDate('2022-03-21'), how: '当面签收', written: true };
    none(await run(clerk, 'tell-result', told, tellResult));
  }
  office.setToday('2022-03-22');
  none(await run(clerk, 'write-off-leads', { leads: await refs(of('rejected', 'already')) }, writeOffLeads));
  return made;
}

/** The line as stored. */
export async function lineOf(office: TestOffice, actor: Actor, lead: string) {
  const line = await office.read(actor, ({ tx, keys }) => findLeadLine(tx, keys, lead));
  if (!line) throw new Error(`no line of ${lead}`);
  return line;
}

function fateOf(index: number, channel: string): Fate {
  const fate = FATES[index % 5] ?? 'untouched';
  return fate === 'untouched' && channel === '部门预警' && index > 20 ? 'returned' : fate;
}

async function monitored(
  office: TestOffice,
  clerk: Actor,
  { headName, village, idNumber }: { headName: string; village: number; idNumber: string | null },
): Promise<string> {
  const household = randomUUID();
  await office.read(clerk, async ({ tx, keys }) => {
    const place = { town: clerk.towns[0] ?? 0, village };
    const nobody = { phone: null, bornOn: null, sex: null };
    await insertProvisionalHousehold(tx, keys, {
      id: household,
      headPerson: randomUUID(),
      headName,
      idNumber,
      ...place,
      ...nobody,
    });
    const change = {
      status: 'monitored',
      since: plainDate('2022-01-10'),
      matter: randomUUID(),
      actor: 'test',
      at: 1,
    } as const;
    await setHouseholdStatus(tx, keys.county, { household, ...change });
  });
  return household;
}

function none(outcome: { readonly refused: readonly unknown[] }): void {
  if (outcome.refused.length > 0) throw new Error(`refused: ${JSON.stringify(outcome.refused)}`);
}
