import { rowCollector } from './row-collector.ts';
import type { SheetFile } from './sheet-content.ts';
import type { SheetLimits } from './sheet-limits.ts';
import { tooLarge, unreadable } from './sheet-refusal.ts';
import { readCellFormats, readSharedStrings, workbookParts, workbookPlan } from './xlsx-parts.ts';
import { readXlsxSheet } from './xlsx-sheet.ts';
import type { ZipEntry } from './zip-directory.ts';

/** A workbook of Excel, WPS or LibreOffice (.xlsx, .xlsm). Throws `file-unreadable`, `file-too-large`. */
export function readXlsx(bytes: Uint8Array, directory: ReadonlyMap<string, ZipEntry>, limits: SheetLimits): SheetFile {
  const parts = workbookParts(bytes, directory);
  const plan = workbookPlan(parts);
  if (plan.sheets.length === 0) throw unreadable('no-rows');
  if (plan.sheets.length > limits.sheets) throw tooLarge('sheets', limits.sheets, plan.sheets.length);
  const strings = plan.sharedStrings ? parts.find(plan.sharedStrings) : undefined;
  const styles = plan.styles ? parts.find(plan.styles) : undefined;
  const context = {
    strings: strings ? readSharedStrings(strings, plan.sharedStrings ?? '') : [],
    formats: styles ? readCellFormats(styles, plan.styles ?? '') : [],
    from1904: plan.from1904,
    limits,
  };
  const rows = rowCollector(limits);
  const sheets = plan.sheets.map((place) => {
    const part = parts.find(place.part);
    if (!part) throw unreadable('damaged', { part: place.part });
    return readXlsxSheet(part, place, context, rows);
  });
  return {
    kind: 'xlsx',
    encoding: undefined,
    macros: parts.names.some((name) => name.endsWith('vbaproject.bin')),
    sheets,
  };
}
