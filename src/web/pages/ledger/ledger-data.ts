import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LedgerLine } from '#contract/leads.ts';
import type { Call, Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';
import type { FillCellName } from './ledger-cells.tsx';
import { type LedgerSearch, tabOf } from './ledger-search.ts';

export type LedgerOptions = Reply<typeof routes.ledgerOptions>;
export type ActReply = Reply<typeof routes.receiveLeads>;
type FillRow = Call<typeof routes.fillLedger>['body']['rows'][number];

/** What has been typed into one line and not yet saved. */
export type LineDraft = Omit<FillRow, 'id' | 'seq'>;

export const PAGE_SIZE = 100;

/** The lines of one tab under the filters of the address. */
export function ledgerQuery(search: LedgerSearch) {
  const { lead: _, page = 1, tab: _tab, overdue, ...filters } = search;
  const query = {
    ...filters,
    tab: tabOf(search),
    ...(overdue ? { overdue: 'true' } : {}),
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
  return queryOptions({
    queryKey: ['ledger', query],
    queryFn: ({ signal }) => api(routes.listLedger, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Channels, verdicts, phrases and verifiers of the pack in force. */
export const optionsQuery = queryOptions({
  queryKey: ['ledger-options'],
  queryFn: () => api(routes.ledgerOptions),
  staleTime: 60_000,
});

/** One lead with its evidence and what may be done. */
export function leadQuery(id: string) {
  return queryOptions({ queryKey: ['lead', id], queryFn: () => api(routes.getLead, { params: { id } }) });
}

/** A line as the acts take it: which, and how many acts the user has seen. */
export function leadRef(line: LedgerLine): { id: string; seq: number } {
  return { id: line.id, seq: line.seq };
}

/** Whether the visit is still to come: verdict, reason and verifiers are open. */
export function isOpen(line: LedgerLine): boolean {
  return line.stage === 'in-progress' && line.verdict === null;
}

/** Whether this cell of the line is filled in now. What an act has settled is changed by 撤回, not by overtyping. */
export function isFillable(line: LedgerLine, cell: FillCellName): boolean {
  if (line.stage !== 'in-progress' && line.stage !== 'to-write-off') return false;
  switch (cell) {
    case 'verdict':
    case 'reason':
    case 'verifiers':
      return isOpen(line);
    case 'told':
      return line.told.needed && line.told.on === null;
    case 'finishedOn':
      return line.finishedOn === null;
    case 'idNumber':
      return line.idMasked === null;
  }
}
