import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { HouseholdHit } from '#contract/households.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';

type Props = { onFound: (household: HouseholdHit) => void; onNew: (typed: string) => void };

/** One field: name, pinyin initials or the tail of an ID number. ↑↓ and Enter choose. */
export function FindHousehold({ onFound, onNew }: Props) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useQuery({
    queryKey: ['household-search', asked],
    queryFn: ({ signal }) => api(routes.searchHouseholds, { query: { q: asked }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const hits = asked === '' ? [] : (data?.hits ?? []);
  return (
    <div className="stack">
      <Field label={say('lead.find')}>
        {(id) => (
          <Input
            id={id}
            size="large"
            autoFocus
            prefix={<SearchOutlined aria-hidden="true" />}
            placeholder={say('lead.find-hint')}
            value={text}
            maxLength={64}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
              else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
              else if (event.key === 'Enter') {
                const hit = hits[at];
                if (hit) onFound(hit);
              } else return;
              event.preventDefault();
            }}
          />
        )}
      </Field>
      {hits.length > 0 && (
        <ul className="hits" aria-label={say('lead.found-n', { n: hits.length })}>
          {hits.map((hit, index) => (
            <li key={hit.id}>
              <button
                type="button"
                className="hit"
                data-at={index === at ? '' : undefined}
                onClick={() => onFound(hit)}
              >
                <strong>{hit.headName}</strong>
                {hit.matched !== null && <span className="muted">（{hit.matched}）</span>}
                <span>{hit.village ? villageText(hit.village.name) : say('value.unknown')}</span>
                <span>{say('household.people', { n: hit.persons })}</span>
                <span className="muted">{hit.idMasked ?? ''}</span>
                {hit.openLead && <span className="mark-open">{say('lead.has-open')}</span>}
                {hit.monitored && <span className="mark-open">{say('lead.is-object')}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {asked !== '' && data && (
        <div className="row">
          {hits.length === 0 && <span className="muted">{say('lead.not-found')}</span>}
          <Button onClick={() => onNew(text.trim())}>
            {say(hits.length === 0 ? 'lead.as-new' : 'lead.not-in-list')}
          </Button>
        </div>
      )}
    </div>
  );
}
