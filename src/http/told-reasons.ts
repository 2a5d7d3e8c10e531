import { sensitiveKinds } from '#domain/procedures/sensitive-text.ts';

/** A reason as departments are told it, with its rows; `text` null: all others together. */
export interface ToldReason {
  readonly text: string | null;
  readonly n: number;
}

/** A reason given for this many households is a phrase, not a household's own story. */
const PHRASE = 3;

/**
 * Reasons of rows found not to qualify, the most frequent first, others together at the end. Only words that the county has
 * written for three households or more, and that hold no number of a person and nothing about health, are told as they are.
 */
export function toldReasons(reasons: readonly string[], habits: ReadonlyMap<string, number>): ToldReason[] {
  const counts = new Map<string, number>();
  let others = 0;
  for (const reason of reasons) {
    const isPhrase = (habits.get(reason) ?? 0) >= PHRASE && sensitiveKinds(reason).length === 0 && reason !== '';
    if (isPhrase) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    else others += 1;
  }
  const told = [...counts].map(([text, n]): ToldReason => ({ text, n })).toSorted((a, b) => b.n - a.n);
  return others === 0 ? told : [...told, { text: null, n: others }];
}
