import { plainDate } from '#domain/values/plain-date.ts';
import { clauseRef, useBasis } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import type { Lead } from './lead-panel.tsx';
import { VisitPhotos } from './visit-photos.tsx';

/** Why this lead exists: who said what when, and the row of the file it came from. */
export function LeadWhy({ lead: { line, evidence, visit } }: { lead: Lead }) {
  const { say, language } = useWords();
  const basis = useBasis();
  return (
    <div className="lead-why">
      <h3>{say('verify.why')}</h3>
      <p>
        {line.channelLabel} · {line.source} · {dateText(language, plainDate(line.foundOn))}
      </p>
      <p>{line.text}</p>
      {evidence.map((item) => {
        const source = clauseRef(item.clause);
        const from = item.department ?? item.feed ?? '';
        return (
          <div key={item.id} className="lead-evidence">
            <p className="muted">
              {from} {dateText(language, plainDate(item.on))}{' '}
              {item.fileName !== null &&
                item.row !== null &&
                say('verify.file-row', { file: item.fileName, row: item.row })}{' '}
              {source && (
                <button
                  type="button"
                  className="link-button"
                  onClick={() => basis.open({ title: from, sources: [source] })}
                >
                  {say('basis.title')}
                </button>
              )}
            </p>
            {item.facts.length > 0 && (
              <dl className="facts">
                {item.facts.map((fact) => (
                  <div key={fact.label} style={{ display: 'contents' }}>
                    <dt>{fact.label}</dt>
                    <dd>{fact.value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
        );
      })}
      <VisitPhotos lead={line.id} photos={visit?.photos ?? []} />
    </div>
  );
}
