import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { addressOf, api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { EntryCheckPanel } from './entry-check-panel.tsx';
import { EntryHousehold } from './entry-household.tsx';
import './national-entry.css';

export type NationalEntries = Reply<typeof routes.listNationalEntries>;

/** 全国系统录入: recognised households not yet keyed, to copy field by field; the entry day is the last step. */
export function NationalEntryPage() {
  const { say } = useWords();
  const mayExport = useMay('national-entry.full-numbers');
  const { data } = useSuspenseQuery({
    queryKey: ['national-entries'],
    queryFn: () => api(routes.listNationalEntries),
  });
  const [done, setDone] = useState<string>();
  return (
    <>
      <PageHead
        title={say('entry.title')}
        note={say('entry.note')}
        actions={
          mayExport &&
          data.households.length > 0 && (
            <Button href={addressOf(routes.nationalEntrySheet, {})} title={say('entry.export-note')}>
              {say('entry.export')}
            </Button>
          )
        }
      />
      {done !== undefined && (
        <AfterAct text={say('entry.recorded', { name: done })} onClose={() => setDone(undefined)} />
      )}
      {data.households.length === 0 ? (
        <section className="panel">
          <EmptyState title={say('entry.none')} hint={say('entry.none-hint')} />
        </section>
      ) : (
        data.households.map((household) => (
          <EntryHousehold key={household.matter} household={household} onDone={() => setDone(household.headName)} />
        ))
      )}
      <EntryCheckPanel check={data.check} />
    </>
  );
}
