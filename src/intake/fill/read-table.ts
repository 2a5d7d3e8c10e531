import { readHeaderLabel } from '../columns/header-label.ts';
import type { TableReading } from '../reading/reading-order.ts';
import { tidyText } from '../rows/cell-reading.ts';
import { readDate } from '../rows/read-date.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import { cellAddress, type SheetRow } from '../sheet/sheet-content.ts';
import { unreadable } from '../sheet/sheet-refusal.ts';

const LOOKED_AT = 20;

/**
 * The first sheet with all these headings in one row, as text by heading; `day` is the cell read as a day where it is one.
 * Errors: as `readSheet`; `file-unreadable` (no-rows) when the headings are not there.
 */
export async function readTable(bytes: Uint8Array, headings: readonly string[]): Promise<TableReading> {
  const { sheets } = await readSheet(bytes);
  const wanted = new Map(headings.map((heading) => [readHeaderLabel(heading).key, heading]));
  for (const sheet of sheets) {
    const head = sheet.rows.slice(0, LOOKED_AT).find((row) => columnsOf(row, wanted).size === wanted.size);
    if (!head) continue;
    const columns = columnsOf(head, wanted);
    const rows = sheet.rows.filter(({ number }) => number > head.number);
    return { rows: rows.map((row) => ({ number: row.number, cells: cellsOf(row, columns) })) };
  }
  throw unreadable('no-rows', { headings });
}

function columnsOf(row: SheetRow, wanted: ReadonlyMap<string, string>): Map<number, string> {
  const found = row.cells.flatMap(({ column, text }) => {
    const heading = wanted.get(readHeaderLabel(text).key);
    return heading === undefined ? [] : [[column, heading] as const];
  });
  return new Map(found);
}

function cellsOf(row: SheetRow, columns: ReadonlyMap<number, string>): TableReading['rows'][number]['cells'] {
  return Object.fromEntries(
    row.cells.flatMap((cell) => {
      const heading = columns.get(cell.column);
      const text = tidyText(cell.text);
      if (heading === undefined || text === '') return [];
      const { value } = readDate(cell);
      const day = typeof value === 'string' && value.length === 10 ? value : null;
      return [[heading, { text, day, address: cellAddress(row.number, cell.column) }]];
    }),
  );
}
