import { areaKey } from '#commands/register-file.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listCountyAreas } from '#store/areas.ts';
import type { Db } from '#store/database.ts';
import { type ReadingAreas, readingAreas, type ToldAreas, toldAreas } from '../reading/told-areas.ts';

/** The areas of a county as an import needs them: names of a file to villages, villages to towns, keys to names. */
export interface RegisterAreas extends ReadingAreas {
  /** The same as plain data. */
  readonly told: ToldAreas;
  /** 待定位, where what concerns the whole county stands. */
  readonly unplaced: number;
  keyOf(area: number): string;
  /** Name of the village a key stands for; the key itself when there is none. */
  nameOf(key: string): string;
  /** The villages the file is for, when it is for a part of the county: those of the area. */
  readonly villagesOfArea: readonly number[] | undefined;
}

/** Areas as on `on`. With `area` only its villages are found by name. Error `not-found`: no such area in the county. */
export async function registerAreas(
  tx: Db,
  county: number,
  area: number | null,
  on: PlainDate,
): Promise<RegisterAreas> {
  const areas = await listCountyAreas(tx, county, on);
  const told = toldAreas(areas, county, area);
  const keys = new Map(areas.map((row) => [row.area, areaKey(row)]));
  const names = new Map(told.villages.map(({ key, name }) => [key, name]));
  return {
    ...readingAreas(told),
    told,
    unplaced: told.unplaced,
    keyOf: (number) => keys.get(number) ?? `area:${number}`,
    nameOf: (key) => names.get(key) ?? key,
    villagesOfArea:
      area === null ? undefined : told.villages.flatMap((village) => (village.within ? [village.area] : [])),
  };
}
