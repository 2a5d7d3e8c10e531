import { sql } from 'kysely';
import { type Role, roles } from '#domain/access/roles.ts';
import type { Db } from '#store/database.ts';

/** The rows an account may see: its county, and in it townships or villages. */
export interface Scope {
  readonly county: number | null;
  readonly towns: readonly number[];
  readonly villages: readonly number[];
  readonly counties?: readonly number[];
}

const NOTHING: Scope = { county: null, towns: [], villages: [] };

/** Scopes by role and area, remembered until `forget` (called when an area is added or changed). */
export interface Scopes {
  of(db: Db, account: { role: Role; county: number | null; area: number | null }): Promise<Scope>;
  forget(): void;
}

export function areaScopes(): Scopes {
  const townsOf = new Map<number, readonly number[]>();
  return {
    async of(db, { role, county, area }) {
      if (county === null) return area === null ? NOTHING : { ...NOTHING, counties: await countiesBelow(db, area) };
      if (role === 'county-department') return { county, towns: [], villages: [] };
      const level = roles[role].level;
      if (level === 'county') return { county, towns: await allTowns(db, county, townsOf), villages: [] };
      if (level === 'township' && area !== null) return { county, towns: [area], villages: [] };
      if (level === 'village' && area !== null) return { county, towns: [], villages: [area] };
      return NOTHING;
    },
    forget: () => townsOf.clear(),
  };
}

/** Every township of a county and its area 待定位, where rows without a town belong. */
export async function allTowns(
  db: Db,
  county: number,
  known = new Map<number, readonly number[]>(),
): Promise<readonly number[]> {
  const cached = known.get(county);
  if (cached) return cached;
  const rows = await db
    .selectFrom('areas')
    .select('area')
    .distinct()
    .where('county', '=', county)
    .where('level', 'in', ['township', 'unplaced'])
    .orderBy('area')
    .execute();
  const towns = rows.map((row) => row.area);
  known.set(county, towns);
  return towns;
}

/** Counties in a city or province. */
async function countiesBelow(db: Db, area: number): Promise<readonly number[]> {
  const { rows } = await sql<{ county: number }>`
    with recursive below as (
      select area, county, level from areas where area = ${area}
      union select a.area, a.county, a.level from areas a join below b on a.parent = b.area where b.level in ('nation', 'province', 'city'))
    select distinct county from below where county is not null order by county`.execute(db);
  return rows.map((row) => row.county);
}
