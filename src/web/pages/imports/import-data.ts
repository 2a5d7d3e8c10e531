import { queryOptions } from '@tanstack/react-query';
import type { HouseholdChange, ImportState } from '#contract/imports.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import type { Language } from '#words/language.ts';
import { api } from '../../api/client.ts';

export type ImportView = Reply<typeof routes.getImport>;
export type ChangeKind = HouseholdChange['kind'];
export type RowKind = 'rejected' | 'duplicate' | 'flagged';

export const changeKinds = ['added', 'changed', 'conflicting', 'gone'] as const satisfies ChangeKind[];
export const rowKinds = ['rejected', 'duplicate', 'flagged'] as const satisfies RowKind[];
export const importTabs = [...changeKinds, ...rowKinds, 'columns'] as const;
export type ImportTab = (typeof importTabs)[number];

/** How often a running batch is asked for. */
const EVERY_MS = 1000;

/** Whether somebody is waiting for the machine. */
export function isRunning(state: ImportState): boolean {
  return state === 'read' || state === 'applying';
}

/** The first imports, the latest first; asked again while one of them runs. */
export function importsQuery(limit: number) {
  return queryOptions({
    queryKey: ['imports', limit],
    queryFn: ({ signal }) => api(routes.listImports, { query: { limit }, signal }),
    refetchInterval: ({ state }) => (state.data?.batches.some((batch) => isRunning(batch.state)) ? EVERY_MS : false),
  });
}

/** One batch; asked again while it runs. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => api(routes.getImport, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data.batch.state) ? EVERY_MS : false),
  });
}

/** The first households of a kind. */
export function changesQuery(id: string, kind: ChangeKind, limit: number) {
  return queryOptions({
    queryKey: ['import-changes', id, kind, limit],
    queryFn: ({ signal }) => api(routes.listImportChanges, { params: { id }, query: { kind, limit }, signal }),
    placeholderData: (before) => before,
  });
}

/** The first rows of a kind, with reasons in `language`. */
export function importRowsQuery(id: string, outcome: RowKind, language: Language, limit: number) {
  return queryOptions({
    queryKey: ['import-rows', id, outcome, language, limit],
    queryFn: ({ signal }) =>
      api(routes.listImportRows, { params: { id }, query: { outcome, language, limit }, signal }),
    placeholderData: (before) => before,
  });
}
