import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import type { NationalEntries } from './national-entry-page.tsx';

/** What the national export imported last ticks off, still lacks, has beyond us, and says differently. */
export function EntryCheckPanel({ check }: { check: NationalEntries['check'] }) {
  const { say, language } = useWords();
  if (check === null) return <p className="muted entry-check-none">{say('entry.check-none')}</p>;
  const groups = [
    { key: 'entered', rows: check.entered },
    { key: 'waiting', rows: check.waiting },
    { key: 'unexpected', rows: check.unexpected },
  ] as const;
  return (
    <section className="panel entry-box">
      <h2>{say('entry.check', { on: dateText(language, plainDate(check.asOf)) })}</h2>
      {groups.map(({ key, rows }) => (
        <p key={key}>
          <b>{say(`entry.${key}`)}</b> {rows.length}
          {rows.length > 0 && `：${rows.map((row) => row.headName).join('、')}`}
        </p>
      ))}
      <p>
        <b>{say('entry.differing')}</b> {check.differing.length}
      </p>
      <ul>
        {check.differing.map((row) => (
          <li key={`${row.household}/${row.field}`}>
            {row.headName}{' '}
            {say('entry.differs', {
              field: row.field,
              here: row.here ?? say('entry.unknown'),
              there: row.there ?? say('entry.unknown'),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
