import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderSVG } from 'uqr';
import type { PaperContent } from './paper-content.ts';
import { type Typeset, typesetOrder } from './typeset.ts';

const PLAIN = path.join(import.meta.dirname, 'templates', 'plain.typ');
const MAIN = `#import "/form/layout.typ": paper
#let all = json(bytes(sys.inputs.data))
#for (index, d) in all.enumerate() {
  if index > 0 { pagebreak(weak: true) }
  paper(d)
}`;

/** The paper with all its copies, by the form's own layout or the plain one. Throws with the compiler's message. */
export function typesetPaper(content: PaperContent): Promise<Typeset> {
  const layout = content.layout ?? readFileSync(PLAIN, 'utf8');
  const copies = content.copies.length === 0 ? [null] : content.copies;
  const data = copies.map((copy, place) => ({
    ...withoutLayout(content),
    place,
    copy,
    foot: content.foot === null ? null : { ...content.foot, code: codeOf(content.foot.code) },
  }));
  return typesetOrder(content.title, {
    main: MAIN,
    sources: [['/form/layout.typ', layout]],
    files: [],
    data: JSON.stringify(data),
  });
}

function withoutLayout({ layout: _, copies: __, ...rest }: PaperContent): Omit<PaperContent, 'layout' | 'copies'> {
  return rest;
}

/** A code to be read by a phone, as SVG. */
export function codeOf(text: string): string {
  return renderSVG(text, { border: 0, ecc: 'M' });
}
