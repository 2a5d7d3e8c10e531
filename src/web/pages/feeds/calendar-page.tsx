import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { Fragment } from 'react';
import type { FeedStatus } from '#contract/feeds.ts';
import { routes } from '#contract/routes.ts';
import { addMonths, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';
import { type FeedsReply, feedStateText, feedsQuery, isOwed, officesQuery } from './feed-data.ts';
import './feeds.css';

const PERIODS = 3;

/** 报送日历: departments and their items by month, who has reported and who has not. */
export function FeedCalendarPage() {
  const { say, language, today } = useWords();
  const search = useSearch({ from: '/office/feed-calendar' });
  const navigate = useNavigate();
  const mayOffices = useMay('feed.offices');
  const last = search.period ?? monthOf(addMonths(today, -1));
  const periods = Array.from({ length: PERIODS }, (_, back) => monthOf(addMonths(plainDate(`${last}-01`), -back)));
  const answers = useQueries({ queries: periods.map((period) => feedsQuery(period)) });
  const failed = answers.find((answer) => answer.error);
  if (failed?.error) throw failed.error;
  const replies = answers.flatMap((answer) => (answer.data ? [answer.data] : []));
  const [latest] = replies;
  const owing = latest?.feeds.filter((feed) => !['nothing', 'open'].includes(feed.state)) ?? [];
  return (
    <>
      <PageHead
        title={say('calendar-feeds.title')}
        note={
          latest &&
          say('calendar-feeds.in', {
            month: monthText(language, last),
            done: owing.filter((feed) => feed.receivedOn !== null).length,
            all: owing.length,
          })
        }
        actions={
          <>
            {mayOffices && (
              <Button href={addressOf(routes.feedSumsSheet, { query: { period: last, language } })} download>
                {say('calendar-feeds.export')}
              </Button>
            )}
            <MonthChoice
              month={last}
              onChange={(period) => void navigate({ to: paths.feedCalendar, search: { period }, replace: true })}
            />
          </>
        }
      />
      {replies.length < periods.length ? <Waiting /> : <Table replies={replies} />}
    </>
  );
}

function Table({ replies }: { replies: readonly FeedsReply[] }) {
  const { say, language } = useWords();
  const feeds = replies[0]?.feeds ?? [];
  const departments = [...new Map(feeds.map(({ department }) => [department.id, department])).values()];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="panel feed-calendar-scroll" aria-label={say('calendar-feeds.title')} tabIndex={0}>
      <table className="feed-calendar">
        <thead>
          <tr>
            <th scope="col">{say('calendar-feeds.item')}</th>
            {replies.map(({ period }) => (
              <th key={period} scope="col">
                {say('calendar-feeds.due', { month: monthText(language, period) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {departments.map((department) => {
            const own = feeds.filter((feed) => feed.department.id === department.id);
            return (
              <Fragment key={department.id}>
                <tr className="feed-calendar-department">
                  <th scope="rowgroup" colSpan={replies.length + 1}>
                    <span className="row">
                      {department.label}
                      <Contact department={department.id} />
                      <Remind feeds={own} />
                    </span>
                  </th>
                </tr>
                {own.map((feed) => (
                  <tr key={feed.id}>
                    <th scope="row">{feed.label}</th>
                    {replies.map((reply) => (
                      <td key={reply.period}>
                        <Cell feed={reply.feeds.find(({ id }) => id === feed.id)} />
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Whom to call, for the bureau. */
function Contact({ department }: { department: string }) {
  const { say } = useWords();
  const mayOffices = useMay('feed.offices');
  const { data } = useQuery({ ...officesQuery, enabled: mayOffices });
  const contact = data?.offices.find((office) => office.department === department)?.contact;
  if (!mayOffices) return null;
  return <span className="muted">{contact ? say('offices.contact', contact) : say('offices.no-contact')}</span>;
}

function Cell({ feed }: { feed: FeedStatus | undefined }) {
  const { say } = useWords();
  if (feed === undefined) return null;
  return (
    <span className="feed-cell">
      {isOwed(feed) && feed.due.state !== 'none' ? (
        <DueChip due={feed.due} of={feed.label} />
      ) : (
        <span className="feed-state" data-state={feed.state}>
          {feedStateText(say, feed)}
        </span>
      )}
      {feed.blocked !== null && (
        <span className="feed-blocked">{say('calendar-feeds.blocked', { parameter: feed.blocked.parameter })}</span>
      )}
    </span>
  );
}

/** A reminder for what a department still owes, without any data about people. */
function Remind({ feeds }: { feeds: readonly FeedStatus[] }) {
  const { say, language, today } = useWords();
  const { message } = App.useApp();
  const late = feeds.filter((feed) => isOwed(feed) && ['overdue', 'due-today'].includes(feed.due.state));
  const [first] = late;
  if (first?.due.on === undefined) return null;
  const text = say('calendar-feeds.reminder', {
    department: first.department.label,
    month: monthText(language, first.period),
    items: late.map((feed) => `“${feed.label}”`).join('、'),
    due: dateText(language, plainDate(first.due.on)),
    today: dateText(language, today),
  });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    void message.success(say('calendar-feeds.copied'));
  };
  return (
    <Button
      size="small"
      title={text}
      aria-label={say('calendar-feeds.remind-of', { department: first.department.label })}
      onClick={() => void copy()}
    >
      {say('calendar-feeds.remind')}
    </Button>
  );
}
