import type { TextEncoding } from './sheet-content.ts';
import { unreadable } from './sheet-refusal.ts';

/**
 * Text of a file without a declared encoding: a byte order mark, else UTF-16 by its zero bytes, else strict UTF-8,
 * else strict GB18030 (never gbk, which destroys rare names). Throws `file-unreadable` (`encoding`) when none fits.
 */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  for (const encoding of candidates(bytes)) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== undefined && !text.includes('\0')) return { text, encoding };
  }
  throw unreadable('encoding');
}

function candidates(bytes: Uint8Array): readonly TextEncoding[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8'];
  const unmarked = unmarkedUtf16(bytes);
  return unmarked ? [unmarked] : ['utf-8', 'gb18030'];
}

const SAMPLE_BYTES = 4096;

/** UTF-16 without a mark: commas, digits and line ends have a zero byte on one side, no other encoding has any. */
function unmarkedUtf16(bytes: Uint8Array): TextEncoding | undefined {
  let [even, odd] = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, SAMPLE_BYTES); at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd === 0) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

function decodeStrictly(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
