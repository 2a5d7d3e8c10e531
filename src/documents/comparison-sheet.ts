import ExcelJS from 'exceljs';
import { comparisonHeadings, comparisonNote, comparisonTitle } from '#words/comparison-words.ts';

/** A member as the request names him. */
export interface ComparisonLine {
  readonly no: string;
  readonly village: string;
  readonly name: string;
  readonly idNumber: string;
}

const HEAD_ROW = 2;

/** The request as a workbook: who is asked about is locked, a column an item is open. Read back by its headings. */
export async function comparisonSheet(lines: readonly ComparisonLine[], items: readonly string[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(comparisonTitle, { views: [{ state: 'frozen', ySplit: HEAD_ROW, xSplit: 3 }] });
  const own = Object.keys(comparisonHeadings) as (keyof typeof comparisonHeadings)[];
  sheet.addRow([comparisonNote]);
  sheet.mergeCells(1, 1, 1, own.length + items.length);
  sheet.addRow([...own.map((key) => comparisonHeadings[key]), ...items]).font = { bold: true };
  for (const line of lines) sheet.addRow([...own.map((key) => line[key]), ...items.map(() => '')]);
  for (let column = 1; column <= own.length + items.length; column++) {
    sheet.getColumn(column).width = column === 4 ? 22 : 16;
    for (let row = HEAD_ROW + 1; row <= HEAD_ROW + lines.length; row++) {
      const cell = sheet.getCell(row, column);
      cell.numFmt = '@';
      cell.protection = { locked: column <= own.length };
    }
  }
  await sheet.protect('', { formatColumns: true, formatRows: true, sort: true, autoFilter: true });
  return Buffer.from(await book.xlsx.writeBuffer());
}
