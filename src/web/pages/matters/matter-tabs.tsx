import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plainDate } from '#domain/values/plain-date.ts';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { isActName, stepText } from '#words/engine-words.ts';
import type { Language } from '#words/language.ts';
import { isSentence, type Say } from '#words/sentences.ts';
import { useMay } from '../../api/session.ts';
import { householdQuery } from '../households/household-data.ts';
import { HouseholdIncome } from '../households/household-income.tsx';
import { HouseholdMembers } from '../households/household-members.tsx';
import '../households/households.css';
import { LeadWhy } from '../ledger/lead-why.tsx';
import { leadQuery } from '../ledger/ledger-data.ts';
import '../ledger/ledger.css';
import { isNotice, type MatterView } from './matter-data.ts';

type Tab = 'acts' | 'evidence' | 'members' | 'income';

/** 经过, and what a decision rests on: the lead it came from, members, income. */
export function MatterTabs({ view }: { view: MatterView }) {
  const { say } = useWords();
  const mayHousehold = useMay('household.read');
  const mayLedger = useMay('ledger.read');
  const [tab, setTab] = useState<Tab>('acts');
  const { household } = view.matter;
  const tabs: { id: Tab; label: string; count?: number }[] = [
    { id: 'acts', label: say('matter.tab.acts'), count: view.acts.length },
    ...(view.lead !== null && mayLedger ? [{ id: 'evidence' as const, label: say('matter.tab.evidence') }] : []),
    ...(household !== null && mayHousehold
      ? [
          { id: 'members' as const, label: say('matter.tab.members') },
          { id: 'income' as const, label: say('matter.tab.income') },
        ]
      : []),
  ];
  return (
    <div className="matter-tabs">
      <TabBar label={say('list.tabs')} tabs={tabs} value={tab} onChange={setTab} />
      {tab === 'acts' && <Acts view={view} />}
      {tab === 'evidence' && view.lead !== null && <Evidence lead={view.lead.id} />}
      {(tab === 'members' || tab === 'income') && household !== null && <Household id={household} tab={tab} />}
    </div>
  );
}

function Acts({ view }: { view: MatterView }) {
  const { say, language } = useWords();
  return (
    <section className="panel matter-box">
      <ol className="matter-acts-list">
        {[...view.acts].reverse().map((act) => (
          <li key={act.seq}>
            <div className="row">
              <strong>{actLabel(say, language, act)}</strong>
              <span>{act.text}</span>
              <time className="muted spread" dateTime={act.on}>
                {dateText(language, plainDate(act.on))}
              </time>
            </div>
            <p className="muted">{act.by}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Evidence({ lead }: { lead: string }) {
  const { data, error } = useQuery(leadQuery(lead));
  if (error) throw error;
  return <section className="panel matter-box">{data ? <LeadWhy lead={data} /> : <Waiting />}</section>;
}

function Household({ id, tab }: { id: string; tab: 'members' | 'income' }) {
  const { data, error } = useQuery(householdQuery(id));
  if (error) throw error;
  if (data === undefined) {
    return (
      <section className="panel">
        <Waiting />
      </section>
    );
  }
  return tab === 'members' ? <HouseholdMembers view={data} /> : <HouseholdIncome view={data} />;
}

/** An act of the procedure under its step's name, one of the engine in words of ours. */
function actLabel(say: Say, language: Language, act: MatterView['acts'][number]): string {
  if (isActName(act.label) && act.label !== act.kind) return stepText(language, act.label);
  const key = `matter.act.${act.kind}`;
  if (isSentence(key)) return (say as (key: string) => string)(key);
  if (!act.kind.endsWith('.begin')) return act.label;
  return isNotice(act.label) ? say('matter.post') : say('matter.begin', { step: act.label });
}
