import type { PlainDate } from '#domain/values/plain-date.ts';
import { findAreaByCode, insertArea, insertCounty, listCountyAreas, type NewArea } from '#store/areas.ts';
import type { Db } from '#store/database.ts';
import { nameKeys } from '#store/name-keys.ts';

/** A division as published: code of 12 digits, official name. */
export interface NamedCode {
  readonly code: string;
  readonly name: string;
}

/** A county with everything in it, as the published list gives it. */
export interface CountyToAdd {
  readonly province: NamedCode;
  readonly city: NamedCode;
  readonly county: NamedCode;
  readonly townships: readonly (NamedCode & { readonly villages: readonly NamedCode[] })[];
}

/** `county`: our own integer · `area`: the county's row among the areas · `unplaced`: its area 待定位. */
export interface AddedCounty {
  readonly county: number;
  readonly area: number;
  readonly unplaced: number;
  readonly towns: number;
  readonly villages: number;
  /** False: the county was there before, nothing was written. */
  readonly added: boolean;
}

/** What rows without a township belong to. */
const UNPLACED = '待定位';

/**
 * Makes the areas of a county: nation, province and city where they are missing, the county, its area 待定位, townships and
 * villages, all with their official names. Again changes nothing. Belongs into one transaction.
 */
export async function addCounty(
  tx: Db,
  divisions: CountyToAdd,
  now: { at: number; today: PlainDate },
): Promise<AddedCounty> {
  const known = await findAreaByCode(tx, divisions.county.code, now.today);
  if (known?.county != null) return countyAsItIs(tx, known.county, known.area, now.today);
  const nation = await ensureArea(tx, now.today, { level: 'nation', code: '000000000000', name: '全国', parent: null });
  const province = await ensureArea(tx, now.today, { level: 'province', ...plain(divisions.province), parent: nation });
  const city = await ensureArea(tx, now.today, { level: 'city', ...plain(divisions.city), parent: province });
  const county = await insertCounty(tx, now.at);
  const add = (level: NewArea['level'], division: NamedCode, parent: number): Promise<number> =>
    insertArea(tx, {
      county,
      level,
      ...plain(division),
      parent,
      nameInitials: nameKeys(division.name).initials,
      sortKey: division.code,
    });
  const area = await add('county', divisions.county, city);
  const unplaced = await insertArea(tx, { county, level: 'unplaced', code: null, name: UNPLACED, parent: area });
  let villages = 0;
  for (const township of divisions.townships) {
    const town = await add('township', township, area);
    for (const village of township.villages) await add('village', village, town);
    villages += township.villages.length;
  }
  return { county, area, unplaced, towns: divisions.townships.length, villages, added: true };
}

async function ensureArea(
  tx: Db,
  on: PlainDate,
  area: Pick<NewArea, 'level' | 'name' | 'parent'> & { code: string },
): Promise<number> {
  const known = await findAreaByCode(tx, area.code, on);
  return known?.area ?? insertArea(tx, { ...area, county: null, sortKey: area.code });
}

async function countyAsItIs(tx: Db, county: number, area: number, on: PlainDate): Promise<AddedCounty> {
  const areas = await listCountyAreas(tx, county, on);
  const count = (level: string): number => areas.filter((one) => one.level === level).length;
  const unplaced = areas.find((one) => one.level === 'unplaced');
  if (!unplaced) throw new Error(`county ${county} has no area ${UNPLACED}`);
  return {
    county,
    area,
    unplaced: unplaced.area,
    towns: count('township'),
    villages: count('village'),
    added: false,
  };
}

function plain({ code, name }: NamedCode): NamedCode {
  return { code, name };
}
