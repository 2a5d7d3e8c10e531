import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { feedsQuery, isOwed } from './feed-data.ts';
import { FeedDesk } from './feed-desk.tsx';
import { ReceivedLists } from './received-lists.tsx';
import { ResultList } from './result-list.tsx';
import './feeds.css';

/** 工作台 of a department: what it reports, which lists it received, which measures are in its charge; nothing else. */
export function DepartmentHome({ note }: { note: ReactNode }) {
  const { say, language } = useWords();
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery(feedsQuery());
  if (error) throw error;
  const owed = data?.feeds.filter(isOwed).length ?? 0;
  const recent = data?.recent.filter((batch) => batch.results !== null && !batch.nil).slice(0, 3) ?? [];
  return (
    <>
      <PageHead title={say('menu.home')} note={note} />
      <div className="stack">
        <section className="panel" aria-labelledby="home-feeds">
          <div className="row feed-box-head">
            <h2 id="home-feeds">{say('feeds.mine')}</h2>
            {data && (
              <span className="muted">
                {say('feeds.period', { month: monthText(language, data.period) })} ·{' '}
                {owed === 0 ? say('feeds.mine-done') : say('feeds.mine-count', { n: owed })}
              </span>
            )}
          </div>
          {data === undefined ? (
            <Waiting />
          ) : (
            <FeedDesk feeds={data.feeds} period={data.period} chosen={chosen} onChoose={setChosen} />
          )}
          {recent.length > 0 && (
            <div className="feed-recent">
              <h3>{say('results.last')}</h3>
              <ResultList batches={recent} withDepartment={false} />
            </div>
          )}
        </section>
        <div className="feed-pair">
          <ReceivedLists />
          <section className="panel feed-empty" aria-labelledby="home-measures">
            <h2 id="home-measures">{say('feeds.measures')}</h2>
            <p className="muted">{say('feeds.measures-empty')}</p>
          </section>
        </div>
      </div>
    </>
  );
}
