import { unreadable } from './sheet-refusal.ts';

/** What a file is by its first bytes; its name says nothing. */
export type Container = 'zip' | 'ole' | 'text';

const SIGNATURES: readonly (readonly [detected: string, bytes: readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['program', [0x4d, 0x5a, 0x90]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['rtf', [0x7b, 0x5c, 0x72, 0x74]],
];

/** The container of a file. Throws `file-unreadable`: `empty`, or `wrong-type` with what it was taken for. */
export function sniffContainer(bytes: Uint8Array): Container {
  if (bytes.byteLength === 0) throw unreadable('empty');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'ole';
  const known = SIGNATURES.find(([, signature]) => startsWith(bytes, signature));
  if (known) throw unreadable('wrong-type', { detected: known[0] });
  return 'text';
}

/** Refuses a zip that is no .xlsx or .xlsm, naming what it is. Throws `file-unreadable` (`wrong-type`). */
export function refuseOtherZip(names: readonly string[], firstPart: string): void {
  if (names.includes('[Content_Types].xml')) {
    const kind = (folder: string) => names.some((name) => name.startsWith(`${folder}/`));
    if (names.some((name) => name.toLowerCase().endsWith('workbook.bin'))) throw wrongType('xlsb');
    if (kind('word')) throw wrongType('docx');
    if (kind('ppt')) throw wrongType('pptx');
    return;
  }
  if (firstPart === 'mimetype' || names.includes('content.xml')) throw wrongType('ods');
  if (names.some((name) => name.startsWith('xl/'))) throw unreadable('damaged', { part: '[Content_Types].xml' });
  throw wrongType('zip');
}

function wrongType(detected: string): Error {
  return unreadable('wrong-type', { detected });
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
