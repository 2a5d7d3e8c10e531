import { createHmac } from 'node:crypto';
import type { FeedRow, FeedValue } from '#commands/feed-rows.ts';
import { feedKeys } from '#commands/feed-rows.ts';
import type { IndexKey } from '#crypto/blind-index.ts';
import { keyObject } from '#crypto/key-object.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { type Fen, yuanText } from '#domain/values/fen.ts';
import { readIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type ColumnOverrides, type ColumnPlan, planColumns } from '../columns/plan-columns.ts';
import type { ReadingAreas } from '../reading/told-areas.ts';
import type { CellValue } from '../rows/cell-reading.ts';
import { type ParsedFile, parseRows } from '../rows/parse-rows.ts';
import type { ParsedRow } from '../rows/parsed-row.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import { cellAddress } from '../sheet/sheet-content.ts';
import { feedShape, fieldOf, isCheckedOnly } from './feed-shape.ts';

/** A department's file as read. */
export interface ReadFeed {
  readonly plan: ColumnPlan;
  /** null when a required column is missing: then no row could be read. */
  readonly parsed: ParsedFile | null;
  /** The accepted rows, in the order of the file. */
  readonly rows: readonly FeedRow[];
  /** HMAC over the rows, whatever their order, the file's format and its name. Hex. */
  readonly digest: string;
}

export interface ReadFeedOptions {
  readonly today: PlainDate;
  readonly areas: ReadingAreas;
  readonly digestKey: IndexKey;
  readonly overrides: ColumnOverrides;
  readonly onRows?: (rows: number) => void;
}

/**
 * Reads a file for a feed. A missing required column is no error here: the plan names it, and a person may say which column
 * it is. Errors: `file-unreadable`, `file-too-large`, `column-missing` when no headings were found at all.
 */
export async function readFeed(bytes: Uint8Array, feed: Feed, options: ReadFeedOptions): Promise<ReadFeed> {
  const { onRows } = options;
  const sheets = await readSheet(bytes, onRows && { limits: { onRows } });
  const plan = planColumns(sheets, [feedShape(feed)], options.overrides);
  if (plan.missing.length > 0) {
    return { plan, parsed: null, rows: [], digest: digestOf(options.digestKey, [...plan.missing, ...headings(plan)]) };
  }
  const { today, areas, digestKey } = options;
  const read = parseRows(plan, { today, villages: areas.directory, kind: 'feed' });
  const parsed = rejectIncomplete(read, plan, feed);
  const said = new Map(parsed.rows.map((row) => [row, JSON.stringify(told(row))]));
  const saidBy = (row: ParsedRow): string => said.get(row) ?? '';
  const asFeedRow = rowReader(feed, options);
  const rows = parsed.rows.flatMap((row) => (row.result === 'accepted' ? [asFeedRow(row, saidBy(row))] : []));
  const digest = digestOf(digestKey, parsed.rows.map((row) => contentOf(row, saidBy(row)))); // biome-ignore format: one line
  return { plan, parsed, rows, digest };
}

/** A required value that is blank rejects its row; place, name and number have rules of their own, a damaged value is remarked already. */
function rejectIncomplete(file: ParsedFile, plan: ColumnPlan, feed: Feed): ParsedFile {
  const own = ['name', 'idNumber', 'village', 'township'];
  const required = feed.columns
    .filter((column) => column.required)
    .map((column) => fieldOf(feed, column))
    .filter((field) => !own.includes(field));
  const columns = plan.tables[0]?.columns ?? [];
  const rows = file.rows.map((row) => {
    if (row.result !== 'accepted') return row;
    const blank = columns.filter(
      ({ column, use }) =>
        use.kind === 'field' &&
        required.includes(use.field.field) &&
        row.values[use.field.field] === undefined &&
        !row.findings.some(({ address }) => address === cellAddress(row.number, column)),
    );
    return blank.length === 0 ? row : rejected(row, blank);
  });
  const counts = { rows: rows.length, accepted: 0, rejected: 0, duplicate: 0 };
  for (const { result } of rows) counts[result] += 1;
  const missing = rows.flatMap(({ findings }) => findings.filter(({ fault }) => fault === 'value-missing')).length;
  return { ...file, rows, counts, faults: missing === 0 ? file.faults : { ...file.faults, 'value-missing': missing } };
}

