import { queryOptions } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

/** What is in force on a day in the own area, or by the documents of another one. */
export function policyQuery(on: string | undefined, area?: string) {
  const query = { ...(on === undefined ? {} : { on }), ...(area === undefined ? {} : { area }) };
  return queryOptions({
    queryKey: ['policy', on, area],
    queryFn: () => api(routes.currentPolicy, { query }),
  });
}

/** What 规定对比 holds against each other. */
export const compareBys = ['days', 'documents', 'areas'] as const;
