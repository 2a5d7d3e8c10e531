import { feedOutcome, type RowFault } from '#domain/values/row-fault.ts';
import type { StoredFeedRow } from '#store/feed-rows.ts';
import type { ColumnOverrides } from '../columns/plan-columns.ts';
import type { FeedFileReading } from '../reading/reading-order.ts';
import type { ParsedFile } from '../rows/parse-rows.ts';
import { storedColumns } from './feed-columns.ts';
import type { ReadFeed } from './read-feed.ts';

/** What of a department's file that was read is kept: accepted rows, every row's findings, columns, sums. */
export function feedFileReading(read: ReadFeed, overrides: ColumnOverrides): FeedFileReading {
  const { plan, parsed, rows, digest } = read;
  return {
    digest,
    rows,
    columns: storedColumns(plan, overrides),
    told: parsed === null ? [] : toldRows(parsed),
    counts: {
      rows: parsed?.counts.rows ?? 0,
      rejected: parsed?.counts.rejected ?? 0,
      duplicate: parsed?.counts.duplicate ?? 0,
      flagged: parsed === null ? 0 : parsed.rows.filter(isFlagged).length,
      ignored: parsed?.ignored.length ?? 0,
      faults: parsed === null ? [] : countFaults(parsed),
      missingColumns: plan.missing,
    },
  };
}

function isFlagged(row: ParsedFile['rows'][number]): boolean {
  return row.result === 'accepted' && row.findings.some(({ outcome }) => outcome === 'flagged');
}

function toldRows({ rows, ignored }: ParsedFile): StoredFeedRow[] {
  return [
    ...rows.map((row) => ({
      sheet: row.sheet,
      row_no: row.number,
      outcome: row.result,
      faults: row.findings.map((finding) => ({ ...finding, column: finding.column ?? null })),
    })),
    ...ignored.map(({ sheet, number }) => ({ sheet, row_no: number, outcome: 'ignored', faults: [] })),
  ];
}

/** In how many rows each fault was found. */
function countFaults({ rows }: ParsedFile): FeedFileReading['counts']['faults'] {
  const counts = new Map<RowFault, number>();
  for (const row of rows) {
    for (const fault of new Set(row.findings.map((finding) => finding.fault))) {
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
    }
  }
  return [...counts].map(([fault, count]) => ({ fault, outcome: feedOutcome(fault), rows: count }));
}
