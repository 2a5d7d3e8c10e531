import { randomUUID } from 'node:crypto';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import {
  type FeedBatchRow,
  findSameFeed,
  insertFeedBatch,
  listFeedBatches,
  NIL,
  updateFeedBatch,
} from '#store/feed-batches.ts';
import { idIndex, type KnownPeople } from '#store/feed-people.ts';
import {
  forgetFeedRows,
  insertFeedFacts,
  remarkFeedRows,
  type StoredFeedRow,
  saveFeedRows,
  settleFeedRows,
} from '#store/feed-rows.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';
import {
  countsOf,
  type FeedCounts,
  type FeedOfPeriod,
  feedOfPeriod,
  lockFeedBatch,
  openRows,
  screenedCounts,
  screenNew,
  sealRows,
} from './feed-batch.ts';
import { codedValues, countOutcomes, type FeedRow, type FeedRowOutcome, isSupplementary } from './feed-rows.ts';
import { matterNumber } from './matter-file.ts';
import { countMatches, findPeopleOf, type RaisedRow, raiseLeads } from './raise-leads.ts';
import type { Screened } from './screen-rows.ts';

/** A department's file as it was read. */
export interface FeedReading {
  readonly fileName: string;
  /** The original, kept encrypted. */
  readonly file: string;
  readonly digest: string;
  readonly columns: unknown;
  /** Accepted rows. */
  readonly rows: readonly FeedRow[];
  /** Every row of the file. */
  readonly told: readonly StoredFeedRow[];
  readonly counts: Pick<
    FeedCounts,
    'rows' | 'rejected' | 'duplicate' | 'flagged' | 'ignored' | 'faults' | 'missingColumns'
  >;
}

/** Keeps a file that was read: nothing counts before it is confirmed. In the department's own view. Returns the batch. */
export async function keepFeedBatch(
  context: CommandContext,
  of: FeedOfPeriod & { readonly period: string; readonly department: string },
  reading: FeedReading,
): Promise<{ batch: string }> {
  const id = randomUUID();
  const county = context.keys.county;
  const { counts, told } = await previewOf(context, of, reading);
  await insertFeedBatch(context.tx, county, {
    id,
    feed: of.feed.id,
    department: of.department,
    period: of.period,
    shape: 'file',
    file: reading.file,
    fileName: reading.fileName,
    contentDigest: reading.digest,
    town: of.unplaced,
    dueOn: of.slot?.due ?? null,
    columns: reading.columns,
    counts,
    rows: counts.rows,
    preview: sealRows(context.keys, id, { rows: reading.rows, reason: null }),
    createdBy: context.actor.account,
    at: context.now.at,
  });
  await saveFeedRows(context.tx, county, id, told.filter(hasSomethingToSay)); // biome-ignore format: one line
  return { batch: id };
}

function hasSomethingToSay({ outcome, faults }: StoredFeedRow): boolean {
  return outcome !== 'accepted' || faults.length > 0;
}

/** Takes a file's reading anew after somebody said what its columns are. Errors: `refused` when it is confirmed already. */
export async function rereadFeedBatch(
  context: CommandContext,
  of: FeedOfPeriod & { readonly period: string },
  batch: string,
  reading: FeedReading,
): Promise<void> {
  const county = context.keys.county;
  const { counts, told } = await previewOf(context, of, reading);
  const still = await updateFeedBatch(context.tx, county, batch, 'previewed', {
    content_digest: reading.digest,
    columns: reading.columns,
    counts,
    rows_total: counts.rows,
    rows_done: counts.rows,
    preview: sealRows(context.keys, batch, { rows: reading.rows, reason: null }),
  });
  if (!still) throw new AppError('refused', { what: 'feed-batch', why: 'not-previewed' });
  await forgetFeedRows(context.tx, county, batch);
  await saveFeedRows(context.tx, county, batch, told);
}

/** Sums of a reading, rows delivered before counted as duplicates. */
async function previewOf(
  context: CommandContext,
  of: FeedOfPeriod & { readonly period: string },
  reading: FeedReading,
): Promise<{ counts: FeedCounts; told: readonly StoredFeedRow[] }> {
  const { fresh, again } = await screenNew(context, of, reading.rows);
  const repeated = new Set(again.map(placeKey));
  return {
    counts: {
      ...reading.counts,
      accepted: fresh.length,
      duplicate: reading.counts.duplicate + again.length,
      supplementary: fresh.filter(({ row }) => isSupplementary(row, of.slot?.covers ?? null)).length,
      ...screenedCounts(fresh.map(({ screened }) => screened)),
    },
    told: reading.told.map((row) =>
      repeated.has(placeKey({ sheet: row.sheet, row: row.row_no })) ? { ...row, outcome: 'duplicate' } : row,
    ),
  };
}

