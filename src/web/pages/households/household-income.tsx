import { parseYuan } from '#domain/values/fen.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText } from '#words/engine-words.ts';
import { moneyText } from '#words/number-forms.ts';
import type { HouseholdView } from './household-data.ts';

/** Income line by line with source and date, over which window, and both figures a head. */
export function HouseholdIncome({ view: { income } }: { view: HouseholdView }) {
  const { say, language } = useWords();
  const money = (text: string | null) => moneyText(language, text === null ? null : parseYuan(text));
  const { window, lines } = income;
  return (
    <section className="panel household-box">
      <h2>
        {say('household.income')}{' '}
        {window && (
          <span className="muted household-window">
            {say('basis.in-force-span', {
              from: dateText(language, plainDate(window.from)),
              to: dateText(language, plainDate(window.to)),
            })}
          </span>
        )}
      </h2>
      <table className="income">
        <thead className="sr-only">
          <tr>
            <th scope="col">{say('household.income.kind')}</th>
            <th scope="col">{say('household.income.amount')}</th>
            <th scope="col">{say('household.income.source')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.label}</th>
              <td>
                {line.value === null ? <span className="unknown">{say('value.unknown')}</span> : money(line.value)}
              </td>
              <td className="muted">
                {[
                  line.source && registrySourceText(language, line.source),
                  line.on && dateText(language, plainDate(line.on)),
                ]
                  .filter(Boolean)
                  .join('，')}
              </td>
            </tr>
          ))}
          <tr className="income-total">
            <th scope="row">{say('household.income.per-head')}</th>
            <td>{money(income.perCapitaNet)}</td>
            <td />
          </tr>
          {income.referenceRange !== null && (
            <tr>
              <th scope="row">{say('household.income.reference')}</th>
              <td>{income.referenceRange}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
