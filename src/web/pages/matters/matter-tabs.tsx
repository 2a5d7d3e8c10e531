import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { isActName, stepText } from '#words/engine-words.ts';
import type { Language } from '#words/language.ts';
import { isSentence, type Say } from '#words/sentences.ts';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { householdQuery } from '../households/household-data.ts';
import { HouseholdIncome } from '../households/household-income.tsx';
import { HouseholdMembers } from '../households/household-members.tsx';
import '../households/households.css';
import { LeadWhy } from '../ledger/lead-why.tsx';
import { leadQuery } from '../ledger/ledger-data.ts';
import '../ledger/ledger.css';
import { isNotice, type MatterView } from './matter-data.ts';

type Tab = 'acts' | 'evidence' | 'members' | 'income' | 'help' | 'papers';

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
    { id: 'help' as const, label: say('matter.tab.help'), count: view.helped.length },
    { id: 'papers' as const, label: say('matter.tab.papers'), count: view.papers.length },
  ];
  return (
    <div className="matter-tabs">
      <TabBar label={say('list.tabs')} tabs={tabs} value={tab} onChange={setTab} />
      {tab === 'acts' && <Acts view={view} />}
      {tab === 'evidence' && view.lead !== null && <Evidence lead={view.lead.id} />}
      {tab === 'help' && <Helped view={view} />}
      {tab === 'papers' && <Papers view={view} />}
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
            <p className="muted">{[act.by, act.document].filter(Boolean).join(' · ')}</p>
            {act.published !== null && (
              <details>
                <summary>{say('matter.published')}</summary>
                <p className="matter-published">{act.published}</p>
              </details>
            )}
            {act.photos.length > 0 && (
              <p className="row">
                {act.photos.map((photo, index) => (
                  <a
                    key={photo}
                    href={addressOf(routes.matterPhoto, { params: { id: view.matter.id, photo } })}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {say('matter.photo', { no: index + 1 })}
                  </a>
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Help given, and what may be given now. */
function Helped({ view: { helped, helps } }: { view: MatterView }) {
  const { say, language } = useWords();
  return (
    <section className="panel matter-box">
      {helped.length === 0 && <p className="muted">{say('matter.help.none')}</p>}
      <ul>
        {helped.map((help) => (
          <li key={`${help.label}${help.on}`} className="row">
            <strong>{help.label}</strong>
            <span>{dateText(language, plainDate(help.on))}</span>
            {help.ahead && <span className="matter-warn">{say('matter.help.ahead')}</span>}
          </li>
        ))}
      </ul>
      {helps.length > 0 && (
        <p className="muted">
          {say('matter.help.may')}：{helps.map(({ label }) => label).join('、')}
        </p>
      )}
    </section>
  );
}

/** Papers the document asks for, and the steps they belong to. */
function Papers({ view: { papers } }: { view: MatterView }) {
  const { say, language } = useWords();
  return (
    <section className="panel matter-box">
      {papers.length === 0 && <p className="muted">{say('matter.paper.none')}</p>}
      <ul>
        {papers.map((paper) => (
          <li key={paper.id} className="row">
            <strong>{paper.label}</strong>
            <span className="muted">{say('matter.paper.step', { step: paper.steps.join('、') })}</span>
            {paper.filled !== null && (
              <span>{say('matter.paper.signed', { on: dateText(language, plainDate(paper.filled)) })}</span>
            )}
          </li>
        ))}
      </ul>
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
