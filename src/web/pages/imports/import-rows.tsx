import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { ImportReport } from '#contract/imports.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { FindingTable } from '#ui/finding-table.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { countText } from '#words/number-forms.ts';
import { rowFaultName } from '#words/row-fault-names.ts';
import { importRowsQuery, type RowKind } from './import-data.ts';

const PAGE_SIZE = 50;

/** Rows sent back, repeated or remarked on: kinds with their numbers, then row by row. */
export function ImportRows({ id, outcome, report }: { id: string; outcome: RowKind; report: ImportReport }) {
  const { say, language } = useWords();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { data, error } = useQuery(importRowsQuery(id, outcome, language, limit));
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  const kinds = report.faults.filter((fault) => fault.outcome === outcome);
  if (data.total === 0) {
    return (
      <section className="panel">
        <EmptyState title={say('rows.none')} hint={say('rows.none-hint')} />
      </section>
    );
  }
  const most = Math.min(data.total, 500);
  return (
    <section className="panel import-rows">
      {kinds.length > 0 && (
        <ul className="import-faults" aria-label={say('rows.faults')}>
          {kinds.map((fault) => (
            <li key={fault.fault}>
              {say('rows.fault-count', {
                name: rowFaultName(language, fault.fault),
                n: countText(language, fault.rows),
              })}
            </li>
          ))}
        </ul>
      )}
      <FindingTable label={say(`imports.tab.${outcome}`)} rows={data.rows} />
      {most > data.rows.length && (
        <div className="import-foot">
          <Button onClick={() => setLimit(Math.min(500, limit + 200))}>
            {say('rows.more', { n: Math.min(most, limit + 200) - data.rows.length })}
          </Button>
        </div>
      )}
    </section>
  );
}
