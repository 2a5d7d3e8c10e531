import { unreadable } from './sheet-refusal.ts';
import { attribute, unescapeXml, walkTags } from './xml-tags.ts';
import { unpackEntry, type ZipEntry } from './zip-directory.ts';

/** The parts of an opened workbook, unpacked one at a time on demand. */
export type WorkbookParts = {
  readonly names: readonly string[];
  find(name: string): Uint8Array | undefined;
};

export type SheetPlace = { readonly name: string; readonly hidden: boolean; readonly part: string };

export type WorkbookPlan = {
  readonly sheets: readonly SheetPlace[];
  /** Dates count from 1904: 1,462 days less than the usual serial. */
  readonly from1904: boolean;
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
};

/** Parts of a zip by name; names compare without regard to case, as Excel does. */
export function workbookParts(bytes: Uint8Array, directory: ReadonlyMap<string, ZipEntry>): WorkbookParts {
  const byName = new Map([...directory].map(([name, entry]) => [name.toLowerCase(), entry]));
  return {
    names: [...byName.keys()],
    find(name) {
      const entry = byName.get(name.toLowerCase());
      return entry && unpackEntry(bytes, entry);
    },
  };
}

/** Which sheets the workbook has and where its parts lie. Throws `file-unreadable` when it has no workbook part. */
export function workbookPlan(parts: WorkbookParts): WorkbookPlan {
  const main = relations(parts, '_rels/.rels').find((relation) => relation.kind === 'officeDocument');
  const path = main?.target ?? 'xl/workbook.xml';
  const bytes = parts.find(path);
  if (!bytes) throw unreadable('damaged', { part: path });
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const own = relations(parts, `${folder}_rels/${path.slice(folder.length)}.rels`);
  const sheets: SheetPlace[] = [];
  let from1904 = false;
  walkTags(bytes, path, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const target = own.find((relation) => relation.id === attribute(attributes, 'id'));
      if (target?.kind !== 'worksheet') return;
      const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
      sheets.push({ name: attribute(attributes, 'name') ?? '', hidden, part: target.target });
    },
    close() {},
  });
  const targetOf = (kind: string) => own.find((relation) => relation.kind === kind)?.target;
  return { sheets, from1904, sharedStrings: targetOf('sharedStrings'), styles: targetOf('styles') };
}

/** The shared strings by index; phonetic guides left out. */
export function readSharedStrings(bytes: Uint8Array, part: string): readonly string[] {
  const strings: string[] = [];
  let current = '';
  let phonetic = false;
  walkTags(bytes, part, {
    open(name) {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
    },
    close(name, text) {
      if (name === 't' && !phonetic) current += cellText(text);
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(current);
    },
  });
  return strings;
}

/** The number format code of each cell style by index. Built-in formats stand as their usual code. */
export function readCellFormats(bytes: Uint8Array, part: string): readonly string[] {
  const codes = new Map<number, string>(Object.entries(builtInFormats).map(([id, code]) => [Number(id), code]));
  const formats: string[] = [];
  let inCellStyles = false;
  walkTags(bytes, part, {
    open(name, attributes) {
      if (name === 'numFmt') {
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? 'General');
      }
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'xf' && inCellStyles)
        formats.push(codes.get(Number(attribute(attributes, 'numFmtId'))) ?? 'General');
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return formats;
}

const ESCAPED_UNIT = /_x([0-9a-fA-F]{4})_/g;

/** Text of a `<t>` element: entities resolved, `_x000D_` escapes of Excel too. */
export function cellText(raw: string): string {
  const text = unescapeXml(raw);
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED_UNIT, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Formats with fixed numbers; 27–36 and 50–58 are the date formats of Chinese Excel. */
const builtInFormats: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  36: 'yyyy"年"m"月"',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

type Relation = { readonly id: string; readonly kind: string; readonly target: string };

function relations(parts: WorkbookParts, path: string): readonly Relation[] {
  const bytes = parts.find(path);
  if (!bytes) return [];
  const base = path.slice(0, path.lastIndexOf('_rels/'));
  const found: Relation[] = [];
  walkTags(bytes, path, {
    open(name, attributes) {
      // A part outside the file (a web address) is never followed.
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const type = attribute(attributes, 'Type') ?? '';
      const target = attribute(attributes, 'Target') ?? '';
      found.push({
        id: attribute(attributes, 'Id') ?? '',
        kind: type.slice(type.lastIndexOf('/') + 1),
        target: resolvePart(base, target),
      });
    },
    close() {},
  });
  return found;
}

function resolvePart(base: string, target: string): string {
  const path: string[] = [];
  const steps = target.startsWith('/') ? target.split('/') : `${base}${target}`.split('/');
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}
