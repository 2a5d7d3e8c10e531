import { officeOf, slotOfPeriod } from '#commands/feed-batch.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { feedStatus } from '#domain/duties/slot-status.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { addMonths, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { findCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import { type FeedReceipt, listFeedReceipts } from '#store/feed-receipts.ts';
import { officeLabel } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

type Reply = Awaited<ReturnType<Handlers['feedTimeliness']>>;
type Item = Reply['counties'][number]['departments'][number]['items'][number];

/** 报送日历 of the city: by county what was owed and when it came. It reads receipts, never a batch. */
export function feedTimelinessHandlers({ runner }: Services): Pick<Handlers, 'feedTimeliness'> {
  return {
    feedTimeliness: ({ query }, caller) =>
      asActor(runner.db, caller.actor, async (tx) => {
        const { today } = caller.now;
        const period = query.period ?? monthOf(addMonths(plainDate(`${monthOf(today)}-01`), -1));
        const receipts = Map.groupBy(await listFeedReceipts(tx, period), ({ county }) => county);
        const areas = await findCountyAreas(tx, caller.actor.counties ?? [], today);
        const counties: Reply['counties'] = [];
        for (const [county, area] of areas) {
          const ref = areaRefOf(area);
          if (ref === null) continue;
          const { policy, calendar } = await runner.policy.inForce(tx, area.area, today);
          const line = caller.actor.department;
          const owing = policy.feeds.filter((feed) => isReported(feed) && (line === null || officeOf(feed) === line));
          const received = receipts.get(county) ?? [];
          const items = owing.flatMap((feed) => itemOf(calendar, feed, period, received, today) ?? []);
          counties.push({ county: ref, ...countsOf(items), departments: byDepartment(policy, items) });
        }
        return { period, counties };
      }),
  };
}

/** What departments send; what the bureau keeps itself is no report. */
function isReported(feed: Feed): boolean {
  return officeOf(feed) !== 'county-bureau';
}

type OwnItem = Item & { readonly office: string };

function itemOf(
  calendar: Calendar,
  feed: Feed,
  period: string,
  receipts: readonly FeedReceipt[],
  today: PlainDate,
): OwnItem | undefined {
  const slot = slotOfPeriod(feed, period, calendar);
  if (slot === null) return undefined;
  const own = receipts.filter((receipt) => receipt.feed === feed.id);
  const told = own.map(({ receivedOn, nil }) => ({ slotDue: slot.due, receivedOn, nil }));
  const [status] = feedStatus(calendar, feed, { from: slot.due, to: slot.due }, told, today);
  if (status === undefined || status.state === 'nothing') return undefined;
  const { state, due, receivedOn, daysLate } = status;
  return { office: officeOf(feed), feed: feed.id, label: feed.label ?? feed.id, state, due, receivedOn, daysLate };
}

function countsOf(items: readonly Item[]): { inTime: number; late: number; missing: number } {
  const count = (...states: Item['state'][]) => items.filter(({ state }) => states.includes(state)).length;
  return { inTime: count('reported', 'nil'), late: count('late'), missing: count('not-reported', 'missed') };
}

function byDepartment(policy: Policy, items: readonly OwnItem[]): Reply['counties'][number]['departments'] {
  return [...Map.groupBy(items, ({ office }) => office)].map(([office, own]) => ({
    label: officeLabel(policy, office),
    items: own.map(({ office: _, ...item }) => item),
  }));
}
