import type { Case, CaseAsk, CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import type { CaseGround } from '../case-setup.ts';
import { type Difference, matchList, matchValue } from '../match-expectation.ts';

/** One ask of a case with what it runs on. */
export interface Asking {
  readonly ground: CaseGround;
  readonly written: Case;
  readonly ask: CaseAsk;
}

/** A kind of ask about the policy itself, without a matter. */
export interface AskKind {
  /** Keys the ask may carry beside `on`, `expect` and its own word; every other is a fault. */
  readonly keys: readonly string[];
  readonly run: (asking: Asking) => readonly Difference[];
}

/** How one key of `expect` is compared. */
export type Matcher = (expected: CaseValue) => readonly Difference[];

/** Compares every key expected; a key the answer does not have is a difference, never ignored. */
export function compared(expect: CaseMap, answer: Readonly<Record<string, Matcher>>): readonly Difference[] {
  return Object.entries(expect).flatMap(([key, value]) => {
    const matcher = Object.hasOwn(answer, key) ? answer[key] : undefined;
    return matcher?.(value) ?? [unknownKey(key, Object.keys(answer))];
  });
}

export function unknownKey(path: string, known: readonly string[]): Difference {
  return { path, expected: known.join(' '), found: 'unknown key' };
}

/** A fault that keeps the ask from being answered. */
export function fault(path: string, expected: unknown, found: unknown): readonly Difference[] {
  return [{ path, expected, found: found ?? null }];
}

/** Text, number, truth value, null, or lists and maps of these; order of lists counts. */
export function plain(path: string, found: unknown): Matcher {
  return (expected) => matchValue(path, expected, found);
}

/** A list whose order does not count. */
export function listed(path: string, found: readonly string[]): Matcher {
  return (expected) => matchList(path, expected, found);
}

/** Answers by name: keys not named are not compared, a name that is not there differs. `exact`: every name must be told. */
export function mapped(path: string, found: Readonly<Record<string, unknown>>, exact = false): Matcher {
  return (expected) => {
    if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
      return matchList(path, expected, Object.keys(found));
    }
    const wanted = Object.entries(expected);
    const untold = exact ? Object.keys(found).filter((name) => !wanted.some(([key]) => key === name)) : [];
    return [
      ...wanted.flatMap(([name, value]: [string, CaseValue]) => matchEntry(`${path}.${name}`, value, found[name])),
      ...untold.map((name) => ({ path: `${path}.${name}`, expected: null, found: found[name] })),
    ];
  };
}

function matchEntry(path: string, expected: CaseValue, found: unknown): readonly Difference[] {
  const words = Array.isArray(found) && found.every((each) => typeof each === 'string') ? found : undefined;
  return words === undefined ? matchValue(path, expected, found) : matchList(path, expected, words);
}

/** A day of the ask's own keys; undefined when it is missing or no day. */
export function dayIn(value: CaseValue | undefined): PlainDate | undefined {
  return typeof value === 'string' ? parsePlainDate(value) : undefined;
}

/** The maps in a list; anything else in it is left out. */
export function mapsIn(value: CaseValue | undefined): readonly CaseMap[] {
  const items: readonly CaseValue[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.filter((item): item is CaseMap => typeof item === 'object' && item !== null && !Array.isArray(item));
}

/** The case with the ask's own area, which wins over the case's. */
export function inArea(written: Case, area: CaseValue | undefined): Case {
  if (typeof area !== 'string') return written;
  const { packs = [], set = {}, choose = {} } = written.policy ?? {};
  return { ...written, policy: { packs, set, choose, area } };
}

/** Keys of a nested map that it may not have. */
export function strangeKeys(path: string, map: CaseMap, known: readonly string[]): readonly Difference[] {
  return Object.keys(map)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(`${path}.${key}`, known));
}
