import type { HomeReply } from '#contract/homes.ts';

/** A home without anything yet; each role fills its part. */
export const emptyHome: Omit<HomeReply, 'today' | 'asOf'> = {
  counters: [],
  work: [],
  addingUp: null,
  progress: [],
  late: [],
  unsetParameters: [],
  recent: [],
  facts: [],
};
