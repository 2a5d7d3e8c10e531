import type { CommandContext, CommandRunner } from '#commands/command-context.ts';
import { countsOf, daysLateOf, isAnyTime, nextPeriodOwed, officeOf, slotOfPeriod } from '#commands/feed-batch.ts';
import { readAsIntake } from '#commands/intake-actor.ts';
import { feedBlockedBy } from '#commands/screen-rows.ts';
import type { FeedBatch, FeedStatus } from '#contract/feeds.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { feedStatus, type SlotStatus } from '#domain/duties/slot-status.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { addMonths } from '#domain/values/plain-date.ts';
import { droppedHeadings, type StoredFeedColumns } from '#intake/feed/feed-columns.ts';
import { feedShape } from '#intake/feed/feed-shape.ts';
import { type FeedBatchRow, type FeedResults, feedResults, findSameFeed, NIL } from '#store/feed-batches.ts';
import { type BatchStanding, standingOfBatches } from '#store/feed-people.ts';
import { reasonHabits, rejectionReasons } from '#store/feed-results.ts';
import { feedTemplateWords } from '#words/feed-template-words.ts';
import type { Language } from '#words/language.ts';
import { dueOfRow } from './due-presenter.ts';
import { type ToldReason, toldReasons } from './told-reasons.ts';

/** What became of batches, counted over leads that the department does not see. */
export interface BatchFigures {
  readonly results: ReadonlyMap<string, FeedResults>;
  readonly standing: ReadonlyMap<string, BatchStanding>;
  readonly reasons: ReadonlyMap<string, readonly ToldReason[]>;
}

/** Figures of confirmed batches. */
export async function batchFigures(
  runner: CommandRunner,
  actor: Actor,
  now: Now,
  rows: readonly FeedBatchRow[],
): Promise<BatchFigures> {
  const ids = rows.filter(({ state }) => state === 'applied').map(({ id }) => id);
  return readAsIntake(runner, actor, now, async ({ tx, keys }) => ({
    reasons: await reasonsOf(tx, keys, ids, now),
    results: new Map((await feedResults(tx, keys.county, ids)).map((each) => [each.batch, each])),
    standing: new Map((await standingOfBatches(tx, keys.county, ids)).map((each) => [each.batch, each])),
  }));
}

/** Why rows did not qualify, by batch, as departments may be told. */
async function reasonsOf(
  tx: CommandContext['tx'],
  keys: CommandContext['keys'],
  batches: readonly string[],
  now: Now,
): Promise<Map<string, ToldReason[]>> {
  const reasons = await rejectionReasons(tx, keys, batches);
  if (reasons.length === 0) return new Map();
  const habits = await reasonHabits(tx, keys, addMonths(now.today, -12));
  const byBatch = Map.groupBy(reasons, ({ batch }) => batch);
  return new Map(
    [...byBatch].map(([batch, own]) => [
      batch,
      toldReasons(
        own.map(({ reason }) => reason),
        habits,
      ),
    ]),
  );
}

/** A batch as lists and its page show it. */
export async function presentFeedBatch(
  context: CommandContext,
  policy: Policy,
  row: FeedBatchRow,
  figures: BatchFigures,
): Promise<FeedBatch> {
  const counts = countsOf(row);
  const { rows, accepted, rejected, duplicate, flagged, ignored } = counts;
  const own = context.actor.department !== null && context.actor.department === row.department;
  const waiting = row.state === 'previewed';
  const sameAs = waiting ? await sameAsOf(context, row) : null;
  const department = row.department ?? '';
  return {
    id: row.id,
    feed: row.feed ?? '',
    feedLabel: labelOf(policy, row.feed),
    department: { id: department, label: officeLabel(policy, department) },
    period: row.period ?? '',
    state: row.state as FeedBatch['state'],
    nil: row.shape === NIL,
    fileName: row.file_name,
    uploadedAt: row.created_at,
    receipt: receiptOf(row),
    rows: { rows, accepted, rejected, duplicate, flagged, ignored },
    outcomes: { ...counts.outcomes },
    people: context.actor.department === null ? (counts.people ?? null) : null,
    results: row.state === 'applied' ? resultsOf(figures, row.id) : null,
    standing: row.state === 'applied' ? standingOf(figures.standing.get(row.id)) : null,
    withdrawal: counts.withdrawal ?? null,
    sameAs,
    supplementary: counts.supplementary,
    droppedColumns: droppedHeadings(columnsOf(row)),
    may: {
      confirm: own && waiting && sameAs === null && counts.missingColumns.length === 0 && accepted > 0,
      cancel: own && waiting,
      withdraw: own && row.state === 'applied',
      rejectedRows: own && rejected > 0,
      columns: own && waiting,
    },
  };
}

