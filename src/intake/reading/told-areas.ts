import { areaKey } from '#commands/register-file.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { AreaCode } from '#domain/values/area-code.ts';
import type { AreaRow } from '#store/areas.ts';
import { type VillageDirectory, villageDirectory } from '../rows/village-directory.ts';

/** A village as the reading of a file needs it; plain data, so that a process of its own may do the reading. */
export interface ToldVillage {
  /** The name under which it stands in values. */
  readonly key: string;
  readonly name: string;
  readonly township: string;
  readonly area: number;
  readonly town: number;
  /** It lies in the part of the county the file is for: found by its name. */
  readonly within: boolean;
}

/** What the reading of a file is told of the county's areas. */
export interface ToldAreas {
  /** 待定位, where what has no village stands. */
  readonly unplaced: number;
  readonly villages: readonly ToldVillage[];
}

/** How a file's words for places become areas. */
export interface ReadingAreas {
  readonly directory: VillageDirectory;
  villageOf(key: string | undefined): number | undefined;
  townOf(village: number): number;
}

/** The areas of a county for reading; `area` is the part the file is for. Errors: `not-found` (no such county or area). */
export function toldAreas(areas: readonly AreaRow[], county: number, area: number | null): ToldAreas {
  const byNumber = new Map(areas.map((row) => [row.area, row]));
  const unplaced = areas.find(({ level }) => level === 'unplaced');
  if (!unplaced) throw new AppError('not-found', { what: 'county', county });
  if (area !== null && !byNumber.has(area)) throw new AppError('not-found', { what: 'area', area });
  const villages = areas.flatMap((row) => {
    if (row.level !== 'village') return [];
    const within = area === null || row.area === area || row.parent === area;
    const township = byNumber.get(row.parent ?? 0)?.name ?? '';
    return [{ key: areaKey(row), name: row.name, township, area: row.area, town: row.parent ?? unplaced.area, within }];
  });
  return { unplaced: unplaced.area, villages };
}

/** The ways of finding, made from what was told. */
export function readingAreas({ unplaced, villages }: ToldAreas): ReadingAreas {
  const byKey = new Map(villages.map((village) => [village.key, village.area]));
  const byArea = new Map(villages.map((village) => [village.area, village.town]));
  return {
    // A village without an official code stands under our own key: the directory only hands it back.
    directory: villageDirectory(
      villages.flatMap(({ key, name, township, within }) =>
        within ? [{ code: key as AreaCode, name, township }] : [],
      ),
    ),
    villageOf: (key) => (key === undefined ? undefined : byKey.get(key)),
    townOf: (village) => byArea.get(village) ?? unplaced,
  };
}
