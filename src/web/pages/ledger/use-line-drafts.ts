import { useCallback } from 'react';
import type { LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { useDraft } from '#ui/use-draft.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { ActReply, LedgerOptions, LineDraft } from './ledger-data.ts';

type Drafts = { lines: Record<string, LineDraft> };

const NONE: Drafts = { lines: {} };

/** What is typed into the grid and not saved yet, by line; survives a reload of this tab. */
export function useLineDrafts(
  lines: readonly LedgerLine[],
  options: LedgerOptions,
  onReply: (reply: ActReply) => void,
) {
  const { value, set, drop } = useDraft<Drafts>('ledger', NONE);
  const fill = useAct(
    (rows: (LineDraft & { id: string; seq: number })[]) => api(routes.fillLedger, { body: { rows, preview: false } }),
    (reply) => {
      const done = new Set(reply.done.map((line) => line.id));
      const left = Object.entries(value.lines).filter(([id]) => !done.has(id));
      if (left.length === 0) drop();
      else set({ lines: Object.fromEntries(left) });
      onReply(reply);
    },
  );
  const change = useCallback(
    (id: string, cells: LineDraft) => set({ lines: { ...value.lines, [id]: { ...value.lines[id], ...cells } } }),
    [value.lines, set],
  );
  const save = (ids: readonly string[]) => {
    const rows = lines.flatMap((line) => {
      const draft = value.lines[line.id];
      return draft && ids.includes(line.id) && isComplete(line, draft, options)
        ? [{ ...draft, id: line.id, seq: line.seq }]
        : [];
    });
    if (rows.length > 0 && !fill.isPending) fill.mutate(rows);
  };
  return { drafts: value.lines, change, save, discard: drop, saving: fill.isPending };
}

/** Whether a draft can be sent: a verdict that needs a reason has one. */
export function isComplete(line: LedgerLine, draft: LineDraft, options: LedgerOptions): boolean {
  const verdict = draft.verdict ?? line.verdict;
  const needs = options.verdicts.find(({ id }) => id === verdict)?.needsReason ?? false;
  return !needs || (draft.reason ?? line.reason ?? '') !== '';
}
