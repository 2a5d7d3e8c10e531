import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { HouseholdHit } from '#contract/households.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { PageHead } from '#ui/page-head.tsx';
import { useDraft } from '#ui/use-draft.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { householdQuery } from '../households/household-data.ts';
import { optionsQuery } from '../ledger/ledger-data.ts';
import { type Entry, emptyEntry, entryBody, entryFaults } from './entry.ts';
import { EntryReceipt } from './entry-receipt.tsx';
import { FindHousehold } from './find-household.tsx';
import { LeadFields } from './lead-fields.tsx';
import { HouseholdCard, NewHouseholdFields } from './who.tsx';
import './lead-entry.css';

type Receipt = Reply<typeof routes.registerLead>;

/** 登记线索: find the household in one field, else village, name and phone; then channel, source and what was said. */
export function LeadEntryPage() {
  const { say, today } = useWords();
  const navigate = useNavigate();
  const { household: asked } = useSearch({ from: '/office/leads/new' });
  const { data: options } = useSuspenseQuery(optionsQuery);
  const [initial] = useState(() => emptyEntry(today));
  const draft = useDraft<Entry>('lead-entry', initial);
  const [found, setFound] = useState<HouseholdHit>();
  const [isNew, setIsNew] = useState(false);
  const [tried, setTried] = useState(false);
  const [receipt, setReceipt] = useState<Receipt>();
  const { data: fromAddress } = useQuery({ ...householdQuery(asked ?? ''), enabled: asked !== undefined });
  const household = found ?? (isNew ? undefined : fromAddress?.household);
  const faults = entryFaults(draft.value, household !== undefined, options);
  const register = useAct(
    () => api(routes.registerLead, { body: entryBody(draft.value, household?.id) }),
    (reply) => {
      draft.drop();
      setReceipt(reply);
    },
  );
  const again = () => {
    setReceipt(undefined);
    setFound(undefined);
    setIsNew(false);
    setTried(false);
    void navigate({ to: paths.leadEntry, search: {}, replace: true });
  };
  const submit = () => {
    setTried(true);
    if (Object.keys(faults).length === 0 && !register.isPending) register.mutate();
  };
  if (receipt) return <EntryReceipt receipt={receipt} onNext={again} />;
  const shownFaults = tried ? faults : {};
  return (
    <>
      <PageHead title={say('lead.title')} />
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <section className="panel entry-part">
          {household ? (
            <HouseholdCard household={household} onChange={again} />
          ) : isNew ? (
            <NewHouseholdFields
              entry={draft.value}
              options={options}
              faults={shownFaults}
              onChange={draft.set}
              onSearch={() => setIsNew(false)}
            />
          ) : (
            <FindHousehold
              onFound={setFound}
              onNew={(typed) => {
                setIsNew(true);
                if (draft.value.headName === '') draft.set({ headName: typed });
              }}
            />
          )}
        </section>
        {(household !== undefined || isNew) && (
          <section className="panel entry-part">
            <LeadFields entry={draft.value} options={options} faults={shownFaults} onChange={draft.set} />
            <div className="row">
              <Button type="primary" htmlType="submit" loading={register.isPending}>
                {say('lead.submit')}
              </Button>
              {draft.restored && (
                <>
                  <span className="muted">{say('draft.restored')}</span>
                  <button type="button" className="link-button" onClick={draft.drop}>
                    {say('draft.drop')}
                  </button>
                </>
              )}
            </div>
          </section>
        )}
      </form>
    </>
  );
}
