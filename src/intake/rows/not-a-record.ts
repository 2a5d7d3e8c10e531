import { readHeaderLabel } from '../columns/header-label.ts';
import type { TablePlan } from '../columns/plan-columns.ts';
import type { SheetRow } from '../sheet/sheet-content.ts';
import { tidyText } from './cell-reading.ts';

const CLOSING =
  /^(?:合计|总计|小计|共计|累计|备注|注|说明|填表|填报|制表|审核|审批|单位负责人|负责人|经办|联系人|日期|盖章|本页|以上)/u;

/**
 * True for a line below or between the data that describes nobody: totals, notes, signatures, headings once more, a
 * serial number alone, a caption alone. Never for a row with an ID number, and never for one with a name of its own.
 */
export function isNotARecord(row: SheetRow, table: TablePlan): boolean {
  const filled = row.cells
    .map((cell) => ({ column: cell.column, text: tidyText(cell.text) }))
    .filter(({ text }) => text !== '');
  if (filled.length === 0 || repeatsHeadings(filled, table)) return true;
  const fieldOf = (column: number) => {
    const use = table.columns.find((one) => one.column === column)?.use;
    return use?.kind === 'field' ? use.field.field : undefined;
  };
  const telling = filled.filter(({ column }) => ['name', 'idNumber', 'relation'].includes(fieldOf(column) ?? ''));
  const closing = filled.some(({ text }) => CLOSING.test(text.replace(/\s/gu, '')));
  if (closing)
    return telling.every(
      ({ text }) => CLOSING.test(text.replace(/\s/gu, '')) || (/^\d*(人|户)?$/.test(text) && text.length < 7),
    );
  return filled.length === 1 && telling.length === 0;
}

/** Printed tables repeat their headings on every page. */
function repeatsHeadings(filled: readonly { column: number; text: string }[], table: TablePlan): boolean {
  if (filled.length < 2) return false;
  const keys = new Map(table.columns.map((column) => [column.column, column.key]));
  return filled.every(({ column, text }) => keys.get(column) === readHeaderLabel(text).key);
}
