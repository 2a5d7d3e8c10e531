import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dossierWords } from '#words/dossier-words.ts';
import { type Typeset, typesetOrder } from './typeset.ts';

/** A paper that is made already. */
export interface MadePaper {
  readonly pdf: Buffer;
  readonly pages: number;
}

/** What a dossier holds, each in its order. Days `YYYY-MM-DD`. */
export interface Dossier {
  readonly title: string;
  readonly about: readonly (readonly [label: string, value: string])[];
  readonly acts: readonly { readonly on: string; readonly label: string; readonly by: string; readonly text: string }[];
  readonly papers: readonly (MadePaper & { readonly title: string; readonly number: string; readonly on: string })[];
  readonly photos: readonly { readonly bytes: Buffer; readonly mediaType: string; readonly text: string }[];
}

const BUNDLE = `#import "/bundle.typ": made
#for each in json(bytes(sys.inputs.data)) { made(each.path, each.pages) }`;

/** Papers one after the other in one file, every page as it was made. */
export function typesetBundle(papers: readonly MadePaper[]): Promise<Typeset> {
  const placed = papers.map((paper, index) => ({ ...paper, path: `/in/${index}.pdf` }));
  return typesetOrder('bundle', {
    main: BUNDLE,
    sources: [],
    files: placed.map((paper) => [paper.path, paper.pdf] as const),
    data: JSON.stringify(placed.map(({ path: place, pages }) => ({ path: place, pages }))),
  });
}

/** A case as one file: contents, acts, papers page by page, photos. */
export function typesetDossier(dossier: Dossier): Promise<Typeset> {
  const papers = dossier.papers.map((paper, index) => ({ ...paper, path: `/in/${index}.pdf` }));
  const photos = dossier.photos.map((photo, index) => ({
    ...photo,
    path: `/in/photo-${index}.${photo.mediaType === 'image/png' ? 'png' : 'jpg'}`,
  }));
  return typesetOrder('dossier', {
    main: readFileSync(path.join(import.meta.dirname, 'templates', 'dossier.typ'), 'utf8'),
    sources: [],
    files: [
      ...papers.map((paper) => [paper.path, paper.pdf] as const),
      ...photos.map((photo) => [photo.path, photo.bytes] as const),
    ],
    data: JSON.stringify({
      title: dossier.title,
      about: dossier.about,
      acts: dossier.acts,
      words: dossierWords,
      papers: papers.map(({ title, number, on, pages, path: place }) => ({ title, number, on, pages, path: place })),
      photos: photos.map(({ path: place, text }) => ({ path: place, text })),
    }),
  });
}
