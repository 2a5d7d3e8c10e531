import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { AppError } from '#domain/values/app-error.ts';
import { type AreaCode, areaChain, areaCode, areaPrefix, parseAreaCode } from '#domain/values/area-code.ts';

/** One division as the statistics office publishes it: full code of 12 digits, official name. */
export interface Division {
  readonly code: AreaCode;
  readonly name: string;
}

export interface Township extends Division {
  readonly villages: readonly Division[];
}

/** A county with everything in it, in the order of the codes. */
export interface CountyDivisions {
  readonly province: Division;
  readonly city: Division;
  readonly county: Division;
  readonly townships: readonly Township[];
  /** The villages of all townships. */
  readonly villages: readonly Division[];
}

interface Head {
  readonly source: string;
  readonly asOf: string;
  readonly provinces: readonly { code: string; name: string; offset: number; length: number }[];
}

/** Digits of its own that each level adds to those of the level above. */
const WIDTHS = [2, 2, 2, 3, 3] as const;
/** Where the index ends is not known before reading it; it is 31 short entries. */
const HEAD_BYTES = 16_384;

const defaultFile = new URL('../../divisions/china-2023.dat', import.meta.url);
const unpack = promisify(brotliDecompress);

/**
 * The county with the code `code` (6 digits, or 12 ending in zeros), its province and city, and all townships and
 * villages. Reads one province's block (1.5 MB unpacked at most) and keeps nothing.
 * @throws AppError `not-found` when the published list has no such county.
 */
export async function loadCounty(code: string, file: string | URL = defaultFile): Promise<CountyDivisions> {
  const digits = code.slice(0, 6);
  const [province, city, county, ...below] = digits.length === 6 ? await linesOf(digits, file) : [];
  if (!province || !city || !county) throw new AppError('not-found', { area: code });
  const townships: { code: AreaCode; name: string; villages: Division[] }[] = [];
  for (const { code, name, depth } of below) {
    if (depth === 3) townships.push({ code, name, villages: [] });
    else townships.at(-1)?.villages.push({ code, name });
  }
  return {
    province: plain(province),
    city: plain(city),
    county: plain(county),
    townships,
    villages: townships.flatMap((township) => township.villages),
  };
}

/**
 * The areas directly below `code` (2, 4, 6, 9 or 12 digits), all provinces when it is left out; empty below a village.
 * @throws AppError `not-found` when the published list has no such area.
 */
export async function listDivisions(code?: string, file: string | URL = defaultFile): Promise<readonly Division[]> {
  if (code === undefined) {
    return withFile(file, async (handle) =>
      (await readHead(handle)).head.provinces.map(({ code, name }) => ({ code: areaCode(code), name })),
    );
  }
  const parsed = parseAreaCode(code);
  // A city whose counties stand under the same four digits and a county under 00 (a city without counties) cannot be told apart by zeros.
  const prefix = parsed && code.length === 12 ? areaPrefix(parsed) : code;
  const own = WIDTHS.findIndex((_, level) => prefixLength(level) === prefix.length);
  const found = own < 0 ? [] : await linesOf(prefix, file);
  if (found.length <= own) throw new AppError('not-found', { area: code });
  return found.filter((line) => line.depth === own + 1).map(plain);
}

/**
 * The official name of `code` and of every area above it, from the province down.
 * @throws AppError `not-found` when the published list has no such area.
 */
export async function divisionPath(code: AreaCode, file: string | URL = defaultFile): Promise<readonly Division[]> {
  const lines = await linesOf(areaPrefix(code), file);
  const path = lines.slice(0, areaChain(code).length).map(plain);
  if (path.at(-1)?.code !== code) throw new AppError('not-found', { area: code });
  return path;
}

interface Line extends Division {
  /** 0 province … 4 village. */
  readonly depth: number;
}

/** The lines above the area with these digits (one a level), its own, then everything below it. Empty when unknown. */
async function linesOf(prefix: string, file: string | URL): Promise<Line[]> {
  const text = await provinceText(prefix.slice(0, 2), file);
  if (text === undefined) return [];
  const lines: Line[] = [];
  let depth = 0;
  let above = prefix;
  for (const line of linesIn(text)) {
    const at = line.search(/\S/);
    if (at < depth) break;
    const searching = depth < WIDTHS.length && prefixLength(depth) <= prefix.length;
    if (searching) {
      const own = prefix.slice(prefixLength(depth - 1), prefixLength(depth));
      if (at !== depth || !line.startsWith(own, at)) continue;
      depth++;
    }
    const read = readLine(line, above);
    above = searching ? prefix : read.code;
    lines.push(read);
  }
  return depth === WIDTHS.length || prefixLength(depth) > prefix.length ? lines : [];
}

function* linesIn(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end);
    start = end + 1;
  }
}

/** `above`: digits of any area the line stands in or beside; its leading part is completed by the line's own digits. */
function readLine(line: string, above: string): Line {
  const depth = line.search(/\S/);
  const width = WIDTHS[depth] ?? 0;
  const code = above.slice(0, prefixLength(depth - 1)) + line.slice(depth, depth + width);
  return { code: code.padEnd(12, '0') as AreaCode, name: line.slice(depth + width), depth };
}

function prefixLength(depth: number): number {
  return WIDTHS.slice(0, depth + 1).reduce<number>((sum, width) => sum + width, 0);
}

function plain({ code, name }: Line): Division {
  return { code, name };
}

async function provinceText(province: string, file: string | URL): Promise<string | undefined> {
  return withFile(file, async (handle) => {
    const { head, length } = await readHead(handle);
    const entry = head.provinces.find(({ code }) => code === province);
    if (!entry) return undefined;
    const block = Buffer.alloc(entry.length);
    await handle.read(block, 0, entry.length, length + entry.offset);
    return (await unpack(block)).toString('utf8');
  });
}

async function readHead(handle: FileHandle): Promise<{ head: Head; length: number }> {
  const buffer = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(0x0a);
  if (end < 0) throw new AppError('file-unreadable', { file: 'divisions' });
  return { head: JSON.parse(buffer.toString('utf8', 0, end)) as Head, length: end + 1 };
}

async function withFile<T>(file: string | URL, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
