import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Paper, PrintRun } from '#contract/papers.ts';
import type { Actor } from '#domain/access/actor.ts';
import type { FileReply, SignedInCaller } from '#http/handler.ts';
import { paperCheckHandlers } from '#http/paper-check.ts';
import { paperDossierHandlers } from '#http/paper-dossier.ts';
import { paperHandlers } from '#http/paper-handlers.ts';
import { paperRunHandlers } from '#http/paper-runs.ts';
import { lineOf, type MadeLead, mixedLeads, REJECTED_WHY } from './mixed-leads.ts';
import { type TestOffice, testOffice } from './test-office.ts';

const run = promisify(execFile);
let folder: string;
let office: TestOffice;
let clerk: Actor;
let county: Actor;
let leads: MadeLead[];
let handlers: ReturnType<typeof paperHandlers> &
  ReturnType<typeof paperRunHandlers> &
  ReturnType<typeof paperCheckHandlers> &
  ReturnType<typeof paperDossierHandlers>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwang-papers-'));
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  county = await office.actor('county-officer', '任小舟');
  const { services } = office;
  handlers = {
    ...paperHandlers(services),
    ...paperRunHandlers(services),
    ...paperCheckHandlers(services),
    ...paperDossierHandlers(services),
  };
  leads = await mixedLeads(office, { clerk, county, count: 20 });
}, 120_000);
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const caller = (actor: Actor = clerk): SignedInCaller => ({
  now: office.now(),
  address: '127.0.0.1',
  requestId: randomUUID(),
  setCookie: () => undefined,
  actor,
  session: {} as SignedInCaller['session'],
  token: '',
});

const none = { params: undefined, query: undefined, body: undefined, uploads: [] };

async function issue(body: Record<string, unknown>, actor: Actor = clerk, requestId = randomUUID()): Promise<Paper> {
  const { paper } = await handlers.issuePaper({ ...none, body: { requestId, form: '', ...body } }, caller(actor));
  return paper as Paper;
}

const again = async (id: string): Promise<Buffer> =>
  ((await handlers.paperFile({ ...none, params: { id } }, caller())) as FileReply).bytes;

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

const codeOf = async (id: string): Promise<string> => {
  const { rows } = await office.database.ownerPool.query('select code from papers where id = $1', [id]);
  return rows[0].code as string;
};

