import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoManifest, GeneratedDemo } from './generate-demo.ts';
import { writeSheet } from './write-sheet.ts';

/** Writes the files and `manifest.json` into the folder, which is made when missing; the names written, in order. */
export function writeDemo({ files, manifest }: GeneratedDemo, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  for (const { name, form, sheet } of files) writeFileSync(path.join(folder, name), writeSheet(sheet, form));
  writeFileSync(path.join(folder, 'manifest.json'), manifestText(manifest));
  return [...files.map(({ name }) => name), 'manifest.json'];
}

/** Indented, but each fault on a line of its own. */
function manifestText(manifest: DemoManifest): string {
  const files = manifest.files.map((file) => {
    const { faults, ...rest } = file;
    const head = Object.entries(rest).map(([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
    const lines = faults.map((fault) => `        ${JSON.stringify(fault)}`);
    return `    {\n${head.join(',\n')},\n      "faults": [\n${lines.join(',\n')}\n      ]\n    }`;
  });
  const { files: _, ...rest } = manifest;
  const head = JSON.stringify(rest, null, 2).replace(/\n\}$/, '');
  return `${head},\n  "files": [\n${files.join(',\n')}\n  ]\n}\n`;
}
