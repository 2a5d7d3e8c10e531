import { queryOptions } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

/** Townships and villages of the own area; they change rarely. */
export const areasQuery = queryOptions({
  queryKey: ['areas'],
  queryFn: () => api(routes.listAreas),
  staleTime: 600_000,
});
