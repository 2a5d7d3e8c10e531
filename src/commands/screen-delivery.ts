import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { monthEnd, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { findPeople, idIndex, type KnownPeople } from '#store/feed-people.ts';
import { type DeliveredRow, deliveredRows } from '#store/feed-rows.ts';
import { listHouseholdFacts } from '#store/household-facts.ts';
import type { CommandContext } from './command-context.ts';
import { slotOfPeriod } from './feed-batch.ts';
import { codedValues, type FeedRow } from './feed-rows.ts';
import { type Delivery, type EarlierDelivery, type RowToScreen, type Screened, screenRows } from './screen-rows.ts';

/** What is being delivered: a feed for a period. `again`: a batch confirmed before, judged once more. */
export interface DeliveryOf {
  readonly policy: Policy;
  readonly feed: Feed;
  readonly period: string;
  readonly again?: { readonly batch: string; readonly at: number };
  /** Who of the rows' numbers the register knows, where that has been looked up. */
  readonly people?: KnownPeople;
}

/**
 * What the feed's rule says of rows, in the light of what was delivered before. What the register knows of a household is
 * looked up for rows that cannot be decided without; a department, which sees no household, decides by its rows alone.
 */
export async function screenDelivery(
  context: CommandContext,
  of: DeliveryOf,
  rows: readonly FeedRow[],
): Promise<Screened[]> {
  const { policy, feed, period } = of;
  const delivery = deliveryOf(feed, period, context.now.today);
  const known = await withPeople(context, of, rows);
  const earlier = await earlierOf(context, of, known);
  const news = newsOf(feed, known, earlier);
  const judge = (all: readonly RowToScreen[]): Screened[] =>
    screenRows(policy, feed, delivery, all, earlier.deliveries);
  const first = judge(known);
  const undecided = known.filter((_, at) => first[at]?.verdict === 'unknown');
  const facts = await factsOf(context, undecided, delivery.asOf);
  const judged = facts.size === 0 ? first : judge(known.map((row) => ({ ...row, facts: facts.get(row) ?? {} })));
  return judged.map((screened, at) => (news[at] === false && screened.verdict === 'raises' ? { ...screened, verdict: 'nothing' } : screened)); // biome-ignore format: one line
}

/** Days a period stands for: those the feed covers, else its month; of what is reported as it happens, until today. */
export function deliveryOf(feed: Feed, period: string, today: PlainDate): Delivery {
  const covers = slotOfPeriod(feed, period)?.covers;
  const from = plainDate(`${period}-01`);
  const month = { from, to: monthEnd(from) };
  const days = covers ?? month;
  return { asOf: days.to > today ? today : days.to, period: days };
}

async function withPeople(
  context: CommandContext,
  { feed, people }: DeliveryOf,
  rows: readonly FeedRow[],
): Promise<RowToScreen[]> {
  const wanted = feed.raise?.total?.per === 'household' || context.actor.towns.length > 0;
  const numbers = wanted && people === undefined ? rows.flatMap(({ idNumber }) => idNumber ?? []) : [];
  const found = people ?? (await findPeople(context.tx, context.keys, numbers));
  const coded = feed.raise?.fires === 'on-change';
  return rows.map((row) => ({
    row: coded ? { ...row, values: codedValues(feed, row) } : row,
    key: row.idNumber === null ? row.digest : idIndex(context.keys, row.idNumber),
    household: found.get(row.idNumber ?? '')?.household ?? null,
  }));
}

interface Earlier {
  readonly deliveries: EarlierDelivery[];
  /** Digests of rows of this feed in other periods. */
  readonly digests: ReadonlySet<string>;
}

async function earlierOf(context: CommandContext, of: DeliveryOf, rows: readonly RowToScreen[]): Promise<Earlier> {
  const { feed, period, policy, again } = of;
  const own = new Set(rows.map(({ row }) => row.digest));
  const outer = feed.supplements;
  const found = await deliveredRows(context.tx, context.keys.county, {
    feeds: [feed.id, ...(outer === undefined ? [] : [outer])],
    persons: [...new Set(rows.flatMap(({ key, row }) => (row.idNumber === null ? [] : [key])))],
    households: [...new Set(rows.flatMap(({ household }) => household ?? []))],
    ...(again === undefined ? {} : { until: again }),
  });
  const before = found.filter((row) => !(row.batch === again?.batch && own.has(row.digest)));
  const batches = Map.groupBy(before, ({ batch }) => batch);
  const deliveries = [...batches.values()].map((delivered): EarlierDelivery => {
    const [first] = delivered;
    const from = policy.feeds.find(({ id }) => id === first?.feed) ?? feed;
    const days = deliveryOf(from, first?.period ?? period, context.now.today);
    return { ...days, outer: first?.feed === outer, rows: delivered.map(keptRow) };
  });
  const ownFeed = before.filter((row) => row.feed === feed.id && row.period !== period);
  return { deliveries, digests: new Set(ownFeed.map(({ digest }) => digest)) };
}

function keptRow({ person, household, digest, facts }: DeliveredRow): EarlierDelivery['rows'][number] {
  return { key: person ?? digest, household, values: facts };
}

/** Of rows that count when they are new (`each-new`): whether the same row was delivered in another period. Only coded values are kept of earlier rows, so the whole row is known by its digest. */
function newsOf(feed: Feed, rows: readonly RowToScreen[], { digests }: Earlier): boolean[] {
  const counts = feed.raise?.fires === 'each-new' && feed.raise.total === undefined;
  return rows.map(({ row }) => !counts || !digests.has(row.digest));
}

/** What the register knows of the households of these rows, and of the person in them. */
async function factsOf(
  context: CommandContext,
  rows: readonly RowToScreen[],
  on: PlainDate,
): Promise<Map<RowToScreen, Record<string, unknown>>> {
  const households = new Set(rows.flatMap(({ household }) => household ?? []));
  if (households.size === 0) return new Map();
  const known = await listHouseholdFacts(context.tx, context.keys.county, [...households], on);
  const facts = new Map<RowToScreen, Record<string, unknown>>();
  for (const row of rows) {
    const found = known.get(row.household ?? '');
    if (found) facts.set(row, { 户: found.户 });
  }
  return facts;
}
