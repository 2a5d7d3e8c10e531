import { Button } from 'antd';
import type { FeedBatch } from '#contract/feeds.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { RowSum } from '#ui/row-sum.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, momentText, monthText } from '#words/date-forms.ts';
import { feedStateText, resultParts } from './feed-data.ts';

/** 回执: number, time, counts, whether in time; prints alone on a page. */
export function BatchReceipt({ batch }: { batch: FeedBatch }) {
  const { say, language } = useWords();
  const { receipt } = batch;
  if (receipt === null) return null;
  const dueText = () => {
    if (receipt.due === null) return say('batch.receipt.none');
    const on = dateText(language, plainDate(receipt.due));
    const late = receipt.daysLate ?? 0;
    return late > 0 ? say('batch.receipt.late', { on, n: late }) : say('batch.receipt.in-time', { on });
  };
  return (
    <section className="panel batch-box batch-receipt" aria-label={say('batch.receipt')}>
      <div className="row">
        <h2>{say('batch.receipt')}</h2>
        {batch.state === 'undone' && <strong className="batch-void">{say('batch.undone')}</strong>}
        <Button className="spread no-print" onClick={() => window.print()}>
          {say('batch.print')}
        </Button>
      </div>
      <dl className="facts">
        <dt>{say('batch.receipt.no')}</dt>
        <dd>
          <strong>{receipt.no}</strong>
        </dd>
        <dt>{say('batch.receipt.department')}</dt>
        <dd>{batch.department.label}</dd>
        <dt>{say('batch.receipt.feed')}</dt>
        <dd>{batch.feedLabel}</dd>
        <dt>{say('batch.receipt.period')}</dt>
        <dd>{monthText(language, batch.period)}</dd>
        <dt>{say('batch.receipt.at')}</dt>
        <dd>
          {dateText(language, plainDate(receipt.on))} {momentText(language, receipt.at).slice(-5)}
        </dd>
        {!batch.nil && (
          <>
            <dt>{say('batch.receipt.file')}</dt>
            <dd>{batch.fileName}</dd>
          </>
        )}
        <dt>{say('batch.receipt.rows')}</dt>
        <dd>{batch.nil ? feedStateText(say, { state: 'nil', daysLate: 0 }) : <RowSum rows={batch.rows} />}</dd>
        <dt>{say('batch.receipt.due')}</dt>
        <dd>{dueText()}</dd>
        {batch.results !== null && batch.results.reported > 0 && (
          <>
            <dt>{say('results.title')}</dt>
            <dd>{resultParts(say, batch.results).join(' · ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
