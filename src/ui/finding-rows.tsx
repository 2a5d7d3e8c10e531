import { Button } from 'antd';
import type { ComponentProps } from 'react';
import type { RowFault } from '#domain/values/row-fault.ts';
import { countText } from '#words/number-forms.ts';
import { rowFaultName } from '#words/row-fault-names.ts';
import { EmptyState } from './empty-state.tsx';
import { FindingTable } from './finding-table.tsx';
import { Waiting } from './waiting.tsx';
import { useWords } from './words-context.tsx';

/** Rows shown first. */
export const FIRST_FINDINGS = 50;
const MORE = 200;
const MOST = 500;

interface FindingRowsProps {
  readonly label: string;
  /** Kinds of faults among the rows, each with the number of its rows. */
  readonly faults: readonly { readonly fault: RowFault; readonly rows: number }[];
  /** undefined: still coming. */
  readonly found: { readonly rows: ComponentProps<typeof FindingTable>['rows']; readonly total: number } | undefined;
  readonly limit: number;
  readonly onLimit: (limit: number) => void;
}

/** Rows of a file of one kind: kinds of faults with their numbers, then row by row with cell, reason and mend. */
export function FindingRows({ label, faults, found, limit, onLimit }: FindingRowsProps) {
  const { say, language } = useWords();
  if (found === undefined) return <Waiting />;
  if (found.total === 0) {
    return (
      <section className="panel">
        <EmptyState title={say('rows.none')} hint={say('rows.none-hint')} />
      </section>
    );
  }
  const most = Math.min(found.total, MOST);
  const next = Math.min(MOST, limit + MORE);
  return (
    <section className="panel">
      {faults.length > 0 && (
        <ul className="finding-faults" aria-label={say('rows.faults')}>
          {faults.map(({ fault, rows }) => (
            <li key={fault}>
              {say('rows.fault-count', { name: rowFaultName(language, fault), n: countText(language, rows) })}
            </li>
          ))}
        </ul>
      )}
      <FindingTable label={label} rows={found.rows} />
      {most > found.rows.length && (
        <Button className="finding-more" onClick={() => onLimit(next)}>
          {say('rows.more', { n: Math.min(most, next) - found.rows.length })}
        </Button>
      )}
    </section>
  );
}