/** A feed for one period, with its batches already presented. */
export function presentFeed(
  of: { readonly policy: Policy; readonly calendar: Calendar; readonly today: Now['today']; readonly actor: Actor },
  feed: Feed,
  period: string,
  batches: readonly FeedBatch[],
): FeedStatus {
  const { policy, calendar, today, actor } = of;
  const own = actor.department === officeOf(feed);
  const office = officeOf(feed);
  const applied = batches.filter(({ state }) => state === 'applied');
  const status = statusOf(of, feed, period, applied);
  const begun = `${period}-01` <= today;
  return {
    id: feed.id,
    label: feed.label ?? feed.id,
    department: { id: office, label: officeLabel(policy, office) },
    columns: fieldsOf(feed),
    note: feed.note ?? null,
    source: feed.source.map(({ pack, clause }) => ({ pack, clause })),
    period,
    state: status?.state ?? (isAnyTime(feed) ? 'open' : 'nothing'),
    due: dueOf(calendar, feed, status, today),
    daysLate: status?.daysLate ?? 0,
    receivedOn: status?.receivedOn ?? null,
    blocked: feedBlockedBy(policy, feed, today),
    batches: [...batches],
    since: nextPeriodOwed(feed, period, calendar),
    may: {
      upload: own && begun && (status !== undefined || isAnyTime(feed)),
      nil: own && begun && applied.length === 0 && status !== undefined,
    },
  };
}

/** Columns of a feed under the field names corrections use. */
export function fieldsOf(feed: Feed): FeedStatus['columns'] {
  return feedShape(feed).columns.flatMap(({ field, label, required, aliases, values }) => {
    const named = feed.columns.some((column) => column.label === label);
    if (!named) return [];
    return [
      { key: field, label, required: required ?? false, aliases: [...(aliases ?? [])], values: [...(values ?? [])] },
    ];
  });
}

/** The stored columns of a batch. */
export function columnsOf(row: FeedBatchRow): StoredFeedColumns {
  return row.columns as unknown as StoredFeedColumns;
}

/** Official name of an office; its id where the documents give none. */
export function officeLabel(policy: Policy, office: string): string {
  return policy.terms.offices.find(({ id }) => id === office)?.labels[0] ?? office;
}

/** Official name of a feed; its id when the documents no longer have it. */
export function labelOf(policy: Policy, feed: string | null): string {
  return policy.feeds.find(({ id }) => id === feed)?.label ?? feed ?? '';
}

function statusOf(
  { calendar, today }: { readonly calendar: Calendar; readonly today: Now['today'] },
  feed: Feed,
  period: string,
  applied: readonly FeedBatch[],
): SlotStatus | undefined {
  const slot = slotOfPeriod(feed, period, calendar);
  if (slot === null) return undefined;
  const receipts = applied.flatMap(({ receipt, nil }) =>
    receipt === null ? [] : [{ slotDue: slot.due, receivedOn: receipt.on as Now['today'], nil }],
  );
  return feedStatus(calendar, feed, { from: slot.due, to: slot.due }, receipts, today)[0];
}

function dueOf(calendar: Calendar, feed: Feed, status: SlotStatus | undefined, today: Now['today']): FeedStatus['due'] {
  if (status === undefined) return { state: 'none' };
  const [source] = feed.source;
  return dueOfRow(
    calendar,
    {
      clock: feed.id,
      step: feed.id,
      holder: officeOf(feed),
      startOn: null,
      dueOn: status.due,
      unit: 'day',
      why: null,
      stopOn: null,
      pausedOn: null,
      doneOn: status.receivedOn,
      clause: source === undefined ? null : { pack: source.pack, clause: source.clause },
      inferred: feed.inferred ?? null,
      calendarVersion: calendar.version,
      provisional: false,
    },
    today,
  );
}

async function sameAsOf({ tx, keys }: CommandContext, row: FeedBatchRow): Promise<string | null> {
  const order = { feed: row.feed ?? '', period: row.period ?? '', digest: row.content_digest, except: row.id };
  return (await findSameFeed(tx, keys.county, order)) ?? null;
}

function receiptOf(row: FeedBatchRow): FeedBatch['receipt'] {
  if (row.receipt_no === null || row.applied_on === null) return null;
  const daysLate = daysLateOf(row.due_on, row.applied_on);
  return { no: row.receipt_no, at: row.applied_at ?? 0, on: row.applied_on, due: row.due_on, daysLate };
}

function standingOf(found: BatchStanding | undefined): FeedBatch['standing'] {
  return { untouched: found?.untouched ?? 0, touched: found?.touched ?? 0 };
}

function resultsOf(figures: BatchFigures, batch: string): FeedBatch['results'] {
  const reasons = [...(figures.reasons.get(batch) ?? [])];
  const found = figures.results.get(batch);
  if (!found) {
    return { reported: 0, recognised: 0, qualified: 0, already: 0, notQualified: 0, open: 0, nothing: 0, reasons };
  }
  const { batch: _, ...numbers } = found;
  return { ...numbers, reasons };
}

/** The sentences of a feed's template: what figures it wants and by which day. */
export function templateWordsOf(feed: Feed, language: Language): ReturnType<typeof feedTemplateWords> {
  const { cadence, raise, covers } = feed;
  const toDate = covers === 'year-to-previous-month-end';
  const adds = raise?.total !== undefined;
  const figures = toDate ? 'to-date' : adds ? 'amounts' : raise?.fires === 'on-change' ? 'on-change' : 'each-new';
  const day = 'dueDay' in cadence && typeof cadence.dueDay === 'number' ? cadence.dueDay : null;
  return feedTemplateWords(language, { label: feed.label ?? feed.id, figures, day });
}
