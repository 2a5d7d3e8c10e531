import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { EmptyState } from '#ui/empty-state.tsx';
import { FindingTable } from '#ui/finding-table.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { countText } from '#words/number-forms.ts';
import { rowFaultName } from '#words/row-fault-names.ts';
import { type FeedBatchView, type FeedRowKind, feedRowsQuery } from './feed-data.ts';

const PAGE_SIZE = 50;

/** Rows of one kind: kinds of faults with their numbers, then row by row with cell, reason, mend. */
export function BatchRows(props: { id: string; outcome: FeedRowKind; faults: FeedBatchView['faults'] }) {
  const { say, language } = useWords();
  const { id, outcome } = props;
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { data, error } = useQuery(feedRowsQuery(id, outcome, language, limit));
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  if (data.total === 0) {
    return (
      <section className="panel">
        <EmptyState title={say('rows.none')} hint={say('rows.none-hint')} />
      </section>
    );
  }
  const faults = props.faults.filter((fault) => fault.outcome === outcome);
  const most = Math.min(data.total, 500);
  return (
    <section className="panel">
      {faults.length > 0 && (
        <ul className="batch-faults" aria-label={say('rows.faults')}>
          {faults.map((fault) => (
            <li key={fault.fault}>
              {say('rows.fault-count', {
                name: rowFaultName(language, fault.fault),
                n: countText(language, fault.rows),
              })}
            </li>
          ))}
        </ul>
      )}
      <FindingTable label={say(`batch.tab.${outcome}`)} rows={data.rows} />
      {most > data.rows.length && (
        <Button className="batch-more" onClick={() => setLimit(Math.min(500, limit + 200))}>
          {say('rows.more', { n: Math.min(most, limit + 200) - data.rows.length })}
        </Button>
      )}
    </section>
  );
}
