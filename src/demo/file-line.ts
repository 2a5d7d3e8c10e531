import type { RowFault } from '#domain/values/row-fault.ts';
import type { CellContent } from './sheet-model.ts';
import type { DemoPerson } from './world.ts';

/** What planting needs to know about the person of a line. */
export type LinePerson = Pick<DemoPerson, 'id' | 'name' | 'sex' | 'age' | 'relation' | 'disability'>;

/** A fault put into one line; `field` names the cell, null when it concerns the whole row. */
export interface PlantedFault {
  readonly fault: RowFault;
  readonly field: string | null;
  /** What the importer must make of the cell, for faults it repairs. */
  readonly expected?: string;
}

/** One row of data before it is laid out, cells by field name. */
export interface FileLine {
  /** Lines of the same part end up in the same file. */
  readonly part: string;
  /** Names the household within the file. */
  readonly household: string;
  readonly person: LinePerson;
  /** The household has no other member in the file. */
  readonly alone: boolean;
  /** Feeds only: whether the registry holds the person. */
  readonly registered?: boolean;
  /** Nothing is planted here: the household's rows are laid out in a special way or play a part in the story. */
  readonly untouched: boolean;
  readonly cells: Record<string, CellContent>;
  readonly planted: PlantedFault[];
}

/** Row numbers, column letters and headings as somebody sees them who opens the file. */
export interface ManifestFault {
  readonly row: number;
  readonly column: string | null;
  readonly heading: string | null;
  readonly fault: RowFault;
  readonly outcome: string;
  readonly expected?: string;
}
