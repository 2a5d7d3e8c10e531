import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** Why a lead exists: file, row, values by label, clause. */
export interface EvidenceItem {
  readonly id: string;
  readonly feed: string | null;
  readonly department: string | null;
  readonly fileName: string | null;
  readonly row: number | null;
  readonly facts: { label: string; value: string }[];
  readonly clause: string | null;
  readonly on: PlainDate;
}

export interface NewEvidence extends Omit<EvidenceItem, 'row'> {
  readonly matter: string;
  readonly batch: string | null;
  readonly row: number | null;
  readonly town: number;
  readonly village: number | null;
  readonly at: number;
}

/** Pieces of evidence of a lead, oldest first; those of withdrawn batches are left out. */
export async function listEvidence(tx: Db, keys: FieldKeys, matter: string): Promise<EvidenceItem[]> {
  const rows = await tx
    .selectFrom('evidence')
    .selectAll()
    .where('county', '=', keys.county)
    .where('matter', '=', matter)
    .where('withdrawn_on', 'is', null)
    .orderBy('at')
    .orderBy('row_no')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    feed: row.feed,
    department: row.department,
    fileName: row.file_name,
    row: row.row_no,
    facts: JSON.parse(keys.open(factsPlace(row.id), row.facts) ?? '[]') as { label: string; value: string }[],
    clause: row.clause,
    on: row.on_day,
  }));
}

export async function insertEvidence(tx: Db, keys: FieldKeys, items: readonly NewEvidence[]): Promise<void> {
  if (items.length === 0) return;
  await tx
    .insertInto('evidence')
    .values(
      items.map((item) => ({
        county: keys.county,
        id: item.id,
        matter: item.matter,
        batch: item.batch,
        feed: item.feed,
        department: item.department,
        file_name: item.fileName,
        row_no: item.row,
        facts: keys.seal(factsPlace(item.id), JSON.stringify(item.facts)) ?? Buffer.alloc(0),
        clause: item.clause,
        on_day: item.on,
        town: item.town,
        village: item.village,
        at: item.at,
      })),
    )
    .execute();
}

function factsPlace(id: string): { table: string; column: string; row: string } {
  return { table: 'evidence', column: 'facts', row: id };
}
