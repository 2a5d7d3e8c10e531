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

const TELL_EVERY = 2000;

export function rowCollector(limits: SheetLimits): RowCollector {
  let rows: SheetRow[] = [];
  let [rowCount, cellCount] = [0, 0];
  return {
    add(number, cells) {
      if (cells.length === 0) return;
      rowCount += 1;
      if (rowCount % TELL_EVERY === 0) limits.onRows?.(rowCount);
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
