import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, dayText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { MatterActs } from './matter-acts.tsx';
import { isNotice, type MatterView, matterQuery } from './matter-data.ts';
import { MatterSteps } from './matter-steps.tsx';
import { MatterTabs } from './matter-tabs.tsx';
import './matters.css';

/** 办件页: one household, one procedure. Where it stands, what may be done now and what not, who acts next. */
export function MatterPage() {
  const { say } = useWords();
  const { id } = useParams({ from: '/office/matters/$id' });
  const { data: view } = useSuspenseQuery(matterQuery(id));
  const [done, setDone] = useState<string>();
  const { matter } = view;
  const place = [matter.town?.name, matter.village && villageText(matter.village.name)].filter(Boolean).join(' ');
  return (
    <>
      <PageHead
        title={say('matter.title', { name: matter.headName, procedure: matter.procedureLabel })}
        note={[place, matter.no].filter(Boolean).join(' · ')}
        actions={<HeadLinks view={view} />}
      />
      <div className="matter">
        <MatterHead view={view} />
        {done !== undefined && <Done what={done} view={view} onClose={() => setDone(undefined)} />}
        <MatterSteps view={view} />
        <div className="matter-columns">
          <MatterActs view={view} onDone={setDone} />
          <MatterTabs view={view} />
        </div>
      </div>
    </>
  );
}

function HeadLinks({ view: { matter, lead } }: { view: MatterView }) {
  const { say } = useWords();
  const mayLedger = useMay('ledger.read');
  const mayPrint = useMay('paper.read');
  return (
    <span className="row matter-links">
      <Link to={paths.matters}>{say('matter.back')}</Link>
      {matter.household !== null && (
        <Link to={paths.household} params={{ id: matter.household }}>
          {say('matter.household')}
        </Link>
      )}
      {mayPrint && (
        <>
          <Link to={paths.papers} search={{ matter: matter.id }}>
            {say('papers.new')}
          </Link>
          <a href={addressOf(routes.matterDossier, { params: { id: matter.id } })} download>
            {say('papers.dossier')}
          </a>
        </>
      )}
      {lead !== null && mayLedger && (
        <Link to={paths.ledger} search={{ tab: 'all', lead: lead.id }}>
          {say('matter.from-lead', { no: lead.no })}
        </Link>
      )}
    </span>
  );
}

/** `第 n 天/15 天`, the latest day to post the notice, and what the document leaves open. */
function MatterHead({ view }: { view: MatterView }) {
  const { say, language, today } = useWords();
  const { limit, matter, note, steps, owed } = view;
  const notice = steps.find((step) => isNotice(step.label));
  const latest = notice?.begunOn === null && matter.closedOn === null ? limit?.latestNotice : undefined;
  const label = (id: string) => steps.find((step) => step.id === id)?.label ?? id;
  return (
    <section className="panel matter-head">
      <div className="row matter-limit">
        {limit && (
          <strong className="matter-day" data-late={limit.of !== null && limit.day > limit.of ? '' : undefined}>
            {limit.of === null
              ? say('matter.day', { day: limit.day })
              : say(limit.day > limit.of ? 'matter.day-over' : 'matter.day-of', { day: limit.day, of: limit.of })}
          </strong>
        )}
        <DueChip due={limit?.due ?? matter.due} of={matter.procedureLabel} />
        {latest != null && (
          <span className={latest < today ? 'matter-warn' : ''}>
            {say(latest < today ? 'matter.latest-notice-passed' : 'matter.latest-notice', {
              day: dayText(language, plainDate(latest), today),
            })}
          </span>
        )}
        {matter.closedOn !== null && (
          <strong>{say('matter.closed-on', { on: dateText(language, plainDate(matter.closedOn)) })}</strong>
        )}
        {note !== null && <span className="muted spread">{say('matter.note', { note })}</span>}
      </div>
      {owed.length > 0 && <p className="note">{say('matter.owed', { steps: owed.map(label).join('、') })}</p>}
    </section>
  );
}

/** What was done and what comes next, by whom. */
function Done({ what, view, onClose }: { what: string; view: MatterView; onClose: () => void }) {
  const { say } = useWords();
  const next = view.open.map((open) => `${open.label}（${open.by.join('、')}）`).join('；');
  const text =
    view.matter.closedOn !== null
      ? say('matter.done-end', { what })
      : next === ''
        ? say('matter.done', { what })
        : say('matter.done-next', { what, next });
  return <AfterAct text={text} onClose={onClose} />;
}
