import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { PublicNotice } from '#contract/public-notices.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { useBasis } from '#ui/basis-context.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { RefusalLine } from '#ui/refused-act.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { AnnounceMany } from './announce-many.tsx';
import { type NoticeTab, noticeTabs, tabOf } from './notice-tabs.ts';
import './public-notices.css';

const noticesQuery = queryOptions({ queryKey: ['public-notices'], queryFn: () => api(routes.listPublicNotices) });

/** 公示公告: 待张贴, 公示中, 异议, 县级公告, 已结束. */
export function PublicNoticesPage() {
  const { say } = useWords();
  const navigate = useNavigate();
  const { tab = 'to-post' }: { tab?: NoticeTab | undefined } = useSearch({ from: '/office/public-notices' });
  const { data, error } = useQuery(noticesQuery);
  const [done, setDone] = useState<string>();
  if (error) throw error;
  const of = (each: NoticeTab) => (data?.notices ?? []).filter((notice) => tabOf(notice) === each);
  const shown = of(tab);
  const announced = shown.filter(({ state, mine }) => state === 'to-announce' && mine);
  return (
    <div className="notices">
      <PageHead title={say('publishing.title')} />
      {done !== undefined && <AfterAct text={done} onClose={() => setDone(undefined)} />}
      <TabBar
        label={say('list.tabs')}
        tabs={noticeTabs.map((id) => ({
          id,
          label: say(`publishing.tab.${id}`),
          ...(data ? { count: of(id).length } : {}),
        }))}
        value={tab}
        onChange={(next) => void navigate({ to: paths.publicNotices, search: { tab: next }, replace: true })}
      />
      {announced.length > 0 && <AnnounceMany notices={announced} onDone={setDone} />}
      {data === undefined ? (
        <Waiting />
      ) : shown.length === 0 ? (
        <div className="panel">
          <EmptyState title={say('publishing.empty')} hint={say('publishing.empty-hint')} />
        </div>
      ) : (
        <ul className="notices-list">
          {shown.map((notice) => (
            <Notice key={`${notice.matter}.${notice.step}`} notice={notice} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Notice({ notice }: { notice: PublicNotice }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const day = (text: string) => dateText(language, plainDate(text));
  return (
    <li className="panel notice-line">
      <div className="row">
        <strong>{notice.headName}</strong>
        <span className="muted">{notice.village ? villageText(notice.village.name) : ''}</span>
        <span>{notice.label}</span>
        <span className="muted">{notice.procedureLabel}</span>
        <span className="spread row">
          {notice.until !== null && <DueChip due={notice.until} of={notice.headName} />}
          <Link to={paths.matter} params={{ id: notice.matter }}>
            {say('publishing.open')}
          </Link>
        </span>
      </div>
      <p className="muted row">
        {notice.begunOn !== null && <span>{say('publishing.up-since', { on: day(notice.begunOn) })}</span>}
        {notice.state === 'full' && <strong>{say('publishing.full')}</strong>}
        {notice.doneOn !== null && <span>{say('publishing.over-on', { on: day(notice.doneOn) })}</span>}
        {notice.by.length > 0 && <span>{[...notice.by, ...notice.people].join('、')}</span>}
        {notice.source.length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${say('basis.title')} ${notice.headName} ${notice.label}`}
            onClick={() => basis.open({ title: notice.label, sources: notice.source })}
          >
            {say('basis.title')}
          </button>
        )}
      </p>
      {notice.refused.map((refusal) => (
        <RefusalLine key={`${refusal.code}${refusal.clause ?? ''}`} refusal={refusal} of={notice.label} />
      ))}
      {notice.objections.map((objection) => (
        <p key={`${objection.on}${objection.text}`}>
          {say('publishing.objection', { on: day(objection.on), text: objection.text })}{' '}
          <span className={objection.settledOn === null ? 'matter-warn' : 'muted'}>
            {objection.settledOn === null
              ? say('publishing.objection-open')
              : say(objection.upheld ? 'publishing.objection-upheld' : 'publishing.objection-rejected', {
                  on: day(objection.settledOn),
                })}
          </span>
        </p>
      ))}
      {notice.draft !== null && <p className="notice-text">{notice.draft}</p>}
    </li>
  );
}
