import type { LaidOut } from './lay-out.ts';
import type { SheetForm } from './write-sheet.ts';

export type FileKind = 'population-roster' | 'national-export' | 'department-feed';

/** One generated file before it is written. */
export interface DemoFile extends LaidOut {
  readonly name: string;
  readonly form: SheetForm;
  readonly kind: FileKind;
  /** The day the file speaks of (`YYYY-MM-DD`), or the month of a feed (`YYYY-MM`). */
  readonly period: string;
}
