import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { type CellContent, columnLetters, type SheetModel } from './sheet-model.ts';
import { zipArchive } from './zip-archive.ts';

export type SheetForm = 'xlsx' | 'xls' | 'csv';

/** Cell formats of the workbook: 0 general, 1 text, 2 date, 3 bold. */
const STYLES =
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="12"/><name val="宋体"/></font></fonts>' +
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>' +
  '<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The table as a file of that form: a workbook, an old workbook, or text in GB18030 with commas and CRLF. */
export function writeSheet(sheet: SheetModel, form: SheetForm): Buffer {
  if (form === 'csv') return iconv.encode(csvText(sheet), 'gb18030');
  return form === 'xls' ? xlsFile(sheet) : xlsxFile(sheet);
}

function xlsxFile(sheet: SheetModel): Buffer {
  const strings = new Map<string, number>();
  const body = sheetXml(sheet, strings);
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']]), // biome-ignore format: one list
    'xl/styles.xml': `<styleSheet ${MAIN}>${STYLES}</styleSheet>`,
    'xl/worksheets/sheet1.xml': body,
    'xl/sharedStrings.xml': stringsXml(strings),
  };
  const entries = Object.entries(files).map(([name, xml]) => ({
    name,
    bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`, 'utf8'),
  }));
  return zipArchive(entries);
}

function sheetXml(sheet: SheetModel, strings: Map<string, number>): string {
  const columns = sheet.widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const rows = sheet.rows.map((cells, at) => {
    const bold = sheet.boldRows.includes(at + 1);
    const xml = cells.map((cell, column) => cellXml(cell, `${columnLetters(column + 1)}${at + 1}`, bold, strings));
    return `<row r="${at + 1}">${xml.join('')}</row>`;
  });
  const merges = sheet.merges.map(
    ({ fromRow, toRow, fromColumn, toColumn }) =>
      `<mergeCell ref="${columnLetters(fromColumn)}${fromRow}:${columnLetters(toColumn)}${toRow}"/>`,
  );
  const merged = merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : '';
  return `<worksheet ${MAIN}><cols>${columns.join('')}</cols><sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`;
}

function cellXml(cell: CellContent, at: string, bold: boolean, strings: Map<string, number>): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${excelNumber(cell)}</v></c>`;
  if (typeof cell === 'object') return `<c r="${at}" s="2"><v>${cell.serial}</v></c>`;
  const index = strings.get(cell) ?? strings.size;
  strings.set(cell, index);
  return `<c r="${at}" s="${bold ? 3 : 1}" t="s"><v>${index}</v></c>`;
}

/** As Excel writes it: fifteen digits, above them with an exponent. */
function excelNumber(value: number): string {
  return Math.abs(value) < 1e15 ? String(value) : value.toExponential(14).replace('e+', 'E+');
}

function stringsXml(strings: ReadonlyMap<string, number>): string {
  const items = [...strings.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  return `<sst ${MAIN} count="${items.length}" uniqueCount="${items.length}">${items.join('')}</sst>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function xlsFile(sheet: SheetModel): Buffer {
  const rows = sheet.rows.map((cells) =>
    cells.map((cell) => {
      if (cell === null || cell === '') return null;
      return typeof cell === 'object' ? { t: 'n', v: cell.serial, z: 'yyyy/m/d' } : cell;
    }),
  );
  const worksheet = utils.aoa_to_sheet(rows);
  worksheet['!merges'] = sheet.merges.map(({ fromRow, toRow, fromColumn, toColumn }) => ({
    s: { r: fromRow - 1, c: fromColumn - 1 },
    e: { r: toRow - 1, c: toColumn - 1 },
  }));
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, worksheet, sheet.name);
  return write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

function csvText(sheet: SheetModel): string {
  return sheet.rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** `="…"` stands unquoted, as people paste it; everything else is quoted when it must be. */
function csvCell(cell: CellContent): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return excelNumber(cell);
  const text = typeof cell === 'object' ? String(cell.serial) : cell;
  if (/^="[^"]*"$/.test(text)) return text;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
