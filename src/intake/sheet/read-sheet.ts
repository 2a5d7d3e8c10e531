import { open } from 'node:fs/promises';
import { readDelimited } from './read-delimited.ts';
import { readXls } from './read-xls.ts';
import { readXlsx } from './read-xlsx.ts';
import type { SheetFile } from './sheet-content.ts';
import { defaultSheetLimits, type SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';
import { refuseOtherZip, sniffContainer } from './sniff-sheet.ts';
import { readZipDirectory } from './zip-directory.ts';

/**
 * The tables of an uploaded file, whatever its name says: .xlsx/.xlsm, .xls, or text in UTF-8, UTF-16 or GB18030.
 * `source` is the content or a path. Macros are not read, formulas not computed. Throws `file-unreadable` (fact
 * `reason`) and `file-too-large` (fact `limit`); nothing else for any content.
 */
export async function readSheet(
  source: Uint8Array | string,
  options: { readonly limits?: Partial<SheetLimits> } = {},
): Promise<SheetFile> {
  const limits = { ...defaultSheetLimits, ...options.limits };
  const bytes = typeof source === 'string' ? await readBounded(source, limits) : source;
  if (bytes.byteLength > limits.fileBytes) throw tooLarge('fileBytes', limits.fileBytes, bytes.byteLength);
  const file = await readContainer(bytes, limits);
  if (file.sheets.every((sheet) => sheet.rows.length === 0)) throw unreadable('no-rows');
  return file;
}

async function readContainer(bytes: Uint8Array, limits: SheetLimits): Promise<SheetFile> {
  const container = sniffContainer(bytes);
  switch (container) {
    case 'zip': {
      const directory = readZipDirectory(bytes, limits);
      const names = [...directory.keys()];
      refuseOtherZip(names, names[0] ?? '');
      return readXlsx(bytes, directory, limits);
    }
    case 'ole':
      return readXls(bytes, limits);
    case 'text':
      return readDelimited(bytes, limits);
    default:
      return container satisfies never;
  }
}

/** Looks at the size before reading, so that a file over the limit costs no memory. */
async function readBounded(path: string, limits: SheetLimits): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > limits.fileBytes) throw tooLarge('fileBytes', limits.fileBytes, size);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
