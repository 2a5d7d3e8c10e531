import { canonicalJson } from '#crypto/canonical-json.ts';

/** Equal input gives equal text, whatever the order of keys: what request digests are made of. */
export function canonicalText(input: unknown): string {
  return canonicalJson(input ?? null);
}
