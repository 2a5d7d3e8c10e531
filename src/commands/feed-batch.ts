import type { Calendar } from '#domain/calendar/calendar.ts';
import { feedSlots, type Slot } from '#domain/duties/duty-slots.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, daysBetween, monthEnd, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { RowFault } from '#domain/values/row-fault.ts';
import { listCountyAreas } from '#store/areas.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import { type FeedBatchRow, findFeedBatch } from '#store/feed-batches.ts';
import type { KnownPeople } from '#store/feed-people.ts';
import { deliveredBefore } from '#store/feed-rows.ts';
import type { CommandContext } from './command-context.ts';
import { countOutcomes, type FeedRow, type OutcomeCounts } from './feed-rows.ts';
import { withFeedsOfTowns } from './feeds-of-towns.ts';
import { screenDelivery } from './screen-delivery.ts';
import type { Screened } from './screen-rows.ts';

/** What a batch keeps in `counts`: rows = accepted + rejected + duplicate; confirmed, accepted = the sum of `outcomes`. */
export interface FeedCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** Accepted rows with a remark somebody should read. */
  readonly flagged: number;
  readonly ignored: number;
  readonly faults: readonly { readonly fault: RowFault; readonly outcome: string; readonly rows: number }[];
  /** Before the confirmation only what the row alone decides: nothing, unknown, blocked. */
  readonly outcomes: OutcomeCounts;
  /** Confirmed: accepted = matched + absent + ambiguous. Absent before, and in batches from before this was counted. */
  readonly people?: { readonly matched: number; readonly absent: number; readonly ambiguous: number };
  /** Values the feed's condition asks for that rows do not have. */
  readonly missingValues: readonly { readonly name: string; readonly rows: number }[];
  /** Required columns the file lacks. */
  readonly missingColumns: readonly string[];
  /** Accepted rows that arose before the period. */
  readonly supplementary: number;
  /** Of a batch that was withdrawn after its confirmation. */
  readonly withdrawal?: FeedWithdrawal;
}

/** What became of the leads of a withdrawn batch. */
export interface FeedWithdrawal {
  readonly receiptNo: string;
  readonly on: PlainDate;
  /** Leads that existed by it alone, taken back. */
  readonly withdrawn: number;
  /** Leads that wait with evidence of others: only its own counts no more. */
  readonly evidence: number;
  /** Leads somebody has built on: they stay and are listed. */
  readonly kept: number;
}

/** What stands sealed beside a batch: before the confirmation all accepted rows, afterwards those that wait for a person. */
export interface SealedRows {
  readonly rows: readonly FeedRow[];
  /** 补报原因 as given at the confirmation. */
  readonly reason: string | null;
}

/** A feed of the pack in force and the slot of a period. `slot` is null for what is reported as it happens. */
export interface FeedOfPeriod {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly feed: Feed;
  readonly slot: Slot | null;
  /** 待定位 of the county. */
  readonly unplaced: number;
}

/**
 * The feed under the rules of the county on the official day. `department`: only feeds of this office. Errors: `not-found`,
 * `invalid-date` when it has not begun (`future`) or nothing is owed for the period (`nothing-owed`; `since` the next
 * period that is, or absent).
 */
export async function feedOfPeriod(
  context: CommandContext,
  id: string,
  period: string,
  department: string | null,
): Promise<FeedOfPeriod> {
  const { policy, calendar, unplaced } = await countyPolicy(context);
  const feed = policy.feeds.find((each) => each.id === id);
  if (!feed || (department !== null && officeOf(feed) !== department)) throw new AppError('not-found', { feed: id });
  const begins = plainDate(`${period}-01`);
  if (begins > context.now.today) throw new AppError('invalid-date', { field: 'period', why: 'future' });
  const slot = slotOfPeriod(feed, period, calendar);
  if (slot === null && !isAnyTime(feed)) {
    const since = nextPeriodOwed(feed, period, calendar);
    throw new AppError('invalid-date', { field: 'period', why: 'nothing-owed', ...(since === null ? {} : { since }) });
  }
  return { policy, calendar, feed, slot, unplaced };
}

/** Whether a feed is taken at any time instead of by periods. */
export function isAnyTime({ cadence }: Feed): boolean {
  return cadence.kind === 'never' || cadence.kind === 'on-event';
}

/** The first period `YYYY-MM`, this one or later, for which the feed is owed; null when none is within two years. */
export function nextPeriodOwed(feed: Feed, period: string, calendar: Calendar): string | null {
  const begins = plainDate(`${period}-01`);
  const from = feed.valid.from > begins ? feed.valid.from : begins;
  const slots = feedSlots(feed, { from, to: addMonths(from, 24) }, calendar);
  return slots.map(({ covers }) => monthOf(covers.to)).find((month) => month >= period) ?? null;
}

