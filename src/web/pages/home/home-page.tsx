import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Me } from '#contract/auth.ts';
import type { HomeReply } from '#contract/homes.ts';
import { routes } from '#contract/routes.ts';
import { AddingUpLine } from '#ui/adding-up-line.tsx';
import { CounterTile } from '#ui/counter-tile.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { countDrafts } from '#ui/use-draft.ts';
import { useWords } from '#ui/words-context.tsx';
import { setByText } from '#words/engine-words.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useMay, useMe } from '../../api/session.ts';
import { HrefLink } from '../../href-link.tsx';
import { paths } from '../../paths.ts';
import { DepartmentHome } from '../feeds/department-home.tsx';
import { OneTable } from './one-table.tsx';
import { sayKnown } from './say-known.ts';
import { WorkList } from './work-list.tsx';
import './home.css';

/** 工作台 of the role: a department's has its own three areas. */
export function HomePage() {
  const me = useMe();
  return me.permissions.includes('feed.submit') ? <DepartmentHome note={whoText(me)} /> : <OfficeHome />;
}

/** Counters, then what to do next by due date; sums and areas beside it. */
function OfficeHome() {
  const { say } = useWords();
  const me = useMe();
  const mayRegister = useMay('lead.register');
  const mayWork = useMay('ledger.read');
  const mayReport = useMay('feed.submit');
  const mayFigures = useMay('figures.read');
  const hasWork = mayWork || mayReport;
  const isVillage = me.role === 'village-cadre';
  const isChief = me.role === 'county-chief';
  const { data: home } = useSuspenseQuery({ queryKey: ['home', me.today], queryFn: () => api(routes.getHome) });
  return (
    <>
      <PageHead
        title={say('menu.home')}
        note={whoText(me)}
        actions={
          <>
            {mayFigures && home.progress.length > 0 && (
              <Link to={paths.report}>
                <Button tabIndex={-1}>{say('report.make')}</Button>
              </Link>
            )}
            {mayRegister && !isVillage && (
              <Link to={paths.leadEntry}>
                <Button tabIndex={-1}>{say('menu.lead-entry')}</Button>
              </Link>
            )}
          </>
        }
      />
      {home.counters.length > 0 && (
        <div className={isVillage ? 'tiles home-tiles home-four' : 'tiles home-tiles'}>
          {home.counters.map((counter) => (
            <CounterTile
              key={counter.key}
              label={sayKnown(say, `home.counter.${counter.key}`, counter.label)}
              n={counter.n}
              tone={counter.tone}
              link={(props) => <HrefLink to={counter.to} {...props} />}
            />
          ))}
        </div>
      )}
      {isChief && <OneTable home={home} />}
      <div className={hasWork ? 'home-columns' : 'home-wide'}>
        {hasWork && (
          <section className="panel home-work" aria-labelledby="home-work-title">
            <h2 id="home-work-title">{say(isVillage ? 'home.by-group' : 'home.by-due')}</h2>
            {home.work.length > 0 ? (
              <WorkList work={home.work} />
            ) : (
              <EmptyState title={say('empty.home')} hint={say('empty.home-hint')} />
            )}
          </section>
        )}
        <Aside home={home} />
      </div>
      {isVillage && <Unsent />}
      {!isChief && <OneTable home={home} />}
    </>
  );
}

/** What was typed on this phone and has not reached the office yet. */
function Unsent() {
  const { say } = useWords();
  const n = countDrafts();
  return <p className="muted home-foot">{n === 0 ? say('home.unsent-none') : say('home.unsent', { n })}</p>;
}

function Aside({ home }: { home: HomeReply }) {
  const { say, language } = useWords();
  const { addingUp, facts, unsetParameters } = home;
  return (
    <div className="home-aside">
      {addingUp && (
        <section className="panel home-box">
          <h2>{say('home.adding-up')}</h2>
          <AddingUpLine sum={addingUp} month={home.today.slice(0, 7)} />
        </section>
      )}
      {unsetParameters.length > 0 && (
        <section className="panel home-box">
          <h2>{say('home.unset')}</h2>
          <ul>
            {unsetParameters.map((parameter) => (
              <li key={parameter.name}>
                <HrefLink to={parameter.to}>{parameter.name}</HrefLink>{' '}
                <span className="muted">{say('home.unset-by', { who: setByText(language, parameter.setBy) })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {facts.length > 0 && (
        <section className="panel home-box">
          <dl className="facts">
            {facts.map((fact) => (
              <div key={fact.key} className="home-fact" data-tone={fact.tone}>
                <dt>{sayKnown(say, `home.fact.${fact.key}`, fact.label)}</dt>
                <dd>{sayKnown(say, `home.fact-value.${fact.value}`, fact.value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

/** Where the account works and as what. Administrators have no area. */
function whoText({ areaPath, department, roleLabel }: Me): string {
  return [villageText(areaPath.at(-1) ?? ''), department, roleLabel].filter(Boolean).join(' · ');
}
