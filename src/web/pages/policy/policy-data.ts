import { queryOptions } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

/** What is in force in the own area on a day. */
export function policyQuery(on: string | undefined) {
  return queryOptions({
    queryKey: ['policy', on],
    queryFn: () => api(routes.currentPolicy, { query: on === undefined ? {} : { on } }),
  });
}

/** What 规定对比 holds against each other. */
export const compareBys = ['days', 'documents', 'areas'] as const;
