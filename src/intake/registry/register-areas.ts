import { areaKey } from '#commands/register-file.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { AreaCode } from '#domain/values/area-code.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import type { Db } from '#store/database.ts';
import { type VillageDirectory, villageDirectory } from '../rows/village-directory.ts';

/** The areas of a county as an import needs them: names of a file to villages, villages to towns, keys to names. */
export interface RegisterAreas {
  readonly directory: VillageDirectory;
  /** 待定位, where what concerns the whole county stands. */
  readonly unplaced: number;
  villageOf(key: string | undefined): number | undefined;
  townOf(village: number): number;
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
  const byNumber = new Map(areas.map((row) => [row.area, row]));
  const villages = areas.filter(({ level }) => level === 'village');
  const unplaced = areas.find(({ level }) => level === 'unplaced');
  if (!unplaced) throw new AppError('not-found', { what: 'county', county });
  if (area !== null && !byNumber.has(area)) throw new AppError('not-found', { what: 'area', area });
  const within = area === null ? undefined : villages.filter((row) => row.area === area || row.parent === area);
  const byKey = new Map(villages.map((row) => [areaKey(row), row]));
  const townName = (row: AreaRow): string => byNumber.get(row.parent ?? 0)?.name ?? '';
  return {
    // A village without an official code stands under our own key: the directory only hands it back.
    directory: villageDirectory(
      (within ?? villages).map((row) => ({ code: areaKey(row) as AreaCode, name: row.name, township: townName(row) })),
    ),
    unplaced: unplaced.area,
    villageOf: (key) => (key === undefined ? undefined : byKey.get(key)?.area),
    townOf: (village) => byNumber.get(village)?.parent ?? unplaced.area,
    keyOf: (number) => {
      const row = byNumber.get(number);
      return row ? areaKey(row) : `area:${number}`;
    },
    nameOf: (key) => byKey.get(key)?.name ?? key,
    villagesOfArea: within?.map((row) => row.area),
  };
}
