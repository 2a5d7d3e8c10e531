import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { addMonths, monthOf } from '#domain/values/plain-date.ts';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { paths } from '../../paths.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';
import { feedsQuery } from './feed-data.ts';
import { FeedDesk } from './feed-desk.tsx';

/** 上传报送: the items of the own department for a month. */
export function FeedsPage() {
  const { say, language, today } = useWords();
  const search = useSearch({ from: '/office/feeds' });
  const navigate = useNavigate();
  const period = search.period ?? monthOf(addMonths(today, -1));
  const { data, error } = useQuery(feedsQuery(period));
  if (error) throw error;
  const go = (next: { period?: string | undefined; feed?: string | undefined }) =>
    void navigate({ to: paths.feeds, search: next, replace: true });
  return (
    <>
      <PageHead
        title={say('feeds.title')}
        note={say('feeds.period', { month: monthText(language, period) })}
        actions={<MonthChoice month={period} onChange={(month) => go({ ...search, period: month })} />}
      />
      <section className="panel" aria-labelledby="feeds-items">
        <h2 id="feeds-items" className="sr-only">
          {say('feeds.mine')}
        </h2>
        {data === undefined ? (
          <Waiting />
        ) : (
          <FeedDesk
            feeds={data.feeds}
            period={data.period}
            chosen={search.feed}
            onChoose={(feed) => go({ ...search, feed })}
          />
        )}
      </section>
    </>
  );
}
