import { type AreaCode, everydayVillageName, parseAreaCode } from '#domain/values/area-code.ts';
import { foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

/** One village of the county a file is for. */
export type KnownVillage = { readonly code: AreaCode; readonly name: string; readonly township: string };

export type VillageReading =
  | { readonly kind: 'found'; readonly code: AreaCode }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }
  /** Not in the township the row names; the code is that of the only village so called elsewhere in the county. */
  | { readonly kind: 'elsewhere'; readonly code: AreaCode }
  /** Several villages of that name and no township to tell them apart. */
  | { readonly kind: 'ambiguous' };

export type VillageDirectory = {
  /** The village a cell names or codes; `township` as the row names it, undefined when it does not. */
  find(text: string | undefined, township: string | undefined): VillageReading;
};

const MOST_ASKED = 10_000;

/** A directory over the villages of a county. Names compare by their stem: 甲村 = 甲村委会 = 甲村民委员会 = 甲. */
export function villageDirectory(villages: readonly KnownVillage[]): VillageDirectory {
  const byCode = new Map(villages.map((village) => [village.code, village]));
  const byStem = new Map<string, KnownVillage[]>();
  for (const village of villages) {
    const key = villageStem(village.name);
    byStem.set(key, [...(byStem.get(key) ?? []), village]);
  }
  const townships = new Set(villages.map((village) => townshipStem(village.township)));
  const asked = new Map<string, VillageReading>();
  const look = (text: string | undefined, township: string | undefined): VillageReading => {
    const wanted = tidyText(foldFullWidth(text ?? '')).replace(/\s/gu, '');
    if (isBlankText(wanted)) return { kind: 'missing' };
    if (/^\d+$/.test(wanted)) {
      const village = byCode.get(parseAreaCode(wanted) ?? ('' as AreaCode));
      return village ? { kind: 'found', code: village.code } : { kind: 'unknown' };
    }
    const { town, name } = splitAddress(wanted, townships);
    const stated = town ?? (township === undefined || isBlankText(township) ? undefined : townshipStem(township));
    return choose(byStem.get(villageStem(name)) ?? [], name, stated);
  };
  return {
    find(text, township) {
      // A file names its few villages on every row.
      const key = `${text ?? ''}\n${township ?? ''}`;
      const reading = asked.get(key) ?? look(text, township);
      if (asked.size < MOST_ASKED) asked.set(key, reading);
      return reading;
    },
  };
}

function choose(named: readonly KnownVillage[], name: string, town: string | undefined): VillageReading {
  const inTown = town === undefined ? named : named.filter((village) => townshipStem(village.township) === town);
  const exact = inTown.filter((village) => sameEverydayName(village.name, name));
  const candidates = exact.length > 0 ? exact : inTown;
  const [first, second] = candidates;
  if (first && !second) return { kind: 'found', code: first.code };
  if (first) return { kind: 'ambiguous' };
  const [other, another] = named;
  return other && !another ? { kind: 'elsewhere', code: other.code } : { kind: 'unknown' };
}

function sameEverydayName(official: string, written: string): boolean {
  return everydayVillageName(official) === everydayVillageName(written);
}

const VILLAGE_TAIL = /(?:社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|社区|行政村|村)$/u;
const TOWN_TAIL = /(?:人民政府|街道办事处|街道|镇|乡|办事处|办)$/u;

/** 甲村民委员会 → 甲. */
function villageStem(name: string): string {
  const stem = name.replace(VILLAGE_TAIL, '');
  return (stem.length > 1 ? stem.replace(/村$/u, '') : stem) || name;
}

function townshipStem(name: string): string {
  const plain = tidyText(foldFullWidth(name)).replace(/\s/gu, '');
  const short = plain.replace(/^.*(?:县|区|市)(?=.{2,})/u, '');
  return short.replace(TOWN_TAIL, '') || short;
}

/** `某镇甲村` → town 某, name 甲村; only when the town is one of the county. */
function splitAddress(text: string, townships: ReadonlySet<string>): { town: string | undefined; name: string } {
  const parts = /^(?:.*?[县区市])?(.+?(?:镇|乡|街道|办事处))(.+)$/u.exec(text);
  const town = parts?.[1] === undefined ? undefined : townshipStem(parts[1]);
  return town !== undefined && townships.has(town)
    ? { town, name: parts?.[2] ?? text }
    : { town: undefined, name: text };
}
