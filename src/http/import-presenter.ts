import type { CommandContext } from '#commands/command-context.ts';
import type { SealedUndo, UndoCounts } from '#commands/undo-import.ts';
import type { HouseholdChange, ImportBatch, ImportReport, ImportState, UndoneImport } from '#contract/imports.ts';
import type { StoredColumns, StoredCounts } from '#intake/registry/import-counts.ts';
import { IMPORT_JOB } from '#intake/registry/import-setting.ts';
import { accountNames } from '#store/account-names.ts';
import { listAreaChain } from '#store/areas.ts';
import { type BatchRow, findUndoOf } from '#store/registry-batches.ts';

type Read = Pick<CommandContext, 'tx' | 'keys' | 'now'>;

/** A batch as lists and its page show it. */
export async function presentBatch(context: Read, row: BatchRow): Promise<ImportBatch> {
  const counts = countsOf(row);
  return {
    id: row.id,
    state: row.state as ImportState,
    fileName: row.file_name,
    shape: row.shape as ImportBatch['shape'],
    asOf: row.as_of,
    area: await areaOf(context, row.area),
    uploadedBy: await nameOf(context, row.created_by),
    uploadedAt: row.created_at,
    appliedAt: row.applied_at,
    appliedOn: row.applied_on,
    progress: { done: row.rows_done, total: row.rows_total },
    rows: counts ? rowCounts(counts) : null,
    error: row.error === null ? null : (JSON.parse(row.error) as ImportBatch['error']),
    sameAs: counts?.sameAs ?? null,
  };
}

/** What the batch would do or did; null before it is read. */
export function presentReport(row: BatchRow): ImportReport | null {
  const counts = countsOf(row);
  if (!counts) return null;
  const { households, persons, values, faults } = counts;
  return { rows: rowCounts(counts), households, persons, values, faults: [...faults] };
}

/** Columns and what they were taken for. */
export function presentColumns(row: BatchRow): { columns: StoredColumns['columns'][number][]; unreadSheets: string[] } {
  const stored = row.columns as unknown as StoredColumns | [];
  if (Array.isArray(stored)) return { columns: [], unreadSheets: [] };
  return { columns: [...stored.columns], unreadSheets: [...stored.unreadSheets] };
}

/** What taking the batch back did; null when it was not taken back. */
export async function presentUndone(context: Read, row: BatchRow): Promise<UndoneImport | null> {
  const undo = row.state === 'undone' ? await findUndoOf(context.tx, context.keys.county, row.id) : undefined;
  if (!undo) return null;
  const text = context.keys.open({ table: 'batches', column: 'preview', row: undo.id }, undo.preview);
  const { reason, stayed } = JSON.parse(text ?? '{"reason":"","stayed":[]}') as SealedUndo;
  const names = await accountNames(context.tx, [undo.created_by, ...stayed.flatMap(({ actor }) => actor ?? [])]);
  return {
    ...(undo.counts as unknown as UndoCounts),
    at: undo.created_at,
    by: names.get(undo.created_by) ?? IMPORT_JOB,
    reason,
    items: stayed.map(({ actor, ...item }) => ({ ...item, by: names.get(actor ?? '') ?? '' })),
  };
}

/** The kept households of a kind, and how many there are of it altogether. */
export function presentChanges(
  context: Read,
  row: BatchRow,
  kind: HouseholdChange['kind'],
): { all: HouseholdChange[]; total: number } {
  const counts = countsOf(row);
  const text = context.keys.open({ table: 'batches', column: 'preview', row: row.id }, row.preview);
  if (!counts || text === null) return { all: [], total: 0 };
  const kept = (JSON.parse(text) as HouseholdChange[]).filter((household) => household.kind === kind);
  return { all: kept, total: kind === 'conflicting' ? counts.contradicted : counts.households[kind] };
}

function countsOf(row: BatchRow): StoredCounts | undefined {
  const counts = row.counts as unknown as Partial<StoredCounts>;
  return counts.rows === undefined ? undefined : (counts as StoredCounts);
}

function rowCounts({ rows, accepted, rejected, duplicate, flagged, ignored }: StoredCounts): ImportReport['rows'] {
  return { rows, accepted, rejected, duplicate, flagged, ignored };
}

async function areaOf(context: Read, area: number | null): Promise<ImportBatch['area']> {
  if (area === null) return null;
  const [row] = await listAreaChain(context.tx, area, context.now.today);
  return row ? { id: row.area, name: row.name, code: row.code } : null;
}

async function nameOf(context: Read, account: string): Promise<string> {
  const row = await context.tx.selectFrom('accounts').select('name').where('id', '=', account).executeTakeFirst();
  return row?.name ?? IMPORT_JOB;
}
