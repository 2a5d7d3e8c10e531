import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FeedBatch, FeedStatus } from '#contract/feeds.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import type { Language } from '#words/language.ts';
import type { Say } from '#words/sentences.ts';
import { api } from '../../api/client.ts';

export type FeedBatchView = Reply<typeof routes.getFeedBatch>;
export type FeedsReply = Reply<typeof routes.listFeeds>;

export const feedRowKinds = ['rejected', 'duplicate', 'flagged', 'unknown'] as const;
export type FeedRowKind = (typeof feedRowKinds)[number];
export const batchTabs = [...feedRowKinds, 'columns'] as const;
export type BatchTab = (typeof batchTabs)[number];

/** Feeds of the own department (the bureau: of all) for a month of data; without one, the month before today. */
export function feedsQuery(period?: string) {
  return queryOptions({
    queryKey: ['feeds', period ?? ''],
    queryFn: ({ signal }) => api(routes.listFeeds, { query: period === undefined ? {} : { period }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Departments with whom to call, punctuality and keys; for the bureau. */
export const officesQuery = queryOptions({
  queryKey: ['feed-offices'],
  queryFn: ({ signal }) => api(routes.listFeedOffices, { signal }),
});

const EVERY_MS = 700;

/** How far an upload is that is being read. */
export function uploadQuery(id: string) {
  return queryOptions({
    queryKey: ['upload', id],
    queryFn: ({ signal }) => api(routes.getUpload, { params: { id }, signal }),
    refetchInterval: EVERY_MS,
  });
}

/** One batch with columns and faults. */
export function feedBatchQuery(id: string) {
  return queryOptions({
    queryKey: ['feed-batch', id],
    queryFn: ({ signal }) => api(routes.getFeedBatch, { params: { id }, signal }),
  });
}

/** The first rows of a kind, with reasons in `language`. */
export function feedRowsQuery(id: string, outcome: FeedRowKind, language: Language, limit: number) {
  return queryOptions({
    queryKey: ['feed-rows', id, outcome, language, limit],
    queryFn: ({ signal }) => api(routes.listFeedRows, { params: { id }, query: { outcome, language, limit }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** Whether the feed is still to be reported for its period. */
export function isOwed(feed: FeedStatus): boolean {
  return ['not-due', 'due-today', 'not-reported', 'missed'].includes(feed.state) && feed.receivedOn === null;
}

/** Why no file is taken: nothing is owed for the period, and from which one on it is; or it has not begun. */
export function noUploadText(say: Say, feed: Pick<FeedStatus, 'state' | 'since' | 'period'>): string {
  if (feed.state !== 'nothing') return say('feeds.no-upload');
  return feed.since === null ? say('feeds.not-owed') : say('feeds.not-owed-since', { since: feed.since });
}

/** How a feed stands, with the days it is late. */
export function feedStateText(say: Say, feed: Pick<FeedStatus, 'state' | 'daysLate'>): string {
  if (feed.state === 'late' && feed.daysLate > 0) return say('feed-state.late-days', { n: feed.daysLate });
  if (feed.state === 'not-reported' && feed.daysLate > 0) {
    return say('feed-state.not-reported-days', { n: feed.daysLate });
  }
  return say(`feed-state.${feed.state}`);
}

const RESULTS = ['recognised', 'qualified', 'already', 'notQualified', 'open', 'nothing'] as const;

/** The parts of a result that are not zero, in words: 认定 3, 已纳入 97 … */
export function resultParts(say: Say, results: NonNullable<FeedBatch['results']>): string[] {
  return RESULTS.filter((key) => results[key] > 0).map((key) => say(`results.${key}`, { n: results[key] }));
}

/** Whether rows reported = the sum of what became of them. */
export function resultsAddUp(results: NonNullable<FeedBatch['results']>): boolean {
  return results.reported === RESULTS.reduce((sum, key) => sum + results[key], 0);
}
