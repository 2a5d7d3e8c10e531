import { useQuery } from '@tanstack/react-query';
import type { PrintRun } from '#contract/papers.ts';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { momentText } from '#words/date-forms.ts';
import { errorSentence } from '#words/error-words.ts';
import { addressOf } from '../../api/client.ts';
import { runsQuery } from './paper-data.ts';

/** How far each print run is, what it could not print and why, and the file in the end. */
export function PrintQueue() {
  const { say } = useWords();
  const { data } = useQuery(runsQuery);
  if (data === undefined || data.runs.length === 0) return null;
  return (
    <section className="panel papers-panel" aria-label={say('papers.queue')}>
      <h2>{say('papers.queue')}</h2>
      <ul className="stack">
        {data.runs.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}

function Run({ run }: { run: PrintRun }) {
  const { say, language } = useWords();
  const name = say('papers.run', run);
  return (
    <li>
      <div className="row">
        <span>{name}</span>
        <progress className="papers-progress" aria-label={name} value={run.done} max={run.total} />
        <span>
          {run.state === 'done' ? say('papers.run-done', { pages: run.pages }) : say(`papers.run-${run.state}`)}
        </span>
        <span className="muted">{momentText(language, run.startedAt)}</span>
        {run.state === 'done' && run.pages > 0 && (
          <a
            href={addressOf(routes.printRunFile, { params: { id: run.id } })}
            download
            aria-label={`${say('papers.download')} ${name}`}
          >
            {say('papers.download')}
          </a>
        )}
      </div>
      {run.failed.length > 0 && (
        <>
          <p>{say('papers.run-failed', { n: run.failed.length })}</p>
          <ul className="papers-lacks">
            {run.failed.slice(0, 20).map((failure) => (
              <li key={failure.item}>
                {failure.label} {errorSentence(language, failure.code, failure.facts)}
              </li>
            ))}
          </ul>
        </>
      )}
    </li>
  );
}
