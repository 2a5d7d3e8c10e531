import ExcelJS from 'exceljs';
import {
  type FillColumn,
  filledColumns,
  fillSheetHeadings,
  fillSheetNote,
  fillSheetNotInList,
  fillSheetTitle,
} from '#words/fill-sheet-words.ts';

/** One open line as it stands; empty where nothing is known. */
export type FillLine = Readonly<Record<FillColumn, string>>;

const widths: Partial<Record<FillColumn, number>> = { text: 40, reason: 30, idMasked: 22, idNumber: 22, verifiers: 18 };
const columns = Object.keys(fillSheetHeadings) as FillColumn[];
const HEAD_ROW = 2;

/**
 * Open lines as a workbook to be filled in without the system: who and what are locked, the columns of the visit are open,
 * with lists where only certain words are taken. Read back by its headings.
 */
export async function fillSheet(
  lines: readonly FillLine[],
  lists: Partial<Record<FillColumn, readonly string[]>>,
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(fillSheetTitle, { views: [{ state: 'frozen', ySplit: HEAD_ROW, xSplit: 4 }] });
  sheet.addRow([fillSheetNote]);
  sheet.mergeCells(1, 1, 1, columns.length);
  const head = sheet.addRow(columns.map((column) => fillSheetHeadings[column]));
  head.font = { bold: true };
  for (const line of lines) sheet.addRow(columns.map((column) => line[column]));
  for (const [at, column] of columns.entries()) {
    const own = sheet.getColumn(at + 1);
    own.width = widths[column] ?? 12;
    own.hidden = column === 'id';
    for (let row = HEAD_ROW + 1; row <= HEAD_ROW + lines.length; row++)
      dress(sheet.getCell(row, at + 1), column, lists);
  }
  // No password: the lock keeps from slips, the reading compares who the line is about anyway.
  await sheet.protect('', { formatColumns: true, formatRows: true, sort: true, autoFilter: true });
  return Buffer.from(await book.xlsx.writeBuffer());
}

function dress(cell: ExcelJS.Cell, column: FillColumn, lists: Partial<Record<FillColumn, readonly string[]>>): void {
  const open = filledColumns.some((each) => each === column);
  cell.protection = { locked: !open };
  cell.alignment = { wrapText: true, vertical: 'top' };
  // Text, so that numbers keep their digits and days stay as typed.
  cell.numFmt = '@';
  if (!open) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDEFEE' } };
  const list = lists[column];
  if (list === undefined || list.length === 0) return;
  cell.dataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [`"${list.join(',')}"`],
    showErrorMessage: true,
    error: fillSheetNotInList,
  };
}
