import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { countText } from '#words/number-forms.ts';
import { paths } from '../../paths.ts';
import { DecideBar, type Decided } from './decide-bar.tsx';
import { byHousehold, differenceReasons, differencesQuery, PAGE_SIZE } from './difference-data.ts';
import { HouseholdDifferences } from './household-differences.tsx';
import './differences.css';

const MOST = 200;

/** 待定差异: what two sources say differently, chosen line by line or household by household, accepted or kept together. */
export function DifferencesPage() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const { reason } = useSearch({ from: '/office/differences' });
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [decided, setDecided] = useState<Decided>();
  const { data, error } = useQuery(differencesQuery(reason, limit));
  if (error) throw error;
  const shown = data?.differences ?? [];
  const selected = shown.filter(({ id }) => chosen.has(id));
  const choose = (ids: readonly number[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  return (
    <>
      <PageHead
        title={say('differences.title')}
        note={data && say('differences.open', { n: countText(language, data.total) })}
      />
      <div className="stack">
        {decided && (
          <AfterAct
            text={say(decided.refused.length > 0 ? 'differences.done-but' : 'differences.done', {
              n: decided.done.length,
              refused: decided.refused.length,
            })}
            tone={decided.refused.length > 0 ? 'warn' : 'done'}
            onClose={() => setDecided(undefined)}
          />
        )}
        <TabBar
          label={say('list.tabs')}
          tabs={[
            { id: 'all' as const, label: say('differences.all') },
            ...differenceReasons.map((id) => ({ id, label: say(`differences.reason.${id}`) })),
          ]}
          value={reason ?? 'all'}
          onChange={(next) => {
            setChosen(new Set());
            void navigate({ to: paths.differences, search: next === 'all' ? {} : { reason: next }, replace: true });
          }}
        />
        {shown.length > 0 && (
          <DecideBar
            selected={selected}
            onDecided={(outcome) => {
              setDecided(outcome);
              setChosen(new Set());
            }}
          />
        )}
        {data === undefined ? (
          <Waiting />
        ) : shown.length === 0 ? (
          <section className="panel">
            <EmptyState title={say('differences.none')} hint={say('differences.none-hint')} />
          </section>
        ) : (
          <ul className="stack">
            {byHousehold(shown).map(({ household, differences }) => (
              <HouseholdDifferences
                key={household}
                differences={differences}
                chosen={chosen}
                refused={decided?.refused ?? []}
                onChoose={choose}
              />
            ))}
          </ul>
        )}
        {data !== undefined && data.total > shown.length && limit < MOST && (
          <div>
            <Button onClick={() => setLimit(Math.min(MOST, limit + PAGE_SIZE))}>
              {say('list.more', { n: Math.min(PAGE_SIZE, data.total - shown.length) })}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
