import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import type { FileReply, SignedInCaller } from '#http/handler.ts';
import { paperHandlers } from '#http/paper-handlers.ts';
import { lineOf, type MadeLead, mixedLeads, REJECTED_WHY } from './mixed-leads.ts';
import { type TestOffice, testOffice } from './test-office.ts';

const run = promisify(execFile);
let office: TestOffice;
let clerk: Actor;
let leads: MadeLead[];
let folder: string;
let handlers: ReturnType<typeof paperHandlers>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwang-papers-'));
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  const county = await office.actor('county-officer', '任小舟');
  handlers = paperHandlers(office.services);
  leads = await mixedLeads(office, { clerk, county, count: 20 });
}, 120_000);
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const caller = (): SignedInCaller => ({
  now: office.now(),
  address: '127.0.0.1',
  requestId: randomUUID(),
  setCookie: () => undefined,
  actor: clerk,
  session: {} as SignedInCaller['session'],
  token: '',
});

const notice = async (id: string): Promise<FileReply> =>
  (await handlers.resultNotice(
    { params: { id }, query: undefined, body: undefined, uploads: [] },
    caller(),
  )) as FileReply;

const sheets = async (ids: readonly string[]): Promise<FileReply> =>
  (await handlers.visitSheets(
    { params: undefined, query: { ids: ids.join(',') }, body: undefined, uploads: [] },
    caller(),
  )) as FileReply;

function made(fate: MadeLead['fate'], channel: string): MadeLead {
  const found = leads.find((lead) => lead.fate === fate && lead.channel === channel);
  if (!found) throw new Error(`no ${fate} lead by ${channel}`);
  return found;
}

async function textOf(bytes: Buffer): Promise<{ text: string; pages: string[] }> {
  const file = path.join(folder, `${randomUUID()}.pdf`);
  await writeFile(file, bytes);
  const { stdout } = await run('pdftotext', ['-raw', file, '-']);
  const pages = stdout.split('\f').map((page) => page.replaceAll(/[\s\u200b]/g, ''));
  return { text: pages.join(''), pages: pages.filter((page) => page !== '') };
}

const reader = await run('sh', ['-c', 'command -v pdftotext']).then(
  () => true,
  () => false,
);
if (!reader) process.emitWarning('pdftotext is not installed: the text of papers is not read');
const readable = reader || process.env['CI'] !== undefined;

describe('告知书', () => {
  it('tells a rejected applicant result, reason and what he can do, with a receipt to sign', async (test) => {
    if (!readable) test.skip('pdftotext is not installed');
    const lead = made('rejected', '自主申报');
    const { no } = await lineOf(office, clerk, lead.id);
    const { bytes, mediaType } = await notice(lead.id);
    expect(mediaType).toBe('application/pdf');
    const { text, pages } = await textOf(bytes);
    expect(pages).toHaveLength(1);
    const wanted = [
      '审核结果告知书',
      no,
      '不符合监测帮扶对象认定标准',
      REJECTED_WHY,
      '12345',
      '送达回证',
      '受送达人签名',
    ];
    for (const part of [...wanted, '2022年3月18日，王一、李二', '西里镇人民政府（盖章）', '沂源县乡村振兴局']) {
      expect(text).toContain(part);
    }
  });

  it('is refused while there is no result, and where nobody is told', async () => {
    await expect(notice(made('untouched', '自主申报').id)).rejects.toMatchObject({
      code: 'bad-request',
      facts: { why: 'no-result' },
    });
    await expect(notice(made('rejected', '干部排查').id)).rejects.toMatchObject({
      code: 'bad-request',
      facts: { why: 'nobody-to-tell' },
    });
    await expect(notice(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('入户核实表', () => {
  it('has a page for each lead in the order asked for, numbers masked', async (test) => {
    if (!readable) test.skip('pdftotext is not installed');
    const wanted = [leads[3], leads[0], leads[1]].flatMap((lead) => lead ?? []);
    const { pages, text } = await textOf((await sheets(wanted.map(({ id }) => id))).bytes);
    expect(pages).toHaveLength(3);
    for (const [index, lead] of wanted.entries()) {
      expect(pages[index]).toContain(lead.headName);
      expect(pages[index]).toContain((await lineOf(office, clerk, lead.id)).no);
      expect(pages[index]).toContain('三保障');
    }
    expect(text).not.toMatch(/\d{17}[\dX]/);
  });

  it('stands in the audit log with its leads', async () => {
    const ids = leads.slice(0, 2).map(({ id }) => id);
    await sheets(ids);
    const { rows } = await office.database.ownerPool.query(
      `select kind, subject from audit_log where actor = $1 and reason = 'visit-sheets' order by id desc limit 1`,
      [clerk.account],
    );
    expect(rows).toEqual([{ kind: 'print', subject: ids }]);
  });

  it('does not open leads of another township', async () => {
    const other = await office.actor('township-clerk', '别镇的人', { town: '370323104000' });
    const [lead] = leads;
    const query = { ids: lead?.id ?? '' };
    const call = { params: undefined, query, body: undefined, uploads: [] };
    await expect(handlers.visitSheets(call, { ...caller(), actor: other })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
