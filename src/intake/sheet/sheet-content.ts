/** One filled cell as the file holds it. Blank cells do not exist. */
export type SheetCell = {
  /** 0-based column: 0 is A. */
  readonly column: number;
  /** Text as stored; a number in plain digits without exponent; a wrapped `="…"` unwrapped. */
  readonly text: string;
  /** The number when the file holds a number (date serials in the 1900 system), else undefined. */
  readonly number: number | undefined;
  /** Number format code of the file (`General`, `yyyy/m/d`); empty when the file knows none. */
  readonly format: string;
  /** The text was written as `="…"`, the trick by which exports keep long numbers. */
  readonly wrapped: boolean;
  /** The cell was computed; `text` and `number` are the value the file kept. */
  readonly formula: boolean;
  /** The file holds an error value (#N/A, #REF! …) or a formula without a kept value. */
  readonly broken: boolean;
};

/** One row holding at least one filled cell. */
export type SheetRow = {
  /** Row number as a person reads it in Excel: 1 is the first. For text files the row of the table, not the line. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
};

/** A merged block; rows are 1-based, columns 0-based, both ends included. */
export type MergedBlock = {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
};

export type Sheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly MergedBlock[];
  /** How many cells were computed. */
  readonly formulaCells: number;
};

export type SheetKind = 'xlsx' | 'xls' | 'csv' | 'tsv';

export type SheetFile = {
  readonly kind: SheetKind;
  /** Encoding of a text file; undefined for workbooks. */
  readonly encoding: TextEncoding | undefined;
  /** The workbook carries a macro project. It is never read, let alone run. */
  readonly macros: boolean;
  readonly sheets: readonly Sheet[];
};

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Letters of a 0-based column: 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** 0-based column of its letters: A → 0, AA → 26. */
export function columnOfLetters(letters: string): number {
  let column = 0;
  for (let i = 0; i < letters.length; i++) column = column * 26 + (letters.charCodeAt(i) & 31);
  return column - 1;
}

/** Address a person finds in Excel: row 7, column 1 → B7. */
export function cellAddress(rowNumber: number, column: number): string {
  return `${columnLetters(column)}${rowNumber}`;
}

/** The cell of a row in a 0-based column, or undefined when it is blank. */
export function cellAt(row: SheetRow, column: number): SheetCell | undefined {
  return row.cells.find((cell) => cell.column === column);
}
