import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { MaskedNumber } from '#ui/masked-number.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText, statusText } from '#words/engine-words.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ChangeHousehold } from './change-household.tsx';
import { CorrectValue } from './correct-value.tsx';
import { type HouseholdView, householdQuery } from './household-data.ts';
import { HouseholdFindings } from './household-findings.tsx';
import { HouseholdIncome } from './household-income.tsx';
import { HouseholdMembers } from './household-members.tsx';
import { HouseholdProcedures } from './household-procedures.tsx';
import { HouseholdTimeline } from './household-timeline.tsx';
import './households.css';

/** 农户页: who they are, what they live on, what has been done, in order of time. */
export function HouseholdPage() {
  const { say } = useWords();
  const { id } = useParams({ from: '/office/households/$id' });
  const { data: view } = useSuspenseQuery(householdQuery(id));
  const mayRegister = useMay('lead.register');
  const { household } = view;
  const place = [household.town?.name, household.village && villageText(household.village.name)]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      <PageHead
        title={say('household.title', { name: household.headName })}
        note={`${place} · ${say('household.people', { n: household.persons })}`}
        actions={
          <>
            {mayRegister && (
              <Link to={paths.leadEntry} search={{ household: id }}>
                <Button tabIndex={-1}>{say('household.new-lead')}</Button>
              </Link>
            )}
            <ChangeHousehold view={view} />
          </>
        }
      />
      <div className="household">
        <div className="stack">
          <HouseholdHead view={view} />
          <HouseholdProcedures view={view} />
          <HouseholdFindings household={household.id} />
          <HouseholdMembers view={view} />
          <HouseholdIncome view={view} />
        </div>
        <HouseholdTimeline view={view} />
      </div>
    </>
  );
}

function HouseholdHead({ view }: { view: HouseholdView }) {
  const { say, language } = useWords();
  const mayReveal = useMay('household.reveal-number');
  const { household, status, leads } = view;
  const reveal = async (reason: string) =>
    (await api(routes.revealNumber, { params: { id: household.id }, body: { subject: 'household-phone', reason } }))
      .value;
  return (
    <section className="panel household-box">
      <div className="row">
        <span className="spread" />
        <CorrectValue household={household.id} name={household.headName} />
      </div>
      {view.provisional && <p className="note">{say('household.provisional')}</p>}
      <dl className="facts">
        <dt>{say('household.state')}</dt>
        <dd>
          <strong>{statusText(language, status.label)}</strong>{' '}
          {status.since !== null && (
            <span className="muted">{say('household.since', { on: dateText(language, plainDate(status.since)) })}</span>
          )}
        </dd>
        <dt>{say('household.risks')}</dt>
        <dd>
          {status.risks.length > 0 ? status.risks.join('、') : <span className="unknown">{say('value.unknown')}</span>}
        </dd>
        <dt>{say('household.address')}</dt>
        <dd>{view.addressMasked ?? <span className="unknown">{say('value.unknown')}</span>}</dd>
        <dt>{say('household.phone')}</dt>
        <dd>
          <MaskedNumber
            masked={household.phoneMasked}
            of={household.headName}
            reveal={mayReveal ? reveal : undefined}
          />
        </dd>
        {view.facts.map((fact) => (
          <div key={fact.key} style={{ display: 'contents' }}>
            <dt id={`field-${fact.key}`}>{fact.label}</dt>
            <dd>
              {fact.value ?? <span className="unknown">{say('value.unknown')}</span>}{' '}
              {fact.source !== null && <span className="muted">{registrySourceText(language, fact.source)}</span>}
            </dd>
          </div>
        ))}
        {leads.length > 0 && (
          <>
            <dt>{say('household.leads')}</dt>
            <dd className="stack" style={{ gap: 4 }}>
              {leads.map((lead) => (
                <span key={lead.id} className="row">
                  <Link to={paths.ledger} search={{ tab: 'all', lead: lead.id }}>
                    {lead.no}
                  </Link>
                  <DueChip due={lead.due} of={lead.no} />
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
