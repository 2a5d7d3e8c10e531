import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { MatterLine } from '#contract/matters.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DataGrid, type GridColumn } from '#ui/data-grid.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { ListToolbar } from '#ui/list-toolbar.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { useNarrow } from '#ui/use-narrow.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { isSentence, type Say } from '#words/sentences.ts';
import { paths } from '../../paths.ts';
import { type MattersSearch, mattersQuery } from './matter-data.ts';
import { OpenCase } from './open-case.tsx';
import './matters.css';

/** 识别办理: households under recognition, by due day. */
export function MattersPage() {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const search: MattersSearch = useSearch({ from: '/office/matters' });
  const go = (next: MattersSearch) => void navigate({ to: paths.matters, search: next, replace: true });
  const { data, error } = useQuery(mattersQuery(search));
  if (error) throw error;
  const filtered = search.q !== undefined || search.step !== undefined || search.procedure !== undefined;
  const empty = filtered ? (
    <EmptyState
      title={say('list.nothing-found')}
      hint={say('list.nothing-found-hint')}
      action={<Button onClick={() => go({ all: search.all })}>{say('list.filter-clear')}</Button>}
    />
  ) : (
    <EmptyState
      title={say('matters.empty')}
      hint={say('matters.empty-hint')}
      action={<Link to={paths.ledger}>{say('matters.to-ledger')}</Link>}
    />
  );
  return (
    <div className="matters">
      <PageHead title={say('matters.title')} note={data && say('list.total', { n: countText(language, data.total) })} />
      <OpenCase cases={data?.cases ?? []} />
      <TabBar
        label={say('list.tabs')}
        tabs={[
          { id: 'running', label: say('matters.running') },
          { id: 'all', label: say('matters.all') },
        ]}
        value={search.all ? 'all' : 'running'}
        onChange={(tab) => go({ ...search, all: tab === 'all' ? true : undefined })}
      />
      <ListToolbar
        q={search.q ?? ''}
        onSearch={(q) => go({ ...search, q: q === '' ? undefined : q })}
        filters={{
          content: (
            <>
              <ProcedureFilter
                procedures={data?.procedures ?? []}
                procedure={search.procedure}
                onChange={(procedure) => go({ ...search, procedure })}
              />
              <StepFilter
                matters={data?.matters ?? []}
                step={search.step}
                onChange={(step) => go({ ...search, step })}
              />
            </>
          ),
          count: [search.step, search.procedure].filter((each) => each !== undefined).length,
          onClear: () => go({ all: search.all, q: search.q }),
        }}
        views={{ list: 'matters', current: search, onOpen: go }}
      />
      <div className="matters-list panel">
        {data === undefined ? (
          <Waiting />
        ) : narrow ? (
          <Cards matters={byDue(data.matters)} empty={empty} />
        ) : (
          <DataGrid
            label={say('matters.title')}
            rows={byDue(data.matters)}
            rowKey={(row) => row.id}
            rowName={(row) => row.headName}
            columns={columns(say, language)}
            onOpen={(id) => void navigate({ to: paths.matter, params: { id } })}
            footer={empty}
          />
        )}
      </div>
    </div>
  );
}

function ProcedureFilter(props: {
  procedures: readonly { id: string; label: string }[];
  procedure: string | undefined;
  onChange: (procedure: string | undefined) => void;
}) {
  const { say } = useWords();
  return (
    <Field label={say('matters.procedure')}>
      {(id) => (
        <Select
          id={id}
          allowClear
          style={{ width: '100%' }}
          value={props.procedure ?? null}
          options={props.procedures.map(({ id: value, label }) => ({ value, label }))}
          onChange={(procedure: string | null) => props.onChange(procedure ?? undefined)}
        />
      )}
    </Field>
  );
}

function StepFilter(props: {
  matters: readonly MatterLine[];
  step: string | undefined;
  onChange: (step: string | undefined) => void;
}) {
  const { say } = useWords();
  const steps = new Map(
    props.matters.flatMap((line) =>
      line.openSteps.map((id, index): [string, string] => [id, line.openLabels[index] ?? id]),
    ),
  );
  if (props.step !== undefined && !steps.has(props.step)) steps.set(props.step, props.step);
  return (
    <Field label={say('matters.step')}>
      {(id) => (
        <Select
          id={id}
          allowClear
          style={{ width: '100%' }}
          value={props.step ?? null}
          options={[...steps].map(([value, label]) => ({ value, label }))}
          onChange={(step: string | null) => props.onChange(step ?? undefined)}
        />
      )}
    </Field>
  );
}

function columns(say: Say, language: ReturnType<typeof useWords>['language']): GridColumn<MatterLine>[] {
  return [
    {
      key: 'due',
      title: say('matters.due'),
      width: 170,
      render: (row) => <DueChip due={row.due} of={`${row.headName} ${nextText(say, row)}`} stacked />,
    },
    {
      key: 'head',
      title: say('matters.household'),
      width: 110,
      render: (row) => (
        <Link to={paths.matter} params={{ id: row.id }}>
          {row.headName}
        </Link>
      ),
    },
    {
      key: 'village',
      title: say('matters.village'),
      width: 150,
      render: (row) =>
        row.village ? villageText(row.village.name) : <span className="unknown">{say('value.unknown')}</span>,
    },
    { key: 'procedure', title: say('matters.procedure'), width: 150, render: (row) => row.procedureLabel },
    { key: 'next', title: say('matters.next'), width: 170, render: (row) => nextText(say, row) },
    {
      key: 'opened',
      title: say('matters.opened'),
      width: 130,
      render: (row) => dateText(language, plainDate(row.openedOn)),
    },
    { key: 'state', title: say('matters.state'), width: 110, render: (row) => stateText(say, row.state) },
    { key: 'no', title: say('matters.no'), width: 170, render: (row) => row.no },
  ];
}

/** The list on a phone: one card a household. */
function Cards({ matters, empty }: { matters: readonly MatterLine[]; empty: React.ReactNode }) {
  const { say } = useWords();
  if (matters.length === 0) return empty;
  return (
    <ul className="matter-cards">
      {matters.map((line) => (
        <li key={line.id}>
          <div className="row">
            <Link to={paths.matter} params={{ id: line.id }} className="matter-card-name">
              {line.headName}
            </Link>
            <span className="muted">{line.village ? villageText(line.village.name) : say('value.unknown')}</span>
            <strong className="spread">{nextText(say, line)}</strong>
          </div>
          <div className="row">
            <DueChip due={line.due} of={`${line.headName} ${nextText(say, line)}`} />
            {line.state !== 'open' && <span className="muted">{stateText(say, line.state)}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Soonest first; those without a date last. */
function byDue(matters: readonly MatterLine[]): MatterLine[] {
  const day = (line: MatterLine) => line.due.on ?? '9999';
  return [...matters].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
}

function nextText(say: Say, line: MatterLine): string {
  if (line.openLabels.length > 0) return line.openLabels.join('、');
  return line.closedOn === null ? say('matters.nothing-next') : '';
}

/** A state the engine has, in words; an ending outcome of the document stands as it is written there. */
function stateText(say: Say, state: string): string {
  const key = `matters.state.${state}`;
  return isSentence(key) ? (say as (key: string) => string)(key) : state;
}
