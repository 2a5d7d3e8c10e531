import { dueWord } from '#domain/duties/clock-answer.ts';
import { feedSlots, inSeason, type Slot } from '#domain/duties/duty-slots.ts';
import { onEventDue } from '#domain/duties/event-duties.ts';
import { periodOf } from '#domain/duties/period.ts';
import { feedStatus, type Receipt } from '#domain/duties/slot-status.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { FeedRow } from '#domain/screening/feed-row.ts';
import { type FeedBatch, type ScreenedRow, screenFeed } from '#domain/screening/screen-feed.ts';
import { addDays, addMonths, daysBetween, monthEnd, type PlainDate } from '#domain/values/plain-date.ts';
import { isMap } from '../case-facts.ts';
import { type Difference, wordsOf } from '../match-expectation.ts';
import {
  type Asking,
  type AskKind,
  compared,
  dayIn,
  fault,
  inArea,
  listed,
  mapped,
  mapsIn,
  plain,
  strangeKeys,
} from './ask-kind.ts';
import { eventContext, owedOn } from './duty-items.ts';
import { matchWords, slotWords } from './duty-words.ts';

const BATCH_KEYS = ['as-of', 'on', 'received', 'for', 'rows', 'nil', 'emergency', 'reason', 'province', 'feed', 'note'];

/** A batch as a case writes it, with the day it came in and the day its figures are of. */
interface Delivered {
  readonly written: CaseMap;
  readonly asOf: PlainDate;
  readonly receivedOn: PlainDate;
  readonly slot: Slot | undefined;
  readonly rows: readonly FeedRow[];
  readonly province: readonly FeedRow[];
  /** Out of season without a reason, or an emergency the feed does not provide for: nothing is raised. */
  readonly refused: 'out-of-season' | 'no-emergency' | null;
}

/** `{feed: id, batches}`: which rows become leads, which wait for facts or parameters, and how the slots stand. */
export const feedAsk: AskKind = {
  keys: ['area', 'batches', 'from', 'to', 'note'],
  run: (plainAsking) => {
    const asking = { ...plainAsking, written: inArea(plainAsking.written, plainAsking.ask.detail['area']) };
    const id = String(asking.ask.detail['feed']);
    const batches = mapsIn(asking.ask.detail['batches']);
    const days = batches.flatMap((batch) => [dayIn(batch['received'] ?? batch['on']), dayIn(batch['as-of'])]);
    const last = days
      .filter((day) => day !== undefined)
      .toSorted()
      .toReversed();
    const owed = owedOn(asking, id, [...(asking.ask.on === undefined ? [] : [asking.ask.on]), ...last]);
    const feed = owed?.feed;
    if (owed === undefined || feed === undefined) return fault('feed', id, 'no such feed in force');
    const delivered = batches.map((batch) => delivery(asking, feed, batch));
    const faults = batches.flatMap((batch, at) => [
      ...strangeKeys(`batches.${at + 1}`, batch, BATCH_KEYS),
      ...(delivered[at] === undefined ? fault(`batches.${at + 1}`, 'as-of or received', batch['as-of']) : []),
    ]);
    const read = delivered.filter((each) => each !== undefined);
    return [...faults, ...feedDifferences(asking, owed.policy, feed, read)];
  },
};

function feedDifferences(
  asking: Asking,
  policy: Policy,
  feed: Feed,
  delivered: readonly Delivered[],
): readonly Difference[] {
  const screened = screenFeed(policy, feed, delivered.flatMap(batchesOf)).flat();
  const of = (verdict: ScreenedRow['verdict']): readonly ScreenedRow[] =>
    screened.filter((each) => each.verdict === verdict);
  const ids = (rows: readonly ScreenedRow[]): readonly string[] => [
    ...new Set(rows.map((each) => leadName(feed, each))),
  ];
  const refused = delivered.filter((each) => each.refused !== null);
  const missing = (verdict: 'unknown' | 'blocked'): Readonly<Record<string, readonly string[]>> =>
    Object.fromEntries(of(verdict).map((each) => [each.row.key, missingNames(each, verdict)]));
  const slots = feedSlotsAround(asking, feed, delivered);
  return compared(asking.ask.expect, {
    leads: (value) => matchLeads(feed, of('raises'), delivered, value),
    answer: listed('leads', ids(of('raises'))),
    count: plain('count', of('raises').length),
    unknown: mapped('unknown', missing('unknown'), true),
    blocked: (value) => matchBlocked(missing('blocked'), value),
    nothing: listed('nothing', ids(of('nothing'))),
    outside: listed('outside', ids(of('outside'))),
    duplicates: listed('duplicates', ids(of('sent-already'))),
    refused: listed(
      'refused',
      refused.flatMap((each) => (each.rows.length > 0 ? each.rows.map((row) => row.key) : [each.receivedOn])),
    ),
    'reason-required': plain(
      'reason-required',
      refused.some((each) => each.refused === 'out-of-season'),
    ),
    unplaced: listed(
      'unplaced',
      delivered
        .flatMap(({ rows }) => rows)
        .filter((row) => lacksPlace(feed, row))
        .map((row) => row.key),
    ),
    total: mapped('total', Object.fromEntries(screened.map((each) => [each.row.key, totalText(each)]))),
    due: mapped('due', { ...batchDues(delivered), ...rowDues(asking, policy, feed, delivered) }),
    late: mapped('late', lateness(asking, policy, feed, delivered)),
    state: (value) => matchWords('state', value, slotStates(asking, feed, delivered, slots)),
    status: (value) => matchWords('status', value, slotStates(asking, feed, delivered, slots)),
    slots: listed(
      'slots',
      slots.map((slot) => slot.due),
    ),
  });
}

