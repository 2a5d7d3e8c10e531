import { PrinterOutlined } from '@ant-design/icons';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import './supervision.css';

/** 逾期追因: what is overdue, longest first, and for one of them with whom it lay how long. Prints on one page. */
export function WhyLatePage() {
  const { say } = useWords();
  const { lead } = useSearch({ from: '/office/why-late' });
  const query = { tab: 'all' as const, overdue: 'true', limit: 200 };
  const { data } = useSuspenseQuery({
    queryKey: ['ledger', 'overdue'],
    queryFn: () => api(routes.listLedger, { query }),
  });
  const lines = [...data.lines].sort((a, b) => ((a.due.on ?? '') < (b.due.on ?? '') ? -1 : 1));
  const chosen = lead ?? lines[0]?.id;
  if (lines.length === 0 && lead === undefined) {
    return (
      <>
        <PageHead title={say('why-late.title')} />
        <section className="panel">
          <EmptyState title={say('why-late.empty')} hint={say('why-late.empty-hint')} />
        </section>
      </>
    );
  }
  return (
    <>
      <PageHead
        title={say('why-late.title')}
        actions={
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {say('report.print')}
          </Button>
        }
      />
      <div className="why-late">
        <nav className="panel why-late-list no-print" aria-label={say('why-late.choose')}>
          {lines.map((line) => (
            <Link
              key={line.id}
              to={paths.whyLate}
              search={{ lead: line.id }}
              replace
              aria-current={line.id === chosen ? 'true' : undefined}
            >
              <strong>{line.headName}</strong> <span className="muted">{placeOf(line)}</span>
            </Link>
          ))}
        </nav>
        {chosen !== undefined && <OneLead id={chosen} />}
      </div>
    </>
  );
}

function OneLead({ id }: { id: string }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const { data, error } = useQuery({
    queryKey: ['why-late', id],
    queryFn: () => api(routes.whyLate, { params: { id } }),
  });
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  const { line, stretches, totals, clauses } = data;
  const title = say('why-late.of', { name: line.headName, no: line.no });
  return (
    <section className="panel home-box why-late-one">
      <h2>{title}</h2>
      <div className="row">
        <span className="muted">{placeOf(line)}</span>
        <DueChip due={line.due} of={title} />
        {clauses.length > 0 && (
          <button type="button" className="link-button" onClick={() => basis.open({ title, sources: clauses })}>
            {say('basis.title')} {clauses.map(({ pack, clause }) => `${pack} ${clause}`).join('、')}
          </button>
        )}
      </div>
      <div className="one-table-scroll">
        <table className="finding-table why-late-table">
          <thead>
            <tr>
              <th scope="col">{say('why-late.holder')}</th>
              <th scope="col">{say('why-late.what')}</th>
              <th scope="col">{say('why-late.from')}</th>
              <th scope="col">{say('why-late.to')}</th>
              <th scope="col">{say('why-late.working-days')}</th>
              <th scope="col">{say('why-late.days-off')}</th>
              <th scope="col">{say('why-late.by')}</th>
            </tr>
          </thead>
          <tbody>
            {stretches.map((stretch) => (
              <tr key={`${stretch.what}${stretch.from}${stretch.to}`}>
                <td>{stretch.holder}</td>
                <td>{stretch.what}</td>
                <td>{dateText(language, plainDate(stretch.from))}</td>
                <td>{stretch.to === null ? say('why-late.now') : dateText(language, plainDate(stretch.to))}</td>
                <td>{stretch.workingDays}</td>
                <td>{stretch.days - stretch.workingDays}</td>
                <td>{stretch.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{say('why-late.totals')}</h3>
      <ul>
        {totals.map((total) => (
          <li key={total.holder}>
            {say('why-late.total', { holder: total.holder, n: total.workingDays, off: total.daysOff })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function placeOf(line: { town: { name: string } | null; village: { name: string } | null }): string {
  return [line.town?.name, line.village && villageText(line.village.name)].filter(Boolean).join(' ');
}
