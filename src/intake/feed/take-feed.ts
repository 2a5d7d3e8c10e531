import type { CommandContext } from '#commands/command-context.ts';
import { type FeedOfPeriod, feedOfPeriod, lockFeedBatch } from '#commands/feed-batch.ts';
import { type FeedReading, keepFeedBatch, rereadFeedBatch } from '#commands/submit-feed.ts';
import { feedOutcome, type RowFault } from '#domain/values/row-fault.ts';
import { readStoredFile, storeFile } from '#files/file-store.ts';
import { listFeedBatches } from '#store/feed-batches.ts';
import type { StoredFeedRow } from '#store/feed-rows.ts';
import type { ColumnOverrides } from '../columns/plan-columns.ts';
import { type RegisterAreas, registerAreas } from '../registry/register-areas.ts';
import type { ParsedFile } from '../rows/parse-rows.ts';
import { sniffContainer } from '../sheet/sniff-sheet.ts';
import { type StoredFeedColumns, storedColumns } from './feed-columns.ts';
import { type ReadFeed, readFeed } from './read-feed.ts';

export interface FeedUpload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What reading a department's file needs from the database; asked for before, so that no connection waits for the reading. */
export interface FeedSetting extends FeedOfPeriod {
  readonly period: string;
  readonly department: string;
  readonly areas: RegisterAreas;
  readonly overrides: ColumnOverrides;
}

/**
 * The feed, the areas and what the department said before about its columns. Errors: `not-found` (no such feed of this
 * department), `invalid-date` (period).
 */
export async function feedSetting(
  context: CommandContext,
  order: { readonly feed: string; readonly period: string; readonly department: string },
): Promise<FeedSetting> {
  const { feed, period, department } = order;
  const of = await feedOfPeriod(context, feed, period, department);
  const county = context.keys.county;
  const states = ['applied', 'previewed'];
  const known = await listFeedBatches(context.tx, county, { department, feed, states, limit: 12 });
  const last = known.find(({ shape }) => shape === 'file');
  const columns = last?.columns as unknown as Partial<StoredFeedColumns> | undefined;
  return {
    ...of,
    period,
    department,
    areas: await registerAreas(context.tx, county, null, context.now.today),
    overrides: columns?.overrides ?? {},
  };
}

/** Reads a file under a setting. Errors as `readFeed`. */
export function readUpload(
  context: Pick<CommandContext, 'keys' | 'now'>,
  setting: FeedSetting,
  bytes: Uint8Array,
): Promise<ReadFeed> {
  const { areas, overrides, feed } = setting;
  return readFeed(bytes, feed, { today: context.now.today, areas, digestKey: context.keys.ring.index, overrides });
}

const mediaTypes = {
  zip: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ole: 'application/vnd.ms-excel',
  text: 'text/csv',
} as const;

/** Keeps the original, encrypted, and the batch that waits to be confirmed. Returns its id. */
export async function takeFeed(
  context: CommandContext,
  folder: string,
  setting: FeedSetting,
  upload: FeedUpload,
  read: ReadFeed,
): Promise<string> {
  const file = await storeFile(
    context.tx,
    context.keys,
    folder,
    { name: upload.name, mediaType: mediaTypes[sniffContainer(upload.bytes)], bytes: upload.bytes },
    { purpose: 'feed', town: setting.unplaced, village: null, uploadedBy: context.actor.account, at: context.now.at },
  );
  const reading = readingOf(read, setting.overrides, { fileName: upload.name, file: file.id });
  const { batch } = await keepFeedBatch(context, setting, reading);
  return batch;
}

/** Reads the kept original of a batch again: with what was said about its columns, and for the rejected rows. As the intake. */
export async function readBatchAgain(
  context: CommandContext,
  folder: string,
  batch: string,
  department: string,
  said: ColumnOverrides = {},
): Promise<{ setting: FeedSetting; read: ReadFeed; row: { file: string; fileName: string } }> {
  const row = await lockFeedBatch(context, batch, department);
  const order = { feed: row.feed ?? '', period: row.period ?? '', department };
  const kept = row.columns as unknown as Partial<StoredFeedColumns>;
  const setting = { ...(await feedSetting(context, order)), overrides: { ...kept.overrides, ...said } };
  const { content } = await readStoredFile(context.tx, context.keys, folder, row.file ?? '');
  const read = await readUpload(context, setting, content);
  return { setting, read, row: { file: row.file ?? '', fileName: row.file_name } };
}

/** 认列: what people said a column is, by heading; `null` leaves it out. Errors: `refused` when the batch is confirmed. */
export async function setFeedColumns(
  context: CommandContext,
  folder: string,
  input: { readonly batch: string; readonly department: string; readonly columns: ColumnOverrides },
): Promise<{ batch: string }> {
  const { batch, department, columns } = input;
  const { setting, read, row } = await readBatchAgain(context, folder, batch, department, columns);
  await rereadFeedBatch(context, setting, batch, readingOf(read, setting.overrides, row));
  return { batch };
}

function readingOf(
  read: ReadFeed,
  overrides: ColumnOverrides,
  from: { readonly file: string; readonly fileName: string },
): FeedReading {
  const { plan, parsed, rows, digest } = read;
  return {
    ...from,
    digest,
    rows,
    columns: storedColumns(plan, overrides),
    told: parsed === null ? [] : toldRows(parsed),
    counts: {
      rows: parsed?.counts.rows ?? 0,
      rejected: parsed?.counts.rejected ?? 0,
      duplicate: parsed?.counts.duplicate ?? 0,
      flagged: parsed === null ? 0 : parsed.rows.filter(isFlagged).length,
      ignored: parsed?.ignored.length ?? 0,
      faults: parsed === null ? [] : countFaults(parsed),
      missingColumns: plan.missing,
    },
  };
}

function isFlagged(row: ParsedFile['rows'][number]): boolean {
  return row.result === 'accepted' && row.findings.some(({ outcome }) => outcome === 'flagged');
}

function toldRows({ rows, ignored }: ParsedFile): StoredFeedRow[] {
  return [
    ...rows.map((row) => ({
      sheet: row.sheet,
      row_no: row.number,
      outcome: row.result,
      faults: row.findings.map((finding) => ({ ...finding, column: finding.column ?? null })),
    })),
    ...ignored.map(({ sheet, number }) => ({ sheet, row_no: number, outcome: 'ignored', faults: [] })),
  ];
}

/** In how many rows each fault was found. */
function countFaults({ rows }: ParsedFile): FeedReading['counts']['faults'] {
  const counts = new Map<RowFault, number>();
  for (const row of rows) {
    for (const fault of new Set(row.findings.map((finding) => finding.fault))) {
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
    }
  }
  return [...counts].map(([fault, count]) => ({ fault, outcome: feedOutcome(fault), rows: count }));
}
