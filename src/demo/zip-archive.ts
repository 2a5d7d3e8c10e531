import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** 1 January 1980: the same content gives the same bytes. */
const DOS_DATE = (1 << 5) | 1;
const DEFLATE = 8;
const VERSION = 20;

/** The entries as a zip file, deflated. Names are plain ASCII; no entry reaches 4 GB. */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const packed = deflateRawSync(bytes, { level: 6 });
    const fields = entryFields(bytes, packed, name);
    const local = Buffer.concat([u32(0x04034b50), fields, u16(0), Buffer.from(name), packed]);
    directory.push(
      Buffer.concat([u32(0x02014b50), u16(VERSION), fields, u16(0), u16(0), u16(0), u16(0), u32(0), u32(offset), Buffer.from(name)]), // biome-ignore format: one record
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(entries.length), u16(entries.length), u32(central.length), u32(offset), u16(0)]); // biome-ignore format: one record
  return Buffer.concat([...parts, central, end]);
}

/** The part local header and directory entry share: version, flags, method, time, checksum, sizes, name length. */
function entryFields(bytes: Buffer, packed: Buffer, name: string): Buffer {
  return Buffer.concat([u16(VERSION), u16(0), u16(DEFLATE), u16(0), u16(DOS_DATE), u32(crc32(bytes)), u32(packed.length), u32(bytes.length), u16(Buffer.byteLength(name))]); // biome-ignore format: one record
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
