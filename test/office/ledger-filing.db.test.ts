import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveLeads, tellResult, writeOffLeads } from '#commands/lead-acts.ts';
import { registerLead } from '#commands/register-lead.ts';
import { undoLeadAct } from '#commands/undo-lead-act.ts';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { filingHandlers } from '#http/filing-handlers.ts';
import type { FileReply, SignedInCaller, Upload } from '#http/handler.ts';
import { shows } from '#test/shows.ts';
import { commandsOf, lineOf, type MadeLead, mixedLeads, REJECTED_WHY } from './mixed-leads.ts';
import { type TestOffice, testOffice } from './test-office.ts';

/** 附件2, typed from the document. */
const HEADINGS = [
  '乡镇',
  '村',
  '户主姓名',
  '身份证号码',
  '预警方式',
  '预警信息来源',
  '具体预警信息',
  '信息反馈日期',
  '是否符合认定标准',
  '不符合认定标准的主要原因',
  '办理结果是否已告知本人（仅自主申报户和信访户填写）',
  '核查人员',
  '办结日期',
];
const HEAD = '防止返贫监测预警信息办理情况汇总表';
const OTHER_TOWN = '370323104000';
const MASKED = /^\d{4}\*{10}\d{3}[\dX]$/;
const RARE = ['喆', '堃', '䶮', '𬱖'];

const run = promisify(execFile);
let office: TestOffice;
let clerk: Actor;
let county: Actor;
let leads: MadeLead[];
let folder: string;
let handlers: ReturnType<typeof filingHandlers>;
let command: ReturnType<typeof commandsOf>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwang-filing-'));
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  county = await office.actor('county-officer', '任小舟');
  handlers = filingHandlers(office.services);
  command = commandsOf(office);
  leads = await mixedLeads(office, { clerk, county, count: 40 });
}, 180_000);
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

const as = (actor: Actor): SignedInCaller => ({
  now: office.now(),
  address: '127.0.0.1',
  requestId: randomUUID(),
  setCookie: () => undefined,
  actor,
  session: {} as SignedInCaller['session'],
  token: '',
});

/** Handlers get every part of a call; a test names those that matter. */
const call = <Q = undefined, B = undefined>(query: Q, body?: B, uploads: readonly Upload[] = []) => ({
  params: undefined,
  query,
  body: body as B,
  uploads,
});

async function upload(actor: Actor, purpose: 'sealed-scan' | 'photo' = 'sealed-scan'): Promise<string> {
  const bytes = Buffer.from('%PDF-1.4\n%\u00e2\u00e3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  const scan = { name: '盖章件.pdf', mediaType: 'application/pdf', bytes };
  return (await handlers.uploadScan(call({ purpose }, undefined, [scan]), as(actor))).id;
}

type Paper = 'exportLedger' | 'printLedger' | 'filingSheet' | 'filingPaper';

const paper = async (name: Paper, actor: Actor, month: string): Promise<FileReply> =>
  (await handlers[name](call({ month }), as(actor))) as FileReply;

const file = async (actor: Actor, month: string, scan?: string) =>
  handlers.fileLedger(
    call(undefined, { requestId: randomUUID(), month, scan: scan ?? (await upload(actor)) }),
    as(actor),
  );

const filing = async (actor: Actor, month: string) => {
  const { filings } = await handlers.listFilings(call({ month }), as(actor));
  const own = filings.find((each) => each.town.id === actor.area);
  if (!own) throw new Error('no filing of the own township');
  return own;
};

/** The lines of the form, read by another reader than wrote it: rows under the headings up to the first empty one. */
function readLines(from: Buffer | string): { head: string[]; headings: string[]; lines: string[][] } {
  const book = XLSX.read(from, { type: typeof from === 'string' ? 'string' : 'buffer', raw: true });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''];
  if (!sheet) throw new Error('no sheet');
  const rows: string[][] = XLSX.utils.sheet_to_json(sheet, { header: 1, raw: false, defval: '', blankrows: true });
  const at = rows.findIndex((row) => row[0] === '乡镇');
  const below = rows.slice(at + 1);
  const end = below.findIndex((row) => row.every((cell) => cell === ''));
  return { head: rows.slice(0, at).flat(), headings: rows[at] ?? [], lines: below.slice(0, end) };
}