function batchesOf(each: Delivered): readonly FeedBatch[] {
  if (each.refused !== null) return [];
  const period = each.slot?.covers ?? periodOf('month', each.asOf);
  const common = { asOf: each.asOf, period };
  const outer = each.written['feed'] !== undefined;
  const province = each.province.length === 0 ? [] : [{ ...common, outer: true, rows: each.province }];
  return [...province, { ...common, outer, rows: each.rows }];
}

function delivery(asking: Asking, feed: Feed, written: CaseMap): Delivered | undefined {
  const received = dayIn(written['received'] ?? written['on']);
  const given = dayIn(written['as-of']);
  const asOf = given ?? (received === undefined ? undefined : asOfDay(feed, received));
  if (asOf === undefined) return undefined;
  const emergency = written['emergency'] === true;
  const receivedOn = received ?? asOf;
  const slot = emergency
    ? undefined
    : slotOf(asking, feed, { named: dayIn(written['for']), asOf: given, received: receivedOn });
  const outOfSeason =
    feed.season !== undefined && !inSeason(feed.season, receivedOn) && written['reason'] === undefined;
  const noEmergency = emergency && feed.emergency === undefined;
  return {
    written,
    asOf,
    receivedOn,
    slot,
    rows: rowsIn(written['rows']),
    province: rowsIn(written['province']),
    refused: outOfSeason ? 'out-of-season' : noEmergency ? 'no-emergency' : null,
  };
}

/** The day the figures are of where the batch does not say: the end of the month before, or the day it came in. */
function asOfDay(feed: Feed, received: PlainDate): PlainDate {
  const monthly = feed.covers === 'previous-month' || feed.covers === 'year-to-previous-month-end';
  const before = feed.raise?.total?.asOf === 'previous-month-end' || (feed.raise?.total?.asOf === undefined && monthly);
  return before ? monthEnd(addMonths(received, -1)) : received;
}

/** The slot a batch names, the one that covers its as-of day, or the next one due. */
function slotOf(
  asking: Asking,
  feed: Feed,
  batch: { readonly named: PlainDate | undefined; readonly asOf: PlainDate | undefined; readonly received: PlainDate },
): Slot | undefined {
  const { named, asOf, received } = batch;
  const range = { from: addMonths(asOf ?? received, -2), to: addMonths(received, 13) };
  const around = feedSlots(feed, range, asking.ground.calendar);
  if (named !== undefined) return around.find((slot) => slot.due === named);
  const covering =
    asOf === undefined ? undefined : around.find(({ covers }) => covers.from <= asOf && asOf <= covers.to);
  return covering ?? around.find((slot) => slot.due >= received);
}

function rowsIn(value: CaseValue | undefined): readonly FeedRow[] {
  return mapsIn(value).map((row, at) => {
    const { id, household, ...values } = row;
    const number = values['户编号'] ?? household ?? (isMap(values['户']) ? values['户']['户编号'] : undefined);
    const home = typeof number === 'string' ? number : null;
    return { key: typeof id === 'string' ? id : `${at + 1}`, household: home, values };
  });
}

function leadName(feed: Feed, { row }: ScreenedRow): string {
  return feed.raise?.total?.per === 'household' ? (row.household ?? row.key) : row.key;
}

/** A list of all leads, in any order and each as often as it was raised; a map tells them by the as-of day of their batch. */
function matchLeads(
  feed: Feed,
  raised: readonly ScreenedRow[],
  delivered: readonly Delivered[],
  expected: CaseValue,
): readonly Difference[] {
  if (!isMap(expected))
    return listed(
      'leads',
      raised.map((each) => leadName(feed, each)),
    )(expected);
  const batchOf = (each: ScreenedRow): string => delivered.find(({ rows }) => rows.includes(each.row))?.asOf ?? '';
  const byDay: Record<string, string[]> = Object.fromEntries(delivered.map((each) => [each.asOf, []]));
  for (const each of raised) byDay[batchOf(each)]?.push(leadName(feed, each));
  return mapped('leads', byDay)(expected);
}

function missingNames({ missing }: ScreenedRow, verdict: 'unknown' | 'blocked'): readonly string[] {
  if (verdict === 'unknown') return missing;
  return missing.filter((name) => name.startsWith('参数.')).map((name) => name.slice('参数.'.length));
}

