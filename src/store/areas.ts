import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** An area as it is called on a day. */
export interface AreaRow {
  readonly area: number;
  readonly county: number | null;
  readonly level: string;
  readonly code: string | null;
  readonly name: string;
  readonly parent: number | null;
}

export interface NewArea {
  readonly county: number | null;
  readonly level: 'nation' | 'province' | 'city' | 'county' | 'township' | 'village' | 'unplaced';
  readonly code: string | null;
  readonly name: string;
  readonly parent: number | null;
  readonly nameInitials?: string;
  readonly sortKey?: string;
}

/** Areas of a county with the county itself and 待定位, as on `on`, in the order of their codes. */
export async function listCountyAreas(db: Db, county: number, on: PlainDate): Promise<AreaRow[]> {
  return inForce(db, on).where('county', '=', county).orderBy('sort_key').orderBy('area').execute();
}

/** The areas from `area` outwards to the nation, innermost first. */
export async function listAreaChain(db: Db, area: number, on: PlainDate): Promise<AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    with recursive chain as (
      select area, county, level, code, name, parent, 0 as depth from areas
      where area = ${area} and from_on <= ${on} and (to_on is null or to_on > ${on})
      union all
      select a.area, a.county, a.level, a.code, a.name, a.parent, chain.depth + 1 from areas a
      join chain on a.area = chain.parent
      where a.from_on <= ${on} and (a.to_on is null or a.to_on > ${on}))
    select area, county, level, code, name, parent from chain order by depth`.execute(db);
  return rows;
}

/** The area of that official code on a day, or undefined. */
export async function findAreaByCode(db: Db, code: string, on: PlainDate): Promise<AreaRow | undefined> {
  return inForce(db, on).where('code', '=', code).executeTakeFirst();
}

/** The area rows of counties, by our own county number. */
export async function findCountyAreas(
  db: Db,
  counties: readonly number[],
  on: PlainDate,
): Promise<ReadonlyMap<number, AreaRow>> {
  if (counties.length === 0) return new Map();
  const rows = await inForce(db, on).where('level', '=', 'county').where('county', 'in', counties).execute();
  return new Map(rows.map((row) => [row.county ?? 0, row]));
}

/** Adds an area and returns its number. */
export async function insertArea(db: Db, area: NewArea): Promise<number> {
  const row = await db
    .insertInto('areas')
    .values({
      area: sql<number>`nextval('area_ids')`,
      county: area.county,
      level: area.level,
      code: area.code,
      name: area.name,
      parent: area.parent,
      name_initials: area.nameInitials ?? '',
      sort_key: area.sortKey ?? area.code ?? `~${area.name}`,
      to_on: null,
    })
    .returning('area')
    .executeTakeFirstOrThrow();
  return row.area;
}

/** The next free number for a county of our own. */
export async function insertCounty(db: Db, at: number): Promise<number> {
  const row = await db
    .insertInto('counties')
    .values({ county: sql<number>`(select coalesce(max(county), 0) + 1 from counties)`, added_at: at })
    .returning('county')
    .executeTakeFirstOrThrow();
  return row.county;
}

function inForce(db: Db, on: PlainDate) {
  return db
    .selectFrom('areas')
    .select(['area', 'county', 'level', 'code', 'name', 'parent'])
    .where('from_on', '<=', on)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>', on)]));
}
