import type { RegisterReading, ToldRow } from '../reading/reading-order.ts';
import { fileCounts, readColumns } from './import-counts.ts';
import type { ReadRegister } from './read-register.ts';

/** What of a file that was read is kept: households, sums, columns, and rows about which there is something to say. */
export function registerReading(read: ReadRegister): RegisterReading {
  const { file, digest, plan } = read;
  return { file, digest, columns: readColumns(plan), counts: fileCounts(read.parsed), told: toldRows(read) };
}

/** Rows somebody may ask about: the rejected with their cells, the duplicate, those with remarks or repairs, and ignored lines. */
function toldRows({ parsed }: ReadRegister): ToldRow[] {
  const told = parsed.rows.flatMap((row): ToldRow[] => {
    if (row.findings.length === 0) return [];
    const outcomes = new Set(row.findings.map(({ outcome }) => outcome));
    const outcome = (['rejected', 'duplicate', 'flagged', 'repaired'] as const).find((one) => outcomes.has(one)) ?? 'flagged'; // biome-ignore format: one line
    const cells = Object.fromEntries(row.cells.map((cell) => [cell.column, cell.text]));
    const findings = row.findings.map((finding) => ({ ...finding, column: finding.column ?? null }));
    return [{ sheet: row.sheet, number: row.number, outcome, findings, cells: outcome === 'rejected' ? cells : null }];
  });
  const ignored = parsed.ignored.map(
    ({ sheet, number }): ToldRow => ({ sheet, number, outcome: 'ignored', findings: [], cells: null }),
  );
  return [...told, ...ignored];
}
