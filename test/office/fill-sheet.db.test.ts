import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filledColumns, fillSheetHeadings } from '#words/fill-sheet-words.ts';
import { register } from '../routes/happy-calls.ts';
import { type RouteOffice, routeOffice } from '../routes/route-office.ts';

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice('2022-04-06');
  for (let n = 0; n < 3; n++) expect((await register(office, {}, 'zhen')).status).toBe(200);
});
afterAll(() => office.close());

type Heading = keyof typeof fillSheetHeadings;

async function exported(): Promise<{ book: ExcelJS.Workbook; cell(row: number, column: Heading): ExcelJS.Cell }> {
  const { bytes } = await office.call('zhen', 'fillSheet');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  const headings = (sheet.getRow(2).values as string[]).slice(1);
  return { book, cell: (row, column) => sheet.getCell(row, headings.indexOf(fillSheetHeadings[column]) + 1) };
}

async function imported(book: ExcelJS.Workbook) {
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const files = [{ name: '填写表.xlsx', bytes }];
  const reply = await office.call('zhen', 'readFillSheet', { query: { requestId: randomUUID() }, files });
  expect(reply.status, JSON.stringify(reply.json)).toBe(200);
  return reply.json;
}

test('who and what are locked, the columns of the visit are open, words come from lists, numbers are masked', async () => {
  const { book, cell } = await exported();
  const [sheet] = book.worksheets;
  expect(sheet?.rowCount).toBe(5);
  for (const column of Object.keys(fillSheetHeadings) as Heading[]) {
    const open = filledColumns.some((each) => each === column);
    expect([column, cell(3, column).protection?.locked ?? true]).toEqual([column, !open]);
  }
  expect(cell(3, 'verdict').dataValidation?.formulae?.[0]).toContain('否');
  expect(String(cell(3, 'idMasked').value)).toMatch(/^\d{4}\*{10}\w{4}$|^\d{6}\*+\w{4}$/);
});

test('filled in and sent in again, rows become acts; the second time nothing changes; wrong cells are named', async () => {
  const { book, cell } = await exported();
  const fill = (row: number, values: Partial<Record<Heading, string>>): void => {
    for (const [column, value] of Object.entries(values)) cell(row, column as Heading).value = value;
  };
  fill(3, { visitedOn: '2022-04-06', verdict: '否', reason: '收入稳定', verifiers: '王一、李二' });
  fill(4, { verdict: '不一定' });
  const first = await imported(book);
  expect(first).toMatchObject({ lines: 3, unchanged: 1 });
  expect(first.changes).toHaveLength(1);
  expect(first.wrong).toMatchObject([{ why: 'word', address: cell(4, 'verdict').address }]);
  const done = await office.call('zhen', 'fillLedger', { body: { requestId: randomUUID(), rows: first.rows } });
  expect(done.status, JSON.stringify(done.json)).toBe(200);
  expect(done.json.refused).toEqual([]);
  expect(done.json.done[0]).toMatchObject({ verdict: '否', reason: '收入稳定' });
  fill(4, { verdict: '' });
  expect(await imported(book)).toMatchObject({ lines: 3, unchanged: 3, changes: [], wrong: [], rows: [] });
  expect(await imported((await exported()).book)).toMatchObject({ unchanged: 3, changes: [], wrong: [] });
});

test('a row moved to another line, and a workbook of another kind, are refused', async () => {
  const { book, cell } = await exported();
  cell(3, 'headName').value = '李四';
  cell(4, 'id').value = randomUUID();
  expect((await imported(book)).wrong.map(({ why }: { why: string }) => why)).toEqual(['other-household', 'line']);
  const files = [{ name: 'a.csv', bytes: Buffer.from('甲,乙\n1,2') }];
  const other = await office.call('zhen', 'readFillSheet', { query: { requestId: randomUUID() }, files });
  expect([other.status, other.json.error]).toEqual([422, 'file-unreadable']);
});
