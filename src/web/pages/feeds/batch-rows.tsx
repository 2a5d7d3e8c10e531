import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FIRST_FINDINGS, FindingRows } from '#ui/finding-rows.tsx';
import { useWords } from '#ui/words-context.tsx';
import { type FeedBatchView, type FeedRowKind, feedRowsQuery } from './feed-data.ts';

/** Rows of one kind of a batch. */
export function BatchRows(props: { id: string; outcome: FeedRowKind; faults: FeedBatchView['faults'] }) {
  const { say, language } = useWords();
  const { id, outcome } = props;
  const [limit, setLimit] = useState(FIRST_FINDINGS);
  const { data, error } = useQuery(feedRowsQuery(id, outcome, language, limit));
  if (error) throw error;
  const faults = props.faults.filter((fault) => fault.outcome === outcome);
  const label = say(`batch.tab.${outcome}`);
  return <FindingRows label={label} faults={faults} found={data} limit={limit} onLimit={setLimit} />;
}
