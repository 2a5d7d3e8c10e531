import { queryOptions } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

/** What of 疑点数据 is looked at; kept in the address. */
export type QualitySearch = {
  rule?: string | undefined;
  town?: number | undefined;
  village?: number | undefined;
  batch?: string | undefined;
  excepted?: boolean | undefined;
};

export const PAGE_SIZE = 50;

/** Findings with their counts under the filters of the address. */
export function findingsQuery({ excepted, ...filter }: QualitySearch, limit: number) {
  const query = { ...filter, ...(excepted ? { excepted: 'true' } : {}), limit: Math.min(200, limit) };
  return queryOptions({
    queryKey: ['findings', query],
    queryFn: ({ signal }) => api(routes.listFindings, { query, signal }),
  });
}

/** Findings of one household, those vouched for left out. */
export function householdFindingsQuery(household: string) {
  return queryOptions({
    queryKey: ['findings', household],
    queryFn: ({ signal }) => api(routes.listFindings, { query: { household, limit: 200 }, signal }),
  });
}

/** The id of the place on the household's page where a value stands. */
export function cellAnchor(person: string | null, cell: string): string {
  return person === null ? `field-${cell}` : `member-${person}`;
}
