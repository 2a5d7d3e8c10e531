import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Filing } from '#contract/filings.ts';
import { routes } from '#contract/routes.ts';
import { monthOf, plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { addressOf, api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';
import { FilingSteps } from './filing-steps.tsx';
import './filing.css';

/** 台账报备: for a township what is still missing, the sheet to seal and the act; for the county who has filed. */
export function FilingPage() {
  const { say, language, today } = useWords();
  const search = useSearch({ from: '/office/filing' });
  const navigate = useNavigate();
  const month = search.month ?? monthOf(today);
  const { data } = useSuspenseQuery({
    queryKey: ['filings', month],
    queryFn: () => api(routes.listFilings, { query: { month } }),
  });
  const mayFile = useMay('filing.file');
  const [done, setDone] = useState(false);
  const open = data.filings.find((filing) => filing.filedOn === null);
  return (
    <>
      <PageHead
        title={say('filing.title')}
        actions={
          <MonthChoice
            month={month}
            onChange={(next) => void navigate({ to: paths.filing, search: { month: next }, replace: true })}
          />
        }
      />
      <div className="stack">
        {done && (
          <AfterAct text={say('filing.done', { month: monthText(language, month) })} onClose={() => setDone(false)} />
        )}
        {data.filings.length === 0 ? (
          <section className="panel">
            <EmptyState title={say('filing.empty')} hint={say('filing.empty-hint')} />
          </section>
        ) : (
          <FilingTable filings={data.filings} />
        )}
        {mayFile && (open !== undefined || data.filings.length === 0) && (
          <FilingSteps month={month} onFiled={() => setDone(true)} />
        )}
        {data.filings
          .filter((filing) => filing.corrections.length > 0)
          .map((filing) => (
            <Corrections key={filing.town.id} filing={filing} />
          ))}
      </div>
    </>
  );
}

function FilingTable({ filings }: { filings: readonly Filing[] }) {
  const { say, language } = useWords();
  const unknown = <span className="unknown">{say('value.unknown')}</span>;
  return (
    <section className="panel filing-scroll">
      <table className="filing-table">
        <thead>
          <tr>
            <th scope="col">{say('filing.town')}</th>
            <th scope="col">{say('filing.state')}</th>
            <th scope="col">{say('ledger.due')}</th>
            <th scope="col">{say('filing.rows')}</th>
            <th scope="col">{say('filing.filed-on')}</th>
            <th scope="col">{say('filing.filed-by')}</th>
            <th scope="col">{say('filing.scan')}</th>
          </tr>
        </thead>
        <tbody>
          {filings.map((filing) => (
            <tr key={filing.town.id}>
              <th scope="row">{filing.town.name}</th>
              <td>{say(filing.filedOn === null ? 'filing.state.missing' : 'filing.state.filed')}</td>
              <td>
                <DueChip due={filing.due} of={`${filing.town.name} ${say('filing.title')}`} />
              </td>
              <td>{filing.rows}</td>
              <td>{filing.filedOn === null ? unknown : dateText(language, plainDate(filing.filedOn))}</td>
              <td>{filing.filedBy ?? unknown}</td>
              <td>{filing.id === null ? unknown : <ScanLink id={filing.id} name={filing.scanName} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The scan as it was uploaded. Fetching it is written to the log. */
function ScanLink({ id, name }: { id: string; name: string | null }) {
  const { say } = useWords();
  return (
    <a href={addressOf(routes.filingScan, { params: { id } })} download>
      {name ?? say('filing.scan')}
    </a>
  );
}

function Corrections({ filing }: { filing: Filing }) {
  const { say, language } = useWords();
  return (
    <section className="panel filing-box">
      <h2>
        {say('filing.corrections')} · {filing.town.name}
      </h2>
      <ul>
        {filing.corrections.map((correction) => (
          <li key={`${correction.lead}${correction.column}${correction.on}`}>
            {correction.no} <strong>{correction.headName}</strong>{' '}
            {say('filing.correction', { column: correction.column, from: correction.from, to: correction.to })}{' '}
            <span className="muted">
              {dateText(language, plainDate(correction.on))} {correction.by}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
