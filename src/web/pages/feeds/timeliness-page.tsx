import { PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { Fragment } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';
import { feedStateText } from './feed-data.ts';
import './feeds.css';

type County = Reply<typeof routes.feedTimeliness>['counties'][number];

/** 报送日历 of the city: each county's departments, whether they reported and when; nothing of what they reported. */
export function FeedTimelinessPage() {
  const { say } = useWords();
  const { period } = useSearch({ from: '/office/feed-timeliness' });
  const navigate = useNavigate();
  const { data, error } = useQuery({
    queryKey: ['feed-timeliness', period ?? ''],
    queryFn: ({ signal }) => api(routes.feedTimeliness, { query: period === undefined ? {} : { period }, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <PageHead
        title={say('timeliness.title')}
        note={say('timeliness.note')}
        actions={
          <>
            <MonthChoice
              month={data.period}
              onChange={(month) =>
                void navigate({ to: paths.feedTimeliness, search: { period: month }, replace: true })
              }
            />
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('list.print')}
            </Button>
          </>
        }
      />
      <div className="stack">
        {data.counties.length === 0 && (
          <section className="panel">
            <EmptyState title={say('timeliness.none')} hint={say('timeliness.none-hint')} />
          </section>
        )}
        {data.counties.map((county) => (
          <CountyTable key={county.county.id} county={county} />
        ))}
      </div>
    </>
  );
}

function CountyTable({ county }: { county: County }) {
  const { say, language } = useWords();
  const { inTime, late, missing } = county;
  return (
    <div className="panel batch-box">
      <div className="row">
        <h2>{county.county.name}</h2>
        <span className="muted">{say('timeliness.county', { inTime, late, missing })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="feed-calendar-scroll" aria-label={county.county.name} tabIndex={0}>
        <table className="feed-calendar">
          <thead>
            <tr>
              <th scope="col">{say('timeliness.item')}</th>
              <th scope="col">{say('timeliness.due')}</th>
              <th scope="col">{say('timeliness.received')}</th>
              <th scope="col">{say('timeliness.state')}</th>
            </tr>
          </thead>
          <tbody>
            {county.departments.map((department) => (
              <Fragment key={department.label}>
                <tr className="feed-calendar-department">
                  <th scope="rowgroup" colSpan={4}>
                    {department.label}
                  </th>
                </tr>
                {department.items.map((item) => (
                  <tr key={item.feed}>
                    <th scope="row">{item.label}</th>
                    <td>{item.due === null ? '' : dateText(language, plainDate(item.due))}</td>
                    <td>{item.receivedOn === null ? '' : dateText(language, plainDate(item.receivedOn))}</td>
                    <td>
                      <span className="feed-state" data-state={item.state}>
                        {feedStateText(say, item)}
                      </span>
                    </td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
