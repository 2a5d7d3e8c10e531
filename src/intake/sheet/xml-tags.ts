import { unreadable } from './sheet-refusal.ts';

/** What a reader of workbook parts does on each tag; names come without their namespace prefix. */
export type TagHandler = {
  /** A tag opens; for `<a/>` `close` follows at once. `attributes` is the raw text between name and `>`. */
  open(name: string, attributes: string): void;
  /** A tag closes; `text` is the text since the last tag, still escaped. */
  close(name: string, text: string): void;
};

const CHUNK_BYTES = 1024 * 1024;
const LONGEST_TAG = 4 * CHUNK_BYTES;

/**
 * Walks the tags of one workbook part in chunks, so that a sheet of 200 MB never becomes one string. Knows elements,
 * attributes and text: what spreadsheets consist of. A document type (the door to entity bombs) is refused.
 * Throws `file-unreadable`.
 */
export function walkTags(bytes: Uint8Array, part: string, handler: TagHandler): void {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const decoder = new TextDecoder(utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8');
  let rest = '';
  for (let from = 0; from < bytes.byteLength; from += CHUNK_BYTES) {
    const chunk = bytes.subarray(from, from + CHUNK_BYTES);
    rest = walkChunk(rest + decoder.decode(chunk, { stream: true }), part, handler);
    if (rest.length > LONGEST_TAG) throw unreadable('damaged', { part });
  }
  if (rest.trim() !== '') throw unreadable('damaged', { part });
}

/** The value of one attribute in the raw attribute text, unescaped; undefined when it is not there. Any prefix fits. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = attributes.charCodeAt(at - 1);
    const named = at === 0 || before <= 32 || before === 58;
    let equals = at + name.length;
    while (attributes.charCodeAt(equals) <= 32) equals++;
    if (!named || attributes[equals] !== '=') continue;
    let quoteAt = equals + 1;
    while (attributes.charCodeAt(quoteAt) <= 32) quoteAt++;
    const quote = attributes[quoteAt];
    if (quote !== '"' && quote !== "'") continue;
    return unescapeXml(attributes.slice(quoteAt + 1, attributes.indexOf(quote, quoteAt + 1)));
  }
  return undefined;
}

const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with the five named entities and character numbers resolved; anything else stays as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    ENTITY,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Handles every complete tag of `xml` and returns what is left over for the next chunk. */
function walkChunk(xml: string, part: string, handler: TagHandler): string {
  let done = 0;
  for (let open = xml.indexOf('<'); open >= 0; open = xml.indexOf('<', done)) {
    const next = xml.charCodeAt(open + 1);
    if (next === 33 || next === 63) {
      const end = endOfMarkup(xml, open, part);
      if (end < 0) return xml.slice(done);
      done = end;
      continue;
    }
    const end = endOfTag(xml, open + 1);
    if (end < 0) return xml.slice(done);
    emit(xml, { open, end, text: done }, handler);
    done = end + 1;
  }
  return xml.slice(done);
}

function emit(xml: string, at: { open: number; end: number; text: number }, handler: TagHandler): void {
  if (xml.charCodeAt(at.open + 1) === 47) {
    handler.close(localName(xml.slice(at.open + 2, at.end).trim()), xml.slice(at.text, at.open));
    return;
  }
  const selfClosed = xml.charCodeAt(at.end - 1) === 47;
  const inner = xml.slice(at.open + 1, selfClosed ? at.end - 1 : at.end);
  let nameEnd = 0;
  while (nameEnd < inner.length && inner.charCodeAt(nameEnd) > 32) nameEnd++;
  const name = localName(inner.slice(0, nameEnd));
  handler.open(name, inner.slice(nameEnd));
  if (selfClosed) handler.close(name, '');
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Position of the `>` ending a tag, skipping those inside quotes; −1 when it is not in this chunk. */
function endOfTag(xml: string, from: number): number {
  let quote = 0;
  const closing = xml.charCodeAt(from) === 47;
  const first = xml.indexOf('>', from);
  // Most tags of a sheet (`</c>`, `<v>`) have no attributes, so the first `>` ends them.
  if (closing || first < 0 || first - from <= 3) return first;
  for (let at = from; at < xml.length; at++) {
    const code = xml.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return at;
    else if (code === 34 || code === 39) quote = code;
  }
  return -1;
}

/** Position after `<?…?>`, `<!--…-->`; −1 when its end is not in this chunk. CDATA and document types are refused. */
function endOfMarkup(xml: string, open: number, part: string): number {
  if (xml.startsWith('<?', open)) return after(xml, '?>', open);
  if (xml.startsWith('<!--', open)) return after(xml, '-->', open);
  if ('<!--'.startsWith(xml.slice(open, open + 4))) return -1;
  throw unreadable('forbidden-xml', { part });
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}
