import { readHeaderLabel } from '../columns/header-label.ts';
import type { TablePlan } from '../columns/plan-columns.ts';
import type { SheetRow } from '../sheet/sheet-content.ts';
import { tidyText } from './cell-reading.ts';

const CLOSING =
  /^(?:合计|总计|小计|共计|累计|备注|注|说明|填表|填报|制表|审核|审批|单位负责人|负责人|经办|联系人|日期|盖章|本页|以上)/u;
const COUNT = /^\d{0,5}[人户]?$/;

type Filled = { readonly column: number; readonly text: string };

/**
 * Tells lines below or between the data that describe nobody: totals, notes, signatures, headings once more, a serial
 * number or a caption alone. A row with an ID number or a name of its own is always a record.
 */
export function notARecordTest(table: TablePlan): (row: SheetRow) => boolean {
  const fields = new Map(
    table.columns.flatMap(({ column, use }) => (use.kind === 'field' ? [[column, use.field.field] as const] : [])),
  );
  const keys = new Map(table.columns.map((column) => [column.column, column.key]));
  return (row) => {
    const filled = row.cells
      .map((cell) => ({ column: cell.column, text: tidyText(cell.text).replace(/\s/gu, '') }))
      .filter(({ text }) => text !== '');
    const telling = filled.filter(({ column }) => isTelling(fields.get(column)));
    if (telling.length === 3) return repeatsHeadings(filled, keys);
    if (filled.length === 0 || repeatsHeadings(filled, keys)) return true;
    if (!filled.some(({ text }) => CLOSING.test(text))) return filled.length === 1 && telling.length === 0;
    return telling.every(({ text }) => CLOSING.test(text) || COUNT.test(text));
  };
}

function isTelling(field: string | undefined): boolean {
  return field === 'name' || field === 'idNumber' || field === 'relation';
}

/** Printed tables repeat their headings on every page. */
function repeatsHeadings(filled: readonly Filled[], keys: ReadonlyMap<number, string>): boolean {
  if (filled.length < 2) return false;
  return filled.every(({ column, text }) => keys.get(column) === readHeaderLabel(text).key);
}
