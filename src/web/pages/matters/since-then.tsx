import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, momentText } from '#words/date-forms.ts';
import type { ApiError } from '../../api/client.ts';

type Since = { seq: number; label: string; by: string; on: string; at: number };

/** Somebody was faster: what was done since, by whom. What is typed here stays and may be sent once it still fits. */
export function SinceThen({ failure }: { failure: ApiError | undefined }) {
  const { say, language } = useWords();
  if (failure?.code !== 'sequence-conflict') return null;
  const since = sinceOf(failure.facts['since']);
  return (
    <div className="note act-since" role="alert">
      <strong>{say('matter.since')}</strong>
      <ul>
        {since.map(({ seq, label, by, on, at }) => (
          <li key={seq}>
            {say('matter.since-act', {
              by,
              what: label,
              on: dateText(language, plainDate(on)),
              at: momentText(language, at),
            })}
          </li>
        ))}
      </ul>
      <p>{say('matter.since-kept')}</p>
    </div>
  );
}

function sinceOf(value: unknown): Since[] {
  return Array.isArray(value) ? value.filter((each): each is Since => typeof each?.label === 'string') : [];
}
