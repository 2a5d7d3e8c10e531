import type { Language } from '#words/language.ts';

/** A term as the documents in force call it; in English, and where they have none, our own word. */
export function termLabel(
  language: Language,
  terms: readonly { key: string; label: string }[],
  key: string,
  own: string,
): string {
  return language === 'en' ? own : (terms.find((term) => term.key === key)?.label ?? own);
}