/** By row what it waits for, or just the parameters; `参数.` may be written or not. */
function matchBlocked(found: Readonly<Record<string, readonly string[]>>, expected: CaseValue): readonly Difference[] {
  const short = (word: string): string => word.replace(/^参数\./, '');
  const parameters = [...new Set(Object.values(found).flat())];
  if (isMap(expected)) {
    const words = Object.fromEntries(
      Object.entries(expected).map(([row, value]: [string, CaseValue]) => [row, wordsOf(value).map(short)]),
    );
    return mapped('blocked', found, true)(words);
  }
  const wanted = wordsOf(expected).map(short);
  const byRow = wanted.some((word) => Object.hasOwn(found, word));
  return listed('blocked', byRow ? Object.keys(found) : parameters)(wanted);
}

function lacksPlace(feed: Feed, row: FeedRow): boolean {
  return feed.rowNeeds.some((column) => row.values[column] === undefined || row.values[column] === null);
}

function totalText({ total }: ScreenedRow): string | null {
  if (typeof total === 'bigint') return `${total / 100n}.${String(total % 100n).padStart(2, '0')}`;
  return total === undefined || total === null ? null : String(total);
}

function batchDues(delivered: readonly Delivered[]): Readonly<Record<string, string>> {
  return Object.fromEntries(delivered.flatMap(({ asOf, slot }) => (slot === undefined ? [] : [[asOf, slot.due]])));
}

/** Rows of a feed that hangs on an event: each by the days it carries itself. */
function rowDues(
  asking: Asking,
  policy: Policy,
  feed: Feed,
  delivered: readonly Delivered[],
): Readonly<Record<string, string>> {
  const { cadence } = feed;
  if (cadence.kind !== 'on-event') return {};
  return Object.fromEntries(
    delivered.flatMap(({ rows, receivedOn }) =>
      rows.map((row) => {
        const context = eventContext(asking, policy, receivedOn, rowEvents(row));
        return [row.key, dueWord(onEventDue(feed, cadence, context))];
      }),
    ),
  );
}

/** `known` and `event_end` of a row as events, and its dates as `fact:<column>`. */
function rowEvents(row: FeedRow): Readonly<Record<string, PlainDate>> {
  const events: Record<string, PlainDate> = {};
  for (const [name, value] of Object.entries(row.values)) {
    const day = typeof value === 'string' ? dayIn(value) : undefined;
    if (day === undefined) continue;
    events[`fact:${name}`] = day;
    events[`row.${name.replaceAll('_', '-')}`] = day;
    events[`row.${name}`] = day;
  }
  return events;
}

/** Calendar days late: of batches by their as-of day, of rows that hang on an event by their id. */
function lateness(
  asking: Asking,
  policy: Policy,
  feed: Feed,
  delivered: readonly Delivered[],
): Readonly<Record<string, number>> {
  const late = (due: string | undefined, on: PlainDate): number => {
    const day = due === undefined ? undefined : dayIn(due);
    return day === undefined ? 0 : Math.max(0, daysBetween(day, on));
  };
  const dues = rowDues(asking, policy, feed, delivered);
  return Object.fromEntries(
    delivered.flatMap(({ rows, asOf, slot, receivedOn }) => [
      [asOf, late(slot?.due, receivedOn)],
      ...rows.filter((row) => dues[row.key] !== undefined).map((row) => [row.key, late(dues[row.key], receivedOn)]),
    ]),
  );
}

function feedSlotsAround(asking: Asking, feed: Feed, delivered: readonly Delivered[]): readonly Slot[] {
  const days = [
    ...delivered.flatMap(({ slot, receivedOn }) => [receivedOn, ...(slot === undefined ? [] : [slot.due])]),
    ...(asking.ask.on === undefined ? [] : [asking.ask.on]),
  ].toSorted();
  const from = dayIn(asking.ask.detail['from']) ?? days[0];
  const to = dayIn(asking.ask.detail['to']) ?? days.at(-1);
  if (from === undefined || to === undefined) return [];
  const start = asking.ask.detail['from'] === undefined ? addDays(addMonths(from, -2), 1) : from;
  return feedSlots(feed, { from: start, to }, asking.ground.calendar);
}

function slotStates(
  asking: Asking,
  feed: Feed,
  delivered: readonly Delivered[],
  slots: readonly Slot[],
): Readonly<Record<string, readonly string[]>> {
  const today =
    asking.ask.on ??
    delivered
      .map((each) => each.receivedOn)
      .toSorted()
      .at(-1);
  const [first, last] = [slots[0], slots.at(-1)];
  if (today === undefined || first === undefined || last === undefined) return {};
  const receipts = delivered.flatMap(({ slot, receivedOn, written }): Receipt[] =>
    slot === undefined ? [] : [{ slotDue: slot.due, receivedOn, nil: written['nil'] === true }],
  );
  const range = { from: first.due, to: last.due };
  const states = feedStatus(asking.ground.calendar, feed, range, receipts, today);
  return Object.fromEntries(states.map((each) => [each.due, slotWords(each.state, each.daysLate)]));
}
