import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportReport } from '#contract/imports.ts';
import { FIRST_FINDINGS, FindingRows } from '#ui/finding-rows.tsx';
import { useWords } from '#ui/words-context.tsx';
import { importRowsQuery, type RowKind } from './import-data.ts';

/** Rows sent back, repeated or remarked on. */
export function ImportRows({ id, outcome, report }: { id: string; outcome: RowKind; report: ImportReport }) {
  const { say, language } = useWords();
  const [limit, setLimit] = useState(FIRST_FINDINGS);
  const { data, error } = useQuery(importRowsQuery(id, outcome, language, limit));
  if (error) throw error;
  const faults = report.faults.filter((fault) => fault.outcome === outcome);
  const label = say(`imports.tab.${outcome}`);
  return <FindingRows label={label} faults={faults} found={data} limit={limit} onLimit={setLimit} />;
}