/** The same lines counted in the database by a query of its own, as the owner of the tables. */
async function linesInDatabase(from: string, to: string) {
  const { rows } = await office.database.ownerPool.query(
    `select t.name as town, replace(v.name, '村委会', '村') as village, h.head_name, p.id_masked, l.channel, l.source,
       l.feedback_on::text as feedback_on, l.verdict, l.told_on::text as told_on, l.finished_on::text as finished_on
     from lead_lines l join matters m using (county, matter)
     join areas t on t.area = l.town join areas v on v.area = l.village
     join households h on h.county = l.county and h.id = l.household
     left join persons p on p.county = h.county and p.id = h.head_person
     where l.town = $1 and l.feedback_on <= $3 and (l.ended_on is null or l.ended_on >= $2)
     order by l.feedback_on, m.no`,
    [clerk.area, from, to],
  );
  return rows.map((row) => [
    row.town,
    row.village,
    row.head_name,
    row.id_masked ?? '',
    row.channel,
    row.source,
    row.feedback_on,
    row.verdict ?? '',
    row.finished_on ?? '',
  ]);
}

const compared = (line: readonly string[]) =>
  [0, 1, 2, 3, 4, 5, 7, 8, 12].map((index) => line[index]?.replace(/^'/, ''));

describe('附件2 as a workbook', () => {
  it('has the official head and the thirteen headings in order', async () => {
    office.setToday('2022-03-30');
    const reply = await paper('exportLedger', clerk, '2022-03');
    const { head, headings } = readLines(reply.bytes);
    expect(headings).toEqual(HEADINGS);
    expect(head).toContain(HEAD);
    expect(head.join()).toContain('2022年3月');
    expect(reply.name).toMatch(/2022年3月防止返贫监测预警信息办理情况汇总表\.xlsx$/);
  });

  it('holds the lines of the month as the database counts them, masked', async () => {
    const { lines } = readLines((await paper('exportLedger', clerk, '2022-03')).bytes);
    expect(lines).toHaveLength(40);
    expect(lines.map(compared)).toEqual(await linesInDatabase('2022-03-01', '2022-03-31'));
    const numbers = lines.map((line) => line[3] ?? '').filter((cell) => cell !== '');
    expect(numbers.length).toBe(leads.filter((lead) => lead.idNumber !== null).length);
    expect(numbers.filter((cell) => !MASKED.test(cell))).toEqual([]);
  });

  it('fills reason and 告知 only where the form has them', async () => {
    const { lines } = readLines((await paper('exportLedger', clerk, '2022-03')).bytes);
    for (const line of lines) {
      expect(line[9]).toBe(line[8] === '否' ? REJECTED_WHY : '');
      const told = ['自主申报', '信访信息'].includes(line[4] ?? '') && line[8] !== '';
      const answer = line[12] === '' ? '否' : '是（2022-03-21 当面签收）';
      expect(line[10]).toBe(told ? answer : '');
      expect(line[11]).toBe(line[8] === '' ? '' : '王一、李二');
    }
  });

  it('gives numbers in full only on the sheet for the seal, and says so in the audit log', async () => {
    const reply = await paper('filingSheet', clerk, '2022-03');
    const { lines } = readLines(reply.bytes);
    const full = lines.map((line) => line[3] ?? '').filter((cell) => cell !== '');
    expect(full.sort()).toEqual(leads.flatMap((lead) => lead.idNumber ?? []).sort());
    const { rows } = await office.database.ownerPool.query(
      `select kind, reason, subject from audit_log where actor = $1 order by id`,
      [clerk.account],
    );
    const [masked, sealed] = [rows.find((row) => row.reason === 'ledger 2022-03'), rows.at(-1)];
    expect(masked).toMatchObject({ kind: 'export', subject: [] });
    expect(sealed).toMatchObject({ kind: 'export', reason: 'filing-sheet 2022-03' });
    expect([...sealed.subject].sort()).toEqual(leads.map((lead) => lead.id).sort());
  });

  it('lets no name or text become a formula', async () => {
    const { bytes } = await paper('exportLedger', clerk, '2022-03');
    const sheet = XLSX.read(bytes, { type: 'buffer' }).Sheets['附件2'] ?? {};
    const cells = Object.entries(sheet).flatMap(([at, cell]) => (at.startsWith('!') ? [] : [cell as XLSX.CellObject]));
    expect(cells.filter((cell) => cell.f !== undefined)).toEqual([]);
    const texts = cells.map((cell) => String(cell.v ?? ''));
    expect(texts.filter((text) => /^[=@+]/.test(text))).toEqual([]);
    expect(texts).toContain('\'=HYPERLINK("x")');
  });

  it('is read by an office program', async (test) => {
    if (!(await present('soffice', test))) return;
    const book = path.join(folder, 'ledger.xlsx');
    await writeFile(book, (await paper('exportLedger', clerk, '2022-03')).bytes);
    const profile = `-env:UserInstallation=file://${path.join(folder, 'profile')}`;
    await run('soffice', [
      profile,
      '--headless',
      '--convert-to',
      'csv:Text - txt - csv (StarCalc):44,34,76',
      '--outdir',
      folder,
      book,
    ]);
    const { headings, lines } = readLines(await readFile(path.join(folder, 'ledger.csv'), 'utf8'));
    expect(headings).toEqual(HEADINGS);
    expect(lines.map(compared)).toEqual(await linesInDatabase('2022-03-01', '2022-03-31'));
  }, 90_000);
});

describe('附件2 as pages', () => {
  it('says everything, with its fonts inside and nothing cut', async (test) => {
    if (!(await present('pdftotext', test))) return;
    const { bytes } = await paper('printLedger', clerk, '2022-03');
    const pdf = path.join(folder, 'ledger.pdf');
    await writeFile(pdf, bytes);
    const text = (await run('pdftotext', ['-raw', pdf, '-'])).stdout.replaceAll(/[\s\u200b]/g, '');
    for (const heading of [HEAD, ...HEADINGS, ...RARE, '加盖政府公章', '第1页共']) expect(text).toContain(heading);
    expect(text).toContain('阿卜杜勒·买买提江');
    expect(text).toContain('=1+1#*_$[x]@家庭成员突发疾病，自付医疗费用较大，'.repeat(4));
    expect(text.match(/2022-03-22/g)).toHaveLength(
      leads.filter(({ fate }) => ['rejected', 'already'].includes(fate)).length,
    );
    const fonts = (await run('pdffonts', [pdf])).stdout
      .split('\n')
      .slice(2)
      .filter((line) => line !== '');
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((line) => !/ yes yes yes +\d+ +\d+$/.test(line))).toEqual([]);
    expect(overlaps((await run('pdftotext', ['-bbox', pdf, '-'])).stdout)).toEqual([]);
  });
});

describe('台账报备', () => {
  it('shows beforehand what is open, what lacks a cell and who has not been told', async () => {
    const preview = await handlers.previewFiling(call({ month: '2022-03' }), as(clerk));
    expect(preview.filing).toMatchObject({
      id: null,
      rows: 40,
      due: { state: 'due-today', on: '2022-03-30', left: 0 },
    });
    const open = leads.filter(({ fate }) => !['rejected', 'already'].includes(fate));
    const of = (kind: string) =>
      preview.checklist
        .filter((item) => item.kind === kind)
        .map((item) => item.lead)
        .sort();
    expect(of('open')).toEqual(open.map(({ id }) => id).sort());
    expect(preview.carriedOver).toBe(open.length);
    const told = ['自主申报', '信访信息'];
    const untold = leads.filter(
      ({ fate, channel }) => ['untold', 'qualifies'].includes(fate) && told.includes(channel),
    );
    expect(of('not-told')).toEqual(untold.map(({ id }) => id).sort());
    expect(preview.checklist.filter((item) => item.kind === 'missing-cell')).toEqual([]);
  });

  it('is refused without the sealed scan of the own township, and for a month to come', async () => {
    const missing = { code: 'bad-request', facts: { field: 'scan', why: 'missing' } };
    await expect(file(clerk, '2022-03', randomUUID())).rejects.toMatchObject(missing);
    await expect(file(clerk, '2022-03', await upload(clerk, 'photo'))).rejects.toMatchObject({
      code: 'bad-request',
      facts: { field: 'scan', why: 'no-sealed-scan' },
    });
    const other = await office.actor('township-clerk', '别镇的人', { town: OTHER_TOWN });
    await expect(file(clerk, '2022-03', await upload(other))).rejects.toMatchObject(missing);
    await expect(file(clerk, '2022-04')).rejects.toMatchObject({ code: 'invalid-date', facts: { why: 'future' } });
    await expect(file(county, '2022-03', randomUUID())).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('freezes the month once, in time on the 30th', async () => {
    const { filing: filed } = await file(clerk, '2022-03');
    expect(filed).toMatchObject({
      month: '2022-03',
      rows: 40,
      filedOn: '2022-03-30',
      filedBy: '马小宁',
      scanName: '盖章件.pdf',
      due: { state: 'done-in-time', on: '2022-03-30', left: 0 },
      corrections: [],
    });
    expect(filed.sheetHash).toMatch(/^[0-9a-f]{64}$/);
    await expect(file(clerk, '2022-03')).rejects.toMatchObject({ code: 'frozen' });
  });

  it('lists what is changed afterwards as a correction: column, from, to, day and who', async () => {
    const [rejected] = leads.filter(({ fate, channel }) => fate === 'rejected' && channel === '干部排查');
    if (!rejected) throw new Error('no such lead');
    const { seq } = await lineOf(office, clerk, rejected.id);
    office.setToday('2022-03-31');
    await command(clerk, 'undo-lead-act', { id: rejected.id, seq, reason: '销错' }, undoLeadAct);
    const { corrections } = await filing(clerk, '2022-03');
    expect(corrections).toEqual([
      {
        lead: rejected.id,
        no: (await lineOf(office, clerk, rejected.id)).no,
        headName: rejected.headName,
        column: '办结日期',
        from: '2022-03-22',
        to: '',
        on: '2022-03-31',
        by: '',
      },
    ]);
    shows('SD-1.3-g', '/filing');
  });

  it('does not take progress of an open line for a correction, and keeps the filed copy as it was', async () => {
    const [untold] = leads.filter(({ fate, channel }) => fate === 'untold' && channel === '自主申报');
    if (!untold) throw new Error('no such lead');
    const now = async () => (await lineOf(office, clerk, untold.id)).seq;
    const told = { id: untold.id, seq: await now(), on: plainDate('2022-03-31'), how: '当面签收', written: true };
    await command(clerk, 'tell-result', told, tellResult);
    const off = { leads: [{ id: untold.id, seq: await now() }] };
    expect((await command(clerk, 'write-off-leads', off, writeOffLeads)).refused).toEqual([]);
    expect((await filing(clerk, '2022-03')).corrections).toHaveLength(1);
    const { lines } = readLines((await paper('filingSheet', clerk, '2022-03')).bytes);
    expect(lines.filter((line) => line[12] === '')).toHaveLength(
      leads.filter(({ fate }) => !['rejected', 'already'].includes(fate)).length,
    );
  });

  it('brings the next month what came in after the filing and what was filed open', async () => {
    const village = await office.area('370323105201');
    const input = { channel: '干部排查', source: '村委', text: '火灾', foundOn: plainDate('2022-03-31') };
    const newHousehold = { village, headName: '晚到', idNumber: '11010519491231002X' };
    const { lead } = await command(clerk, 'register-lead', { ...input, newHousehold }, registerLead);
    await command(clerk, 'receive-leads', { leads: [{ id: lead, seq: 1 }] }, receiveLeads);
    office.setToday('2022-04-20');
    const { lines } = readLines((await paper('exportLedger', clerk, '2022-04')).bytes);
    const filedEnded = leads
      .filter(({ fate }) => ['rejected', 'already'].includes(fate))
      .map(({ headName }) => headName);
    const names = lines.map((line) => line[2]?.replace(/^'/, '') ?? '');
    expect(names).toContain('晚到');
    expect(names.filter((name) => filedEnded.includes(name))).toEqual([]);
    expect(lines).toHaveLength(leads.length - filedEnded.length + 1);
    const closed = lines.filter((line) => line[12] !== '');
    expect(closed.map((line) => line[12])).toEqual(['2022-03-31']);
  });

  it('is late by a day on the 31st, also with nothing to report', async () => {
    office.setToday('2022-03-31');
    const other = await office.actor('township-clerk', '别镇的人', { town: OTHER_TOWN });
    expect((await filing(other, '2022-03')).due).toMatchObject({ state: 'overdue', left: -1, on: '2022-03-30' });
    const { filing: filed } = await file(other, '2022-03');
    expect(filed).toMatchObject({ rows: 0, due: { state: 'done-late', left: -1 } });
    const { lines } = readLines((await paper('filingSheet', other, '2022-03')).bytes);
    expect(lines.flat().filter((cell) => cell !== '')).toEqual(['本月无预警信息']);
  });

  it('is due on the last day of February', async () => {
    office.setToday('2023-02-10');
    expect((await filing(clerk, '2023-02')).due).toMatchObject({ on: '2023-02-28', left: 18, state: 'not-due' });
    office.setToday('2024-02-29');
    expect((await filing(clerk, '2024-02')).due).toMatchObject({ on: '2024-02-29', state: 'due-today' });
    shows('SD-1.3-f', '/filing');
  });

  it('shows the county every township, filed or not', async () => {
    office.setToday('2022-04-01');
    const { filings } = await handlers.listFilings(call({ month: '2022-03' }), as(county));
    expect(filings.length).toBeGreaterThan(5);
    const states = Object.groupBy(filings, (each) => each.due.state);
    expect(states['done-in-time']?.map((each) => each.rows)).toEqual([40]);
    expect(states['done-late']).toHaveLength(1);
    expect(states.overdue?.every((each) => each.due.left === -2 && each.id === null)).toBe(true);
    const [filed] = states['done-in-time'] ?? [];
    expect(filed).toMatchObject({ town: { name: '西里镇' }, month: '2022-03', filedOn: '2022-03-30', rows: 40 });
    expect(readLines((await paper('exportLedger', clerk, '2022-03')).bytes).headings).toEqual(HEADINGS);
    shows('SD-1.3-h', '/filing');
  });
});

/** Whether a program is there; a test without it is skipped with a message, but fails in CI. */
async function present(program: string, test: { skip: (note?: string) => void }): Promise<boolean> {
  const found = await run('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
  if (!found && process.env['CI'] === undefined) test.skip(`${program} is not installed`);
  return found || process.env['CI'] !== undefined;
}

/** Words of a page that lie over one another or outside it. */
function overlaps(bbox: string): string[] {
  const wrong: string[] = [];
  for (const page of bbox.split('<page ').slice(1)) {
    const [, width = '0', height = '0'] = /width="([\d.]+)" height="([\d.]+)"/.exec(page) ?? [];
    const words = [
      ...page.matchAll(/xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)/g),
    ].map(([, x1, y1, x2, y2, text = '']) => ({
      x1: Number(x1),
      y1: Number(y1),
      x2: Number(x2),
      y2: Number(y2),
      text,
    }));
    for (const [index, a] of words.entries()) {
      if (a.x1 < 0 || a.y1 < 0 || a.x2 > Number(width) || a.y2 > Number(height)) wrong.push(a.text);
      for (const b of words.slice(index + 1)) {
        const across = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
        const down =
          Math.min((a.y1 + a.y2) / 2 + 2, (b.y1 + b.y2) / 2 + 2) -
          Math.max((a.y1 + a.y2) / 2 - 2, (b.y1 + b.y2) / 2 - 2);
        if (across > 1 && down > 0) wrong.push(`${a.text} over ${b.text}`);
      }
    }
  }
  return wrong;
}
