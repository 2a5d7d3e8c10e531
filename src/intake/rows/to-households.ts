import type { Household } from '#domain/registry/household.ts';
import { householdFields, personFields } from '#domain/registry/registry-fields.ts';
import type { CellValue } from './cell-reading.ts';
import type { ParsedFile } from './parse-rows.ts';
import type { ParsedRow } from './parsed-row.ts';

/** A household of a registry file with the rows it came from. */
export type FileHousehold = Household & {
  /** How the file names it: `number:<户编号>` or `head:<ID number>`. */
  readonly key: string;
  readonly rows: readonly ParsedRow[];
};

/** The accepted rows of a registry file as households, in the order of their first rows. The head's name is that of the member who says 户主, else of the column. */
export function toHouseholds(file: ParsedFile): readonly FileHousehold[] {
  const groups = new Map<string, ParsedRow[]>();
  for (const row of file.rows) {
    if (row.result !== 'accepted' || row.household === undefined) continue;
    const group = groups.get(row.household);
    if (group) group.push(row);
    else groups.set(row.household, [row]);
  }
  return [...groups].map(([key, rows]) => ({
    key,
    rows,
    values: householdValues(rows),
    members: rows.map(personValues),
  }));
}

function householdValues(rows: readonly ParsedRow[]): Household['values'] {
  const values: Record<string, CellValue> = {};
  for (const { name } of householdFields) {
    const said = rows.find((row) => row.values[name] !== undefined)?.values[name];
    if (said !== undefined) values[name] = said;
  }
  const head = rows.find((row) => row.values.relation === '户主')?.values.name;
  if (head !== undefined) values.headName = head;
  return values as Household['values'];
}

function personValues(row: ParsedRow): Household['members'][number] {
  const values: Record<string, CellValue> = {};
  for (const { name } of personFields) {
    const said = row.values[name];
    if (said !== undefined) values[name] = said;
  }
  return values as Household['members'][number];
}
