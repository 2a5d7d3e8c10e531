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

const KEPT_DIGITS = 15;

/**
 * A number in plain decimal digits as a spreadsheet shows it: 15 digits are kept, the rest are zeros or noise of binary
 * fractions. 9.90001197003051e17 → 990001197003051000, 0.1+0.2 → 0.3.
 */
export function plainNumber(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < 1e15) return String(value);
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toPrecision(KEPT_DIGITS));
  const text = String(rounded);
  if (!text.includes('e')) return text;
  const [mantissa, exponent] = [text.slice(0, text.indexOf('e')), Number(text.slice(text.indexOf('e') + 1))];
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  return exponent > 0 ? sign + digits.padEnd(exponent + 1, '0') : `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
}