describe('a paper given out', () => {
  it('is numbered without gaps, kept byte for byte, an act of its matter', async () => {
    const lead = made('rejected', '自主申报');
    const request = randomUUID();
    const paper = await issue({ form: '告知书', matter: lead.id }, clerk, request);
    expect(paper).toMatchObject({ number: '370323105-告知-2022-00001', on: '2022-03-22', issuer: '西里镇人民政府' });
    // Asked for twice, given once.
    expect((await issue({ form: '告知书', matter: lead.id }, clerk, request)).id).toBe(paper.id);
    expect((await again(paper.id)).equals(await again(paper.id))).toBe(true);
    const { rows } = await office.database.ownerPool.query(
      `select body from acts where matter = $1 and kind = 'event' order by seq desc limit 1`,
      [lead.id],
    );
    expect(JSON.parse(rows[0].body)).toMatchObject({ target: 'paper.issued', values: { 校验: paper.hash } });
    // A refused paper takes no number.
    await expect(issue({ form: '告知书', matter: made('untouched', '自主申报').id })).rejects.toMatchObject({
      code: 'bad-request',
      facts: { why: 'paper-empty', field: '审核结果', where: 'lead' },
    });
    const next = await issue({ form: '告知书', matter: lead.id, replaces: paper.id, reason: '日期写错' });
    expect(next).toMatchObject({ number: '370323105-告知-2022-00002', replaces: { number: paper.number } });
    const { papers } = await handlers.listPapers({ ...none, query: { matter: lead.id } }, caller());
    expect(papers.map(({ number, replacedBy }) => [number, replacedBy?.number ?? null])).toEqual([
      [next.number, null],
      [paper.number, next.number],
    ]);
    await expect(issue({ form: '告知书', matter: lead.id, replaces: paper.id })).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  it('is confirmed to anybody by its code, without a word about people, a few times an hour', async () => {
    const lead = made('rejected', '自主申报');
    const paper = await issue({ form: '告知书', matter: lead.id });
    const code = await codeOf(paper.id);
    const check = (asked: string) => handlers.checkPaper({ ...none, params: { code: asked } }, caller());
    const told = await check(code);
    expect(told).toEqual({
      number: paper.number,
      title: '防止返贫监测帮扶申请审核结果告知书',
      on: '2022-03-22',
      issuer: '西里镇人民政府',
      pages: 1,
      hash: paper.hash,
      replacedBy: null,
    });
    expect(JSON.stringify(told)).not.toContain(lead.headName);
    await expect(check(`${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(check('x')).rejects.toMatchObject({ code: 'not-found' });
    for (let tried = 3; tried < 60; tried++) await check(code);
    await expect(check(code)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('does not publish what must not be published, and names where a field is filled in', async () => {
    const values = {
      事由: '拟纳入监测对象名单',
      公示起: '2022-03-16',
      公示止: '2022-03-21',
      异议途径: '西里镇，0533-3241234',
    };
    const { rows } = await office.database.ownerPool.query('select household from lead_lines where matter = $1', [
      leads[0]?.id,
    ]);
    const households = [rows[0].household as string];
    const village = await office.area('370323105201');
    const wanted = { form: '公示', area: village, households };
    const paper = await issue({ ...wanted, values });
    expect(paper.village?.id).toBe(village);
    for (const [field, text, kind] of [
      ['依据', '经核实，13812345678', '手机号'],
      ['依据', '家中有人患尿毒症', '健康状况'],
      ['异议途径', '卡号6222021234567890123', '银行账号'],
    ] as const) {
      await expect(issue({ ...wanted, values: { ...values, [field]: text } })).rejects.toMatchObject({
        facts: { why: 'paper-sensitive', lacks: [{ kinds: [kind] }] },
      });
    }
    await expect(issue({ ...wanted, values: { ...values, 公示止: '' } })).rejects.toMatchObject({
      facts: { why: 'paper-empty', field: '公示止', where: 'here' },
    });
    await expect(issue({ ...wanted, households: [], values })).rejects.toMatchObject({ facts: { field: '名单' } });
    const other = await office.actor('township-clerk', '别镇的人', { town: '370323104000' });
    await expect(issue({ ...wanted, values }, other)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('many papers', () => {
  it('are printed in one file, with what could not be printed told', async () => {
    const done = made('rejected', '自主申报').id;
    const open = made('untouched', '自主申报').id;
    const body = { requestId: randomUUID(), form: '告知书', matters: [done, open] };
    const { run } = await handlers.startPrintRun({ ...none, body }, caller());
    const ended = await finished(run.id);
    expect(ended).toMatchObject({
      total: 2,
      done: 2,
      pages: 1,
      failed: [{ item: `matter:${open}`, code: 'bad-request' }],
    });
    const month = await handlers.startPrintRun(
      { ...none, body: { requestId: randomUUID(), month: '2022-03' } },
      caller(),
    );
    const all = await finished(month.run.id);
    expect(all.failed).toEqual([]);
    const { bytes } = (await handlers.printRunFile({ ...none, params: { id: all.id } }, caller())) as FileReply;
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(all.pages).toBeGreaterThanOrEqual(all.total);
  });

  it('of a case make its dossier', async () => {
    const { id } = made('rejected', '自主申报');
    const reply = (await handlers.matterDossier({ ...none, params: { id } }, caller())) as FileReply;
    if (!readable) return;
    const { text } = await textOf(reply.bytes);
    for (const part of ['目录', '办理过程', '入户核实', '告知书', '送达回证']) expect(text).toContain(part);
  });
});

async function finished(id: string): Promise<PrintRun> {
  for (;;) {
    const { runs } = await handlers.listPrintRuns(none, caller());
    const run = runs.find((each) => each.id === id) as PrintRun;
    if (run.state !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
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

describe('告知书, looked at', () => {
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
