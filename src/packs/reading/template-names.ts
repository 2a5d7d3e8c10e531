import type { FormTemplate } from '#domain/policy/duty-shape.ts';
import { wordNames } from './word-names.ts';

/** A call with the paper first and names of fields right after it: `val(d, "户主姓名")`, `two(d, "县", "乡镇")`. */
const CALL = /\(\s*d\s*,((?:\s*(?:"[^"]*"|\[[^\]]*\])\s*(?:,|(?=\))))+)/g;

/** Fields a template asks for, each place once; `line` null where the file has no lines (Word). */
export function templateNames(held: FormTemplate): readonly { readonly name: string; readonly line: number | null }[] {
  if (held.path.endsWith('.docx')) return wordNames(held.content).map((name) => ({ name, line: null }));
  return held.content
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(CALL)].flatMap(([, names = '']) =>
        [...names.matchAll(/"([^"]*)"/g)].map(([, name = '']) => ({ name, line: index + 1 })),
      ),
    );
}
