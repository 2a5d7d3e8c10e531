import type { CommandContext } from '#commands/command-context.ts';
import { type FeedOfPeriod, feedOfPeriod, lockFeedBatch } from '#commands/feed-batch.ts';
import { keepFeedBatch, rereadFeedBatch } from '#commands/submit-feed.ts';
import { readStoredFile, storeFile } from '#files/file-store.ts';
import { listFeedBatches } from '#store/feed-batches.ts';
import type { ColumnOverrides } from '../columns/plan-columns.ts';
import { readHere } from '../reading/read-here.ts';
import type { FeedAbout, FeedFileReading, Reader, ReadingWatch } from '../reading/reading-order.ts';
import { type RegisterAreas, registerAreas } from '../registry/register-areas.ts';
import { sniffContainer } from '../sheet/sniff-sheet.ts';
import type { StoredFeedColumns } from './feed-columns.ts';

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

/** What reading a file under a setting needs beside its bytes. */
export function feedAbout(context: Pick<CommandContext, 'keys' | 'now'>, setting: FeedSetting): FeedAbout {
  const { areas, overrides, feed } = setting;
  return { today: context.now.today, areas: areas.told, digestKey: context.keys.ring.index, feed, overrides };
}

/** Reads a file under a setting, in this process when nobody else does. Errors as `readFeed`. */
export function readUpload(
  context: Pick<CommandContext, 'keys' | 'now'>,
  setting: FeedSetting,
  bytes: Uint8Array,
  read: Reader = readHere,
  watch: ReadingWatch = {},
): Promise<FeedFileReading> {
  return read<'feed'>({ kind: 'feed', bytes, about: feedAbout(context, setting) }, watch);
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
  read: FeedFileReading,
): Promise<string> {
  const file = await storeFile(
    context.tx,
    context.keys,
    folder,
    { name: upload.name, mediaType: mediaTypes[sniffContainer(upload.bytes)], bytes: upload.bytes },
    { purpose: 'feed', town: setting.unplaced, village: null, uploadedBy: context.actor.account, at: context.now.at },
  );
  const { batch } = await keepFeedBatch(context, setting, { ...read, fileName: upload.name, file: file.id });
  return batch;
}

/** The kept original of a batch, to be read again with what was `said` about its columns. */
export interface OpenedBatch {
  readonly batch: string;
  readonly setting: FeedSetting;
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly fileName: string;
}

/** Opens the kept original of a department's batch. As the intake. Errors: `not-found`. */
export async function openFeedBatch(
  context: CommandContext,
  folder: string,
  batch: string,
  department: string,
  said: ColumnOverrides = {},
): Promise<OpenedBatch> {
  const row = await lockFeedBatch(context, batch, department);
  const order = { feed: row.feed ?? '', period: row.period ?? '', department };
  const kept = row.columns as unknown as Partial<StoredFeedColumns>;
  const setting = { ...(await feedSetting(context, order)), overrides: { ...kept.overrides, ...said } };
  const { content } = await readStoredFile(context.tx, context.keys, folder, row.file ?? '');
  return { batch, setting, bytes: content, file: row.file ?? '', fileName: row.file_name };
}

/**
 * 认列: keeps the reading under what people said a column is, by heading; `null` leaves it out. The file was read before, so
 * that no connection waits for it. Errors: `refused` when the batch is confirmed.
 */
export async function setFeedColumns(
  context: CommandContext,
  opened: OpenedBatch,
  read: FeedFileReading,
): Promise<{ batch: string }> {
  const { batch, setting, file, fileName } = opened;
  await rereadFeedBatch(context, setting, batch, { ...read, file, fileName });
  return { batch };
}
