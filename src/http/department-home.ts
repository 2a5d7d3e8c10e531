import type { HomeReply } from '#contract/homes.ts';
import { emptyHome } from './empty-home.ts';
import { feedHandlers } from './feed-handlers.ts';
import type { SignedInCaller } from './handler.ts';
import type { Services } from './services.ts';

/** A department's 工作台: what it still has to report for last month, by due day, and how much is in. */
export async function departmentHome(services: Services, caller: SignedInCaller): Promise<HomeReply> {
  const call = { params: undefined, query: {}, body: undefined, uploads: [] };
  const { feeds, recent } = await feedHandlers(services).listFeeds(call, caller);
  const owed = feeds.filter((feed) => feed.receivedOn === null && feed.state !== 'nothing');
  return {
    ...emptyHome,
    today: caller.now.today,
    asOf: caller.now.today,
    counters: [
      { key: 'to-report', label: '待报送', n: owed.length, tone: 'plain', to: '/feeds' },
      {
        key: 'overdue',
        label: '已逾期',
        n: owed.filter((feed) => feed.due.state === 'overdue').length,
        tone: 'late',
        to: '/feeds',
      },
      { key: 'reported', label: '已报送', n: feeds.length - owed.length, tone: 'plain', to: '/feeds' },
    ],
    work: owed.map((feed) => ({
      key: feed.id,
      title: feed.label,
      village: null,
      source: feed.period,
      next: '上传报送',
      due: feed.due,
      to: '/feeds',
    })),
    facts: recent.slice(0, 3).flatMap((batch) =>
      batch.receipt === null
        ? []
        : [
            {
              key: batch.id,
              label: batch.feedLabel,
              value: `${batch.period} · ${batch.rows.accepted}`,
              tone: 'plain' as const,
            },
          ],
    ),
  };
}
