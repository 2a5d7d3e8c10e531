import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const TEMPLATES = path.join(import.meta.dirname, 'templates');
/** One weight of a serif and of a sans face; together they hold the rare characters of names. */
const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
];

type Typst = typeof import('@myriaddreamin/typst-ts-node-compiler');
type Compiler = ReturnType<Typst['NodeCompiler']['create']>;

let compiler: Promise<Compiler> | undefined;

/**
 * Pages as PDF from a template of `templates/` and its data. The data reaches the template as JSON and is set as text:
 * nothing in it is read as markup. Throws with the compiler's message when the template is wrong.
 */
export async function typeset(template: string, data: unknown): Promise<Buffer> {
  compiler ??= startCompiler();
  const typst = await compiler;
  const source = await readFile(path.join(TEMPLATES, `${template}.typ`), 'utf8');
  const result = typst.compile({ mainFileContent: source, inputs: { data: JSON.stringify(data) } });
  const document = result.result;
  if (!document) {
    const failure = result.takeDiagnostics();
    throw new Error(`${template}: ${failure === null ? 'no pages' : JSON.stringify(failure.shortDiagnostics)}`);
  }
  const pdf = typst.pdf(document);
  typst.evictCache(2);
  return pdf;
}

async function startCompiler(): Promise<Compiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const { resolve } = createRequire(import.meta.url);
  const fontBlobs = await Promise.all(FONTS.map((font) => readFile(resolve(font))));
  return NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs }] });
}
