import { createHmac } from 'node:crypto';
import type { FeedRow, FeedValue } from '#commands/feed-rows.ts';
import { feedKeys } from '#commands/feed-rows.ts';
import type { IndexKey } from '#crypto/blind-index.ts';
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
  const rows = parsed.rows.filter(({ result }) => result === 'accepted').map((row) => feedRow(feed, row, options));
  const digest = digestOf(digestKey, parsed.rows.map(contentOf));
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

function feedRow(feed: Feed, row: ParsedRow, options: ReadFeedOptions): FeedRow {
  const { areas, digestKey } = options;
  const keys = feedKeys(feed);
  const text = (field: string): string | null => (typeof row.values[field] === 'string' ? row.values[field] : null);
  const village = areas.villageOf(text('village') ?? undefined) ?? null;
  const numbers = otherNumbers(feed, row, options.today);
  return {
    sheet: row.sheet,
    row: row.number,
    name: text('name') ?? '',
    idNumber: text('idNumber') ?? numbers.own,
    otherIdNumbers: numbers.others,
    village,
    town: village === null ? null : areas.townOf(village),
    place: [text('township'), text('villageAsWritten')].filter((part) => part !== null).join(''),
    phone: keys.phone === undefined ? null : text(keys.phone),
    arose: keys.arose === undefined ? null : text(keys.arose),
    values: valuesOf(feed, row),
    digest: digestOf(digestKey, [JSON.stringify(told(row))]),
  };
}

/** Numbers that may be left out are kept as text by the reading: only sound ones count here. */
function otherNumbers(feed: Feed, row: ParsedRow, today: PlainDate): { own: string | null; others: string[] } {
  const keys = feedKeys(feed);
  const found = feed.columns
    .filter((column) => column.type === 'id-number' && fieldOf(feed, column) !== 'idNumber')
    .flatMap(({ key }) => {
      const reading = readIdNumber(String(row.values[key] ?? ''), today);
      return reading.ok ? [{ key, number: reading.number as string }] : [];
    });
  return {
    own: found.find(({ key }) => key === keys.idNumber)?.number ?? null,
    others: found.filter(({ key }) => key !== keys.idNumber).map(({ number }) => number),
  };
}

function valuesOf(feed: Feed, row: ParsedRow): Record<string, FeedValue> {
  return Object.fromEntries(
    feed.columns.flatMap((column) => {
      const field = fieldOf(feed, column);
      const value = field === column.key ? row.values[field] : undefined;
      return value === undefined ? [] : [[column.key, plain(value, column.type)]];
    }),
  );
}

function plain(value: CellValue, type: string): FeedValue {
  if (typeof value === 'bigint') return type === 'money' ? yuanText(value as Fen) : String(value);
  return typeof value === 'object' ? value.join('、') : value;
}

/** A row's result, values and faults; not where it stands. */
function contentOf(row: ParsedRow): string {
  const faults = row.findings.filter(({ outcome }) => outcome !== 'repaired').map(({ fault }) => fault);
  return JSON.stringify([row.result, told(row), faults.sort()]);
}

/** What a row says, sorted by name, without what is only compared. */
function told(row: ParsedRow): [string, unknown][] {
  return Object.entries(row.values)
    .filter(([name]) => name !== 'serial' && !isCheckedOnly(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]);
}

function headings(plan: ColumnPlan): string[] {
  return plan.tables.flatMap((table) => table.columns.map(({ label }) => label));
}

function digestOf(key: IndexKey, lines: readonly string[]): string {
  const hmac = createHmac('sha256', key.secret);
  for (const line of lines.toSorted()) hmac.update(line).update('\n');
  return hmac.digest('hex');
}
