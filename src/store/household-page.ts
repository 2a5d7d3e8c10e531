import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Members who belong to a household now, the head first. Health facts beside them. */
export async function listMembers(tx: Db, county: number, household: string) {
  return tx
    .selectFrom('persons as p')
    .leftJoin('person_health as h', (join) => join.onRef('h.county', '=', 'p.county').onRef('h.person', '=', 'p.id'))
    .innerJoin('households as of', (join) =>
      join.onRef('of.county', '=', 'p.county').onRef('of.id', '=', 'p.household'),
    )
    .select([
      'p.id',
      'p.name',
      'p.relation',
      'p.sex',
      'p.born_on',
      'p.id_masked',
      'p.ethnicity',
      'p.education',
      'p.schooling',
    ])
    .select([
      'h.health',
      'h.labour',
      'h.disability_grade',
      'h.minimum_allowance',
      'h.extreme_poverty_care',
      'h.work_months',
    ])
    .select((eb) => eb('p.id', '=', eb.ref('of.head_person')).as('is_head'))
    .where('p.county', '=', county)
    .where('p.household', '=', household)
    .where('p.left_on', 'is', null)
    .orderBy('is_head', 'desc')
    .orderBy('p.born_on')
    .execute();
}

/** The household's own columns. */
export async function findHouseholdRow(tx: Db, county: number, household: string) {
  return tx
    .selectFrom('households')
    .selectAll()
    .where('county', '=', county)
    .where('id', '=', household)
    .executeTakeFirstOrThrow();
}

/** Holds the household until the transaction ends: two people cannot open the same matter at once. Errors: `not-found`. */
export async function lockHousehold(tx: Db, county: number, household: string): Promise<void> {
  const row = await tx
    .selectFrom('households')
    .select('id')
    .where('county', '=', county)
    .where('id', '=', household)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', { what: 'household' });
}

/** What last set each field: source and date, by field; for saying who said so. */
export async function lastSources(
  tx: Db,
  county: number,
  household: string,
): Promise<Map<string, { source: string; on: PlainDate | null }>> {
  const rows = await tx
    .selectFrom('registry_changes')
    .select(['subject_id', 'field', 'source', 'source_on'])
    .where('county', '=', county)
    .where('household', '=', household)
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [`${row.subject_id}/${row.field}`, { source: row.source, on: row.source_on }]));
}

/** Changes of the registry by batch or matter and day, newest first: one line a batch, not one a field. */
export async function listRegistryEvents(tx: Db, county: number, household: string) {
  return tx
    .selectFrom('registry_changes')
    .select(['source', 'source_on', 'actor'])
    .select((eb) => [eb.fn.max<number>('at').as('at'), eb.fn.countAll<number>().as('fields')])
    .where('county', '=', county)
    .where('household', '=', household)
    .groupBy(['source', 'source_on', 'actor', 'batch', 'matter'])
    .orderBy('at', 'desc')
    .execute();
}
