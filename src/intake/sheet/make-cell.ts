import type { SheetCell } from './sheet-content.ts';

/** What a cell is besides its value. */
export type CellMarks = { readonly format: string; readonly formula: boolean; readonly broken: boolean };

export const plainMarks: CellMarks = { format: '', formula: false, broken: false };

/** A text cell; `="…"` unwrapped. */
export function textCell(column: number, raw: string, { format, formula, broken }: CellMarks): SheetCell {
  const inner = raw.includes('=') ? WRAPPED.exec(raw)?.[1] : undefined;
  return { column, text: inner ?? raw, number: undefined, format, wrapped: inner !== undefined, formula, broken };
}

/** A number cell. */
export function numberCell(column: number, number: number, { format, formula, broken }: CellMarks): SheetCell {
  return { column, text: plainNumber(number), number, format, wrapped: false, formula, broken };
}

const WRAPPED = /^\s*=\s*"([^"]*)"\s*$/;

/** A number in plain decimal digits as a person would write it: 4.2e17 → 420000000000000000, 0.1+0.2 → 0.3. */
export function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : BigInt(value).toString();
  if (!Number.isFinite(value)) return String(value);
  // 15 digits are what a spreadsheet keeps and shows; the 16th and 17th are noise of binary fractions.
  const rounded = Number(value.toPrecision(15));
  return /e/i.test(String(rounded)) ? rounded.toFixed(15).replace(/0+$/, '').replace(/\.$/, '') : String(rounded);
}
