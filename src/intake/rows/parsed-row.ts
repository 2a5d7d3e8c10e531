import type { RowFault, RowOutcome } from '#domain/values/row-fault.ts';
import type { SheetCell } from '../sheet/sheet-content.ts';
import type { CellValue } from './cell-reading.ts';

/** Something found in a row: what, where, what becomes of the row for it. `fault` selects the sentence on mending. */
export type RowFinding = {
  readonly fault: RowFault;
  readonly outcome: RowOutcome;
  /** Address of the cell (B7), or of the row (7:7) when no cell holds the fault. */
  readonly address: string;
  /** Heading of the column as written; undefined when the finding is about the row or its household. */
  readonly column: string | undefined;
  /** What the sentence may name. Never a personal value: addresses and counts. */
  readonly facts: Readonly<Record<string, unknown>>;
};

export type RowResult = 'accepted' | 'rejected' | 'duplicate';

/** One row of data with everything read from it. */
export type ParsedRow = {
  readonly sheet: string;
  /** Row number in the file, 1-based. */
  readonly number: number;
  readonly result: RowResult;
  /** By field name of the shape; a field that is absent is unknown. */
  readonly values: Readonly<Record<string, CellValue>>;
  /** Which household of the file, or undefined when the file does not say. */
  readonly household: string | undefined;
  readonly findings: readonly RowFinding[];
  readonly cells: readonly SheetCell[];
};

/** A row under parsing: values and findings are still being added. */
export type DraftRow = {
  readonly sheet: string;
  readonly number: number;
  readonly cells: readonly SheetCell[];
  readonly values: Record<string, CellValue>;
  readonly remarks: DraftRemark[];
  household: string | undefined;
  /** Sex the relation implies. */
  impliedSex: 'male' | 'female' | undefined;
};

export type DraftRemark = {
  readonly fault: RowFault;
  readonly field?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
};
