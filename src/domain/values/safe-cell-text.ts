const STARTS_FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const PLAIN_NUMBER = /^[+-]?\d[\d\s.,-]*$/;

/**
 * Text a spreadsheet shows as it stands: text that would begin a formula (= + - @, tab, line break) gets an apostrophe in
 * front; plain numbers and telephone numbers stay. Holds also when the workbook is saved as .csv later.
 */
export function safeCellText(text: string): string {
  return STARTS_FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
