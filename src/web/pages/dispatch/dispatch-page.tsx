import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { ListToolbar } from '#ui/list-toolbar.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import {
  conflictsQuery,
  countsOf,
  type DispatchLine,
  type DispatchReply,
  type DispatchTab,
  dispatchTabs,
  linesOf,
  type PendingDispatch,
  pendingQuery,
} from './dispatch-data.ts';
import { DispatchGrid } from './dispatch-grid.tsx';
import { DispatchNotice } from './dispatch-notice.tsx';
import { FeedConflicts } from './feed-conflicts.tsx';
import { ReceiptTable, TownTable } from './town-table.tsx';
import './dispatch.css';

type Search = { tab?: DispatchTab | undefined; town?: number | undefined; q?: string | undefined };

/** 汇总下发: households named by departments, merged, looked over, and sent to their townships in one act. */
export function DispatchPage() {
  const { say } = useWords();
  const { data, error } = useQuery(pendingQuery);
  const { data: conflicts } = useQuery(conflictsQuery);
  const search: Search = useSearch({ from: '/office/dispatch' });
  const navigate = useNavigate();
  const go = (next: Search) => void navigate({ to: paths.dispatch, search: next, replace: true });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [reply, setReply] = useState<DispatchReply>();
  if (error) throw error;
  const tab = search.tab ?? 'all';
  const chosen = (data?.lines ?? []).filter((line) => !line.unplaced && !left.has(line.id));
  return (
    <div className="dispatch">
      <PageHead
        title={say('dispatch.title')}
        note={data && data.due.state !== 'none' && <DueChip due={data.due} of={say('dispatch.title')} />}
        actions={data && <DispatchButton pending={data} chosen={chosen} onDone={setReply} />}
      />
      {reply && <DispatchNotice reply={reply} onClose={() => setReply(undefined)} />}
      {data === undefined ? (
        <Waiting />
      ) : data.lines.length === 0 && (conflicts?.conflicts.length ?? 0) === 0 ? (
        <>
          <section className="panel">
            <EmptyState title={say('dispatch.empty')} hint={say('dispatch.empty-hint')} />
          </section>
          {data.receipts.length > 0 && <ReceiptTable receipts={data.receipts} />}
        </>
      ) : (
        <>
          <Tabs
            pending={data}
            conflicts={conflicts?.conflicts.length}
            tab={tab}
            onTab={(next) => go({ ...search, tab: next })}
          />
          <div className="dispatch-columns">
            <div className="dispatch-main">
              {tab !== 'conflicts' && (
                <ListToolbar q={search.q ?? ''} onSearch={(q) => go({ ...search, q: q === '' ? undefined : q })} />
              )}
              {tab === 'conflicts' ? (
                <FeedConflicts conflicts={conflicts?.conflicts ?? []} />
              ) : (
                <div className="panel dispatch-list">
                  <DispatchGrid
                    lines={linesOf(data.lines, { tab, town: search.town, q: search.q ?? '' })}
                    left={left}
                    onLeft={setLeft}
                    empty={<Nothing onClear={() => go({})} />}
                  />
                </div>
              )}
            </div>
            <aside className="dispatch-side">
              <TownTable
                byTown={data.byTown}
                town={search.town}
                onTown={(town) => go({ ...search, town, ...(tab === 'conflicts' ? { tab: undefined } : {}) })}
              />
              {data.receipts.length > 0 && <ReceiptTable receipts={data.receipts} />}
            </aside>
          </div>
        </>
      )}
    </div>
  );
}

function Tabs(props: {
  pending: PendingDispatch;
  conflicts: number | undefined;
  tab: DispatchTab;
  onTab: (tab: DispatchTab | undefined) => void;
}) {
  const { say } = useWords();
  const counts: Record<DispatchTab, number | undefined> = {
    ...countsOf(props.pending.lines),
    conflicts: props.conflicts,
  };
  return (
    <TabBar
      label={say('list.tabs')}
      tabs={dispatchTabs
        .filter((id) => id !== 'conflicts' || (props.conflicts ?? 0) > 0 || props.tab === 'conflicts')
        .map((id) => ({ id, label: say(`dispatch.tab.${id}`), count: counts[id] }))}
      value={props.tab}
      onChange={(id) => props.onTab(id === 'all' ? undefined : id)}
    />
  );
}

/** The one button of the page. What stays behind and why is said before it is pressed for good. */
function DispatchButton(props: {
  pending: PendingDispatch;
  chosen: readonly DispatchLine[];
  onDone: (reply: DispatchReply) => void;
}) {
  const { say } = useWords();
  const { modal } = App.useApp();
  const { chosen } = props;
  const send = useAct(
    () => api(routes.dispatch, { body: { leads: chosen.map(({ id, seq }) => ({ id, seq })) } }),
    props.onDone,
  );
  const unplaced = props.pending.lines.filter((line) => line.unplaced).length;
  const towns = new Set(chosen.map((line) => line.town?.id)).size;
  const ask = () =>
    void modal.confirm({
      title: say('dispatch.do', { n: chosen.length }),
      content: (
        <>
          <p>{say('dispatch.confirm', { n: chosen.length, towns })}</p>
          {unplaced > 0 && <p>{say('dispatch.confirm-left', { n: unplaced })}</p>}
        </>
      ),
      okText: say('dispatch.do-none'),
      onOk: () => send.mutate(undefined),
    });
  return (
    <Button type="primary" disabled={chosen.length === 0} loading={send.isPending} onClick={ask}>
      {chosen.length === 0 ? say('dispatch.do-none') : say('dispatch.do', { n: chosen.length })}
    </Button>
  );
}

function Nothing({ onClear }: { onClear: () => void }) {
  const { say } = useWords();
  return (
    <EmptyState
      title={say('list.nothing-found')}
      hint={say('list.nothing-found-hint')}
      action={<Button onClick={onClear}>{say('list.filter-clear')}</Button>}
    />
  );
}
