import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { SourceRef } from '#domain/policy/pack-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { isMap } from './case-facts.ts';

/** One difference between what a case expects and what was answered; `path` names the place (`due.overall`). */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** A reason as a case may name it. */
export interface Reason {
  readonly steps: readonly string[];
  readonly source: readonly SourceRef[];
  readonly code: string;
  readonly text: string | null;
  readonly missing: readonly string[];
}

/** A refusal as a reason; the steps it waits for may stand for the tried one. */
export function reasonOf({ step, source, code, text, missing, opensWhen }: Refusal): Reason {
  return { steps: [step, ...(opensWhen.steps ?? [])], source, code, text, missing };
}

/** Differences of two lists whose order does not matter; every entry of one must be in the other. */
export function matchList(path: string, expected: CaseValue, found: readonly string[]): Difference[] {
  const wanted = wordsOf(expected).toSorted();
  const got = found.toSorted();
  return wanted.join('\n') === got.join('\n') ? [] : [{ path, expected: wanted, found: got }];
}

/** Differences of one value: text, truth value or null. */
export function matchValue(path: string, expected: CaseValue, found: unknown): Difference[] {
  return same(expected, found) ? [] : [{ path, expected, found: found ?? null }];
}

function same(expected: CaseValue, found: unknown): boolean {
  if (expected === null || found === null || found === undefined) return expected === (found ?? null);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(found) && found.length === expected.length && expected.every((one, at) => same(one, found[at]))
    );
  }
  if (isMap(expected)) {
    return (
      typeof found === 'object' &&
      Object.entries(expected).every(([key, value]) => same(value, Reflect.get(found, key)))
    );
  }
  return String(expected) === String(found);
}

/**
 * Differences between the reasons a case lists and those found. The list is exact: a reason found and not listed differs,
 * and so does one listed and not found. `optional` reasons (something the act left out) may be listed or not.
 */
export function matchReasons(
  path: string,
  expected: CaseValue,
  found: { readonly needed: readonly Reason[]; readonly optional: readonly Reason[] },
  policy: Policy,
): Difference[] {
  const wanted = Array.isArray(expected) ? expected : [expected];
  const all = [...found.needed, ...found.optional];
  const unmet = wanted.filter((want) => !all.some((reason) => fits(want, reason, policy)));
  const extra = found.needed.filter((reason) => !wanted.some((want) => fits(want, reason, policy)));
  if (unmet.length === 0 && extra.length === 0) return [];
  return [{ path, expected: wanted, found: all.map(reasonText) }];
}

/** The reason in one line: code, step, clauses, what is missing. */
export function reasonText({ code, steps, source, missing }: Reason): string {
  const clauses = source.map((ref) => `${ref.pack}#${ref.clause}`).join(' ');
  return [code, steps[0], clauses, ...missing].filter((part) => part !== '' && part !== undefined).join(' · ');
}

function fits(want: CaseValue, reason: Reason, policy: Policy): boolean {
  if (!isMap(want)) return cites(String(want), reason, policy);
  return Object.entries(want).every(([key, value]) => {
    const written = wordsOf(value);
    switch (key) {
      case 'clause':
        return written.every((text) => cites(text, reason, policy));
      case 'step':
        return written.every((text) => reason.steps.includes(text));
      case 'code':
        return written.includes(reason.code);
      case 'text':
        return written.includes(reason.text ?? '');
      case 'missing':
      case 'field':
      case 'parameter':
        return written.every((text) => reason.missing.some((name) => name === text || name === `参数.${text}`));
      default:
        return false;
    }
  });
}

/** Whether a reason rests on `PACK#entry`; a section stands for all its clauses, and a code may stand for itself. */
function cites(text: string, reason: Reason, policy: Policy): boolean {
  const at = text.indexOf('#');
  if (at < 0) return reason.code === text || reason.steps.includes(text);
  const [pack, entry] = [text.slice(0, at), text.slice(at + 1)];
  return reason.source.some((ref) => ref.pack === pack && sameClause(ref.clause, entry, pack, policy));
}

/** True when two references name one clause, or one of them the section the other lies in. */
export function sameClause(one: string, other: string, pack: string, policy: Policy): boolean {
  if (one === other) return true;
  const clauses = policy.packs.find((each) => each.head.id === pack)?.clauses ?? [];
  const sectionOf = (id: string): string | undefined => clauses.find((clause) => clause.id === id)?.section;
  return sectionOf(one) === other || sectionOf(other) === one;
}

export function wordsOf(value: CaseValue | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [isMap(value) ? nameOf(value) : String(value)];
  return value.map((each: CaseValue) => (isMap(each) ? nameOf(each) : String(each)));
}

/** An entry of an expected list written as a map names its step. */
function nameOf(entry: CaseMap): string {
  return String(entry['step'] ?? entry['id'] ?? '');
}
