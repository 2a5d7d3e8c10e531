import type { HomeReply } from '#contract/homes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { HrefLink } from '../../href-link.tsx';
import { sayKnown } from './say-known.ts';
import './one-table.css';

/** 一张表: an area a row, every number opening its list, sums below; beside it what is overdue longest and why. */
export function OneTable({ home }: { home: HomeReply }) {
  const { say, language } = useWords();
  const { progress, late, asOf } = home;
  if (progress.length === 0) return null;
  const columns = [...new Set(progress.flatMap(({ cells }) => Object.keys(cells)))];
  const sum = (column: string) => progress.reduce((n, { cells }) => n + (cells[column] ?? 0), 0);
  return (
    <div className="one-table-pair">
      <section className="panel home-box" aria-labelledby="one-table-title">
        <h2 id="one-table-title">
          {say('menu.one-table')}{' '}
          <span className="muted">{say('home.as-of', { on: dateText(language, plainDate(asOf)) })}</span>
        </h2>
        <div className="one-table-scroll">
          <table className="home-progress">
            <thead>
              <tr>
                <td />
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {sayKnown(say, `home.cell.${column}`, column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {progress.map(({ area, cells, links }) => (
                <tr key={area.id}>
                  <th scope="row">{villageText(area.name)}</th>
                  {columns.map((column) => {
                    const number = countText(language, cells[column]);
                    const to = links[column];
                    return (
                      <td key={column} data-late={column === 'overdue' && (cells[column] ?? 0) > 0 ? '' : undefined}>
                        {to === undefined || !cells[column] ? number : <HrefLink to={to}>{number}</HrefLink>}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{say('home.sum')}</th>
                {columns.map((column) => (
                  <td key={column}>{countText(language, sum(column))}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      </section>
      {late.length > 0 && (
        <section className="panel home-box" aria-labelledby="late-title">
          <h2 id="late-title">{say('home.longest-late')}</h2>
          <ul className="late-list">
            {late.map((item) => (
              <li key={item.lead}>
                <div className="row">
                  <HrefLink to={item.to}>{item.title}</HrefLink>
                  <span className="muted">{item.place}</span>
                </div>
                <DueChip due={item.due} of={`${item.title} ${item.next}`} />
                <p className="muted">{say('home.late-at', { holder: item.holder, next: item.next })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
