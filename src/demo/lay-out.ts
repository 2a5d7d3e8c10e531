import type { RowFault, RowOutcome } from '#domain/values/row-fault.ts';
import type { FileLine, ManifestFault } from './file-line.ts';
import { type CellContent, columnLetters, type SheetModel } from './sheet-model.ts';

/** How a table looks: lines above the headings, the columns in their order, lines below the data. */
export interface TableLayout {
  readonly sheetName: string;
  /** Rows above the headings, each merged over all columns. */
  readonly titles: readonly string[];
  /** Field and heading of each column. */
  readonly columns: readonly (readonly [field: string, heading: string])[];
  /** Rows below the data: totals, signatures. */
  readonly closing: readonly (readonly CellContent[])[];
  /** Indexes of lines before which the headings stand once more, as printed on every page. */
  readonly headingsAgainBefore?: readonly number[];
}

/** What an import of the file must count. `rows` = accepted + rejected + duplicate. */
export interface FileTotals {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** Accepted rows with at least one remark that is not a repair. */
  readonly flagged: number;
  /** Households with at least one accepted row. */
  readonly households: number;
  /** Persons with an accepted row. */
  readonly persons: number;
}

export interface LaidOut {
  readonly sheet: SheetModel;
  /** 1-based. */
  readonly headerRow: number;
  readonly faults: readonly ManifestFault[];
  readonly totals: FileTotals;
  /** The lines an importer takes, in the order of the file. */
  readonly accepted: readonly FileLine[];
}

/** The lines as a table, and everything planted in them by the place where it ended up. */
export function layOut(
  lines: readonly FileLine[],
  layout: TableLayout,
  outcomeOf: (fault: RowFault) => RowOutcome,
): LaidOut {
  const width = layout.columns.length;
  const headings = layout.columns.map(([, heading]) => heading);
  const rows: (readonly CellContent[])[] = [...layout.titles.map((title) => [title]), headings];
  const faults: ManifestFault[] = [];
  const ignored = (): void => {
    faults.push({ row: rows.length, column: null, heading: null, fault: 'not-a-record', outcome: 'ignored' });
  };
  lines.forEach((line, index) => {
    if (layout.headingsAgainBefore?.includes(index)) {
      rows.push(headings);
      ignored();
    }
    rows.push(layout.columns.map(([field]) => (field === 'serial' ? index + 1 : (line.cells[field] ?? null))));
    for (const planted of line.planted) faults.push(placed(planted, rows.length, layout, outcomeOf));
  });
  for (const closing of layout.closing) {
    rows.push(closing);
    ignored();
  }
  const merges = layout.titles.map((_, at) => ({ fromRow: at + 1, toRow: at + 1, fromColumn: 1, toColumn: width }));
  const boldRows = Array.from({ length: layout.titles.length + 1 }, (_, at) => at + 1);
  const widths = headings.map((heading) => (/号码|身份|证件/u.test(heading) ? 22 : Math.max(8, heading.length * 2)));
  const sheet: SheetModel = { name: layout.sheetName, rows, merges, boldRows, widths };
  return { sheet, headerRow: layout.titles.length + 1, faults, ...tally(lines, outcomeOf) };
}

function placed(
  planted: FileLine['planted'][number],
  row: number,
  { columns }: TableLayout,
  outcomeOf: (fault: RowFault) => RowOutcome,
): ManifestFault {
  const { fault, field, expected } = planted;
  const at = columns.findIndex(([name]) => name === field);
  if (field !== null && at < 0) throw new RangeError(`no column for ${fault} in ${field}`);
  return {
    row,
    column: at < 0 ? null : columnLetters(at + 1),
    heading: columns[at]?.[1] ?? null,
    fault,
    outcome: outcomeOf(fault),
    ...(expected === undefined ? {} : { expected }),
  };
}

function tally(
  lines: readonly FileLine[],
  outcomeOf: (fault: RowFault) => RowOutcome,
): Pick<LaidOut, 'totals' | 'accepted'> {
  const has = (line: FileLine, outcome: RowOutcome): boolean =>
    line.planted.some(({ fault }) => outcomeOf(fault) === outcome);
  const rejected = lines.filter((line) => has(line, 'rejected'));
  const duplicate = lines.filter((line) => !has(line, 'rejected') && has(line, 'duplicate'));
  const accepted = lines.filter((line) => !has(line, 'rejected') && !has(line, 'duplicate'));
  const totals = {
    rows: lines.length,
    accepted: accepted.length,
    rejected: rejected.length,
    duplicate: duplicate.length,
    flagged: accepted.filter((line) => has(line, 'flagged')).length,
    households: new Set(accepted.map(({ household }) => household)).size,
    persons: new Set(accepted.map(({ person }) => person.id)).size,
  };
  return { totals, accepted };
}
