import { crc32, inflateRawSync } from 'node:zlib';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';

/** One part of a zip as its central directory describes it. */
export type ZipEntry = {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  readonly method: number;
  readonly crc: number;
  readonly encrypted: boolean;
  readonly headerAt: number;
};

const END_RECORD = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_RECORD_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END_RECORD = 0x06064b50;
const ZIP64_FIELD = 0x0001;
/** A 32-bit field holding this points to its 64-bit value elsewhere. */
const SEE_ZIP64 = 0xffffffff;

/**
 * The parts of a zip by name, read from the directory alone: nothing is unpacked before count, sizes and ratio are
 * known to be within the limits. Throws `file-unreadable` (truncated, damaged) and `file-too-large`.
 */
export function readZipDirectory(bytes: Uint8Array, limits: SheetLimits): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, directoryAt, end } = directoryPlace(view);
  if (count > limits.zipEntries) throw tooLarge('zipEntries', limits.zipEntries, count);
  const entries = new Map<string, ZipEntry>();
  let at = directoryAt;
  let packed = 0;
  let unpacked = 0;
  for (let i = 0; i < count; i++) {
    const next = endOfEntry(view, at, end);
    const entry = readEntry(bytes, view, at);
    if (entries.has(entry.name)) throw unreadable('damaged', { part: 'zip', twice: entry.name });
    packed += entry.packed;
    unpacked += entry.unpacked;
    checkSizes(entry, unpacked, limits);
    entries.set(entry.name, entry);
    at = next;
  }
  // Parts lying over each other unpack the same bytes again and again: together they cannot exceed the file.
  if (packed > bytes.byteLength) throw unreadable('damaged', { part: 'zip', overlapping: true });
  return entries;
}

/** Bytes of one part, never more than its directory said. Throws `file-unreadable` when they do not unpack. */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.encrypted) throw unreadable('password');
  const at = entry.headerAt;
  if (at + 30 > bytes.byteLength || view.getUint32(at, true) !== LOCAL_HEADER) {
    throw unreadable('damaged', { part: entry.name });
  }
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const body = bytes.subarray(from, from + entry.packed);
  if (body.byteLength < entry.packed) throw unreadable('truncated', { part: entry.name });
  const content = entry.method === 0 ? body : inflate(body, entry);
  if (crc32(content) !== entry.crc) throw unreadable('damaged', { part: entry.name, checksum: false });
  return content;
}

function inflate(body: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method !== 8) throw unreadable('damaged', { part: entry.name, method: entry.method });
  try {
    return inflateRawSync(body, { maxOutputLength: Math.max(entry.unpacked, 1) });
  } catch (cause) {
    throw unreadable('damaged', { part: entry.name, zlib: String((cause as { code?: unknown }).code ?? '') });
  }
}

function findEndRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_RECORD_LENGTH - LONGEST_COMMENT);
  for (let at = view.byteLength - END_RECORD_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  throw unreadable('truncated', { part: 'zip' });
}

/** Java exporters write 64-bit records into small files too, so both forms are read. */
function directoryPlace(view: DataView): { count: number; directoryAt: number; end: number } {
  const end = findEndRecord(view);
  const classic = { count: view.getUint16(end + 10, true), directoryAt: view.getUint32(end + 16, true), end };
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== ZIP64_LOCATOR) return classic;
  const record = wide(view, locator + 8);
  if (record + 56 > end || view.getUint32(record, true) !== ZIP64_END_RECORD) {
    throw unreadable('damaged', { part: 'zip' });
  }
  return { count: wide(view, record + 32), directoryAt: wide(view, record + 48), end };
}

/** Where the next entry begins. Throws `file-unreadable` when this is no entry or does not end before `end`. */
function endOfEntry(view: DataView, at: number, end: number): number {
  if (at + 46 > end || view.getUint32(at, true) !== CENTRAL_HEADER) throw unreadable('damaged', { part: 'zip' });
  const names = view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (at + 46 + names > end) throw unreadable('damaged', { part: 'zip' });
  return at + 46 + names;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): ZipEntry {
  const nameLength = view.getUint16(at + 28, true);
  const nameAt = at + 46;
  const sizes = { unpacked: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true) };
  const headerAt = view.getUint32(at + 42, true);
  return {
    name: new TextDecoder('utf-8').decode(bytes.subarray(nameAt, nameAt + nameLength)).replaceAll('\\', '/'),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    ...wideSizes(view, nameAt + nameLength, view.getUint16(at + 30, true), { ...sizes, headerAt }),
  };
}

type Sizes = { unpacked: number; packed: number; headerAt: number };

/** Sizes and place, each replaced from the 64-bit extra field where the 32-bit field points there. */
function wideSizes(view: DataView, from: number, length: number, sizes: Sizes): Sizes {
  let at = from;
  while (at + 4 <= from + length && view.getUint16(at, true) !== ZIP64_FIELD) at += 4 + view.getUint16(at + 2, true);
  const found = { ...sizes };
  let value = at + 4;
  for (const field of ['unpacked', 'packed', 'headerAt'] as const) {
    if (sizes[field] !== SEE_ZIP64) continue;
    if (value + 8 > from + length) throw unreadable('damaged', { part: 'zip' });
    found[field] = wide(view, value);
    value += 8;
  }
  return found;
}

function wide(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function checkSizes(entry: ZipEntry, unpackedSoFar: number, limits: SheetLimits): void {
  if (unpackedSoFar > limits.unpackedBytes) throw tooLarge('unpackedBytes', limits.unpackedBytes, unpackedSoFar);
  const ratio = entry.unpacked / Math.max(entry.packed, 1);
  if (entry.unpacked >= limits.ratioFromBytes && ratio > limits.ratio) {
    throw tooLarge('ratio', limits.ratio, Math.round(ratio));
  }
}
