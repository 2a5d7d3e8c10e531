import { readFileSync } from 'node:fs';

/** Whether a TrueType face draws the sign: its `cmap` (format 12) maps it to a glyph that is not the empty box. */
export function fontSigns(file: string): (sign: string) => boolean {
  const font = readFileSync(file);
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16);
  const cmap = tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap');
  if (cmap === undefined) throw new Error(`no cmap in ${file}`);
  const start = font.readUInt32BE(cmap + 8);
  const subtables = Array.from(
    { length: font.readUInt16BE(start + 2) },
    (_, index) => start + font.readUInt32BE(start + 8 + index * 8),
  );
  const groups = subtables.filter((at) => font.readUInt16BE(at) === 12).flatMap((at) => groupsOf(font, at));
  if (groups.length === 0) throw new Error(`no cmap of format 12 in ${file}`);
  return (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return groups.some(([from, to, glyph]) => code >= from && code <= to && glyph + code - from > 0);
  };
}

function groupsOf(font: Buffer, at: number): [from: number, to: number, glyph: number][] {
  return Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + index * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4), font.readUInt32BE(group + 8)];
  });
}
