import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/values/app-error.ts';
import { makeWorkbook } from '#test/fixtures/intake/make-workbook.ts';
import { makeZip } from '#test/fixtures/intake/make-zip.ts';
import { readSheet } from './read-sheet.ts';
import { cellAddress, columnLetters, columnOfLetters, type SheetFile } from './sheet-content.ts';

const table = (file: SheetFile) => file.sheets[0]?.rows.map((row) => row.cells.map((cell) => cell.text)) ?? [];
const one = (xml: string) =>
  makeWorkbook([{ name: 'A', rows: [['x']] }], { parts: [{ name: 'xl/worksheets/sheet1.xml', content: xml }] });

describe('reading a spreadsheet file', () => {
  it('reads what exceljs writes, with formats, formulas and merges', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('表');
    sheet.addRow(['花名册', null]);
    sheet.mergeCells('A1:B1');
    sheet.addRow([{ richText: [{ text: '王' }, { text: '一' }] }, new Date(Date.UTC(2022, 2, 1))]).getCell(2).numFmt =
      'yyyy"年"m"月"';
    sheet.addRow([{ formula: '1+1', result: 2 }, '_x000D_&<>"']);
    const file = await readSheet(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(file.sheets[0]?.merges).toEqual([{ fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 1 }]);
    const [, second, third] = file.sheets[0]?.rows ?? [];
    expect(second?.cells[0]?.text).toBe('王一');
    expect(second?.cells[1]).toMatchObject({ number: 44621, format: 'yyyy"年"m"月"' });
    expect(third?.cells[0]).toMatchObject({ text: '2', formula: true });
    expect(file.sheets[0]?.formulaCells).toBe(1);
  });
  it('reads prefixed tags, cells without addresses and text after 1 MiB boundaries', async () => {
    const filler =
      '<x:row><x:c t="inlineStr"><x:is><x:t>第一行的文字第一行的文字</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>';
    const file = await readSheet(
      one(`<x:worksheet xmlns:x="a"><x:sheetData>${filler.repeat(20_000)}</x:sheetData></x:worksheet>`),
    );
    const rows = file.sheets[0]?.rows ?? [];
    expect(rows.length).toBe(20_000);
    expect(
      rows.every((row, index) => row.number === index + 1 && row.cells[0]?.text === '第一行的文字第一行的文字'),
    ).toBe(true);
    expect(rows.at(-1)?.cells[1]).toMatchObject({ column: 1, number: 7 });
  });
  it('is not misled by > inside attributes, comments and phonetic guides', async () => {
    const xml =
      '<worksheet><!-- <row> --><sheetData><row r="3" note="a>b"><c r="B3" t="inlineStr" s="0"><is><t>王</t><rPh sb="0" eb="1"><t>ワン</t></rPh></is></c></row></sheetData></worksheet>';
    const file = await readSheet(one(xml));
    expect(file.sheets[0]?.rows).toMatchObject([{ number: 3, cells: [{ column: 1, text: '王' }] }]);
  });
  it('keeps numbers in plain digits', async () => {
    const numbers = [990001197003051000, 8.5e15, 1e-7, 0.1 + 0.2, 12345.67, 44621, -3];
    const file = await readSheet(makeWorkbook([{ name: 'A', rows: [numbers] }]));
    expect(table(file)).toEqual([
      ['990001197003051000', '8500000000000000', '0.0000001', '0.3', '12345.67', '44621', '-3'],
    ]);
  });
  it('refuses a file over the size limit before reading it', async () => {
    const path = join(tmpdir(), `sheet-${process.pid}.csv`);
    writeFileSync(path, 'a,b\n1,2\n');
    expect(table(await readSheet(path))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    await expect(readSheet(path, { limits: { fileBytes: 4 } })).rejects.toMatchObject({
      code: 'file-too-large',
      facts: { limit: 'fileBytes', allowed: 4, found: 8 },
    });
  });
  it('refuses too many parts, cells and characters by name', async () => {
    const many = makeZip(Array.from({ length: 30 }, (_, i) => ({ name: `xl/p${i}`, content: 'a' })));
    await expect(readSheet(many, { limits: { zipEntries: 20 } })).rejects.toMatchObject({
      facts: { limit: 'zipEntries' },
    });
    const book = makeWorkbook([
      {
        name: 'A',
        rows: [
          ['aaaa', 'b'],
          ['c', 'd'],
        ],
      },
    ]);
    await expect(readSheet(book, { limits: { cells: 3 } })).rejects.toMatchObject({ facts: { limit: 'cells' } });
    await expect(readSheet(book, { limits: { cellCharacters: 3 } })).rejects.toMatchObject({
      facts: { limit: 'cellCharacters' },
    });
    await expect(readSheet(book, { limits: { unpackedBytes: 500 } })).rejects.toMatchObject({
      facts: { limit: 'unpackedBytes' },
    });
  });
  it('ends every random damage to a workbook in a reading or an AppError', async () => {
    const good = makeWorkbook([
      {
        name: 'A',
        rows: [
          ['姓名', 1],
          ['王一', 2],
        ],
      },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(good.length),
        async (hits, cut) => {
          const bytes = good.slice(0, cut % 3 === 0 ? cut : good.length);
          for (const [at, byte] of hits) if (at < bytes.length) bytes[at] = byte;
          const error = await readSheet(bytes).then(
            () => undefined,
            (thrown: unknown) => thrown,
          );
          if (error !== undefined) expect(error).toBeInstanceOf(AppError);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });
  it('reads back any table written by another library, as workbook and as text', async () => {
    const text = fc
      .string({ unit: fc.constantFrom('王', '一', '𬱖', '1', ' ', '"', ',', '\n', '<', '&', 'x', ';'), maxLength: 6 })
      .filter((value) => value.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 8 }),
        async (rows) => {
          const book = await writeXlsx({ sheets: [{ name: 'A', rows }] });
          expect(table(await readSheet(book))).toEqual(rows);
          const csv = Papa.unparse([['a', 'b', 'c'], ...rows], { quotes: true });
          expect(table(await readSheet(new TextEncoder().encode(csv)))).toEqual([['a', 'b', 'c'], ...rows]);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
  it('names columns and cells as Excel does', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(['A', 'Z', 'AA', 'ZZ', 'AAA'].map(columnOfLetters)).toEqual([0, 25, 26, 701, 702]);
    expect(cellAddress(7, 1)).toBe('B7');
  });
});
