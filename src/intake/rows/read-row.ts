import type { PlainDate } from '#domain/values/plain-date.ts';
import type { ColumnUse } from '../columns/plan-columns.ts';
import type { ShapeColumn } from '../columns/sheet-shape.ts';
import type { SheetCell, SheetRow } from '../sheet/sheet-content.ts';
import { blankReading, type CellReading, tidyText } from './cell-reading.ts';
import type { DraftRow } from './parsed-row.ts';
import { readDate } from './read-date.ts';
import { readFlag } from './read-flag.ts';
import { readIdCell } from './read-id-cell.ts';
import { readName } from './read-name.ts';
import { readInteger, readMoney } from './read-number.ts';
import { readRelation } from './read-relation.ts';
import { readPhone, readText, readWord, readWords } from './read-words.ts';

/** A row's cells read one by one; what rows say about each other comes later. Village names stay as written. */
export function readRow(sheet: string, row: SheetRow, columns: readonly ColumnUse[], today: PlainDate): DraftRow {
  const byColumn = new Map(row.cells.map((cell) => [cell.column, cell]));
  const draft: DraftRow = {
    sheet,
    number: row.number,
    cells: row.cells,
    values: {},
    remarks: [],
    household: undefined,
    impliedSex: undefined,
  };
  for (const use of columns) {
    if (use.use.kind !== 'field') continue;
    const { field } = use.use;
    const cell = byColumn.get(use.column);
    const reading = readCell(cell, field, use, today);
    if (reading.value !== undefined) draft.values[field.field] = reading.value;
    for (const [name, value] of Object.entries(reading.extra ?? {})) draft.values[name] ??= value;
    if (field.type === 'relation') draft.impliedSex = reading.impliedSex;
    draft.remarks.push(...reading.remarks.map((remark) => ({ ...remark, field: field.field })));
    if (cell?.wrapped && field.type !== 'id-number') draft.remarks.push({ fault: 'formula-text', field: field.field });
  }
  return draft;
}

type Reading = CellReading & { readonly impliedSex?: 'male' | 'female' | undefined };

function readCell(cell: SheetCell | undefined, field: ShapeColumn, use: ColumnUse, today: PlainDate): Reading {
  switch (field.type) {
    case 'id-number':
      return field.household ? readHeadId(cell, today) : readIdCell(cell, today);
    case 'name':
      return field.household && !cell ? blankReading : readName(cell?.text ?? '');
    case 'relation':
      return readRelation(cell?.text ?? '');
    default:
      return cell ? readFilled(cell, field, use) : blankReading;
  }
}

function readFilled(cell: SheetCell, field: ShapeColumn, use: ColumnUse): CellReading {
  switch (field.type) {
    case 'date':
      return readDate(cell);
    case 'boolean':
      return readFlag(cell.text);
    case 'integer':
      return readInteger(cell);
    case 'money':
      return readMoney(cell, use.unit);
    case 'phone':
      return readPhone(cell.text);
    case 'word':
      return readWord(cell.text, field);
    case 'words':
      return readWords(cell.text, field);
    default:
      return cell.broken ? { value: undefined, remarks: [{ fault: 'value-unknown' }] } : readText(cell.text);
  }
}

/** The head's number only tells which household a row belongs to: a blank one is carried down, a bad one kept as text. */
function readHeadId(cell: SheetCell | undefined, today: PlainDate): CellReading {
  const reading = readIdCell(cell, today);
  if (reading.value !== undefined || !cell) return { value: reading.value, remarks: [] };
  const text = tidyText(cell.text);
  return { value: text === '' ? undefined : text, remarks: [] };
}
