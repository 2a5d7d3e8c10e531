import ExcelJS from 'exceljs';
import type { EntryHousehold } from '#store/entry-fields.ts';

/** The entry list: one person a row, the household's values on each of its rows; every cell is text, so that no number is damaged. */
export async function entryWorkbook(entries: readonly EntryHousehold[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('录入清单', { views: [{ state: 'frozen', ySplit: 1 }] });
  const rows = entries.flatMap((entry) => entry.members.map((member) => ({ ...entry.household, ...member.values })));
  const headings = Object.keys(rows[0] ?? { 户主姓名: null });
  sheet.addRow(headings);
  for (const row of rows) sheet.addRow(headings.map((heading) => plainCell(row[heading as keyof typeof row] ?? '')));
  sheet.getRow(1).font = { bold: true };
  headings.forEach((heading, index) => {
    const column = sheet.getColumn(index + 1);
    column.numFmt = '@';
    column.width = heading.includes('号码') ? 22 : Math.max(10, heading.length * 2 + 2);
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Text that a spreadsheet would read as a formula is kept as text. */
function plainCell(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
