import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Paper } from '#contract/papers.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { addressOf, api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { NewPaper } from './new-paper.tsx';
import { papersQuery } from './paper-data.ts';
import { PrintQueue } from './print-queue.tsx';
import './papers.css';

/** 文书与上报›打印: a new paper, what was given out in a month, the print queue. */
export function PapersPage() {
  const { say, today } = useWords();
  const search = useSearch({ from: '/office/papers' });
  const mayIssue = useMay('paper.issue');
  const [month, setMonth] = useState(today.slice(0, 7));
  const [correcting, setCorrecting] = useState<Paper>();
  const run = useAct((body: { month: string }) => api(routes.startPrintRun, { body }));
  return (
    <>
      <PageHead title={say('papers.title')} note={say('papers.note')} />
      <div className="stack">
        {mayIssue && (
          <NewPaper
            key={correcting?.id ?? `${search.form} ${search.matter}`}
            chosen={correcting === undefined ? search : subjectOf(correcting)}
            replaces={correcting}
            onDone={() => setCorrecting(undefined)}
          />
        )}
        <section className="panel papers-panel" aria-label={say('papers.list')}>
          <div className="row">
            <h2>{say('papers.list')}</h2>
            <Field label={say('papers.month')}>
              {(id) => (
                <Input
                  id={id}
                  type="month"
                  value={month}
                  max={today.slice(0, 7)}
                  onChange={({ target }) => setMonth(target.value)}
                />
              )}
            </Field>
            {mayIssue && (
              <Button
                className="spread"
                loading={run.isPending}
                disabled={month === ''}
                onClick={() => run.mutate({ month })}
              >
                {say('papers.print-month')}
              </Button>
            )}
          </div>
          {month !== '' && <PaperList month={month} onCorrect={mayIssue ? setCorrecting : undefined} />}
        </section>
        <PrintQueue />
      </div>
    </>
  );
}

function subjectOf({ form, matter, household }: Paper) {
  return { form, matter: matter ?? undefined, household: household ?? undefined };
}

function PaperList({ month, onCorrect }: { month: string; onCorrect: ((paper: Paper) => void) | undefined }) {
  const { say, language } = useWords();
  const { data, error } = useQuery(papersQuery(month));
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  if (data.papers.length === 0) return <p className="muted">{say('papers.none')}</p>;
  return (
    <div className="papers-scroll">
      <table className="papers-table">
        <thead>
          <tr>
            <th scope="col">{say('papers.number')}</th>
            <th scope="col">{say('papers.kind')}</th>
            <th scope="col">{say('papers.about')}</th>
            <th scope="col">{say('papers.on')}</th>
            <th scope="col">{say('papers.by')}</th>
            <th scope="col">{say('papers.pages')}</th>
            <th scope="col">{say('papers.open')}</th>
          </tr>
        </thead>
        <tbody>
          {data.papers.map((paper) => (
            <tr key={paper.id}>
              <td className="papers-number">
                {paper.number}
                {paper.replaces && (
                  <div className="muted">{say('papers.replaces', { number: paper.replaces.number })}</div>
                )}
                {paper.replacedBy && (
                  <div className="muted">{say('papers.replaced', { number: paper.replacedBy.number })}</div>
                )}
              </td>
              <td>{paper.title}</td>
              <td>{paper.headName || (paper.village ?? paper.town)?.name || paper.issuer}</td>
              <td>{dateText(language, plainDate(paper.on))}</td>
              <td>{paper.by}</td>
              <td>{paper.pages}</td>
              <td>
                <PaperLinks paper={paper} onCorrect={onCorrect} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PaperLinks({ paper, onCorrect }: { paper: Paper; onCorrect: ((paper: Paper) => void) | undefined }) {
  const { say } = useWords();
  const params = { id: paper.id };
  return (
    <span className="row">
      <a
        href={addressOf(routes.paperFile, { params })}
        target="_blank"
        rel="noreferrer"
        aria-label={`${say('papers.open')} ${paper.number}`}
      >
        PDF
      </a>
      {paper.word && (
        <a href={addressOf(routes.paperWord, { params })} download aria-label={`${say('papers.word')} ${paper.number}`}>
          {say('papers.word')}
        </a>
      )}
      {paper.replacedBy === null && onCorrect && (
        <Button size="small" aria-label={`${say('papers.correct')} ${paper.number}`} onClick={() => onCorrect(paper)}>
          {say('papers.correct')}
        </Button>
      )}
    </span>
  );
}
