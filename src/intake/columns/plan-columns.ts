import { AppError } from '#domain/values/app-error.ts';
import { columnLetters, type Sheet, type SheetFile } from '../sheet/sheet-content.ts';
import { type MoneyUnit, readHeaderLabel, unitOfTitle } from './header-label.ts';
import { type HeaderRows, headerCandidates, isNumberingRow } from './header-rows.ts';
import type { ShapeColumn, SheetShape } from './sheet-shape.ts';

/** What one column of the file was taken for. */
export type ColumnUse = {
  readonly column: number;
  readonly letters: string;
  /** The heading as written. */
  readonly label: string;
  /** The key under which a correction is remembered. */
  readonly key: string;
  readonly unit: MoneyUnit | undefined;
  readonly use:
    | { readonly kind: 'field'; readonly field: ShapeColumn; readonly by: 'label' | 'alias' | 'group' | 'override' }
    /** A second column for a value already found; not read. */
    | { readonly kind: 'repeated'; readonly field: ShapeColumn }
    /** Told to be left out. */
    | { readonly kind: 'dropped' }
    | { readonly kind: 'unknown' };
};

/** One sheet with its headings understood. */
export type TablePlan = {
  readonly sheet: Sheet;
  /** 1-based, the last row of the headings. */
  readonly headerRow: number;
  /** 1-based row from which data are read. */
  readonly dataFrom: number;
  readonly columns: readonly ColumnUse[];
};

/** What a whole file was taken for. Sheets whose headings do not fit the shape are named, not read. */
export type ColumnPlan = {
  readonly shape: SheetShape;
  readonly tables: readonly TablePlan[];
  readonly unreadSheets: readonly string[];
  /** Required columns the best table lacks, by label; `a 或 b` where either would do. Empty: the file can be read. */
  readonly missing: readonly string[];
};

/** Headings (as `ColumnUse.key`) people corrected before → the field, or null to leave the column out. */
export type ColumnOverrides = Readonly<Record<string, string | null>>;

/**
 * What each column of the file is, under the one of `shapes` whose headings fit best. Title rows above the headings,
 * groups merged over two rows and a line of column numbers are skipped. Several sheets with the same headings (one
 * village each) are read as one file. Throws `column-missing` when no row looks like headings of any shape.
 */
export function planColumns(
  file: SheetFile,
  shapes: readonly SheetShape[],
  overrides: ColumnOverrides = {},
): ColumnPlan {
  const fits = file.sheets
    .filter((sheet) => !sheet.hidden || file.sheets.length === 1)
    .flatMap((sheet) => {
      const best = bestFit(sheet, shapes, overrides);
      return best ? [best] : [];
    });
  const first = [...fits].sort(byFit)[0];
  if (!first) throw new AppError('column-missing', { missing: requiredLabels(shapes[0]), headerFound: false });
  const same = fits.filter((fit) => fit.shape === first.shape && fit.missing.length === first.missing.length);
  const read = same.map((fit) => fit.table.sheet);
  return {
    shape: first.shape,
    tables: same.map((fit) => fit.table),
    unreadSheets: file.sheets
      .filter((sheet) => !read.includes(sheet) && sheet.rows.length > 0)
      .map((sheet) => sheet.name),
    missing: first.missing,
  };
}

/** The plan, when no required column is missing. Throws `column-missing` with the labels and the headings found. */
export function requireColumns(plan: ColumnPlan): ColumnPlan {
  if (plan.missing.length === 0) return plan;
  const table = plan.tables[0];
  throw new AppError('column-missing', {
    missing: plan.missing,
    headerFound: true,
    shape: plan.shape.id,
    headerRow: table?.headerRow,
    headings: table?.columns.map((column) => column.label),
  });
}

type Fit = {
  readonly shape: SheetShape;
  readonly table: TablePlan;
  readonly found: number;
  readonly rows: number;
  readonly missing: readonly string[];
};

function bestFit(sheet: Sheet, shapes: readonly SheetShape[], overrides: ColumnOverrides): Fit | undefined {
  const fits: Fit[] = [];
  for (const header of headerCandidates(sheet)) {
    for (const shape of shapes) {
      const columns = readColumns(header, shape, overrides);
      const found = columns.filter((column) => column.use.kind === 'field').length;
      if (found < Math.min(2, shape.columns.length)) continue;
      fits.push({
        shape,
        found,
        rows: header.to - header.from,
        missing: missingLabels(shape, columns),
        table: tableOf(sheet, header, columns),
      });
    }
  }
  return fits.sort(byFit)[0];
}

