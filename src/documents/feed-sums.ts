import ExcelJS from 'exceljs';

/** Batches as a table: one row each under the headings given, numbers as numbers. */
export async function feedSums(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...headings]).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  for (const [at, heading] of headings.entries()) sheet.getColumn(at + 1).width = Math.max(10, heading.length * 2);
  return Buffer.from(await book.xlsx.writeBuffer());
}