function rejected(row: ParsedRow, blank: readonly { readonly column: number; readonly label: string }[]): ParsedRow {
  const findings = blank.map(({ column, label }) => ({
    fault: 'value-missing' as const,
    outcome: 'rejected' as const,
    address: cellAddress(row.number, column),
    column: label,
    facts: {},
  }));
  return { ...row, result: 'rejected', findings: [...row.findings, ...findings] };
}

/** How an accepted row becomes a row of the feed; `said` is what it says, as text. What the feed decides is decided once. */
function rowReader(feed: Feed, options: ReadFeedOptions): (row: ParsedRow, said: string) => FeedRow {
  const { areas, digestKey, today } = options;
  const keys = feedKeys(feed);
  const columns = feed.columns.map((column) => ({ ...column, field: fieldOf(feed, column) }));
  const numbered = columns.filter(({ type, field }) => type === 'id-number' && field !== 'idNumber');
  const kept = columns.filter(({ key, field }) => field === key);
  return (row, said) => {
    const text = (field: string): string | null => (typeof row.values[field] === 'string' ? row.values[field] : null);
    const village = areas.villageOf(text('village') ?? undefined) ?? null;
    const numbers = numbered.flatMap(({ key }) => soundNumber(key, row, today));
    return {
      sheet: row.sheet,
      row: row.number,
      name: text('name') ?? '',
      idNumber: text('idNumber') ?? numbers.find(({ key }) => key === keys.idNumber)?.number ?? null,
      otherIdNumbers: numbers.filter(({ key }) => key !== keys.idNumber).map(({ number }) => number),
      village,
      town: village === null ? null : areas.townOf(village),
      place: [text('township'), text('villageAsWritten')].filter((part) => part !== null).join(''),
      phone: keys.phone === undefined ? null : text(keys.phone),
      arose: keys.arose === undefined ? null : text(keys.arose),
      values: valuesOf(kept, row),
      digest: digestOf(digestKey, [said]),
    };
  };
}

/** Numbers that may be left out are kept as text by the reading: only sound ones count here. */
function soundNumber(key: string, row: ParsedRow, today: PlainDate): { key: string; number: string }[] {
  const reading = readIdNumber(String(row.values[key] ?? ''), today);
  return reading.ok ? [{ key, number: reading.number }] : [];
}

function valuesOf(
  columns: readonly { readonly key: string; readonly type: string }[],
  row: ParsedRow,
): Record<string, FeedValue> {
  const values: Record<string, FeedValue> = {};
  for (const { key, type } of columns) {
    const value = row.values[key];
    if (value !== undefined) values[key] = plain(value, type);
  }
  return values;
}

function plain(value: CellValue, type: string): FeedValue {
  if (typeof value === 'bigint') return type === 'money' ? yuanText(value as Fen) : String(value);
  return typeof value === 'object' ? value.join('、') : value;
}

/** A row's result, values and faults; not where it stands. */
function contentOf(row: ParsedRow, said: string): string {
  const faults = row.findings.filter(({ outcome }) => outcome !== 'repaired').map(({ fault }) => fault);
  return `["${row.result}",${said},${JSON.stringify(faults.sort())}]`;
}

/** What a row says, sorted by name, without what is only compared. */
function told(row: ParsedRow): [string, unknown][] {
  const names = Object.keys(row.values).filter((name) => name !== 'serial' && !isCheckedOnly(name));
  return names.sort().map((name) => {
    const value = row.values[name];
    return [name, typeof value === 'bigint' ? String(value) : value];
  });
}

function headings(plan: ColumnPlan): string[] {
  return plan.tables.flatMap((table) => table.columns.map(({ label }) => label));
}

function digestOf(key: IndexKey, lines: readonly string[]): string {
  const hmac = createHmac('sha256', keyObject(key.secret));
  for (const line of lines.toSorted()) hmac.update(`${line}\n`);
  return hmac.digest('hex');
}
