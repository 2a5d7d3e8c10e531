import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { qualityRules } from '#domain/registry/quality/find-faults.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { qualityRuleText } from '#words/quality-rule-words.ts';
import { addressOf, api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { FindingCard } from './finding-card.tsx';
import { FindingCounts } from './finding-counts.tsx';
import { findingsQuery, PAGE_SIZE, type QualitySearch } from './quality-data.ts';
import './quality.css';

const MOST = 200;

/** 疑点数据: what the rules found, by rule and place, each with why and how to mend it. */
export function QualityPage() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const search: QualitySearch = useSearch({ from: '/office/quality' });
  const [limit, setLimit] = useState(PAGE_SIZE);
  const [done, setDone] = useState<'except' | 'revoke'>();
  const { data, error } = useQuery({ ...findingsQuery(search, limit), placeholderData: keepPreviousData });
  if (error) throw error;
  const go = (next: QualitySearch) => {
    setLimit(PAGE_SIZE);
    void navigate({ to: paths.quality, search: next, replace: true });
  };
  const { excepted, ...filter } = search;
  const sheet = { ...filter, ...(excepted ? { excepted: true } : {}), language };
  return (
    <>
      <PageHead
        title={say('quality.title')}
        note={
          data &&
          `${say('quality.count', { n: countText(language, data.total) })} · ${
            data.month.done
              ? say('quality.looked', { month: monthText(language, data.month.month) })
              : say('quality.not-looked')
          }`
        }
        actions={
          <>
            <Button href={addressOf(routes.findingsSheet, { query: sheet })} download>
              {say('quality.export')}
            </Button>
            <Button onClick={() => window.print()}>{say('quality.print')}</Button>
          </>
        }
      />
      <div className="stack">
        {done && (
          <AfterAct
            text={say(done === 'except' ? 'quality.done-except' : 'quality.done-revoke')}
            onClose={() => setDone(undefined)}
          />
        )}
        <TabBar
          label={say('list.tabs')}
          tabs={[
            { id: 'open', label: say('quality.tab.open') },
            { id: 'excepted', label: say('quality.tab.excepted') },
          ]}
          value={excepted ? 'excepted' : 'open'}
          onChange={(tab) => go({ ...filter, excepted: tab === 'excepted' ? true : undefined })}
        />
        <Filters search={search} onChange={go} />
        {data === undefined ? (
          <Waiting />
        ) : data.findings.length === 0 ? (
          <section className="panel">
            <NothingFound search={search} onClear={() => go(excepted ? { excepted } : {})} />
          </section>
        ) : (
          <div className="quality">
            <ul className="panel findings">
              {data.findings.map((finding) => (
                <FindingCard key={finding.id} finding={finding} onDone={setDone} />
              ))}
            </ul>
            <FindingCounts data={data} onFilter={(more) => go({ ...search, ...more })} />
          </div>
        )}
        {data !== undefined && data.total > data.findings.length && limit < MOST && (
          <div className="no-print">
            <Button onClick={() => setLimit(Math.min(MOST, limit + PAGE_SIZE))}>
              {say('list.more', { n: Math.min(PAGE_SIZE, data.total - data.findings.length) })}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function NothingFound({ search, onClear }: { search: QualitySearch; onClear: () => void }) {
  const { say } = useWords();
  const { excepted, ...filter } = search;
  if (Object.values(filter).some((value) => value !== undefined)) {
    return (
      <EmptyState
        title={say('list.nothing-found')}
        hint={say('list.nothing-found-hint')}
        action={<Button onClick={onClear}>{say('list.filter-clear')}</Button>}
      />
    );
  }
  return (
    <EmptyState title={say(excepted ? 'quality.none-vouched' : 'quality.empty')} hint={say('quality.empty-hint')} />
  );
}

function Filters({ search, onChange }: { search: QualitySearch; onChange: (search: QualitySearch) => void }) {
  const { say, language } = useWords();
  const { data } = useQuery({ queryKey: ['areas'], queryFn: () => api(routes.listAreas), staleTime: 600_000 });
  const towns = data?.towns ?? [];
  const villages = towns
    .filter((town) => search.town === undefined || town.id === search.town)
    .flatMap((town) => town.villages);
  return (
    <div className="finding-filters no-print">
      <Field label={say('quality.rule')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={say('quality.rule-all')}
            value={search.rule ?? null}
            options={qualityRules.map(({ code, group }) => ({
              value: code,
              label: `${group} ${qualityRuleText(language, code)}`,
            }))}
            onChange={(rule: string | null | undefined) => onChange({ ...search, rule: rule ?? undefined })}
          />
        )}
      </Field>
      {towns.length > 1 && (
        <Field label={say('quality.town')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={search.town ?? null}
              options={towns.map((town) => ({ value: town.id, label: town.name }))}
              onChange={(town: number | null | undefined) =>
                onChange({ ...search, town: town ?? undefined, village: undefined })
              }
            />
          )}
        </Field>
      )}
      <Field label={say('quality.village')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={search.village ?? null}
            options={villages.map((village) => ({ value: village.id, label: villageText(village.name) }))}
            onChange={(village: number | null | undefined) => onChange({ ...search, village: village ?? undefined })}
          />
        )}
      </Field>
    </div>
  );
}
