import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import type { HouseholdHit } from '#contract/households.ts';
import { routes } from '#contract/routes.ts';
import { DataGrid, type GridColumn } from '#ui/data-grid.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { ListToolbar } from '#ui/list-toolbar.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import './households.css';

type Search = { q?: string | undefined; village?: number | undefined; monitored?: boolean | undefined };

const PAGE_SIZE = 100;

/** 农户名册: every household of the own area. */
export function RegisterPage() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const search: Search = useSearch({ from: '/office/households' });
  const [limit, setLimit] = useState(PAGE_SIZE);
  const go = (next: Search) => void navigate({ to: paths.register, search: next, replace: true });
  const { monitored, ...filters } = search;
  const query = { ...filters, ...(monitored ? { monitored: 'true' } : {}), limit: Math.min(limit, 200) };
  const { data, error } = useQuery({
    queryKey: ['households', query],
    queryFn: ({ signal }) => api(routes.listHouseholds, { query, signal }),
    placeholderData: keepPreviousData,
  });
  if (error) throw error;
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <div className="register">
      <PageHead
        title={say('register.title')}
        note={data && say('list.total', { n: countText(language, data.total) })}
      />
      <ListToolbar
        q={search.q ?? ''}
        onSearch={(q) => go({ ...search, q: q === '' ? undefined : q })}
        filters={{
          content: <Filters search={search} onChange={go} />,
          count: [search.village, search.monitored].filter((value) => value !== undefined).length,
          onClear: () => go({ q: search.q }),
        }}
        views={{ list: 'register', current: search, onOpen: go }}
      />
      <div className="register-list panel">
        {data === undefined ? (
          <Waiting />
        ) : (
          <DataGrid
            label={say('register.title')}
            rows={data.households}
            rowKey={(row) => row.id}
            rowName={(row) => row.headName}
            columns={columns(say)}
            onOpen={(id) => void navigate({ to: paths.household, params: { id } })}
            footer={
              filtered ? (
                <EmptyState
                  title={say('list.nothing-found')}
                  hint={say('list.nothing-found-hint')}
                  action={<Button onClick={() => go({})}>{say('list.filter-clear')}</Button>}
                />
              ) : (
                <EmptyState title={say('register.empty')} hint={say('register.empty-hint')} />
              )
            }
          />
        )}
        {data && data.total > data.households.length && limit < 200 && (
          <Button type="text" onClick={() => setLimit(limit + PAGE_SIZE)}>
            {say('list.more', { n: Math.min(PAGE_SIZE, data.total - data.households.length) })}
          </Button>
        )}
      </div>
    </div>
  );
}

function Filters({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ['areas'], queryFn: () => api(routes.listAreas), staleTime: 600_000 });
  const villages = data?.towns.flatMap((town) => town.villages) ?? [];
  return (
    <>
      <Field label={say('household.village')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            value={search.village ?? null}
            options={villages.map((village) => ({ value: village.id, label: villageText(village.name) }))}
            onChange={(village: number | null | undefined) => onChange({ ...search, village: village ?? undefined })}
          />
        )}
      </Field>
      <Checkbox
        checked={search.monitored ?? false}
        onChange={(event) => onChange({ ...search, monitored: event.target.checked ? true : undefined })}
      >
        {say('household.only-monitored')}
      </Checkbox>
    </>
  );
}

function columns(say: ReturnType<typeof useWords>['say']): GridColumn<HouseholdHit>[] {
  const area = (name: string | undefined) => (name === undefined ? say('value.unknown') : villageText(name));
  return [
    {
      key: 'head',
      title: say('ledger.column.3'),
      width: 120,
      pin: true,
      render: (row) => (
        <Link to={paths.household} params={{ id: row.id }}>
          {row.headName}
        </Link>
      ),
    },
    { key: 'town', title: say('ledger.column.1'), width: 100, render: (row) => area(row.town?.name) },
    { key: 'village', title: say('household.village'), width: 120, render: (row) => area(row.village?.name) },
    { key: 'size', title: say('household.size'), width: 70, align: 'right', render: (row) => row.persons },
    { key: 'id', title: say('ledger.column.4'), width: 180, render: (row) => row.idMasked ?? say('value.unknown') },
    {
      key: 'phone',
      title: say('household.phone'),
      width: 130,
      render: (row) => row.phoneMasked ?? say('value.unknown'),
    },
    {
      key: 'state',
      title: say('household.state'),
      width: 160,
      render: (row) =>
        [
          row.monitored && say('household.is-monitored'),
          row.openLead && say('household.open-lead', { no: row.openLead.no }),
        ]
          .filter(Boolean)
          .join('，'),
    },
  ];
}
