import { Link } from '@tanstack/react-router';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText, stepText } from '#words/engine-words.ts';
import { paths } from '../../paths.ts';
import { changeKindText } from './change-kind-text.ts';
import type { HouseholdView } from './household-data.ts';

/** Everything that happened to a household, newest first. */
export function HouseholdTimeline({ view: { timeline, leads } }: { view: HouseholdView }) {
  const { say, language } = useWords();
  const titleOf = (event: (typeof timeline)[number]) =>
    event.title.startsWith('change:')
      ? changeKindText(say, event.title.slice('change:'.length))
      : event.kind === 'registry'
        ? registrySourceText(language, event.title)
        : stepText(language, event.title);
  const textOf = (event: (typeof timeline)[number]) =>
    event.kind === 'registry' && /^\d+$/.test(event.text)
      ? say('household.fields-changed', { n: event.text })
      : event.text;
  const ledgerLeads = new Set(leads.map((lead) => lead.id));
  return (
    <section className="panel household-box">
      <h2>{say('household.timeline')}</h2>
      {timeline.length === 0 && <p className="muted">{say('household.timeline-empty')}</p>}
      <ol className="timeline">
        {timeline.map((event) => (
          <li key={`${event.at}${event.kind}${event.title}`} data-kind={event.kind}>
            <div className="row">
              <strong>
                {event.matter !== null && ledgerLeads.has(event.matter) ? (
                  <Link to={paths.ledger} search={{ tab: 'all', lead: event.matter }}>
                    {titleOf(event)}
                  </Link>
                ) : (
                  titleOf(event)
                )}
              </strong>
              <time className="muted spread" dateTime={event.on}>
                {dateText(language, plainDate(event.on))}
              </time>
            </div>
            {event.text !== '' && <p>{textOf(event)}</p>}
            <p className="muted">{event.by}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
