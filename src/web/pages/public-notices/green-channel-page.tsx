import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DataGrid, type GridColumn } from '#ui/data-grid.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import './public-notices.css';

type Row = Reply<typeof routes.listGreenChannel>['rows'][number];

const greenQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['green-channel', month],
    queryFn: () => api(routes.listGreenChannel, { query: month === undefined ? {} : { month } }),
  });

/** 绿色通道: by month, who was helped first, what came before the help, what is owed and by when. */
export function GreenChannelPage() {
  const { say, language } = useWords();
  const [month, setMonth] = useState<string>();
  const columns = useColumns();
  const { data, error } = useQuery(greenQuery(month));
  if (error) throw error;
  const months = [...new Set([...(data?.months ?? []), ...(data ? [data.month] : [])])].toSorted().toReversed();
  return (
    <div className="notices">
      <PageHead title={say('green.title')} note={say('green.note')} />
      <div className="green-month">
        <Field label={say('green.month')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: 160 }}
              value={data?.month ?? null}
              options={months.map((value) => ({ value, label: monthText(language, value) }))}
              onChange={(value: string) => setMonth(value)}
            />
          )}
        </Field>
      </div>
      <div className="panel">
        {data === undefined ? (
          <Waiting />
        ) : (
          <DataGrid
            label={say('green.title')}
            rows={data.rows}
            rowKey={(row) => row.matter}
            rowName={(row) => row.headName}
            columns={columns}
            footer={<EmptyState title={say('green.empty')} hint={say('green.empty-hint')} />}
          />
        )}
      </div>
    </div>
  );
}

function useColumns(): GridColumn<Row>[] {
  const { say, language } = useWords();
  const day = (text: string) => dateText(language, plainDate(text));
  return [
    {
      key: 'head',
      title: say('green.household'),
      width: 170,
      render: (row) => (
        <>
          <Link to={paths.matter} params={{ id: row.matter }}>
            {row.headName}
          </Link>
          <div className="muted">{row.village ? villageText(row.village.name) : ''}</div>
        </>
      ),
    },
    { key: 'opened', title: say('green.opened'), width: 130, render: (row) => day(row.openedOn) },
    {
      key: 'gates',
      title: say('green.gates'),
      width: 190,
      render: (row) =>
        row.gates.map((gate) => (
          <div key={gate.label}>
            {gate.doneOn === null
              ? say('green.gate-open', { label: gate.label })
              : say('green.gate-done', { label: gate.label, on: day(gate.doneOn) })}
          </div>
        )),
    },
    {
      key: 'helps',
      title: say('green.helps'),
      width: 190,
      render: (row) =>
        row.helps.length === 0 ? (
          <span className="muted">{say('green.no-help')}</span>
        ) : (
          row.helps.map((help) => (
            <div key={`${help.label}${help.on}`}>
              {help.label} {day(help.on)}
            </div>
          ))
        ),
    },
    {
      key: 'owed',
      title: say('green.owed'),
      width: 260,
      render: (row) =>
        row.owed.length === 0
          ? say('green.none-owed')
          : row.owed.map((step) => (
              <div key={step.step} className="row">
                <span>{step.label}</span>
                {step.due !== null && <DueChip due={step.due} of={`${row.headName} ${step.label}`} />}
              </div>
            )),
    },
    {
      key: 'limit',
      title: say('green.limit'),
      width: 180,
      render: (row) => (row.limit === null ? '' : <DueChip due={row.limit} of={row.headName} stacked />),
    },
  ];
}
