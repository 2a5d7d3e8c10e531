import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { FeedBatch } from '#contract/feeds.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';

/** 撤回回执: what was taken back, and what stays because somebody works on it; prints. */
export function BatchWithdrawal({ batch }: { batch: FeedBatch }) {
  const { say, language } = useWords();
  const { withdrawal } = batch;
  if (withdrawal === null) return null;
  return (
    <section className="panel batch-box" aria-label={say('withdrawal.title')}>
      <div className="row">
        <h2>{say('withdrawal.title')}</h2>
        <Button className="spread no-print" onClick={() => window.print()}>
          {say('batch.print')}
        </Button>
      </div>
      <dl className="facts">
        <dt>{say('batch.receipt.no')}</dt>
        <dd>
          <strong>{withdrawal.receiptNo}</strong>
        </dd>
        <dt>{say('withdrawal.on')}</dt>
        <dd>{dateText(language, plainDate(withdrawal.on))}</dd>
      </dl>
      <p className="sum">
        {[
          say('withdrawal.withdrawn', { n: withdrawal.withdrawn }),
          say('withdrawal.evidence', { n: withdrawal.evidence }),
          say('withdrawal.kept', { n: withdrawal.kept }),
        ].join(' · ')}
      </p>
      {withdrawal.kept > 0 && <Kept batch={batch.id} />}
    </section>
  );
}

function Kept({ batch }: { batch: string }) {
  const { say, language } = useWords();
  const { data, error } = useQuery({
    queryKey: ['kept-rows', batch],
    queryFn: ({ signal }) => api(routes.keptRows, { params: { id: batch }, signal }),
  });
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <p>{say('withdrawal.kept-hint')}</p>
      <table className="batch-columns">
        <thead>
          <tr>
            <th scope="col">{say('withdrawal.row')}</th>
            <th scope="col">{say('withdrawal.who')}</th>
            <th scope="col">{say('withdrawal.where')}</th>
            <th scope="col">{say('withdrawal.since')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.row}>
              <td>{row.row}</td>
              <td>
                {row.facts
                  .slice(0, 3)
                  .map(({ value }) => value)
                  .join(' · ')}
              </td>
              <td>
                {row.town} {say(`lead-stage.${row.stage}`)}
              </td>
              <td>{row.since === null ? '' : dateText(language, plainDate(row.since))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