/** A batch to be confirmed; `reason` where rows of an earlier period are in it. */
export interface ConfirmOrder {
  readonly batch: string;
  readonly department: string;
  readonly by: string;
  readonly reason?: string | undefined;
}

/**
 * 确认提交: the rows count from now on, leads are raised, the batch gets its receipt. As the intake of the county.
 * Errors: `not-found`, `already-exists` (the same rows are confirmed), `column-missing`, `bad-request` (reason missing for rows
 * of an earlier period), `refused` (no rows left, or not waiting to be confirmed); nothing is written then.
 */
export async function confirmFeed(context: CommandContext, input: ConfirmOrder): Promise<{ batch: string }> {
  const county = context.keys.county;
  await waitForTurn(context.tx, county);
  const row = await lockFeedBatch(context, input.batch, input.department);
  const counts = countsOf(row);
  await refuseUnready(context, row, counts);
  const of = await feedOfPeriod(context, row.feed ?? '', row.period ?? '', input.department);
  const period = row.period ?? '';
  const kept = openRows(context.keys, row).rows;
  const people = await findPeopleOf(context, kept);
  const { fresh, again } = await screenNew(context, { ...of, period, people }, kept);
  if (fresh.length === 0) throw new AppError('refused', { what: 'feed-batch', why: 'no-rows' });
  const supplementary = fresh.filter((each) => isSupplementary(each.row, of.slot?.covers ?? null)).length;
  if (supplementary > 0 && input.reason === undefined) {
    throw new AppError('bad-request', { field: 'reason', why: 'supplementary', rows: supplementary });
  }
  const settled = await settle(context, { ...of, people }, row, fresh);
  await keepSettled(context, { ...of, row }, settled, again);
  const remarks = await remarkConflicts(context, row.id, counts, settled);
  const waiting = settled.filter(({ outcome }) => waits(outcome)).map((each) => each.row);
  await updateFeedBatch(context.tx, county, row.id, 'previewed', {
    state: 'applied',
    counts: {
      ...counts,
      accepted: fresh.length,
      duplicate: counts.rows - counts.rejected - fresh.length,
      supplementary,
      ...screenedCounts(fresh.map(({ screened }) => screened)),
      outcomes: countOutcomes(settled.map(({ outcome }) => outcome)),
      people: countMatches(people, fresh.map((each) => each.row)), // biome-ignore format: one line
      ...remarks,
    } satisfies FeedCounts,
    receipt_no: matterNumber(context.now.today),
    applied_at: context.now.at,
    applied_on: context.now.today,
    preview: sealRows(context.keys, row.id, { rows: waiting, reason: input.reason ?? null }),
  });
  await audited(context, input.by, row.id);
  return { batch: row.id };
}

async function refuseUnready(context: CommandContext, row: FeedBatchRow, counts: FeedCounts): Promise<void> {
  if (row.state !== 'previewed') throw new AppError('refused', { what: 'feed-batch', why: 'not-previewed' });
  if (counts.missingColumns.length > 0) throw new AppError('column-missing', { missing: counts.missingColumns });
  const same = await findSameFeed(context.tx, context.keys.county, {
    feed: row.feed ?? '',
    period: row.period ?? '',
    digest: row.content_digest,
    except: row.id,
  });
  if (same !== undefined) throw new AppError('already-exists', { what: 'feed-batch', batch: same });
}

/** An accepted row with what became of it. */
interface SettledRow {
  readonly row: FeedRow;
  readonly outcome: FeedRowOutcome;
  readonly matter: string | null;
  readonly household: string | null;
  /** What the row was judged by, where the feed adds up. */
  readonly total: string | null;
}

async function settle(
  context: CommandContext,
  of: FeedOfPeriod & { readonly people: KnownPeople },
  batch: FeedBatchRow,
  fresh: readonly { readonly row: FeedRow; readonly screened: Screened }[],
): Promise<SettledRow[]> {
  const raising = fresh.filter(({ screened }) => screened.verdict === 'raises');
  const raised = await raiseLeads(context, {
    batch: { id: batch.id, fileName: batch.file_name, department: batch.department ?? '' },
    feed: of.feed,
    rows: raising.map(({ row, screened }) => ({ row, total: screened.total })),
    covers: of.slot?.covers ?? null,
    unplaced: of.unplaced,
    otherName: 'ask',
    people: of.people,
  });
  const byPlace = new Map(raised.map((each) => [placeKey(each.row), each] as const));
  return fresh.map(({ row, screened }): SettledRow => {
    const found: RaisedRow | undefined = byPlace.get(placeKey(row));
    const { total } = screened;
    if (found) return { ...found, total };
    if (screened.verdict === 'raises') throw new Error('a row that raises without an outcome');
    return { row, outcome: screened.verdict, matter: null, household: null, total };
  });
}

