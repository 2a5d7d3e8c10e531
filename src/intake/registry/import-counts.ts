import type { ComparedFile } from '#commands/import-registry.ts';
import type { ChangeCounts } from '#commands/import-report.ts';
import { type RowFault, type RowOutcome, registryOutcome } from '#domain/values/row-fault.ts';
import type { ColumnPlan } from '../columns/plan-columns.ts';
import type { ParsedFile } from '../rows/parse-rows.ts';

/** The sums of a file: rows = accepted + rejected + duplicate. */
export interface FileCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  /** Accepted rows with a remark somebody should read. */
  readonly flagged: number;
  readonly ignored: number;
  readonly faults: readonly { readonly fault: RowFault; readonly outcome: RowOutcome; readonly rows: number }[];
}

/** What a batch keeps about its file in `counts`. */
export interface StoredCounts extends FileCounts, ChangeCounts {
  readonly sameAs: string | null;
  readonly appliedBy: string | null;
}

/** Sums of the file and of what it does to the registry. */
export function importCounts(
  counts: FileCounts,
  compared: ComparedFile,
  more: Pick<StoredCounts, 'sameAs' | 'appliedBy'>,
): StoredCounts {
  return { ...counts, ...compared.counts, ...more };
}

/** The sums of a file that was read. */
export function fileCounts(parsed: ParsedFile): FileCounts {
  const isFlagged = (row: ParsedFile['rows'][number]): boolean =>
    row.result === 'accepted' && row.findings.some(({ outcome }) => outcome === 'flagged');
  return {
    ...parsed.counts,
    flagged: parsed.rows.filter(isFlagged).length,
    ignored: parsed.ignored.length,
    faults: countFaults(parsed.rows),
  };
}

/** In how many rows each fault was found. */
function countFaults(rows: ParsedFile['rows']): FileCounts['faults'] {
  const counts = new Map<RowFault, number>();
  for (const row of rows) {
    for (const fault of new Set(row.findings.map((finding) => finding.fault))) {
      counts.set(fault, (counts.get(fault) ?? 0) + 1);
    }
  }
  return [...counts].map(([fault, count]) => ({ fault, outcome: registryOutcome(fault), rows: count }));
}

/** What a batch keeps about its columns. */
export interface StoredColumns {
  readonly columns: readonly {
    readonly sheet: string;
    readonly letters: string;
    readonly heading: string;
    readonly field: string | null;
    readonly label: string | null;
    readonly use: 'field' | 'repeated' | 'dropped' | 'unknown';
  }[];
  readonly unreadSheets: readonly string[];
}

export function readColumns(plan: ColumnPlan): StoredColumns {
  const columns = plan.tables.flatMap((table) =>
    table.columns.map(({ letters, label, use }) => {
      const field = use.kind === 'field' || use.kind === 'repeated' ? use.field : undefined;
      return {
        sheet: table.sheet.name,
        letters,
        heading: label,
        field: use.kind === 'field' ? use.field.field : null,
        label: field?.label ?? null,
        use: use.kind,
      };
    }),
  );
  return { columns, unreadSheets: plan.unreadSheets };
}
