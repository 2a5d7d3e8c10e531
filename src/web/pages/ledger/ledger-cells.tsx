import { flushSync } from 'react-dom';
import type { LedgerLine } from '#contract/leads.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { focusNextCell } from '#ui/use-row-keys.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, dayText } from '#words/date-forms.ts';
import type { SentenceKey } from '#words/sentences.ts';
import { CellEditor } from './cell-editor.tsx';
import { isFillable, type LedgerOptions, type LineDraft } from './ledger-data.ts';

/** Columns 4 and 9–13 of the form, the ones the township fills in. */
export type FillCellName = 'idNumber' | 'verdict' | 'reason' | 'told' | 'verifiers' | 'finishedOn';

export const cellTitles = {
  idNumber: 'ledger.column.4',
  verdict: 'ledger.column.9',
  reason: 'ledger.column.10',
  told: 'ledger.column.11',
  verifiers: 'ledger.column.12',
  finishedOn: 'ledger.column.13',
} as const satisfies Record<FillCellName, SentenceKey>;

/** What the cells of the grid share. */
export type Filling = {
  options: LedgerOptions;
  drafts: Readonly<Record<string, LineDraft>>;
  change: (id: string, cells: LineDraft) => void;
  editing: { id: string; cell: FillCellName } | undefined;
  setEditing: (place: { id: string; cell: FillCellName } | undefined) => void;
  may: boolean;
};

/** One fillable cell: text with a button around it, an editor while it is being filled. */
export function FillCell({ line, cell, filling }: { line: LedgerLine; cell: FillCellName; filling: Filling }) {
  const { say } = useWords();
  const { editing, setEditing, options } = filling;
  const draft = filling.drafts[line.id];
  const text = useCellText(line, cell, draft, options);
  const off = whyOff(line, cell, draft, options);
  if (off !== undefined)
    return (
      <span className="grid-cell-off" title={say(off)}>
        —
      </span>
    );
  if (!filling.may || !isFillable(line, cell)) return text === '' ? <Unknown /> : <span>{text}</span>;
  const column = say(cellTitles[cell]);
  const isEditing = editing?.id === line.id && editing.cell === cell;
  const close = (from: HTMLElement | null, forward: boolean) => {
    const row =
      from?.closest<HTMLElement>('[data-row]') ?? document.querySelector<HTMLElement>(`[data-row="${line.id}"]`);
    // At once, so that the next key of a quick typist does not fall between the editor and the cell.
    flushSync(() => setEditing(undefined));
    const button = row?.querySelector<HTMLElement>(`[data-cell="${cell}"]`);
    if (forward && button) focusNextCell(button, cell);
    else button?.focus();
  };
  return (
    <>
      {isEditing && <CellEditor line={line} cell={cell} filling={filling} onClose={close} />}
      <button
        type="button"
        className="grid-cell"
        data-cell={cell}
        data-draft={hasDraft(draft, cell) ? '' : undefined}
        tabIndex={-1}
        onClick={() => setEditing({ id: line.id, cell })}
        onKeyDown={(event) => {
          const verdict = cell === 'verdict' ? options.verdicts[Number(event.key) - 1] : undefined;
          if (verdict === undefined) return;
          event.preventDefault();
          flushSync(() => filling.change(line.id, { verdict: verdict.id }));
          focusNextCell(event.currentTarget, cell);
        }}
      >
        <span className="sr-only">{say('ledger.cell.edit', { column, name: line.headName })} </span>
        {text === '' ? <Unknown /> : text}
      </button>
    </>
  );
}

function Unknown() {
  const { say } = useWords();
  return <span className="unknown">{say('value.unknown')}</span>;
}

/** Why a cell is not filled in for this line, or undefined when it is. */
function whyOff(line: LedgerLine, cell: FillCellName, draft: LineDraft | undefined, options: LedgerOptions) {
  if (cell === 'told' && !line.told.needed) return 'ledger.cell.not-for-channel';
  if (cell !== 'reason') return undefined;
  const verdict = draft?.verdict ?? line.verdict;
  const needs = options.verdicts.find(({ id }) => id === verdict)?.needsReason;
  return needs === false ? 'ledger.cell.only-if-not' : undefined;
}

function hasDraft(draft: LineDraft | undefined, cell: FillCellName): boolean {
  return draft?.[cell] !== undefined;
}

/** What the cell shows: the draft before the line. Empty when nothing is known. */
function useCellText(
  line: LedgerLine,
  cell: FillCellName,
  draft: LineDraft | undefined,
  options: LedgerOptions,
): string {
  const { language, say, today } = useWords();
  switch (cell) {
    case 'idNumber':
      return draft?.idNumber ?? line.idMasked ?? '';
    case 'verdict': {
      const id = draft?.verdict ?? line.verdict;
      return options.verdicts.find((verdict) => verdict.id === id)?.label ?? id ?? '';
    }
    case 'reason':
      return draft?.reason ?? line.reason ?? '';
    case 'told': {
      const told = draft?.told ?? line.told;
      return told.on === null
        ? ''
        : `${say('value.yes')} ${dayText(language, plainDate(told.on), today)} ${told.how ?? ''}`;
    }
    case 'verifiers':
      return (draft?.verifiers ?? line.verifiers.map(({ name }) => name)).join('、');
    case 'finishedOn': {
      const on = draft?.finishedOn ?? line.finishedOn;
      return on === null ? '' : dateText(language, plainDate(on));
    }
  }
}
