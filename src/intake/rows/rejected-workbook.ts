import type ExcelJS from 'exceljs';
import { safeCellText } from '#domain/values/safe-cell-text.ts';
import { readHeaderLabel } from '../columns/header-label.ts';
import type { ColumnPlan, ColumnUse, TablePlan } from '../columns/plan-columns.ts';
import type { SheetCell } from '../sheet/sheet-content.ts';
import type { ParsedFile } from './parse-rows.ts';
import type { ParsedRow, RowFinding } from './parsed-row.ts';

/** The words of the workbook; they come from `words`, in the reader's language. */
export type RejectedWords = {
  readonly sheetName: string;
  readonly sheetColumn: string;
  readonly rowColumn: string;
  readonly cellColumn: string;
  readonly reasonColumn: string;
  readonly mendColumn: string;
  /** Why the row was sent back and how to mend it. */
  describe(finding: RowFinding): { readonly reason: string; readonly mend: string };
};

const EXACT_NUMBER = 1e15;

/**
 * The rejected rows as an .xlsx under their own headings, with place, reason and mend behind them; undefined when no row
 * was rejected. Mended, it can be sent in as it is: headings stand in the first row, household values said only on another
 * row are filled in, what we added is not read. Holds full ID numbers.
 */
export async function rejectedWorkbook(
  plan: ColumnPlan,
  file: ParsedFile,
  words: RejectedWords,
): Promise<Uint8Array | undefined> {
  const rejected = file.rows.filter((row) => row.result === 'rejected');
  if (rejected.length === 0) return undefined;
  // Loaded when there is something to write: it takes longer to load than most files take to read.
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  for (const table of plan.tables) {
    const rows = rejected.filter((row) => row.sheet === table.sheet.name);
    if (rows.length > 0) addTable(book, table, rows, words);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function addTable(book: ExcelJS.Workbook, table: TablePlan, rows: readonly ParsedRow[], words: RejectedWords): void {
  const name = table.sheet.name
    .replace(/[*?:\\/[\]]/g, ' ')
    .slice(0, 31)
    .trim();
  const sheet = book.addWorksheet(name === '' ? words.sheetName : name, { views: [{ state: 'frozen', ySplit: 1 }] });
  const ours = [words.sheetColumn, words.rowColumn, words.cellColumn, words.reasonColumn, words.mendColumn];
  const headings = table.columns.map((column) => safeCellText(headingOf(column)));
  sheet.addRow([...headings, ...ours]).font = { bold: true };
  for (const row of rows) {
    const line = sheet.addRow([]);
    for (const [index, column] of table.columns.entries()) writeCell(line.getCell(index + 1), row, column);
    for (const [index, text] of remarksOf(row, words).entries()) {
      const cell = line.getCell(table.columns.length + index + 1);
      cell.value = safeCellText(text);
      cell.alignment = { wrapText: true, vertical: 'top' };
    }
  }
  for (let index = 1; index <= headings.length + ours.length; index++) {
    sheet.getColumn(index).width = index > headings.length + 3 ? 40 : 18;
  }
}

/** The heading such that it is read the same in one row: a column understood by the group above it gets its full name. */
function headingOf(column: ColumnUse): string {
  const { use, label, unit } = column;
  const alone = use.kind === 'field' && use.by === 'group' ? use.field.label : label;
  return unit === 'wan-yuan' && readHeaderLabel(alone).unit !== unit ? `${alone}（万元）` : alone;
}

function writeCell(target: ExcelJS.Cell, row: ParsedRow, column: ColumnUse): void {
  const source = row.cells.find((cell) => cell.column === column.column);
  if (source) {
    writeOriginal(target, source);
    return;
  }
  const field = column.use.kind === 'field' && column.use.field.household ? column.use.field.field : undefined;
  const carried = field === undefined ? undefined : row.values[field === 'village' ? 'villageAsWritten' : field];
  if (typeof carried !== 'string') return;
  target.numFmt = '@';
  target.value = safeCellText(carried);
}

/** Numbers stay numbers: an ID number Excel has damaged must be recognised as damaged again, not pass as text. */
function writeOriginal(target: ExcelJS.Cell, source: SheetCell): void {
  if (source.number === undefined) {
    target.numFmt = '@';
    target.value = safeCellText(source.text);
    return;
  }
  target.value = source.number;
  target.numFmt = Math.abs(source.number) < EXACT_NUMBER ? source.format || 'General' : '0';
}

function remarksOf(row: ParsedRow, words: RejectedWords): readonly string[] {
  const serious = row.findings.filter((finding) => finding.outcome === 'rejected');
  const told = serious.map((finding) => words.describe(finding));
  const lines = (texts: readonly string[]) => [...new Set(texts)].join('\n');
  return [
    row.sheet,
    String(row.number),
    lines(serious.map((finding) => finding.address)),
    lines(told.map(({ reason }) => reason)),
    lines(told.map(({ mend }) => mend)),
  ];
}
