import { Button } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import type { LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { DataGrid } from '#ui/data-grid.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { useNarrow } from '#ui/use-narrow.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import type { Notice } from './act-notice.tsx';
import { LedgerCards } from './ledger-cards.tsx';
import type { FillCellName, Filling } from './ledger-cells.tsx';
import { besidePanel, ledgerColumns } from './ledger-columns.tsx';
import type { LedgerOptions, LineDraft } from './ledger-data.ts';
import type { LedgerSearch } from './ledger-search.ts';
import { cellsOf, type PastedCell, pasteOrder, pasteOver } from './paste-block.ts';
import { PastePreview } from './paste-preview.tsx';
import { useLeadActs } from './use-lead-acts.ts';
import { isComplete, useLineDrafts } from './use-line-drafts.ts';

type Props = {
  lines: readonly LedgerLine[];
  options: LedgerOptions;
  search: LedgerSearch;
  hidden: ReadonlySet<string>;
  chosen: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };
  onNotice: (notice: Notice) => void;
  onSearch: (search: LedgerSearch) => void;
};

/** The grid with its cells 9–13 filled in place. A line is saved when the focus leaves it, or by Ctrl+Enter. */
export function LedgerGrid({ lines, options, search, hidden, chosen, onNotice, onSearch }: Props) {
  const { say, language, today } = useWords();
  const [current, setCurrent] = useState<string>();
  const [editing, setEditing] = useState<Filling['editing']>();
  const [pasted, setPasted] = useState<{ cells: PastedCell[]; beyond: number }>();
  const typing = useLineDrafts(lines, options, (reply) => onNotice({ kind: 'filled', reply }));
  const acts = useLeadActs(onNotice);
  const fillPasted = useAct(
    (rows: (LineDraft & { id: string; seq: number })[]) => api(routes.fillLedger, { body: { rows, preview: false } }),
    (reply) => {
      setPasted(undefined);
      onNotice({ kind: 'filled', reply });
    },
  );
  const filling: Filling = {
    options,
    drafts: typing.drafts,
    change: typing.change,
    editing,
    setEditing,
    may: useMay('lead.decide'),
  };
  const mayReceive = useMay('lead.receive');
  const mayWriteOff = useMay('lead.write-off');
  const open = (id: string) => onSearch({ ...search, lead: id });
  const isNarrow = useNarrow();
  const next = (line: LedgerLine) => {
    if (line.stage === 'to-receive' && mayReceive) acts.receive.mutate([line]);
    else if (line.next.step === 'write-off' && mayWriteOff) acts.writeOff.mutate([line]);
    else open(line.id);
  };
  const columns = ledgerColumns({ say, language, filling, onNext: next }).filter((column) =>
    search.lead === undefined ? !hidden.has(column.key) : besidePanel.has(column.key),
  );

  const move = (id: string) => {
    if (current !== undefined && current !== id) typing.save([current]);
    setCurrent(id);
  };
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const place = placeOf(event.target as HTMLElement);
    if (place === undefined || !filling.may) return;
    event.preventDefault();
    const block = cellsOf(event.clipboardData.getData('text/plain'));
    if (block.length > 0) setPasted(pasteOver(block, { lines, ...place }, { options, today }));
  };
  if (isNarrow && lines.length > 0) return <LedgerCards lines={lines} onOpen={open} onNext={next} />;
  return (
    <>
      <DataGrid
        label={say('ledger.title')}
        rows={lines}
        rowKey={(line) => line.id}
        rowName={(line) => line.headName}
        columns={columns}
        chosen={chosen}
        current={search.lead ?? current}
        onCurrent={move}
        onOpen={open}
        onBack={() => onSearch({ ...search, lead: undefined })}
        onSaveNext={(id) => typing.save([id])}
        onPaste={paste}
        rowState={(line) => line.due.state}
        below={(line) => {
          const draft = typing.drafts[line.id];
          return draft && editing?.id !== line.id && !isComplete(line, draft, options)
            ? say('verify.need-reason')
            : undefined;
        }}
        footer={<Nothing search={search} onSearch={onSearch} />}
      />
      <Unsaved
        count={lines.filter((line) => typing.drafts[line.id]).length}
        saving={typing.saving}
        onSave={() => typing.save(lines.map((line) => line.id))}
        onDiscard={typing.discard}
      />
      {pasted && (
        <PastePreview
          pasted={pasted}
          options={options}
          onConfirm={(rows) => fillPasted.mutate(rows)}
          onCancel={() => setPasted(undefined)}
        />
      )}
    </>
  );
}

function Unsaved(props: { count: number; saving: boolean; onSave: () => void; onDiscard: () => void }) {
  const { say } = useWords();
  if (props.count === 0) return null;
  return (
    <div className="ledger-unsaved row" role="status">
      <span>{say('ledger.unsaved', { n: props.count })}</span>
      <Button size="small" type="primary" loading={props.saving} onClick={props.onSave}>
        {say('ledger.save-all')}
      </Button>
      <Button size="small" onClick={props.onDiscard}>
        {say('ledger.discard')}
      </Button>
      <span className="muted spread">{say('list.keys')}</span>
    </div>
  );
}

function Nothing({ search, onSearch }: { search: LedgerSearch; onSearch: (search: LedgerSearch) => void }) {
  const { say } = useWords();
  const { tab, month, lead: _, ...filters } = search;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  if (filtered) {
    return (
      <EmptyState
        title={say('list.nothing-found')}
        hint={say('list.nothing-found-hint')}
        action={<Button onClick={() => onSearch({ tab, month })}>{say('list.filter-clear')}</Button>}
      />
    );
  }
  return tab === 'all' ? (
    <EmptyState title={say('ledger.empty')} hint={say('ledger.empty-hint')} />
  ) : (
    <EmptyState title={say('ledger.empty-tab')} hint={say('ledger.empty-hint')} />
  );
}

/** The fillable cell the focus is on, when it is one a spreadsheet block may start at. */
function placeOf(target: HTMLElement): { startLine: string; startCell: FillCellName } | undefined {
  const startLine = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  const startCell = pasteOrder.find((cell) => cell === target.dataset.cell);
  return startLine !== undefined && startCell !== undefined ? { startLine, startCell } : undefined;
}
