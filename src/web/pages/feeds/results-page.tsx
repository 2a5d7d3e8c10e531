import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { feedsQuery } from './feed-data.ts';
import { ResultList } from './result-list.tsx';
import './feeds.css';

/** 结果反馈: what became of the rows reported, in numbers. */
export function FeedResultsPage() {
  const { say } = useWords();
  const maySubmit = useMay('feed.submit');
  const { data, error } = useQuery(feedsQuery());
  if (error) throw error;
  return (
    <>
      <PageHead title={say('results.title')} />
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
    </>
  );
}
