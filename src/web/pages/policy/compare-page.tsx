import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { changedSections } from '#domain/policy/comparison/policy-change.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { changedSectionText, policyChangeText } from '#words/policy-changes.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { CompareSides } from './compare-sides.tsx';
import { compareBys } from './policy-data.ts';
import './policy.css';

export type Comparison = Reply<typeof routes.comparePolicies>;
/** What is held against each other. */
export type CompareBy = (typeof compareBys)[number];

/** 规定对比: what changed between two days, and how two documents or areas differ, in sentences. */
export function ComparePage() {
  const { say, today } = useWords();
  const search = useSearch({ from: '/office/policy/compare' });
  const navigate = useNavigate();
  const before = search.before ?? `own@${addDays(today, -365)}`;
  const after = search.after ?? `own@${today}`;
  const { data, error } = useQuery({
    queryKey: ['comparison', before, after],
    queryFn: () => api(routes.comparePolicies, { query: { before, after } }),
    placeholderData: (previous) => previous,
    retry: false,
  });
  const by = search.by ?? 'days';
  const go = (sides: { before: string; after: string }, next = by) =>
    void navigate({ to: paths.compare, search: { ...sides, by: next }, replace: true });
  return (
    <>
      <PageHead
        title={say('policy.compare')}
        note={say('policy.compare-note')}
        actions={<Button onClick={() => window.print()}>{say('policy.compare.print')}</Button>}
      />
      <section className="panel policy-box policy-compare">
        <Segmented
          value={by}
          options={compareBys.map((value) => ({
            value,
            label: say(`policy.compare.${value}`),
          }))}
          onChange={(next) => go(firstSides(next, today, data?.documents ?? []), next)}
        />
        <CompareSides key={by} by={by} before={before} after={after} documents={data?.documents ?? []} onChange={go} />
      </section>
      {error ? (
        <EmptyState title={say('policy.compare.none')} hint={error.message} />
      ) : data === undefined ? (
        <Waiting />
      ) : (
        <Changes comparison={data} />
      )}
    </>
  );
}

function Changes({ comparison }: { comparison: Comparison }) {
  const { say, language } = useWords();
  const { changes } = comparison;
  if (changes.length === 0)
    return <EmptyState title={say('policy.compare.none')} hint={say('policy.compare.none-hint')} />;
  return (
    <>
      <p className="policy-compare-count">{say('policy.compare.count', { n: changes.length })}</p>
      {changedSections
        .map((section) => ({ section, of: changes.filter((change) => change.section === section) }))
        .filter(({ of }) => of.length > 0)
        .map(({ section, of }) => (
          <section key={section} className="panel policy-box policy-change-box" aria-labelledby={`changes-${section}`}>
            <h2 id={`changes-${section}`}>
              {changedSectionText(language, section)} <span className="muted">{of.length}</span>
            </h2>
            <ul className="policy-changes">
              {of.map((change) => (
                <li key={`${change.inside}/${change.id}`} data-change={change.change}>
                  {policyChangeText(language, change, change.still === null ? undefined : { count: change.still })}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}

function firstSides(by: CompareBy, today: PlainDate, documents: Comparison['documents']) {
  if (by === 'days') return { before: `own@${addDays(today, -365)}`, after: `own@${today}` };
  if (by === 'areas') return { before: `own@${today}`, after: `own@${today}` };
  return { before: documents[0]?.pack ?? 'own', after: documents[1]?.pack ?? documents[0]?.pack ?? 'own' };
}
