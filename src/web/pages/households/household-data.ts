import { queryOptions } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

export type HouseholdView = Reply<typeof routes.getHousehold>;

/** One household with members, income and timeline. */
export function householdQuery(id: string) {
  return queryOptions({ queryKey: ['household', id], queryFn: () => api(routes.getHousehold, { params: { id } }) });
}
