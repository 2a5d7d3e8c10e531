import { useCallback, useRef } from 'react';
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
  // A line is sent once although Ctrl+Enter and leaving the row both ask for it.
  const underway = useRef(new Set<string>());
  const fill = useAct(
    async (rows: readonly (LineDraft & { id: string; seq: number })[]) => {
      try {
        return await api(routes.fillLedger, { body: { rows: [...rows], preview: false } });
      } finally {
        for (const row of rows) underway.current.delete(row.id);
      }
    },
    (reply) => {
      const done = new Set(reply.done.map((line) => line.id));
      set(({ lines: all }) => ({ lines: Object.fromEntries(Object.entries(all).filter(([id]) => !done.has(id))) }));
      onReply(reply);
    },
  );
  const change = useCallback(
    (id: string, cells: LineDraft) => set(({ lines: all }) => ({ lines: { ...all, [id]: { ...all[id], ...cells } } })),
    [set],
  );
  const save = (ids: readonly string[]) => {
    const rows = lines.flatMap((line) => {
      const draft = value.lines[line.id];
      const sendable = draft && ids.includes(line.id) && !underway.current.has(line.id);
      return sendable && isComplete(line, draft, options) ? [{ ...draft, id: line.id, seq: line.seq }] : [];
    });
    if (rows.length === 0) return;
    for (const row of rows) underway.current.add(row.id);
    fill.mutate(rows);
  };
  return { drafts: value.lines, change, save, discard: drop, saving: fill.isPending };
}

/** Whether a draft can be sent: a verdict that needs a reason has one. */
export function isComplete(line: LedgerLine, draft: LineDraft, options: LedgerOptions): boolean {
  const verdict = draft.verdict ?? line.verdict;
  const needs = options.verdicts.find(({ id }) => id === verdict)?.needsReason ?? false;
  return !needs || (draft.reason ?? line.reason ?? '') !== '';
}
