import ExcelJS from 'exceljs';
import { safeCellText } from '#domain/values/safe-cell-text.ts';
import { paperWords as words } from '#words/paper-words.ts';
import { columnWidth } from './column-width.ts';
import type { LedgerColumn, LedgerSheet } from './ledger-content.ts';

const BODY = '宋体';
const HEAD = '黑体';
const A4 = 9;
const TEXT = '@';
/** Excel's limit for the text of a cell prompt. */
const PROMPT = 255;
const THIN = { style: 'thin' as const };
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
/** Row of the headings: above stand form id, head, and place with month. */
const HEADINGS = 4;

/**
 * The ledger form as .xlsx: official head, its headings in order, one row a line, place for the seal. All cells are text,
 * so that identity numbers stay whole and nothing a person wrote becomes a formula.
 */
export async function ledgerWorkbook(sheet: LedgerSheet): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.created = new Date(0);
  book.modified = new Date(0);
  const page = book.addWorksheet(sheet.formId, {
    views: [{ state: 'frozen', ySplit: HEADINGS }],
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `${HEADINGS}:${HEADINGS}`,
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&C&"${BODY}"&9${words.pageOf[0]}&P${words.pageOf[1]}&N${words.pageOf[2]}` },
  });
  page.columns = sheet.columns.map((column) => ({ width: columnWidth(column.fact) }));
  addHead(page, sheet);
  const last = addLines(page, sheet);
  addPrompts(page, sheet, last);
  addFoot(page, sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function addHead(page: ExcelJS.Worksheet, sheet: LedgerSheet): void {
  across(page, sheet, sheet.formId, { font: { name: HEAD, size: 12 } }, 20);
  const title = { font: { name: HEAD, size: 20, bold: true }, alignment: { horizontal: 'center' as const } };
  across(page, sheet, sheet.title, title, 36);
  const about = [
    `${words.reportingPlace}：${sheet.place}`,
    `${words.reportingMonth}：${words.month(sheet.month)}`,
    words.lines(sheet.rows.length),
  ];
  spread(page, sheet, about, 24);
  const row = page.addRow(sheet.columns.map((column) => column.label));
  row.height = 15 * Math.max(...sheet.columns.map((column) => linesOf(column.label, columnWidth(column.fact)))) + 8;
  row.eachCell((cell) => {
    cell.font = { name: HEAD, size: 11 };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = BORDER;
  });
}

/** Number of the last row of lines. */
function addLines(page: ExcelJS.Worksheet, sheet: LedgerSheet): number {
  for (const cells of sheet.rows) {
    const row = page.addRow(cells.map(safeCellText));
    const lines = cells.map((cell, index) => linesOf(cell, columnWidth(sheet.columns[index]?.fact ?? null)));
    row.height = Math.min(400, 15 * Math.max(1, ...lines) + 8);
    for (let index = 1; index <= sheet.columns.length; index++) style(row.getCell(index), sheet.columns[index - 1]);
  }
  if (sheet.rows.length === 0) {
    const empty = { font: { name: BODY, size: 11 }, alignment: { horizontal: 'center' as const }, border: BORDER };
    across(page, sheet, words.nothing, empty, 30);
  }
  return page.rowCount;
}

function style(cell: ExcelJS.Cell, column: LedgerColumn | undefined): void {
  const long = column?.fact === '具体预警信息' || column?.fact === '不符合认定标准的主要原因';
  cell.numFmt = TEXT;
  cell.font = { name: BODY, size: 11 };
  cell.alignment = { horizontal: long ? 'left' : 'center', vertical: 'middle', wrapText: true };
  cell.border = BORDER;
}

/** What the form says of a cell, shown when the cell is chosen; nothing is refused by it. */
function addPrompts(page: ExcelJS.Worksheet, sheet: LedgerSheet, last: number): void {
  for (const [index, column] of sheet.columns.entries()) {
    const prompt = promptOf(sheet, column);
    if (prompt === '' || sheet.rows.length === 0) continue;
    for (let row = HEADINGS + 1; row <= last; row++) {
      page.getCell(row, index + 1).dataValidation = {
        type: 'textLength',
        operator: 'greaterThanOrEqual',
        formulae: [0],
        allowBlank: true,
        showInputMessage: true,
        showErrorMessage: false,
        promptTitle: column.label.slice(0, 32),
        prompt: prompt.slice(0, PROMPT),
      };
    }
  }
}

function promptOf(sheet: LedgerSheet, column: LedgerColumn): string {
  const parts = [
    column.hint ?? '',
    column.values.length > 0 ? words.oneOf(column.values) : '',
    ...channelHints(sheet, column),
  ];
  return parts.filter((part) => part !== '').join('；');
}

/** The form's own examples by channel: sources beside 预警信息来源, words beside 具体预警信息. */
function channelHints(sheet: LedgerSheet, column: LedgerColumn): string[] {
  switch (column.fact) {
    case '预警信息来源':
      return sheet.channels.map(({ label, origins }) => words.sourcesOf(label, origins));
    case '具体预警信息':
      return sheet.channels.flatMap(({ label, hint }) => (hint === null ? [] : [words.hintOf(label, hint)]));
    default:
      return [];
  }
}

function addFoot(page: ExcelJS.Worksheet, sheet: LedgerSheet): void {
  page.addRow([]).height = 12;
  const seal = [
    `${words.reportingPlace}${words.seal}：${sheet.place}`,
    `${words.checkedBy}：`,
    `${words.filledBy}：`,
    `${words.filledOn}：${words.blankDay}`,
  ];
  spread(page, sheet, seal, 60);
  const note = { font: { name: BODY, size: 10 } };
  for (const text of notesOf(sheet)) across(page, sheet, text, note, 16);
}

function notesOf(sheet: LedgerSheet): string[] {
  const masked = sheet.numbers === 'masked' ? [words.masked] : [];
  const hints = sheet.columns.flatMap((column) => {
    const texts = channelHints(sheet, column);
    return texts.length === 0 ? [] : [`${column.label}——${texts.join('；')}。`];
  });
  return [...masked, ...hints];
}

/** One text over all columns. */
function across(
  page: ExcelJS.Worksheet,
  sheet: LedgerSheet,
  text: string,
  look: Partial<ExcelJS.Style>,
  height: number,
): void {
  const row = page.addRow([safeCellText(text)]);
  const size = look.font?.size ?? 11;
  row.height = Math.max(height, linesOf(text, (totalWidth(sheet) * 11) / size) * size * 1.4);
  page.mergeCells(row.number, 1, row.number, sheet.columns.length);
  const cell = row.getCell(1);
  Object.assign(cell, { font: look.font, border: look.border ?? {} });
  cell.alignment = { vertical: 'middle', wrapText: true, ...look.alignment };
}

/** Several texts side by side, each over as many columns as make its share of the width. */
function spread(page: ExcelJS.Worksheet, sheet: LedgerSheet, texts: readonly string[], height: number): void {
  const row = page.addRow([]);
  row.height = height;
  const share = totalWidth(sheet) / texts.length;
  let [first, width] = [1, 0];
  let group = 0;
  for (const [index, column] of sheet.columns.entries()) {
    width += columnWidth(column.fact);
    const isLast = index + 1 === sheet.columns.length;
    if (!isLast && (width < share * (group + 1) || group + 1 === texts.length)) continue;
    page.mergeCells(row.number, first, row.number, index + 1);
    const cell = row.getCell(first);
    cell.value = safeCellText(texts[group] ?? '');
    cell.font = { name: BODY, size: 12 };
    cell.alignment = { vertical: 'middle', wrapText: true };
    [first, group] = [index + 2, group + 1];
  }
}

function totalWidth(sheet: LedgerSheet): number {
  return sheet.columns.reduce((sum, column) => sum + columnWidth(column.fact), 0);
}

/** Lines a text takes in a cell of `width` characters: Chinese characters are two wide. */
function linesOf(text: string, width: number): number {
  const wide = [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1.1), 0);
  return Math.max(1, Math.ceil(wide / Math.max(1, width - 1.5)));
}
