import type { WhatIf } from '#contract/what-ifs.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';

const counts = ['raised', 'yes', 'no', 'unverified', 'missed', 'strangers', 'undecided'] as const;

/** One trial: a row a value, the first for what is in force; below it households in and out by township. */
export function TrialView({ trial }: { trial: WhatIf }) {
  const { say, language } = useWords();
  const share = (permille: number | null) => (permille === null ? '—' : `${(permille / 10).toFixed(1)}%`);
  const made = [dateText(language, plainDate(trial.madeOn)), trial.madeBy].filter(Boolean).join(' ');
  const name = `${trial.feedLabel}：${trial.parameter}`;
  return (
    <div className="panel batch-box">
      <div className="row">
        <h2>{name}</h2>
        <span className="muted">
          {[
            trial.county?.name,
            `${monthText(language, trial.from)} – ${monthText(language, trial.to)}`,
            say('what-if.rows', { n: trial.rows }),
            made,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard */}
      <section className="feed-calendar-scroll" aria-label={name} tabIndex={0}>
        <table className="batch-columns rates">
          <thead>
            <tr>
              <th scope="col">{trial.parameter}</th>
              {counts.map((count) => (
                <th key={count} scope="col" className="number">
                  {say(`what-if.${count}`)}
                </th>
              ))}
              <th scope="col" className="number">
                {say('what-if.precision')}
              </th>
              <th scope="col" className="number">
                {say('what-if.recall')}
              </th>
            </tr>
          </thead>
          <tbody>
            {trial.trials.map(({ value, result }, at) => (
              <tr key={at === 0 ? 'present' : value}>
                <th scope="row">
                  {value ?? say('what-if.unset')}
                  {at === 0 && <span className="muted rates-detail">{say('what-if.present')}</span>}
                </th>
                {counts.map((count) => (
                  <td key={count} className="number">
                    {countText(language, result[count])}
                  </td>
                ))}
                <td className="number">{share(result.precision)}</td>
                <td className="number">{share(result.recall)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {trial.trials.slice(1).map(({ value, towns }) => (
        <p key={value} className="what-if-towns">
          <strong>{value}</strong>{' '}
          {towns.length === 0
            ? say('what-if.no-shift')
            : towns
                .map((each) =>
                  say('what-if.shift', {
                    town: each.town === null ? say('what-if.other-towns') : villageText(each.town.name),
                    in: each.in,
                    out: each.out,
                  }),
                )
                .join('；')}
        </p>
      ))}
    </div>
  );
}
