import { createHash, randomUUID } from 'node:crypto';
import { escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import type { CatalogueTable } from './catalogue.ts';
import { DEPARTMENTS, type Place } from './two-counties.ts';
import { type PlacedRow, ruleOf } from './who-may-see.ts';

/** A row the owner has put into the database, found again by where it lies. */
export interface PlantedRow extends PlacedRow {
  readonly ctid: string;
}

/** A row nobody has put in yet, with the statement that would. */
export interface OfferedRow extends PlacedRow {
  readonly insert: string;
}

type Values = Readonly<Record<string, string | number | null>>;

/** One row of every table in every place, and of every department where the table knows departments. */
export async function plantRows(
  owner: Pool,
  tables: readonly CatalogueTable[],
  places: readonly Place[],
): Promise<PlantedRow[]> {
  const planted: PlantedRow[] = [];
  for (const { placed, values, table } of rowsOf(tables, places, 'planted')) {
    const { rows } = await owner.query<{ ctid: string }>(`${insertInto(table, values)} returning ctid::text`);
    planted.push({ ...placed, ctid: rows[0]?.ctid ?? '' });
  }
  return planted;
}

/** The same rows once more under other keys, not put in. What hangs on another row hangs on a planted one. */
export function offerRows(tables: readonly CatalogueTable[], places: readonly Place[]): OfferedRow[] {
  return rowsOf(tables, places, 'offered').map(({ placed, values, table }) => ({
    ...placed,
    insert: insertInto(table, values),
  }));
}

interface MadeRow {
  readonly table: CatalogueTable;
  readonly placed: PlacedRow;
  readonly values: Values;
}

function rowsOf(tables: readonly CatalogueTable[], places: readonly Place[], kind: 'planted' | 'offered'): MadeRow[] {
  return inOrder(tables).flatMap((table) => {
    const rule = ruleOf[table.name] ?? '';
    const departments = rule.endsWith('-or-department') ? [...DEPARTMENTS, null] : [null];
    const none: Place = { county: null, town: null, village: null };
    const all = /-(never-)?none$/.test(rule) ? [...places, none] : places;
    return all.flatMap((place) =>
      departments.map((department) => {
        const placed = { table: table.name, ...place, department };
        return { table, placed, values: valuesOf(table, placed, kind) };
      }),
    );
  });
}

/** Matters before their acts, batches before their rows. */
function inOrder(tables: readonly CatalogueTable[]): CatalogueTable[] {
  const first = ['matters', 'batches'];
  return tables.toSorted((a, b) => Number(first.includes(b.name)) - Number(first.includes(a.name)));
}

let serial = 0;

/** A value for every column that must have one; the columns that say whose the row is as the place says. */
function valuesOf(table: CatalogueTable, row: PlacedRow, kind: 'planted' | 'offered'): Values {
  serial++;
  const given: Values = {
    county: row.county ?? 0,
    town: row.town,
    village: row.village,
    department: row.department,
    matter: matterAt(table.name, row, kind),
    batch: batchAt(row),
    ...(table.name === 'batches' && kind === 'planted' ? { id: batchAt(row) } : {}),
  };
  const values: Record<string, string | number | null> = {};
  for (const column of table.columns) {
    if (column.identity) continue;
    const own = given[column.name];
    if (own !== undefined && (own !== null || !column.required)) values[column.name] = own;
    else if (column.required && !column.filled) values[column.name] = freshValue(table.name, column);
  }
  return values;
}

/** Acts, values and clocks hang on the planted matter of their place; a matter that is offered is a new one. */
function matterAt(table: string, row: PlacedRow, kind: 'planted' | 'offered'): string {
  return kind === 'offered' && ['matters', 'lead_lines'].includes(table) ? randomUUID() : uuidOf('matter', row);
}

function batchAt(row: PlacedRow): string {
  return uuidOf('batch', row, row.department);
}

function uuidOf(what: string, { county, town, village }: Place, more: string | null = null): string {
  const digits = createHash('md5')
    .update(JSON.stringify([what, county, town, village, more]))
    .digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Values a check constraint asks for, by table and column. */
const allowed: Readonly<Record<string, string>> = {
  'registry_changes.subject': 'household',
  'batches.state': 'previewed',
};

function freshValue(table: string, column: { name: string; type: string }): string | number {
  const word = allowed[`${table}.${column.name}`];
  if (word !== undefined) return word;
  if (column.type === 'uuid') return randomUUID();
  if (column.type === 'date') return '2022-03-16';
  if (column.type === 'bytea') return `\\x${serial.toString(16).padStart(8, '0')}`;
  if (column.type === 'jsonb') return '{}';
  if (column.type === 'boolean') return 'false';
  if (column.type.endsWith('[]')) return '{}';
  if (/^(integer|bigint|smallint)$/.test(column.type)) return serial;
  if (column.type === 'text') return `${column.name} ${serial}`;
  throw new Error(`planted-rows.ts knows no value of type ${column.type} for ${table}.${column.name}`);
}

function insertInto(table: CatalogueTable, values: Values): string {
  const columns = Object.keys(values).map(escapeIdentifier).join(', ');
  const literals = Object.values(values).map((value) => (value === null ? 'null' : escapeLiteral(String(value))));
  return `insert into ${escapeIdentifier(table.name)} (${columns}) values (${literals.join(', ')})`;
}
