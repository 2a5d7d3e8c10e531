import { type Selectable, sql } from 'kysely';
import type { Db } from './database.ts';
import type { PrintRunsTable } from './schema.ts';

/** An item that could not be printed, and why. */
export interface PrintFailure {
  readonly item: string;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A print run as it stands; `file` once it has ended with something printed. */
export interface PrintRunRow {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly what: string;
  readonly title: string;
  readonly items: readonly string[];
  readonly done: number;
  readonly failed: readonly PrintFailure[];
  readonly file: string | null;
  readonly pages: number;
  readonly byAccount: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

type NewRun = Omit<PrintRunRow, 'done' | 'failed' | 'file' | 'pages' | 'endedAt'>;

/** Keeps a run that is about to begin. */
export async function insertPrintRun(tx: Db, county: number, run: NewRun): Promise<void> {
  await tx
    .insertInto('print_runs')
    .values({
      county,
      id: run.id,
      town: run.town,
      village: run.village,
      what: run.what,
      title: run.title,
      items: [...run.items],
      by_account: run.byAccount,
      started_at: run.startedAt,
      file: null,
      ended_at: null,
    })
    .execute();
}

/** How far a run has come. */
export async function savePrintRun(
  tx: Db,
  county: number,
  id: string,
  now: Pick<PrintRunRow, 'done' | 'failed' | 'file' | 'pages' | 'endedAt'>,
): Promise<void> {
  await tx
    .updateTable('print_runs')
    .set({
      done: now.done,
      failed: sql`${JSON.stringify(now.failed)}::jsonb`,
      file: now.file,
      pages: now.pages,
      ended_at: now.endedAt,
    })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}

/** Runs the actor may see, newest first; only `id` when given. */
export async function listPrintRuns(tx: Db, county: number, id?: string): Promise<PrintRunRow[]> {
  let query = tx.selectFrom('print_runs').selectAll().where('county', '=', county);
  if (id !== undefined) query = query.where('id', '=', id);
  const rows = await query.orderBy('started_at', 'desc').limit(50).execute();
  return rows.map(runOf);
}

function runOf(row: Selectable<PrintRunsTable>): PrintRunRow {
  return {
    id: row.id,
    town: row.town,
    village: row.village,
    what: row.what,
    title: row.title,
    items: row.items,
    done: row.done,
    failed: row.failed as unknown as readonly PrintFailure[],
    file: row.file,
    pages: row.pages,
    byAccount: row.by_account,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
