import { isSentence, type Say } from '#words/sentences.ts';

/** The words we have for a key of the server, else the server's own. */
export function sayKnown(say: Say, key: string, fallback: string): string {
  return isSentence(key) ? (say as (key: string) => string)(key) : fallback;
}
