import type { TermUnit } from '#domain/calendar/add-term.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Amount, Pack } from '#domain/policy/pack-shape.ts';
import { type PolicyInTime, policyInTime } from '#domain/policy/policy-in-time.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, Setting } from '#domain/policy/resolved-policy.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { type PlainDate, shanghaiDay } from '#domain/values/plain-date.ts';
import { type AreaRow, listAreaChain } from '#store/areas.ts';
import type { Db } from '#store/database.ts';
import { listPacksOfVersion, listSettings, type StoredSetting, storePolicyVersion } from '#store/policy-packs.ts';
import { parsePack } from './parse-pack.ts';

/** Rules of an area: the documents as resolved and the calendar they are counted with. */
export interface AreaRules {
  readonly policy: Policy;
  /** For a pinned matter: the steps and values later documents bring to it (`transition`). */
  readonly later?: PolicyInTime['later'];
  readonly adopted?: PolicyInTime['adopted'];
  readonly calendar: Calendar;
}

/** Answers what applies where and when, from the packs in force and the values offices have set. */
export interface PolicyBook {
  inForce(tx: Db, area: number, on: PlainDate): Promise<AreaRules>;
  pinned(tx: Db, area: number, policyHash: string, openedOn: PlainDate): Promise<AreaRules>;
  /** The same book if this value were entered as well. */
  supposing(value: SupposedValue): PolicyBook;
  /** The same book counted with another calendar. */
  counting(calendar: Calendar): PolicyBook;
  readonly packs: readonly Pack[];
  readonly calendar: Calendar;
}

/** A value nobody has entered yet. */
export interface SupposedValue {
  readonly area: number;
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly from: PlainDate;
  readonly office: string;
}

/**
 * A book over the packs given; `calendar` is asked each time, since a new notice may be entered while the server runs. Settings and area names are read in the caller's transaction each time; resolved
 * policies are remembered by everything they depend on.
 */
export function policyBook(packs: readonly Pack[], calendar: () => Calendar): PolicyBook {
  return bookOf(packs, calendar, []);
}

function bookOf(packs: readonly Pack[], calendarNow: () => Calendar, supposed: readonly StoredSetting[]): PolicyBook {
  const remembered = new Map<string, Policy>();
  const resolve = (
    used: readonly Pack[],
    chain: readonly AreaRow[],
    settings: readonly StoredSetting[],
    day: PlainDate,
  ) => {
    const codes = chainCodes(chain);
    const key = JSON.stringify([used.map((pack) => pack.hash), codes, settings, day]);
    const known = remembered.get(key);
    if (known) return known;
    const policy = resolvePolicy({
      packs: used,
      area: codes.at(-1) ?? '',
      chain: codes,
      day,
      settings: settings.map((setting) => asSetting(setting, chain)),
    });
    if (remembered.size > 500) remembered.clear();
    remembered.set(key, policy);
    return policy;
  };
  const inTime = new WeakMap<Policy, PolicyInTime>();
  /** The pinned policy with what later documents bring; worked out once for each resolved policy. */
  const overTime = (
    pinned: Policy,
    pinnedPacks: readonly Pack[] | null,
    chain: readonly AreaRow[],
    settings: readonly StoredSetting[],
    day: PlainDate,
  ): PolicyInTime => {
    const codes = chainCodes(chain);
    const known = inTime.get(pinned);
    if (known) return known;
    const found = policyInTime({
      packs,
      area: codes.at(-1) ?? '',
      chain: codes,
      day,
      settings: settings.map((setting) => asSetting(setting, chain)),
      ...(pinnedPacks === null ? {} : { pinned: pinnedPacks }),
    });
    inTime.set(pinned, found);
    return found;
  };
  return {
    packs,
    get calendar() {
      return calendarNow();
    },
    supposing: (value) => bookOf(packs, calendarNow, [...supposed, asStored(value)]),
    counting: (calendar) => bookOf(packs, () => calendar, supposed),
    async inForce(tx, area, on) {
      const { chain, settings } = await placeOf(tx, area, on, supposed);
      const policy = resolve(packs, chain, settings, on);
      await storePolicyVersion(
        tx,
        { policyHash: policy.hash, areaCode: policy.area, packHashes: policy.packs.map((p) => p.hash) },
        0,
      );
      return { policy, calendar: calendarNow() };
    },
    async pinned(tx, area, policyHash, openedOn) {
      const { chain, settings } = await placeOf(tx, area, openedOn, supposed);
      const current = resolve(packs, chain, settings, openedOn);
      if (current.hash === policyHash)
        return { ...overTime(current, null, chain, settings, openedOn), calendar: calendarNow() };
      const stored = await listPacksOfVersion(tx, policyHash);
      const pinnedPacks = stored
        .map((pack) => parsePack(pack.files, pack.pack).pack)
        .filter((pack) => pack !== undefined);
      const policy = resolve(pinnedPacks, chain, settings, openedOn);
      if (stored.length === 0 || policy.hash !== policyHash)
        throw new Error(`pinned documents ${policyHash} are not held`);
      return { ...overTime(policy, pinnedPacks, chain, settings, openedOn), calendar: calendarNow() };
    },
  };
}

async function placeOf(
  tx: Db,
  area: number,
  on: PlainDate,
  supposed: readonly StoredSetting[],
): Promise<{ chain: AreaRow[]; settings: StoredSetting[] }> {
  const chain = await listAreaChain(tx, area, on);
  const areas = chain.map((row) => row.area);
  const stored = await listSettings(tx, areas);
  return { chain, settings: [...stored, ...supposed.filter((value) => areas.includes(value.area))] };
}

function asStored(value: SupposedValue): StoredSetting {
  const { from, ...rest } = value;
  const nobody = { id: '', setBy: '', account: '', document: null, reason: '', basis: [], suspicious: [] };
  return { ...rest, ...nobody, fromOn: from, waiting: false, at: Number.MAX_SAFE_INTEGER };
}

/** Significant digits of the official codes, outermost first; areas without a code belong to the next one outwards. */
function chainCodes(chain: readonly AreaRow[]): string[] {
  const digits: Record<string, number> = { province: 2, city: 4, county: 6, township: 9, village: 12 };
  return chain
    .toReversed()
    .flatMap((row) =>
      row.code === null || digits[row.level] === undefined ? [] : [row.code.slice(0, digits[row.level])],
    );
}

function asSetting(stored: StoredSetting, chain: readonly AreaRow[]): Setting {
  const area = chainCodes(chain.filter((row) => row.area === stored.area)).at(-1);
  return {
    name: stored.name,
    value: settingValue(stored.value, stored.unit),
    from: stored.fromOn,
    by: stored.office,
    on: stored.id === '' ? stored.fromOn : shanghaiDay(stored.at),
    ...(stored.document === null ? {} : { document: stored.document }),
    ...(stored.waiting ? { waiting: true } : {}),
    ...(area === undefined ? {} : { area }),
  };
}

const TERM_UNITS: readonly string[] = ['hour', 'day', 'working-day', 'week', 'month', 'year'];

/** A stored value as packs hold it: a term where the unit is one of time, fen where it is money, else a number or word. */
export function settingValue(text: string, unit: string | null): Amount {
  if (unit !== null && TERM_UNITS.includes(unit)) return { amount: Number(text), unit: unit as TermUnit };
  if (unit?.startsWith('CNY') === true) return parseYuan(text) ?? text;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
