/**
 * A division code of 12 digits: 6 down to the county (GB/T 2260), 3 for the township, 3 for the village (GB/T 10114).
 * Higher levels are filled up with zeros.
 */
export type AreaCode = string & { readonly __areaCode: unique symbol };

export type AreaLevel = 'province' | 'city' | 'county' | 'township' | 'village';

/** Digits that say something at each level, from the highest. */
const LENGTHS = { province: 2, city: 4, county: 6, township: 9, village: 12 } as const;

const TWELVE = /^\d{12}$/;

/**
 * The code written in `text` with 2, 4, 6, 9 or 12 digits, filled up to 12. Undefined when it has another length or
 * other characters, or begins with 00 (no province).
 */
export function parseAreaCode(text: string): AreaCode | undefined {
  const lengths: readonly number[] = Object.values(LENGTHS);
  if (!lengths.includes(text.length)) return undefined;
  const code = text.padEnd(12, '0');
  return TWELVE.test(code) && !code.startsWith('00') ? (code as AreaCode) : undefined;
}

/** The code written in `text`. Throws a RangeError when it is none: for literals and checked data only. */
export function areaCode(text: string): AreaCode {
  const code = parseAreaCode(text);
  if (code === undefined) throw new RangeError(`not a division code: ${text}`);
  return code;
}

/** The level by the digits alone: the lowest part that is not all zeros. */
export function areaLevel(code: AreaCode): AreaLevel {
  if (code.slice(9) !== '000') return 'village';
  if (code.slice(6, 9) !== '000') return 'township';
  if (code.slice(4, 6) !== '00') return 'county';
  return code.slice(2, 4) === '00' ? 'province' : 'city';
}

/** The digits without the filling zeros: 2, 4, 6, 9 or 12 of them. Every area inside begins with the same digits. */
export function areaPrefix(code: AreaCode): string {
  return code.slice(0, LENGTHS[areaLevel(code)]);
}

/** The area at `level` that `code` lies in, itself included. Undefined when `code` stands above that level. */
export function areaAt(code: AreaCode, level: AreaLevel): AreaCode | undefined {
  return areaChain(code).find((area) => areaLevel(area) === level);
}

/**
 * The next area above, or undefined for a province. A township directly under a city (digits 5–6 are 00) has the city
 * as its parent.
 */
export function parentArea(code: AreaCode): AreaCode | undefined {
  return areaChain(code).at(-2);
}

/** All areas `code` lies in, from the province down to `code` itself; 1 to 5 of them. */
export function areaChain(code: AreaCode): readonly AreaCode[] {
  const own = areaPrefix(code).length;
  const chain = Object.values(LENGTHS)
    .filter((length) => length <= own)
    .map((length) => code.slice(0, length).padEnd(12, '0') as AreaCode);
  return chain.filter((area, index) => area !== chain[index - 1]);
}

/** True when `code` is `area` or lies inside it. */
export function isWithinArea(code: AreaCode, area: AreaCode): boolean {
  return code.startsWith(areaPrefix(area));
}

/**
 * The name a village goes by: 村委会 and 村民委员会 are shown as 村, 社区居委会 as 社区. Any other name is returned as it
 * is. Not one to one: two villages of a township may share an everyday name.
 */
export function everydayVillageName(official: string): string {
  const community = /^(.+社区)(?:居民委员会|居委会)$/u.exec(official)?.[1];
  if (community) return community;
  const stem = /^(.+?)(?:村民委员会|村委会)$/u.exec(official)?.[1];
  if (!stem) return official;
  return stem.endsWith('村') ? stem : `${stem}村`;
}
