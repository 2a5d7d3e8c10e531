import ExcelJS from 'exceljs';
import type { Feed, FeedColumn } from '#domain/policy/duty-shape.ts';

/** Sentences of a template, in the reader's language. */
export interface TemplateWords {
  /** First line: what is wanted. */
  readonly wanted: string;
  readonly required: string;
  readonly optional: string;
  readonly yes: string;
  readonly no: string;
  /** What a cell outside its list is told. */
  readonly notInList: string;
}

/** Rows that carry lists and formats: more than a department reports in a month. */
const ROWS = 2000;
const FIRST_ROW = 3;

/**
 * An empty workbook for a feed, .xlsx: what is wanted in the first line, the headings as the document names them, numbers of
 * people as text so that Excel keeps every digit, lists where the document gives the words. Sent in, it is read as it is.
 */
export async function feedTemplate(feed: Feed, words: TemplateWords): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(sheetName(feed), { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.addRow([words.wanted]);
  sheet.mergeCells(1, 1, 1, Math.max(2, feed.columns.length));
  sheet.getCell(1, 1).alignment = { wrapText: true, vertical: 'middle' };
  sheet.getRow(1).height = 48;
  const head = sheet.addRow(feed.columns.map(({ label }) => label));
  for (const [at, column] of feed.columns.entries()) {
    const cell = head.getCell(at + 1);
    cell.font = { bold: column.required };
    cell.note = column.required ? words.required : words.optional;
    const own = sheet.getColumn(at + 1);
    own.width = column.type === 'id-number' ? 22 : 14;
    own.numFmt = formatOf(column);
    const list = listOf(column, words);
    if (list === undefined) continue;
    for (let row = FIRST_ROW; row < FIRST_ROW + ROWS; row++) {
      sheet.getCell(row, at + 1).dataValidation = {
        type: 'list',
        allowBlank: !column.required,
        formulae: [`"${list.join(',')}"`],
        showErrorMessage: true,
        error: words.notInList,
      };
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Text keeps digits and days as typed; amounts are numbers. */
function formatOf({ type }: FeedColumn): string {
  if (type === 'money') return '0.00';
  return type === 'number' ? '0' : '@';
}

const LIST_CHARACTERS = 255;

/** Excel takes a list within a cell up to 255 characters, and no commas in it. */
function listOf({ type, values }: FeedColumn, words: TemplateWords): readonly string[] | undefined {
  const list = type === 'boolean' ? [words.yes, words.no] : values;
  if (list === undefined || list.length === 0) return undefined;
  return list.join(',').length > LIST_CHARACTERS || list.some((word) => /[,"]/.test(word)) ? undefined : list;
}

function sheetName(feed: Feed): string {
  return (feed.label ?? feed.id).replace(/[*?:\\/[\]]/g, ' ').slice(0, 31);
}
