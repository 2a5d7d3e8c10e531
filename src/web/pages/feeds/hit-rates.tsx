import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';

export const groupings = ['feed', 'rule', 'threshold', 'town', 'period'] as const;
type Grouping = (typeof groupings)[number];
type Rates = Reply<typeof routes.feedHitRates>;
type Counts = Rates['total'];
type Asked = { by: Grouping; from?: string | undefined; to?: string | undefined };

/** 属实率: of warnings verified, how many were right; by feed, rule, threshold, township or month. */
export function HitRates({ by, from, to, onChange }: Asked & { onChange: (asked: Asked) => void }) {
  const { say, language } = useWords();
  const submits = useMay('feed.submit');
  const { data, error } = useQuery({
    queryKey: ['hit-rates', by, from ?? '', to ?? ''],
    queryFn: ({ signal }) => api(routes.feedHitRates, { query: { by, from, to }, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  return (
    <div className="panel batch-box">
      <div className="row no-print">
        <TabBar
          label={say('rates.by')}
          value={by}
          tabs={groupings
            // A department is not told where the people live.
            .filter((id) => id !== 'town' || !submits)
            .map((id) => ({ id, label: say(`rates.by.${id}`) }))}
          onChange={(next) => onChange({ by: next, from, to })}
        />
        <span className="spread row">
          <MonthChoice month={data.from} onChange={(month) => onChange({ by, from: month, to })} />
          {say('rates.until')}
          <MonthChoice month={data.to} onChange={(month) => onChange({ by, from, to: month })} />
        </span>
      </div>
      <p className="muted">
        {monthText(language, data.from)} – {monthText(language, data.to)} · {say('rates.meaning')}
      </p>
      {data.rows.length === 0 ? (
        <EmptyState title={say('results.empty')} hint={say('results.empty-hint')} />
      ) : (
        <RateTable rates={data} />
      )}
    </div>
  );
}

function RateTable({ rates }: { rates: Rates }) {
  const { say, language } = useWords();
  const name = (label: string) =>
    rates.by === 'period' ? monthText(language, label) : rates.by === 'town' ? villageText(label) : label;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="feed-calendar-scroll" aria-label={say('results.tab.rates')} tabIndex={0}>
      <table className="batch-columns rates">
        <thead>
          <tr>
            <th scope="col">{say(`rates.by.${rates.by}`)}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="number">
                {say(`rates.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rates.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {name(row.label)}
                {row.detail !== null && <span className="muted rates-detail">{row.detail}</span>}
              </th>
              <Cells counts={row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('rates.sum')}</th>
            <Cells counts={rates.total} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

const columns = ['reported', 'raised', 'yes', 'already', 'no', 'open', 'rate'] as const;

function Cells({ counts }: { counts: Counts }) {
  const { say, language } = useWords();
  return columns.map((column) => (
    <td key={column} className="number">
      {column !== 'rate'
        ? countText(language, counts[column])
        : counts.rate === null
          ? say('rates.none')
          : `${(counts.rate / 10).toFixed(1)}%`}
    </td>
  ));
}
