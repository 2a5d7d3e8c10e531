import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { feedsQuery } from './feed-data.ts';
import { HitRates } from './hit-rates.tsx';
import { ResultList } from './result-list.tsx';
import './feeds.css';

/** 结果反馈: what became of the rows reported, batch by batch; and how often warnings were right. */
export function FeedResultsPage() {
  const { say, language, today } = useWords();
  const search = useSearch({ from: '/office/feed-results' });
  const navigate = useNavigate();
  const rates = search.by !== undefined;
  const sheet = rates
    ? addressOf(routes.feedHitRatesSheet, { query: { ...search, language } })
    : addressOf(routes.feedResultsSheet, { query: { year: Number(today.slice(0, 4)), language } });
  return (
    <>
      <PageHead
        title={say('results.title')}
        note={
          <TabBar
            label={say('list.tabs')}
            value={rates ? 'rates' : 'batches'}
            tabs={(['batches', 'rates'] as const).map((id) => ({ id, label: say(`results.tab.${id}`) }))}
            onChange={(tab) =>
              void navigate({
                to: paths.feedResults,
                search: tab === 'rates' ? { by: 'feed' } : {},
                replace: true,
              })
            }
          />
        }
        actions={
          <>
            <Button icon={<DownloadOutlined />} href={sheet} download>
              {say('list.export')}
            </Button>
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('list.print')}
            </Button>
          </>
        }
      />
      {search.by === undefined ? (
        <Batches />
      ) : (
        <HitRates
          by={search.by}
          from={search.from}
          to={search.to}
          onChange={(next) => void navigate({ to: paths.feedResults, search: next, replace: true })}
        />
      )}
    </>
  );
}

function Batches() {
  const { say } = useWords();
  const maySubmit = useMay('feed.submit');
  const { data, error } = useQuery(feedsQuery());
  if (error) throw error;
  return (
    <section className="panel">
      {data === undefined ? (
        <Waiting />
      ) : data.recent.length === 0 ? (
        <EmptyState
          title={say('results.empty')}
          hint={say('results.empty-hint')}
          action={maySubmit && <Link to={paths.feeds}>{say('feeds.title')}</Link>}
        />
      ) : (
        <ResultList batches={data.recent} withDepartment={!maySubmit} />
      )}
    </section>
  );
}
