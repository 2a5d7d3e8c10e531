import { queryOptions } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

/** Forms that papers are made from. */
export const formsQuery = queryOptions({
  queryKey: ['paper-forms'],
  queryFn: ({ signal }) => api(routes.listPaperForms, { signal }),
});

/** Papers given out in a month. */
export const papersQuery = (month: string) =>
  queryOptions({
    queryKey: ['papers', month],
    queryFn: ({ signal }) => api(routes.listPapers, { query: { month }, signal }),
  });

/** The print queue, asked for again while something is being printed. */
export const runsQuery = queryOptions({
  queryKey: ['print-runs'],
  queryFn: ({ signal }) => api(routes.listPrintRuns, { signal }),
  refetchInterval: ({ state }) => (state.data?.runs.some((run) => run.state === 'running') ? 1000 : false),
});

/** What a code on a paper confirms. */
export const checkQuery = (code: string) =>
  queryOptions({
    queryKey: ['paper-check', code],
    queryFn: ({ signal }) => api(routes.checkPaper, { params: { code }, signal }),
    retry: false,
  });
