import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { plainDate } from '#domain/values/plain-date.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { errorSentence } from '#words/error-words.ts';
import { ApiError } from '../../api/client.ts';
import { Brand } from '../../frame/brand.tsx';
import { checkQuery } from './paper-data.ts';
import '../../frame/frame.css';
import './papers.css';

/** What the code on a paper opens, for anybody: number, day, office and hash; nothing about people. */
export function CheckPage() {
  const { say, language } = useWords();
  const { code } = useParams({ from: '/check/$code' });
  const { data, error } = useQuery(checkQuery(code));
  if (error && !(error instanceof ApiError)) throw error;
  const missing = error instanceof ApiError && error.code === 'not-found';
  return (
    <main className="gate">
      <div className="gate-card">
        <p>
          <Brand />
        </p>
        <h1>{say('check.title')}</h1>
        {error && (
          <p role="alert">{missing ? say('check.not-found') : errorSentence(language, error.code, error.facts)}</p>
        )}
        {data === undefined && !error && <Waiting />}
        {data && (
          <>
            <p role="status">{say('check.found')}</p>
            <dl className="check-list">
              <dt>{say('papers.number')}</dt>
              <dd>{data.number}</dd>
              <dt>{say('papers.kind')}</dt>
              <dd>{data.title}</dd>
              <dt>{say('papers.on')}</dt>
              <dd>{dateText(language, plainDate(data.on))}</dd>
              <dt>{say('check.issuer')}</dt>
              <dd>{data.issuer}</dd>
              <dt>{say('papers.pages')}</dt>
              <dd>{data.pages}</dd>
              <dt>{say('check.hash')}</dt>
              <dd>{data.hash}</dd>
            </dl>
            {data.replacedBy !== null && (
              <p>
                <strong>{say('check.replaced', { number: data.replacedBy })}</strong>
              </p>
            )}
            <p className="muted">{say('check.compare')}</p>
          </>
        )}
      </div>
    </main>
  );
}
