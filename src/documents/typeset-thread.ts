import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { ThreadSettings, TypesetOrder, TypesetReply } from './typeset.ts';

const TEMPLATES = path.join(import.meta.dirname, 'templates');
/** One weight of a serif and of a sans face; together they hold the rare characters of names. */
const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
];
/** Memory of earlier papers is given up after so many. */
const REMEMBERED = 2;

const { resolve } = createRequire(import.meta.url);
const { fontFolder } = workerData as ThreadSettings;
const typst = NodeCompiler.create({
  workspace: TEMPLATES,
  fontArgs: [
    { fontBlobs: FONTS.map((font) => readFileSync(resolve(font))) },
    ...(fontFolder !== '' && existsSync(fontFolder) ? [{ fontPaths: [fontFolder] }] : []),
  ],
});

/** The thread of `typeset.ts`: one order after the other. */
parentPort?.on('message', (order: TypesetOrder) => parentPort?.postMessage(reply(order)));

function reply({ id, main, sources, files, data }: TypesetOrder): TypesetReply {
  for (const [place, text] of sources) typst.addSource(path.join(TEMPLATES, place), text);
  for (const [place, bytes] of files) typst.mapShadow(path.join(TEMPLATES, place), Buffer.from(bytes));
  try {
    const { result, ...compiled } = compile(main, data);
    if (!result) return { id, message: compiled.message };
    return { id, pdf: typst.pdf(result, { creationTimestamp: 0, pdfTags: false }), pages: result.numOfPages };
  } catch (error) {
    return { id, message: error instanceof Error ? error.message : String(error) };
  } finally {
    typst.resetShadow();
    typst.evictCache(REMEMBERED);
  }
}

function compile(main: string, data: string) {
  const compiled = typst.compile({ mainFileContent: main, inputs: { data } });
  const message = JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? 'no pages');
  return { result: compiled.result, message };
}
