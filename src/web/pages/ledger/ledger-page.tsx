import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { AddingUpLine } from '#ui/adding-up-line.tsx';
import { ListToolbar } from '#ui/list-toolbar.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { useStored } from '#ui/use-stored.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ActBar } from './act-bar.tsx';
import { ActNotice, type Notice } from './act-notice.tsx';
import { LeadPanel } from './lead-panel.tsx';
import { ledgerQuery, optionsQuery, PAGE_SIZE } from './ledger-data.ts';
import { LedgerFilters, MonthChoice } from './ledger-filters.tsx';
import { LedgerGrid } from './ledger-grid.tsx';
import { type LedgerSearch, ledgerTabs, tabOf } from './ledger-search.ts';
import './ledger.css';

/** 台账: the township's leads by tab; filled in, acted on and counted without leaving the page. */
export function LedgerPage() {
  const { say } = useWords();
  const search = useSearch({ from: '/office/ledger' });
  const go = useGo();
  const { data: options } = useSuspenseQuery(optionsQuery);
  const { data: ledger, isPlaceholderData } = useQuery(ledgerQuery(search));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [notice, setNotice] = useState<Notice>();
  const [hidden, setHidden] = useStored<string[]>('columns.ledger', []);
  const mayExport = useMay('ledger.export');
  const lines = ledger?.lines ?? [];
  const sheet = { query: { month: ledger?.month, town: search.town } };
  const tell = (next: Notice) => {
    setNotice(next);
    setChosen(new Set());
  };
  return (
    <div className="ledger">
      <PageHead
        title={say('ledger.title')}
        note={
          <TabBar
            label={say('list.tabs')}
            value={tabOf(search)}
            tabs={ledgerTabs
              // Where nothing repeats the tab would only be in the way.
              .filter((id) => id !== 'repeated' || search.tab === id || (ledger?.counts[id] ?? 0) > 0)
              .map((id) => ({ id, label: say(`ledger.tab.${id}`), count: ledger?.counts[id] }))}
            onChange={(tab) => {
              setChosen(new Set());
              go({ ...search, tab, page: undefined, lead: undefined });
            }}
          />
        }
        actions={
          <>
            <MonthChoice
              month={search.month ?? ledger?.month}
              onChange={(month) => go({ ...search, month, page: undefined })}
            />
            <NewLead />
          </>
        }
      />
      <ListToolbar
        q={search.q ?? ''}
        onSearch={(q) => go({ ...search, q: q === '' ? undefined : q, page: undefined })}
        filters={{
          content: <LedgerFilters search={search} options={options} onChange={go} />,
          count: filterCount(search),
          onClear: () => go({ tab: search.tab, month: search.month, q: search.q }),
        }}
        views={{ list: 'ledger', current: { ...search, lead: undefined, page: undefined }, onOpen: go }}
        exportTo={mayExport && ledger ? addressOf(routes.exportLedger, sheet) : undefined}
        printTo={mayExport && ledger ? addressOf(routes.printLedger, sheet) : undefined}
        columns={{
          all: columnTitles(say),
          hidden: new Set(hidden),
          onHidden: (next) => setHidden([...next]),
        }}
      >
        <ActBar
          chosen={lines.filter((line) => chosen.has(line.id))}
          options={options}
          onDone={(kind, reply) => tell({ kind, reply })}
        />
      </ListToolbar>
      {notice && (
        <ActNotice
          notice={notice}
          onNext={nextOf(lines, notice, (lead) => go({ ...search, lead }))}
          onClose={() => setNotice(undefined)}
          onUndone={(reply) => setNotice({ kind: 'undone', reply })}
        />
      )}
      <div className="ledger-body" data-panel={search.lead === undefined ? undefined : ''}>
        <div className="ledger-list panel" aria-busy={isPlaceholderData}>
          {ledger === undefined ? (
            <Waiting />
          ) : (
            <LedgerGrid
              lines={lines}
              options={options}
              search={search}
              hidden={new Set(hidden)}
              chosen={{ keys: chosen, onChange: setChosen }}
              onNotice={tell}
              onSearch={go}
            />
          )}
          {ledger && (
            <footer className="ledger-foot">
              <AddingUpLine sum={ledger.addingUp} month={ledger.month} />
              <Pages total={ledger.total} search={search} onChange={go} />
            </footer>
          )}
        </div>
        {search.lead !== undefined && (
          <LeadPanel
            key={search.lead}
            id={search.lead}
            options={options}
            onDone={tell}
            onNext={() => go({ ...search, lead: following(lines, search.lead) })}
            onClose={() => go({ ...search, lead: undefined })}
          />
        )}
      </div>
    </div>
  );
}

function useGo() {
  const navigate = useNavigate();
  return (search: LedgerSearch) => void navigate({ to: paths.ledger, search, replace: true });
}

function NewLead() {
  const { say } = useWords();
  if (!useMay('lead.register')) return null;
  return (
    <Link to={paths.leadEntry}>
      <Button tabIndex={-1}>{say('menu.lead-entry')}</Button>
    </Link>
  );
}

function Pages({
  total,
  search,
  onChange,
}: {
  total: number;
  search: LedgerSearch;
  onChange: (search: LedgerSearch) => void;
}) {
  const { say } = useWords();
  const page = search.page ?? 1;
  const last = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return (
    <span className="row spread">
      <span className="muted">{say('list.total', { n: total })}</span>
      {last > 1 && (
        <>
          <Button size="small" disabled={page <= 1} onClick={() => onChange({ ...search, page: page - 1 })}>
            {say('ledger.earlier')}
          </Button>
          <span>{say('ledger.page', { page: `${page} / ${last}` })}</span>
          <Button size="small" disabled={page >= last} onClick={() => onChange({ ...search, page: page + 1 })}>
            {say('ledger.later')}
          </Button>
        </>
      )}
    </span>
  );
}

function filterCount({ village, town, channel, overdue }: LedgerSearch): number {
  return [village, town, channel, overdue].filter((value) => value !== undefined).length;
}

function following(lines: readonly LedgerLine[], id: string | undefined): string | undefined {
  const index = lines.findIndex((line) => line.id === id);
  return (lines[index + 1] ?? lines.find((line) => line.id !== id))?.id;
}

function nextOf(lines: readonly LedgerLine[], notice: Notice, open: (lead: string) => void): (() => void) | undefined {
  const done = new Set(notice.reply.done.map((line) => line.id));
  const next = lines.find((line) => !done.has(line.id) && line.next.step !== null);
  return next && notice.kind !== 'undone' ? () => open(next.id) : undefined;
}

function columnTitles(say: ReturnType<typeof useWords>['say']): { key: string; title: string }[] {
  return [
    { key: 'town', title: say('ledger.column.1') },
    { key: 'village', title: say('ledger.column.2') },
    { key: 'id', title: say('ledger.column.4') },
    { key: 'channel', title: say('ledger.column.5') },
    { key: 'source', title: say('ledger.column.6') },
    { key: 'text', title: say('ledger.column.7') },
    { key: 'feedback', title: say('ledger.column.8') },
    { key: 'verdict', title: say('ledger.column.9') },
    { key: 'reason', title: say('ledger.column.10') },
    { key: 'told', title: say('ledger.column.11') },
    { key: 'verifiers', title: say('ledger.column.12') },
    { key: 'finished', title: say('ledger.column.13') },
  ];
}
