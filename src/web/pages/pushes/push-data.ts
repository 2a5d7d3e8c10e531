import { queryOptions } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

export type Pushes = Reply<typeof routes.listPushes>;

/** Lists pushed in the last twelve months, as far as the account may see them. */
export const pushesQuery = queryOptions({
  queryKey: ['pushes'],
  queryFn: ({ signal }) => api(routes.listPushes, { signal }),
});

/** One list with its lines. */
export function pushQuery(id: string) {
  return queryOptions({
    queryKey: ['push', id],
    queryFn: ({ signal }) => api(routes.getPush, { params: { id }, signal }),
  });
}