/**
 * The rules of the actor's county on the official day, with the feeds its townships' own documents ask of the county's
 * departments, and its area 待定位.
 */
export async function countyPolicy(
  context: CommandContext,
): Promise<{ policy: Policy; calendar: Calendar; unplaced: number }> {
  const areas = await listCountyAreas(context.tx, context.keys.county, context.now.today);
  const at = (level: string) => areas.find((area) => area.level === level)?.area;
  const [county, unplaced] = [at('county'), at('unplaced')];
  if (county === undefined || unplaced === undefined) throw new AppError('not-found', { what: 'county' });
  const { policy, calendar } = await context.policy.inForce(context.tx, county, context.now.today);
  return { policy: await withFeedsOfTowns(context, policy, areas), calendar, unplaced };
}

/** The office that sends a feed: `民政局` of `民政局@county`. */
export function officeOf(feed: Pick<Feed, 'sender'>): string {
  return feed.sender.split('@')[0] ?? feed.sender;
}

/** The slot whose data end in the month, or null. With `calendar` its due day is moved off rest days where the feed says so. */
export function slotOfPeriod(feed: Feed, period: string, calendar?: Calendar): Slot | null {
  const from = plainDate(`${period}-01`);
  const slots = feedSlots(feed, { from, to: monthEnd(addMonths(from, 2)) }, calendar);
  return slots.find(({ covers }) => monthOf(covers.to) === period) ?? null;
}

/** Calendar days after the due day; 0 in time, null without a due day. */
export function daysLateOf(due: PlainDate | null, on: PlainDate): number | null {
  return due === null ? null : Math.max(0, daysBetween(due, on));
}

/** A batch of the department, locked. Errors: `not-found`. */
export async function lockFeedBatch(
  context: CommandContext,
  id: string,
  department: string | null,
): Promise<FeedBatchRow> {
  const row = await findFeedBatch(context.tx, context.keys.county, id, true);
  if (!row || (department !== null && row.department !== department)) throw new AppError('not-found', { batch: id });
  return row;
}

/** Accepted rows of a file without those delivered before for the feed and period, each with what the feed's rule says. */
export async function screenNew(
  context: CommandContext,
  of: { readonly policy: Policy; readonly feed: Feed; readonly period: string; readonly people?: KnownPeople },
  rows: readonly FeedRow[],
): Promise<{ fresh: { row: FeedRow; screened: Screened }[]; again: FeedRow[] }> {
  const { feed, period } = of;
  const digests = rows.map(({ digest }) => digest);
  const known = await deliveredBefore(context.tx, context.keys.county, { feed: feed.id, period }, digests);
  const fresh = rows.filter(({ digest }) => !known.has(digest));
  const screened = await screenDelivery(context, of, fresh);
  return {
    fresh: fresh.map((row, at) => ({
      row,
      screened: screened[at] ?? { verdict: 'unknown', missing: [], total: null },
    })),
    again: rows.filter(({ digest }) => known.has(digest)),
  };
}

/** What the rows alone decide, before anybody looks at households. */
export function screenedCounts(screened: readonly Screened[]): Pick<FeedCounts, 'outcomes' | 'missingValues'> {
  const decided = screened.flatMap(({ verdict }) => (verdict === 'raises' ? [] : [verdict]));
  const names = new Map<string, number>();
  for (const name of screened.flatMap(({ missing }) => missing)) names.set(name, (names.get(name) ?? 0) + 1);
  return {
    outcomes: countOutcomes(decided),
    missingValues: [...names].map(([name, rows]) => ({ name, rows })),
  };
}

/** The sums a batch keeps. */
export function countsOf(batch: FeedBatchRow): FeedCounts {
  const counts = batch.counts as unknown as FeedCounts;
  // Batches from before repeats were marked count none.
  return { ...counts, outcomes: { ...countOutcomes([]), ...counts.outcomes } };
}

/** Sealed JSON of rows beside their batch. */
export function sealRows(keys: FieldKeys, batch: string, sealed: SealedRows): Buffer {
  return keys.sealLong({ table: 'batches', column: 'preview', row: batch }, JSON.stringify(sealed));
}

/** The rows that stand sealed beside a batch. */
export function openRows(keys: FieldKeys, batch: FeedBatchRow): SealedRows {
  const text = keys.openLong({ table: 'batches', column: 'preview', row: batch.id }, batch.preview);
  return text === null ? { rows: [], reason: null } : (JSON.parse(text) as SealedRows);
}
