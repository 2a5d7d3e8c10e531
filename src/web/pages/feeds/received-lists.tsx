import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { paths } from '../../paths.ts';
import { pushesQuery } from '../pushes/push-data.ts';

const SHOWN = 5;

/** 收到的对象名单 on the home of a department: the latest lists, those to be signed marked and counted. */
export function ReceivedLists() {
  const { say, language } = useWords();
  const { data, error } = useQuery(pushesQuery);
  if (error) throw error;
  const lists = data?.lists ?? [];
  return (
    <section className="panel feed-empty" aria-labelledby="home-lists">
      <div className="row">
        <h2 id="home-lists">
          <Link to={paths.pushes}>{say('feeds.lists')}</Link>
        </h2>
        {lists.length > 0 && (
          <span className="muted">
            {say(data?.unsigned === 0 ? 'push.all-signed' : 'push.unsigned-n', { n: data?.unsigned ?? 0 })}
          </span>
        )}
      </div>
      {data !== undefined && lists.length === 0 && <p className="muted">{say('feeds.lists-empty')}</p>}
      <ul>
        {lists.slice(0, SHOWN).map((list) => (
          <li key={list.id} className="row received-list">
            <Link to={paths.push} params={{ id: list.id }}>
              {monthText(language, list.period)} {list.dutyLabel}
            </Link>
            <span className="muted">
              {countText(language, list.rows)} · {dateText(language, plainDate(list.madeOn))}
            </span>
            <span className="spread">
              {list.signed === null ? <strong>{say('push.unsigned')}</strong> : say('push.signed')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
