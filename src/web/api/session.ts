import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '#contract/auth.ts';
import { routes } from '#contract/routes.ts';
import { ApiError, api } from './client.ts';

/** The account signed in, or null. The only question that takes an expired session as an answer. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await api(routes.whoAmI, { quiet: true });
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'not-signed-in') return null;
      throw failure;
    }
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** The account signed in, on pages that are only shown to one. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error('page without a session');
  return data;
}

/** Whether the account holds a permission. */
export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}

/** Puts a new answer of the session routes in place and forgets everything read as somebody else or on another day. */
export async function renewSession(client: QueryClient, me: Me | null): Promise<void> {
  client.setQueryData(sessionQuery.queryKey, me);
  await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
