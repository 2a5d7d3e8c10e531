import type { PlainDate } from '#domain/values/plain-date.ts';
import { feedOutcome, type RowFault, type RowOutcome, registryOutcome } from '#domain/values/row-fault.ts';
import { type ColumnPlan, requireColumns, type TablePlan } from '../columns/plan-columns.ts';
import { cellAddress } from '../sheet/sheet-content.ts';
import { checkAgainstId, checkHeads, checkRepeats, placeVillage } from './check-rows.ts';
import { groupHouseholds } from './group-households.ts';
import { notARecordTest } from './not-a-record.ts';
import type { DraftRow, ParsedRow, RowFinding, RowResult } from './parsed-row.ts';
import { readRow } from './read-row.ts';
import type { VillageDirectory } from './village-directory.ts';

export type ParseOptions = {
  /** Birth dates after it are refused. */
  readonly today: PlainDate;
  readonly villages: VillageDirectory;
  /** `registry`: one row a person, in households · `feed`: rows about persons, each a possible lead. */
  readonly kind: 'registry' | 'feed';
};

/** Every row of a file, in its order, and the sums: `rows` = accepted + rejected + duplicate. */
export type ParsedFile = {
  readonly shape: string;
  readonly rows: readonly ParsedRow[];
  /** Lines that describe nobody, by sheet and row number; in no sum. */
  readonly ignored: readonly { readonly sheet: string; readonly number: number }[];
  readonly counts: { readonly rows: number } & Readonly<Record<RowResult, number>>;
  /** How often each fault was found. */
  readonly faults: Readonly<Partial<Record<RowFault, number>>>;
};

/** Reads the rows of a planned file into records with findings. Throws `column-missing` when the plan lacks a column. */
export function parseRows(plan: ColumnPlan, options: ParseOptions): ParsedFile {
  requireColumns(plan);
  const ignored: { sheet: string; number: number }[] = [];
  const drafts: { readonly draft: DraftRow; readonly table: TablePlan }[] = [];
  for (const table of plan.tables) {
    const rows = readTable(table, options, ignored);
    for (const draft of rows) drafts.push({ draft, table });
  }
  const all = drafts.map(({ draft }) => draft);
  if (options.kind === 'registry') checkHeads(all);
  const outcomeOf = options.kind === 'registry' ? registryOutcome : feedOutcome;
  checkRepeats(all, options.kind, (row) => row.remarks.some((remark) => outcomeOf(remark.fault) === 'rejected'));
  const rows = drafts.map(({ draft, table }) => finish(draft, table, outcomeOf));
  return { shape: plan.shape.id, rows, ignored, counts: countResults(rows), faults: countFaults(rows) };
}

function readTable(table: TablePlan, options: ParseOptions, ignored: { sheet: string; number: number }[]): DraftRow[] {
  const drafts: DraftRow[] = [];
  const notARecord = notARecordTest(table);
  for (const row of table.sheet.rows) {
    if (row.number < table.dataFrom) continue;
    if (notARecord(row)) ignored.push({ sheet: table.sheet.name, number: row.number });
    else drafts.push(readRow(table.sheet.name, row, table.columns, options.today));
  }
  if (options.kind === 'registry') groupHouseholds(drafts, table);
  for (const draft of drafts) {
    placeVillage(draft, options.villages);
    checkAgainstId(draft);
  }
  return drafts;
}

function finish(draft: DraftRow, table: TablePlan, outcomeOf: (fault: RowFault) => RowOutcome): ParsedRow {
  const findings = draft.remarks.map((remark): RowFinding => {
    const use = table.columns.find((one) => one.use.kind === 'field' && one.use.field.field === remark.field);
    return {
      fault: remark.fault,
      outcome: outcomeOf(remark.fault),
      address: use ? cellAddress(draft.number, use.column) : `${draft.number}:${draft.number}`,
      column: use?.label,
      facts: remark.facts ?? {},
    };
  });
  const { sheet, number, values, household, cells } = draft;
  return { sheet, number, result: resultOf(findings), values, household, findings, cells };
}

/** The strictest of what the findings ask. */
function resultOf(findings: readonly RowFinding[]): RowResult {
  if (findings.some((finding) => finding.outcome === 'rejected')) return 'rejected';
  return findings.some((finding) => finding.outcome === 'duplicate') ? 'duplicate' : 'accepted';
}

function countResults(rows: readonly ParsedRow[]): ParsedFile['counts'] {
  const counts = { rows: rows.length, accepted: 0, rejected: 0, duplicate: 0 };
  for (const row of rows) counts[row.result] += 1;
  return counts;
}

function countFaults(rows: readonly ParsedRow[]): ParsedFile['faults'] {
  const counts: Partial<Record<RowFault, number>> = {};
  for (const { fault } of rows.flatMap((row) => row.findings)) counts[fault] = (counts[fault] ?? 0) + 1;
  return counts;
}
