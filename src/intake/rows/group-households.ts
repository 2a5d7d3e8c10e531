import { normalizeIdText } from '#domain/values/id-number.ts';
import type { TablePlan } from '../columns/plan-columns.ts';
import type { DraftRow } from './parsed-row.ts';

/**
 * Gives every row its household and carries household values down. A row belongs to the household its number or its
 * head's ID number names; without either to that of the row above, unless it says 户主. Values said on any row of the
 * household hold for the rows that leave them out; the remark lists the fields.
 */
export function groupHouseholds(rows: readonly DraftRow[], table: TablePlan): void {
  const fields = table.columns.flatMap((column) =>
    column.use.kind === 'field' && column.use.field.household ? [column.use.field.field] : [],
  );
  spreadMerges(rows, table);
  assignHouseholds(rows);
  const firstSaid = new Map<string, DraftRow['values']>();
  for (const row of rows) {
    if (row.household === undefined) continue;
    const said = firstSaid.get(row.household) ?? {};
    for (const field of fields) {
      const value = row.values[field];
      if (value !== undefined) said[field] ??= value;
    }
    firstSaid.set(row.household, said);
  }
  for (const row of rows) carryDown(row, firstSaid.get(row.household ?? ''), fields);
}

function assignHouseholds(rows: readonly DraftRow[]): void {
  let above: string | undefined;
  for (const row of rows) {
    row.household = statedHousehold(row) ?? (row.values.relation === '户主' ? undefined : above);
    if (row.household === undefined) row.remarks.push({ fault: 'household-missing' });
    above = row.household;
  }
}

function statedHousehold(row: DraftRow): string | undefined {
  const { householdNumber, headIdNumber } = row.values;
  if (householdNumber !== undefined) return `number:${String(householdNumber).replace(/\s/gu, '')}`;
  return headIdNumber === undefined ? undefined : `head:${normalizeIdText(String(headIdNumber))}`;
}

function carryDown(row: DraftRow, said: DraftRow['values'] | undefined, fields: readonly string[]): void {
  const carried: string[] = [];
  for (const field of fields) {
    const value = said?.[field];
    // A cell that says something unreadable is not a blank one.
    const spoken = row.values[field] !== undefined || row.remarks.some((remark) => remark.field === field);
    if (value === undefined || spoken) continue;
    row.values[field] = value;
    carried.push(field);
  }
  if (carried.length > 0) row.remarks.push({ fault: 'household-value-carried-down', facts: { fields: carried } });
}

/** A block merged down a household column says its value for each of its rows. */
function spreadMerges(rows: readonly DraftRow[], table: TablePlan): void {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  for (const block of table.sheet.merges) {
    const use = table.columns.find((column) => column.column === block.fromColumn)?.use;
    if (use?.kind !== 'field' || !use.field.household || block.toRow === block.fromRow) continue;
    const value = byNumber.get(block.fromRow)?.values[use.field.field];
    if (value === undefined) continue;
    for (
      let number = block.fromRow + 1;
      number <= Math.min(block.toRow, table.sheet.rows.at(-1)?.number ?? 0);
      number++
    ) {
      const row = byNumber.get(number);
      if (row) row.values[use.field.field] ??= value;
    }
  }
}
