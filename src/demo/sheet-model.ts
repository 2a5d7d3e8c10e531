/** What stands in one cell: text, a number, a day as Excel's serial shown as a date, or nothing. */
export type CellContent = string | number | { readonly serial: number } | null;

/** One table as it will stand in a file; rows and columns count from 1. */
export interface SheetModel {
  readonly name: string;
  readonly rows: readonly (readonly CellContent[])[];
  readonly merges: readonly MergedBlock[];
  /** Rows set in bold: title and headings. */
  readonly boldRows: readonly number[];
  /** Column widths in characters. */
  readonly widths: readonly number[];
}

export interface MergedBlock {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** The letters of a column: 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? last : columnLetters(Math.floor((column - 1) / 26)) + last;
}
