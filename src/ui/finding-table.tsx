import { Fragment } from 'react';
import './finding-table.css';
import { useWords } from './words-context.tsx';

type Finding = { address: string; column: string | null; reason: string; mend: string };
type Row = { sheet: string; number: number; findings: readonly Finding[] };

/** Rows of a file with something to say about them: which cell, why, and what somebody does about it. */
export function FindingTable({ label, rows }: { label: string; rows: readonly Row[] }) {
  const { say } = useWords();
  const sheets = new Set(rows.map((row) => row.sheet)).size > 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="findings-scroll" aria-label={label} tabIndex={0}>
      <table className="findings">
        <thead>
          <tr>
            {sheets && <th scope="col">{say('rows.sheet')}</th>}
            <th scope="col">{say('rows.row')}</th>
            <th scope="col">{say('rows.cell')}</th>
            <th scope="col">{say('rows.column')}</th>
            <th scope="col">{say('rows.reason')}</th>
            <th scope="col">{say('rows.mend')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={`${row.sheet}${row.number}`}>
              {row.findings.map((finding, index) => (
                <tr key={`${finding.address}${finding.reason}`} data-first={index === 0 ? '' : undefined}>
                  {sheets && <td>{index === 0 ? row.sheet : ''}</td>}
                  <td className="findings-number">{index === 0 ? row.number : ''}</td>
                  <td>{finding.address.includes(':') ? say('rows.whole-row') : finding.address}</td>
                  <td>{finding.column ?? ''}</td>
                  <td>{finding.reason}</td>
                  <td>{finding.mend}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
