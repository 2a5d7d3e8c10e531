import { CFB, read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { numberCell, textCell } from './make-cell.ts';
import { type RowCollector, rowCollector } from './row-collector.ts';
import type { Sheet, SheetCell, SheetFile } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';
import { isDateFormat } from './xlsx-sheet.ts';

/** The legacy format ends at row 65,536: a sheet claiming more is damaged. */
const LAST_ROW = 65_536;
const DAYS_1904 = 1462;

/** A workbook of Excel 97–2003 (.xls). Throws `file-unreadable` (password, damaged, wrong-type), `file-too-large`. */
export function readXlsWorkbook(bytes: Uint8Array, limits: SheetLimits): SheetFile {
  const macros = checkContainer(bytes);
  const book = openBook(bytes);
  if (book.SheetNames.length > limits.sheets) throw tooLarge('sheets', limits.sheets, book.SheetNames.length);
  const rows = rowCollector(limits);
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets = book.SheetNames.map((name, index) => {
    const sheet = book.Sheets[name];
    if (!sheet) throw unreadable('damaged', { part: name });
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return readSheet(sheet, { name, hidden, from1904, limits }, rows);
  });
  return { kind: 'xls', encoding: undefined, macros, sheets };
}

/** Tells by the streams of the OLE container what it is; returns whether it holds macros. */
function checkContainer(bytes: Uint8Array): boolean {
  let names: string[];
  try {
    names = CFB.read(bytes, { type: 'buffer' }).FullPaths.map((path: string) => path.toLowerCase());
  } catch {
    throw unreadable('truncated', { part: 'ole' });
  }
  const has = (name: string) => names.some((path) => path.split('/').includes(name));
  if (has('encryptedpackage') || has('encryptioninfo')) throw unreadable('password');
  // Excel 5 and 95 keep text in the code page of the machine that wrote it; which one is guesswork.
  if (has('book') && !has('workbook')) throw unreadable('wrong-type', { detected: 'xls-95' });
  if (!has('workbook')) throw unreadable('wrong-type', { detected: has('worddocument') ? 'doc' : 'ole' });
  return has('_vba_project_cur') || has('vba');
}

function openBook(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      cellFormula: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      dense: true,
    });
  } catch (cause) {
    throw unreadable(/password/i.test(String(cause)) ? 'password' : 'damaged', { part: 'workbook' });
  }
}

type Place = {
  readonly name: string;
  readonly hidden: boolean;
  readonly from1904: boolean;
  readonly limits: SheetLimits;
};

function readSheet(sheet: WorkSheet, place: Place, rows: RowCollector): Sheet {
  const lines = sheet['!data'] ?? [];
  if (lines.length > LAST_ROW) throw unreadable('damaged', { part: place.name });
  let formulaCells = 0;
  for (let index = 0; index < lines.length; index++) {
    const cells: SheetCell[] = [];
    for (const [column, cell] of (lines[index] ?? []).entries()) {
      if (cell === undefined || column >= place.limits.columns) continue;
      const read = toCell(column, cell, place);
      if (!read) continue;
      if (read.formula) formulaCells += 1;
      cells.push(read);
    }
    rows.add(index + 1, cells);
  }
  const merges = (sheet['!merges'] ?? []).map((block) => ({
    fromRow: block.s.r + 1,
    toRow: block.e.r + 1,
    fromColumn: block.s.c,
    toColumn: block.e.c,
  }));
  return { name: place.name, hidden: place.hidden, rows: rows.take(), merges, formulaCells };
}

type LegacyCell = {
  readonly t: string;
  readonly v?: unknown;
  readonly w?: string;
  readonly f?: string;
  readonly z?: unknown;
};

function toCell(column: number, cell: LegacyCell, place: Place): SheetCell | undefined {
  const format = typeof cell.z === 'string' ? cell.z : '';
  const formula = cell.f !== undefined;
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const number = place.from1904 && isDateFormat(format) ? cell.v + DAYS_1904 : cell.v;
    return numberCell(column, number, { format, formula, broken: false });
  }
  const text = legacyText(cell);
  if (text.length > place.limits.cellCharacters) throw tooLarge('cellCharacters', place.limits.cellCharacters);
  if (text === '' && !formula) return undefined;
  return textCell(column, text, { format, formula, broken: cell.t === 'e' || text === '' });
}

function legacyText(cell: LegacyCell): string {
  if (cell.t === 'e') return cell.w ?? '#ERR';
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  return String(cell.v ?? '');
}