/** Complete before incomplete, more columns understood before fewer, one row of headings before two, then the earlier. */
function byFit(a: Fit, b: Fit): number {
  return a.missing.length - b.missing.length || b.found - a.found || a.rows - b.rows;
}

function tableOf(sheet: Sheet, header: HeaderRows, columns: readonly ColumnUse[]): TablePlan {
  const unit = titleUnit(sheet, header.from);
  const next = sheet.rows.find((row) => row.number > header.to);
  const dataFrom = next && isNumberingRow(next) ? next.number + 1 : header.to + 1;
  const withUnit = columns.map((column) => ({ ...column, unit: column.unit ?? unit }));
  return { sheet, headerRow: header.to, dataFrom, columns: withUnit };
}

function titleUnit(sheet: Sheet, headerFrom: number): MoneyUnit | undefined {
  for (const row of sheet.rows) {
    if (row.number >= headerFrom) return undefined;
    const unit = row.cells.map((cell) => unitOfTitle(cell.text)).find((found) => found !== undefined);
    if (unit) return unit;
  }
  return undefined;
}

function readColumns(header: HeaderRows, shape: SheetShape, overrides: ColumnOverrides): readonly ColumnUse[] {
  const taken = new Set<string>();
  const wanted = wantedKeys(shape);
  return [...header.labels]
    .sort(([a], [b]) => a - b)
    .map(([column, labels]) => {
      const readings = labels.map((label) => ({ label, ...readHeaderLabel(label) }));
      const own = readings.at(-1) ?? { label: '', key: '', unit: undefined };
      const place = { column, letters: columnLetters(column), label: own.label, key: own.key };
      const unit = readings.find((reading) => reading.unit)?.unit;
      const override = Object.hasOwn(overrides, own.key) ? overrides[own.key] : undefined;
      if (override === null) return { ...place, unit, use: { kind: 'dropped' } };
      const found = override === undefined ? match(readings, wanted) : overridden(shape, override);
      if (!found) return { ...place, unit, use: { kind: 'unknown' } };
      if (taken.has(found.field.field)) return { ...place, unit, use: { kind: 'repeated', field: found.field } };
      taken.add(found.field.field);
      return { ...place, unit, use: { kind: 'field', ...found } };
    });
}

type Match = { readonly field: ShapeColumn; readonly by: 'label' | 'alias' | 'group' | 'override' };

/** The first reading that is known; `group` when the heading of the column alone would not have told. */
function match(readings: readonly { readonly key: string }[], wanted: ReadonlyMap<string, Match>): Match | undefined {
  for (const [index, reading] of readings.entries()) {
    const found = wanted.get(reading.key);
    if (found) return index === readings.length - 1 ? found : { ...found, by: 'group' };
  }
  return undefined;
}

function overridden(shape: SheetShape, field: string): Match | undefined {
  const column = shape.columns.find((one) => one.field === field);
  return column && { field: column, by: 'override' };
}

const keysOfShape = new WeakMap<SheetShape, ReadonlyMap<string, Match>>();

function wantedKeys(shape: SheetShape): ReadonlyMap<string, Match> {
  const known = keysOfShape.get(shape);
  if (known) return known;
  const keys = new Map<string, Match>();
  for (const field of shape.columns) {
    for (const alias of field.aliases ?? []) keys.set(readHeaderLabel(alias).key, { field, by: 'alias' });
  }
  // A label wins over an alias of another column.
  for (const field of shape.columns) keys.set(readHeaderLabel(field.label).key, { field, by: 'label' });
  keysOfShape.set(shape, keys);
  return keys;
}

function missingLabels(shape: SheetShape, columns: readonly ColumnUse[]): readonly string[] {
  const found = new Set(columns.flatMap((column) => (column.use.kind === 'field' ? [column.use.field.field] : [])));
  const missing = shape.columns.filter((column) => column.required && !found.has(column.field)).map((one) => one.label);
  const groups = (shape.anyOf ?? []).filter((group) => !group.some((field) => found.has(field)));
  return [...missing, ...groups.map((group) => eitherLabel(shape, group))];
}

function requiredLabels(shape: SheetShape | undefined): readonly string[] {
  return shape ? missingLabels(shape, []) : [];
}

function eitherLabel(shape: SheetShape, group: readonly string[]): string {
  return group.map((field) => shape.columns.find((one) => one.field === field)?.label ?? field).join(' 或 ');
}
