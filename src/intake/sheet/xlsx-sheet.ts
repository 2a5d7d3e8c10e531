import { numberCell, textCell } from './make-cell.ts';
import type { RowCollector } from './row-collector.ts';
import { columnOfLetters, type MergedBlock, type Sheet, type SheetCell } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';
import { cellText, type SheetPlace } from './xlsx-parts.ts';
import { attribute, type TagHandler, unescapeXml, walkTags } from './xml-tags.ts';

/** What cells of a sheet refer to. */
export type SheetContext = {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly from1904: boolean;
  readonly limits: SheetLimits;
};

const DAYS_1904 = 1462;
const CELL_REF = /^([A-Za-z]{1,3})(\d{1,7})$/;
const USUAL_CELL = /^ r="([A-Z]{1,3})\d{1,7}"(?: s="(\d+)")?(?: t="([a-zA-Z]+)")?$/;

/** One worksheet part as rows of filled cells. Throws `file-unreadable` (damaged), `file-too-large`. */
export function readXlsxSheet(bytes: Uint8Array, place: SheetPlace, context: SheetContext, rows: RowCollector): Sheet {
  const scan = sheetScan(place.part, context, rows);
  walkTags(bytes, place.part, scan.handler);
  if (!scan.ended()) throw unreadable('truncated', { part: place.part });
  return {
    name: place.name,
    hidden: place.hidden,
    rows: rows.take(),
    merges: scan.merges,
    formulaCells: scan.formulaCells(),
  };
}

type OpenCell = { column: number; type: string; style: number; value: string | undefined; formula: boolean };

function sheetScan(part: string, context: SheetContext, rows: RowCollector) {
  const merges: MergedBlock[] = [];
  let [rowNumber, nextColumn, formulas] = [0, 0, 0];
  let cells: SheetCell[] = [];
  let cell: OpenCell | undefined;
  let [ended, phonetic] = [false, false];

  const handler: TagHandler = {
    open(name, attributes) {
      if (name === 'row') {
        rowNumber = rowNumberOf(attributes, rowNumber, part);
        nextColumn = 0;
        cells = [];
      } else if (name === 'c') {
        cell = openCell(attributes, nextColumn, part);
        if (cell.column >= context.limits.columns) throw tooLarge('columns', context.limits.columns, cell.column + 1);
        nextColumn = cell.column + 1;
      } else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'mergeCell') addMerge(merges, attribute(attributes, 'ref'));
    },
    close(name, text) {
      if (name === 'v' && cell) cell.value = text;
      else if (name === 't' && cell && !phonetic) cell.value = (cell.value ?? '') + text;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell) {
        if (cell.formula) formulas += 1;
        const finished = finishCell(cell, context, part);
        if (finished) cells.push(finished);
        cell = undefined;
      } else if (name === 'row') rows.add(rowNumber, cells);
      else if (name === 'worksheet') ended = true;
    },
  };
  return { handler, merges, ended: () => ended, formulaCells: () => formulas };
}

function rowNumberOf(attributes: string, previous: number, part: string): number {
  const written = attribute(attributes, 'r');
  const number = written === undefined ? previous + 1 : Number(written);
  if (!Number.isInteger(number) || number < 1 || number > 1_048_576) throw unreadable('damaged', { part });
  return number;
}

function openCell(attributes: string, nextColumn: number, part: string): OpenCell {
  const usual = USUAL_CELL.exec(attributes);
  if (usual) return newCell(columnOfLetters(usual[1] ?? ''), usual[3] ?? 'n', Number(usual[2] ?? -1));
  const ref = attribute(attributes, 'r');
  const letters = ref === undefined ? undefined : CELL_REF.exec(ref)?.[1];
  if (ref !== undefined && letters === undefined) throw unreadable('damaged', { part, ref: ref.slice(0, 20) });
  const column = letters === undefined ? nextColumn : columnOfLetters(letters.toUpperCase());
  return newCell(column, attribute(attributes, 't') ?? 'n', Number(attribute(attributes, 's') ?? -1));
}

function newCell(column: number, type: string, style: number): OpenCell {
  return { column, type, style, value: undefined, formula: false };
}

function finishCell(cell: OpenCell, context: SheetContext, part: string): SheetCell | undefined {
  const { column, formula } = cell;
  const format = context.formats[cell.style] ?? '';
  if (cell.value === undefined) return formula ? textCell(column, '', { format, formula, broken: true }) : undefined;
  if (cell.type === 'n') {
    const number = numberOf(cell.value, format, context, part);
    return number === undefined ? undefined : numberCell(column, number, { format, formula, broken: false });
  }
  const text = textOf(cell, context, part);
  if (text.length > context.limits.cellCharacters) throw tooLarge('cellCharacters', context.limits.cellCharacters);
  return text === '' ? undefined : textCell(column, text, { format, formula, broken: cell.type === 'e' });
}

function textOf(cell: OpenCell, context: SheetContext, part: string): string {
  const raw = cell.value ?? '';
  switch (cell.type) {
    case 's': {
      const text = context.strings[Number(raw)];
      if (text === undefined) throw unreadable('damaged', { part, sharedString: raw.slice(0, 20) });
      return text;
    }
    case 'b':
      return raw.trim() === '1' ? 'TRUE' : 'FALSE';
    case 'd':
    case 'e':
      return unescapeXml(raw).trim();
    default:
      return cellText(raw);
  }
}

function numberOf(raw: string, format: string, context: SheetContext, part: string): number | undefined {
  const written = raw.trim();
  if (written === '') return undefined;
  const value = Number(written);
  if (!Number.isFinite(value)) throw unreadable('damaged', { part, number: written.slice(0, 20) });
  return context.from1904 && isDateFormat(format) ? value + DAYS_1904 : value;
}

function addMerge(merges: MergedBlock[], ref: string | undefined): void {
  const [from, to] = (ref ?? '').split(':').map((corner) => CELL_REF.exec(corner));
  if (!from || !to) return;
  merges.push({
    fromRow: Number(from[2]),
    toRow: Number(to[2]),
    fromColumn: columnOfLetters((from[1] ?? '').toUpperCase()),
    toColumn: columnOfLetters((to[1] ?? '').toUpperCase()),
  });
}

const QUOTED_OR_COLOUR = /"[^"]*"|\[[^\]]*\]|\\./g;

/** Whether a number format shows a day or month (`yyyy/m/d`, `yyyy"年"m"月"`), not merely a time or an amount. */
export function isDateFormat(format: string): boolean {
  if (format === '' || format === 'General' || format === '@') return false;
  const bare = format.replace(QUOTED_OR_COLOUR, '').toLowerCase();
  return /[yd]/.test(bare) || /年|月/.test(format);
}
