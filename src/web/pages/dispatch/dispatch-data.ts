import { queryOptions } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';

export type PendingDispatch = Reply<typeof routes.pendingDispatch>;
export type DispatchLine = PendingDispatch['lines'][number];
export type DispatchReply = Reply<typeof routes.dispatch>;
export type FeedConflict = Reply<typeof routes.listFeedConflicts>['conflicts'][number];

export const dispatchTabs = ['all', 'ready', 'unplaced', 'monitored', 'open', 'conflicts'] as const;
export type DispatchTab = (typeof dispatchTabs)[number];

export const pendingQuery = queryOptions({
  queryKey: ['dispatch'],
  queryFn: ({ signal }) => api(routes.pendingDispatch, { signal }),
});

export const conflictsQuery = queryOptions({
  queryKey: ['feed-conflicts'],
  queryFn: ({ signal }) => api(routes.listFeedConflicts, { signal }),
});

/** The lines of one tab, one township and one search; the sums beside them always count everything. */
export function linesOf(
  lines: readonly DispatchLine[],
  { tab, town, q }: { tab: DispatchTab; town: number | undefined; q: string },
): DispatchLine[] {
  return lines.filter(
    (line) =>
      inTab(line, tab) &&
      (town === undefined || (line.town?.id === town && !line.unplaced)) &&
      (q === '' ||
        [line.headName, line.no, line.village?.name ?? '', line.place ?? ''].some((text) => text.includes(q))),
  );
}

/** How many lines each tab has. */
export function countsOf(lines: readonly DispatchLine[]): Record<Exclude<DispatchTab, 'conflicts'>, number> {
  const count = (tab: DispatchTab) => lines.filter((line) => inTab(line, tab)).length;
  return {
    all: lines.length,
    ready: count('ready'),
    unplaced: count('unplaced'),
    monitored: count('monitored'),
    open: count('open'),
  };
}

function inTab(line: DispatchLine, tab: DispatchTab): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'ready':
      return !line.unplaced;
    case 'unplaced':
      return line.unplaced;
    case 'monitored':
      return line.monitored;
    case 'open':
      return line.openLead !== null;
    case 'conflicts':
      return false;
  }
}