/** What only the registry could tell stands on the rows too. */
async function remarkConflicts(
  context: CommandContext,
  batch: string,
  counts: FeedCounts,
  settled: readonly SettledRow[],
): Promise<Pick<FeedCounts, 'flagged' | 'faults'>> {
  const rows = settled
    .filter(({ outcome }) => outcome === 'ambiguous')
    .map(({ row }) => ({ sheet: row.sheet, row_no: row.row }));
  const fault = 'name-differs-from-registry';
  const flagged = await remarkFeedRows(context.tx, context.keys.county, batch, rows, fault);
  if (rows.length === 0) return { flagged, faults: counts.faults };
  return { flagged, faults: [...counts.faults, { fault, outcome: 'flagged', rows: rows.length }] };
}

async function keepSettled(
  context: CommandContext,
  of: { readonly feed: Feed; readonly policy: Policy; readonly unplaced: number; readonly row: FeedBatchRow },
  settled: readonly SettledRow[],
  again: readonly FeedRow[],
): Promise<void> {
  const { tx, keys } = context;
  const { id: batch, department, period } = of.row;
  await settleFeedRows(tx, keys.county, batch, [
    ...settled.map(({ row, outcome, matter }) => ({ sheet: row.sheet, row_no: row.row, outcome, matter })),
    ...again.map((row) => ({ sheet: row.sheet, row_no: row.row, outcome: 'duplicate', matter: null })),
  ]);
  await insertFeedFacts(
    tx,
    keys.county,
    { batch, department: department ?? '', feed: of.feed.id, period: period ?? '' },
    settled.map(({ row, household, total }) => ({
      sheet: row.sheet,
      row_no: row.row,
      judged: total,
      person_index: row.idNumber === null ? null : idIndex(keys, row.idNumber),
      household,
      facts: codedValues(of.feed, row),
      town: row.town ?? of.unplaced,
      village: row.village,
      row_digest: row.digest,
    })),
  );
}

/** 本月无新增, with its receipt. Errors: `already-exists` when the period has a report already. @source SD#1.2-a */
export async function sendNilReturn(
  context: CommandContext,
  input: { readonly feed: string; readonly period: string; readonly department: string; readonly by: string },
): Promise<{ batch: string }> {
  const county = context.keys.county;
  const { feed, slot, unplaced } = await feedOfPeriod(context, input.feed, input.period, input.department);
  const { department, period } = input;
  await waitForTurn(context.tx, county);
  const before = await listFeedBatches(context.tx, county, { feed: feed.id, period, states: ['applied'], limit: 1 });
  if (before[0]) throw new AppError('already-exists', { what: 'feed-batch', batch: before[0].id });
  const id = randomUUID();
  const nothing = { rows: 0, accepted: 0, rejected: 0, duplicate: 0, flagged: 0, ignored: 0, faults: [] };
  await insertFeedBatch(context.tx, county, {
    id,
    feed: feed.id,
    department,
    period,
    shape: NIL,
    file: null,
    fileName: '',
    contentDigest: NIL,
    town: unplaced,
    dueOn: slot?.due ?? null,
    columns: { columns: [], unreadSheets: [] },
    counts: { ...nothing, ...screenedCounts([]), missingColumns: [], supplementary: 0 } satisfies FeedCounts,
    rows: 0,
    preview: null,
    createdBy: input.by,
    at: context.now.at,
  });
  await updateFeedBatch(context.tx, county, id, 'previewed', {
    state: 'applied',
    receipt_no: matterNumber(context.now.today),
    applied_at: context.now.at,
    applied_on: context.now.today,
  });
  await audited(context, input.by, id);
  return { batch: id };
}

async function audited(context: CommandContext, by: string, batch: string): Promise<void> {
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: by,
    kind: 'import',
    subject: [`feed-batch:${batch}`],
    result: 'done',
  });
}

function waits(outcome: FeedRowOutcome): boolean {
  return outcome === 'ambiguous' || outcome === 'unknown' || outcome === 'blocked';
}

function placeKey({ sheet, row }: { readonly sheet: string; readonly row: number }): string {
  return `${row} ${sheet}`;
}
