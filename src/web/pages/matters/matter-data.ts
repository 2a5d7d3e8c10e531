import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

export type MatterView = Reply<typeof routes.getMatter>;
export type MatterStep = MatterView['steps'][number];
export type OpenAct = MatterView['open'][number];
export type ActField = OpenAct['fields'][number];

export type MattersSearch = {
  all?: boolean | undefined;
  procedure?: string | undefined;
  step?: string | undefined;
  q?: string | undefined;
};

/** The list under the filters of the address. */
export function mattersQuery({ all, procedure, step, q }: MattersSearch) {
  const query = {
    open: all === true ? 'false' : 'true',
    ...(procedure ? { procedure } : {}),
    ...(step ? { step } : {}),
    ...(q ? { q } : {}),
  };
  return queryOptions({
    queryKey: ['matters', query],
    queryFn: ({ signal }) => api(routes.listMatters, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One household's procedure: where it stands and what may be done. */
export function matterQuery(id: string) {
  return queryOptions({ queryKey: ['matter', id], queryFn: () => api(routes.getMatter, { params: { id } }) });
}

/** Whether the step is put up for people to read, by its name in the document. */
export function isNotice(label: string): boolean {
  return /公示|公告/.test(label);
}
