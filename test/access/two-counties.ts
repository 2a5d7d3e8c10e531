import { addCounty } from '#commands/add-county.ts';
import { type Role, roleNames, roles } from '#domain/access/roles.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { areaScopes } from '#identity/scopes.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { findAreaByCode } from '#store/areas.ts';
import type { ActorScope } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { inTransaction } from '#store/in-transaction.ts';
import type { TestDatabase } from '../database/test-database.ts';

const DAY = plainDate('2022-03-16');
/** Division code, how many townships of it, how many villages of each: the second one is there to be looked into. */
const DIVISIONS = [
  ['370323', 2, 2],
  ['510722', 1, 1],
] as const;
export const DEPARTMENTS = ['民政局', '医保局'];

/** Where a row belongs. `town` null: all of the county; `county` null: none. */
export interface Place {
  readonly county: number | null;
  readonly town: number | null;
  readonly village: number | null;
}

/** A county of the test: its townships with their villages, and 待定位; city and province over it. */
export interface TestCounty {
  readonly county: number;
  readonly unplaced: number;
  readonly above: Readonly<Record<'city' | 'province', number>>;
  readonly towns: readonly { readonly area: number; readonly villages: readonly number[] }[];
}

/** Where a person works. `over`: the counties below a city or province. */
export interface Post extends Place {
  readonly area: number | null;
  readonly over: readonly number[];
}

/** Somebody who looks at the database: what he is, and the scope the product gives him. */
export interface Looker {
  readonly name: string;
  readonly role: Role;
  readonly at: Post;
  readonly department: string | null;
  readonly scope: ActorScope;
}

/** Two counties of different provinces, cut down to a few townships and villages. */
export async function makeCounties(database: TestDatabase): Promise<TestCounty[]> {
  return inTransaction(database.ownerDb, async (tx) => {
    const made: TestCounty[] = [];
    for (const [code, towns, villages] of DIVISIONS) {
      const divisions = await loadCounty(code);
      const townships = divisions.townships
        .filter((town) => town.villages.length >= villages)
        .slice(0, towns)
        .map((town) => ({ ...town, villages: town.villages.slice(0, villages) }));
      const { county, unplaced } = await addCounty(tx, { ...divisions, townships }, { at: 1, today: DAY });
      const numberOf = async (of: string) => (await findAreaByCode(tx, of, DAY))?.area ?? Number.NaN;
      const numbered = [];
      for (const town of townships) {
        const inTown = [];
        for (const village of town.villages) inTown.push(await numberOf(village.code));
        numbered.push({ area: await numberOf(town.code), villages: inTown });
      }
      const above = {
        city: await numberOf(divisions.city.code),
        province: await numberOf(divisions.province.code),
      };
      made.push({ county, unplaced, above, towns: numbered });
    }
    return made;
  });
}

/** Every role there is, in every place it can stand, with its scope as the product finds it out. */
export async function lookersOf(db: Db, counties: readonly TestCounty[]): Promise<Looker[]> {
  const scopes = areaScopes();
  const lookers: Looker[] = [];
  for (const role of roleNames) {
    const departments = role.endsWith('-department') ? DEPARTMENTS : [null];
    for (const at of postsOf(role, counties)) {
      for (const department of departments) {
        const scope = await scopes.of(db, { role, county: at.county, area: at.area });
        const name = [role, department, at.area].filter((part) => part !== null).join(' ');
        lookers.push({ name, role, at, department, scope: { ...scope, department } });
      }
    }
  }
  return lookers;
}

function postsOf(role: Role, counties: readonly TestCounty[]): Post[] {
  const none: Post = { county: null, town: null, village: null, area: null, over: [] };
  const { level } = roles[role];
  if (level === 'none') return [none];
  return counties.flatMap(({ county, above, towns }): Post[] => {
    if (level === 'city' || level === 'province') return [{ ...none, area: above[level], over: [county] }];
    if (level === 'county') return [{ ...none, county, area: county }];
    if (level === 'township') return towns.map(({ area }) => ({ ...none, county, town: area, area }));
    return towns.flatMap((town) =>
      town.villages.map((village) => ({ ...none, county, town: town.area, village, area: village })),
    );
  });
}

/** Where rows stand: in each village, in each township without a village, and in 待定位. */
export function rowPlaces(counties: readonly TestCounty[]): Place[] {
  return counties.flatMap(({ county, unplaced, towns }) => [
    ...towns.flatMap((town) => [
      ...town.villages.map((village) => ({ county, town: town.area, village })),
      { county, town: town.area, village: null },
    ]),
    { county, town: unplaced, village: null },
  ]);
}
