import type { FormTemplate } from '#domain/policy/duty-shape.ts';
import { wordNames } from './word-names.ts';

/** Functions of `/paper.typ` that take a field of the form as `(d, "key")`. */
const ASKS = /\b(?:val|line|day|has|rows|tick-is|paragraphs|money|wide)\(\s*d\s*,\s*"([^"]+)"/g;

/** Fields a template asks for, each place once; `line` null where the file has no lines (Word). */
export function templateNames(held: FormTemplate): readonly { readonly name: string; readonly line: number | null }[] {
  if (held.path.endsWith('.docx')) return wordNames(held.content).map((name) => ({ name, line: null }));
  return held.content
    .split('\n')
    .flatMap((text, index) => [...text.matchAll(ASKS)].map((match) => ({ name: match[1] ?? '', line: index + 1 })));
}
