import type { Selectable } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';
import type { PapersTable } from './schema.ts';

/** A paper as given out. `hash`: SM3 of its bytes, hex. `replaces`: the paper it corrects, `reason` why. */
export interface StoredPaper {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly form: string;
  readonly title: string;
  readonly office: number;
  readonly issuer: string;
  readonly series: string;
  readonly year: number;
  readonly no: number;
  readonly number: string;
  readonly household: string | null;
  readonly matter: string | null;
  readonly on: PlainDate;
  readonly pages: number;
  readonly file: string;
  /** The same as a Word file, for editing before it is sealed. */
  readonly word: string | null;
  readonly hash: string;
  readonly code: string;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly reason: string | null;
  readonly byName: string;
  readonly at: number;
}

export type NewPaper = Omit<StoredPaper, 'replacedBy'> & { readonly policyHash: string; readonly byAccount: string };

/** Which papers: of a form, household, matter, month (`YYYY-MM`), area; the newest first. */
export interface PaperFilter {
  readonly form?: string;
  readonly household?: string;
  readonly matter?: string;
  readonly month?: string;
  readonly town?: number;
  readonly ids?: readonly string[];
  readonly limit?: number;
}

/** The next number of an office's series and year; others wait until this transaction ends, so none is left out. */
export async function nextPaperNumber(
  tx: Db,
  series: { readonly county: number; readonly office: number; readonly series: string; readonly year: number },
): Promise<number> {
  const row = await tx
    .insertInto('paper_series')
    .values({ ...series, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['county', 'office', 'series', 'year'])
        .doUpdateSet((eb) => ({ last: eb('paper_series.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}

/** Keeps a paper for good. */
export async function insertPaper(tx: Db, keys: FieldKeys, paper: NewPaper): Promise<void> {
  await tx
    .insertInto('papers')
    .values({
      county: keys.county,
      id: paper.id,
      town: paper.town,
      village: paper.village,
      form: paper.form,
      title: paper.title,
      office: paper.office,
      issuer: paper.issuer,
      series: paper.series,
      year: paper.year,
      no: paper.no,
      number: paper.number,
      household: paper.household,
      matter: paper.matter,
      on_day: paper.on,
      pages: paper.pages,
      file: paper.file,
      word: paper.word,
      hash: Buffer.from(paper.hash, 'hex'),
      code: paper.code,
      replaces: paper.replaces,
      reason: keys.seal(reasonPlace(paper.id), paper.reason),
      policy_hash: paper.policyHash,
      by_account: paper.byAccount,
      by_name: paper.byName,
      at: paper.at,
    })
    .execute();
}

/** Papers the actor may see. */
export async function listPapers(tx: Db, keys: FieldKeys, filter: PaperFilter): Promise<StoredPaper[]> {
  let query = tx
    .selectFrom('papers as p')
    .leftJoin('papers as next', (join) =>
      join.onRef('next.county', '=', 'p.county').onRef('next.replaces', '=', 'p.id'),
    )
    .selectAll('p')
    .select('next.id as replaced_by')
    .where('p.county', '=', keys.county);
  if (filter.form !== undefined) query = query.where('p.form', '=', filter.form);
  if (filter.household !== undefined) query = query.where('p.household', '=', filter.household);
  if (filter.matter !== undefined) query = query.where('p.matter', '=', filter.matter);
  if (filter.town !== undefined) query = query.where('p.town', '=', filter.town);
  if (filter.ids !== undefined) query = query.where('p.id', 'in', [...filter.ids, NO_ID]);
  if (filter.month !== undefined)
    query = query.where((eb) => eb(eb.fn('to_char', ['p.on_day', eb.val('YYYY-MM')]), '=', filter.month ?? ''));
  const rows = await query
    .orderBy('p.at', 'desc')
    .orderBy('p.no', 'desc')
    .limit(filter.limit ?? 500)
    .execute();
  return rows.map((row) => paperOf(keys, row, row.replaced_by));
}

/** The one paper behind a code, or undefined. */
export async function findPaperByCode(tx: Db, keys: FieldKeys, code: string): Promise<StoredPaper | undefined> {
  const row = await tx
    .selectFrom('papers')
    .selectAll()
    .where('county', '=', keys.county)
    .where('code', '=', code)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const next = await tx
    .selectFrom('papers')
    .select('id')
    .where('county', '=', keys.county)
    .where('replaces', '=', row.id)
    .executeTakeFirst();
  return paperOf(keys, row, next?.id ?? null);
}

const NO_ID = '00000000-0000-0000-0000-000000000000';

function paperOf(keys: FieldKeys, row: Selectable<PapersTable>, replacedBy: string | null): StoredPaper {
  return {
    id: row.id,
    town: row.town,
    village: row.village,
    form: row.form,
    title: row.title,
    office: row.office,
    issuer: row.issuer,
    series: row.series,
    year: row.year,
    no: row.no,
    number: row.number,
    household: row.household,
    matter: row.matter,
    on: row.on_day,
    pages: row.pages,
    file: row.file,
    word: row.word,
    hash: row.hash.toString('hex'),
    code: row.code,
    replaces: row.replaces,
    replacedBy,
    reason: keys.open(reasonPlace(row.id), row.reason),
    byName: row.by_name,
    at: row.at,
  };
}

function reasonPlace(id: string): { table: string; column: string; row: string } {
  return { table: 'papers', column: 'reason', row: id };
}
