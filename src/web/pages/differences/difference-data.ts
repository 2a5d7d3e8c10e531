import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RegistryDifference } from '#contract/differences.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

export const differenceReasons = ['weaker-source', 'stale', 'identity', 'other-household', 'proposed'] as const;
export type DifferenceReason = (typeof differenceReasons)[number];

export const PAGE_SIZE = 50;

/** The first differences nobody has decided, of one reason or of all. */
export function differencesQuery(reason: DifferenceReason | undefined, limit: number) {
  return queryOptions({
    queryKey: ['differences', reason ?? '', limit],
    queryFn: ({ signal }) =>
      api(routes.listDifferences, { query: { limit, ...(reason === undefined ? {} : { reason }) }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Differences of one household after the other, as the list comes. */
export function byHousehold(
  differences: readonly RegistryDifference[],
): { household: string; differences: RegistryDifference[] }[] {
  const groups = Map.groupBy(differences, ({ household }) => household);
  return [...groups].map(([household, own]) => ({ household, differences: own }));
}
