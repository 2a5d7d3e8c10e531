import type { SheetCell, SheetRow } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge } from './sheet-refusal.ts';

/** Gathers filled rows of one file, counting rows and cells of all its sheets together against the limits. */
export type RowCollector = {
  /** Adds a row; rows without filled cells are left out. Throws `file-too-large`. */
  add(number: number, cells: readonly SheetCell[]): void;
  /** The rows since the last call, in order of their numbers. */
  take(): readonly SheetRow[];
};

export function rowCollector(limits: SheetLimits): RowCollector {
  let rows: SheetRow[] = [];
  let [rowCount, cellCount] = [0, 0];
  return {
    add(number, cells) {
      if (cells.length === 0) return;
      rowCount += 1;
      cellCount += cells.length;
      if (rowCount > limits.rows) throw tooLarge('rows', limits.rows);
      if (cellCount > limits.cells) throw tooLarge('cells', limits.cells);
      rows.push({ number, cells });
    },
    take() {
      const taken = rows.sort((a, b) => a.number - b.number);
      rows = [];
      return taken;
    },
  };
}

const WRAPPED = /^\s*=\s*"([^"]*)"\s*$/;

/** The text inside `="…"`, the trick by which exports keep long numbers; other text as it is. */
export function unwrapFormulaText(text: string): string {
  return text.includes('=') ? (WRAPPED.exec(text)?.[1] ?? text) : text;
}

/** A number in plain decimal digits as a person would write it: 4.2e17 → 420000000000000000, 0.1+0.2 → 0.3. */
export function plainNumber(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? String(value) : BigInt(value).toString();
  if (!Number.isFinite(value)) return String(value);
  // 15 digits are what a spreadsheet keeps and shows; the 16th and 17th are noise of binary fractions.
  const rounded = Number(value.toPrecision(15));
  return /e/i.test(String(rounded)) ? rounded.toFixed(15).replace(/0+$/, '').replace(/\.$/, '') : String(rounded);
}
