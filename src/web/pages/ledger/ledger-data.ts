import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LedgerLine } from '#contract/leads.ts';
import type { Call, Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';
import type { LedgerSearch } from './ledger-search.ts';

export type LedgerOptions = Reply<typeof routes.ledgerOptions>;
export type ActReply = Reply<typeof routes.receiveLeads>;
type FillRow = Call<typeof routes.fillLedger>['body']['rows'][number];

/** What has been typed into one line and not yet saved. */
export type LineDraft = Omit<FillRow, 'id' | 'seq'>;

export const PAGE_SIZE = 100;

/** The lines of one tab under the filters of the address. */
export function ledgerQuery(search: LedgerSearch) {
  const { lead: _, page = 1, tab = 'in-progress', overdue, ...filters } = search;
  const query = {
    ...filters,
    tab,
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

/** Whether cells of this line are filled in now. */
export function isFillable(line: LedgerLine): boolean {
  return line.stage === 'in-progress' || line.stage === 'to-write-off';
}
