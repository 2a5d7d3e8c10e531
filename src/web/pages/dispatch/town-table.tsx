import { Button } from 'antd';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import type { PendingDispatch } from './dispatch-data.ts';

type TownProps = {
  byTown: PendingDispatch['byTown'];
  town: number | undefined;
  onTown: (town: number | undefined) => void;
};

/** How many lines each township gets; a name filters the list. */
export function TownTable({ byTown, town, onTown }: TownProps) {
  const { say, language } = useWords();
  const rows = [...byTown].sort((a, b) => Number(a.unplaced) - Number(b.unplaced) || b.leads - a.leads);
  const total = byTown.reduce((sum, row) => sum + row.leads, 0);
  return (
    <section className="panel dispatch-box">
      <h2>{say('dispatch.by-town')}</h2>
      <table className="dispatch-towns">
        <thead>
          <tr>
            <th scope="col">{say('dispatch.town')}</th>
            <th scope="col">{say('dispatch.leads')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={`${row.town.id}${row.unplaced}`}
              aria-current={row.town.id === town && !row.unplaced ? 'true' : undefined}
            >
              <th scope="row">
                {row.unplaced ? (
                  say('dispatch.town-unknown')
                ) : (
                  <button
                    type="button"
                    className="link-button"
                    title={
                      row.town.id === town
                        ? say('dispatch.show-all-towns')
                        : say('dispatch.show-town', { town: row.town.name })
                    }
                    onClick={() => onTown(row.town.id === town ? undefined : row.town.id)}
                  >
                    {row.town.name}
                  </button>
                )}
              </th>
              <td>{countText(language, row.leads)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('dispatch.total')}</th>
            <td>{countText(language, total)}</td>
          </tr>
        </tfoot>
      </table>
      {town !== undefined && (
        <Button size="small" onClick={() => onTown(undefined)}>
          {say('dispatch.show-all-towns')}
        </Button>
      )}
    </section>
  );
}

/** Receipts given so far, one a township; printed as they stand. */
export function ReceiptTable({ receipts }: { receipts: PendingDispatch['receipts'] }) {
  const { say, language } = useWords();
  return (
    <section className="panel dispatch-box dispatch-receipts">
      <div className="row">
        <h2>{say('dispatch.receipts')}</h2>
        <Button className="spread no-print" size="small" onClick={() => window.print()}>
          {say('dispatch.print')}
        </Button>
      </div>
      <ul>
        {receipts.map((receipt) => (
          <li key={receipt.id}>
            <div className="row">
              <strong>{say('dispatch.receipt-line', { town: receipt.town.name, n: receipt.leads })}</strong>
              <span className="muted spread">{dateText(language, plainDate(receipt.on))}</span>
            </div>
            <span className="muted">
              {say('dispatch.receipt-no')} {receipt.no}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
