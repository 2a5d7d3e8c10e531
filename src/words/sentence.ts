import type { Language } from './language.ts';

/** One sentence in both languages. `{name}` is filled from facts; `{n:day|days}` picks by whether `n` is 1 (English only). */
export type Pair = readonly [zh: string, en: string];

/** What a blank may be filled with. */
export type Fact = string | number;

type NamesIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The blanks of a pair, read from its Chinese text: a missing fact is a type error at the caller. */
export type FactsOf<P extends Pair> = string extends P[0]
  ? Readonly<Record<string, Fact>>
  : { readonly [Name in NamesIn<P[0]>]: Fact };

const BLANK = /\{([^{}:]+)(?::([^{}|]*)\|([^{}]*))?\}/g;

/** The pair's sentence in `language` with its blanks filled. A blank without a fact stays a dash: the reader sees the gap. */
export function fill(pair: Pair, language: Language, facts: Readonly<Record<string, unknown>>): string {
  const text = language === 'en' ? pair[1] : pair[0];
  return text.replace(BLANK, (_, name: string, one: string | undefined, many: string | undefined) => {
    const fact = facts[name];
    if (one !== undefined) return Number(fact) === 1 ? one : (many ?? one);
    return fact === undefined || fact === null || fact === '' ? '—' : String(fact);
  });
}

/** Names of the blanks a text has, each once, plural choices included under their number's name. */
export function blanksOf(text: string): string[] {
  return [...new Set([...text.matchAll(BLANK)].map((match) => match[1] ?? ''))].sort();
}
