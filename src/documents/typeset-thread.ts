import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { TypesetOrder, TypesetReply } from './typeset.ts';

const TEMPLATES = path.join(import.meta.dirname, 'templates');
/** One weight of a serif and of a sans face; together they hold the rare characters of names. */
const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
];
/** Memory of earlier papers is given up after so many. */
const REMEMBERED = 2;

const { resolve } = createRequire(import.meta.url);
const typst = NodeCompiler.create({
  workspace: TEMPLATES,
  fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(resolve(font))) }],
});

/** The thread of `typeset.ts`: one order after the other. */
parentPort?.on('message', (order: TypesetOrder) => parentPort?.postMessage(reply(order)));

function reply({ id, template, data }: TypesetOrder): TypesetReply {
  const source = readFileSync(path.join(TEMPLATES, `${template}.typ`), 'utf8');
  const result = typst.compile({ mainFileContent: source, inputs: { data } });
  const document = result.result;
  if (!document) return { id, message: JSON.stringify(result.takeDiagnostics()?.shortDiagnostics ?? 'no pages') };
  const pdf = typst.pdf(document);
  typst.evictCache(REMEMBERED);
  return { id, pdf };
}
