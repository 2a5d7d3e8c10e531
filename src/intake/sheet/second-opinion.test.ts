import { readdirSync, readFileSync } from 'node:fs';
import { read, type WorkSheet } from '@e965/xlsx';
import { readXls as hucreXls, readXlsx as hucreXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import { readSheet } from './read-sheet.ts';
import type { Sheet } from './sheet-content.ts';

const folder = new URL('../../../test/fixtures/intake/files/', import.meta.url);
const names = readdirSync(folder).filter((name) => /^(roster|national|feed).*\.(xlsx|xlsm|xls)$/.test(name));

/** Filled cells as `row,column` → value, the same for every reader: numbers as numbers, everything else as text. */
type Values = Map<string, string | number>;

function ours(sheet: Sheet): Values {
  const values: Values = new Map();
  for (const row of sheet.rows) {
    for (const cell of row.cells) {
      if (cell.text !== '' && !cell.wrapped) values.set(`${row.number},${cell.column}`, cell.number ?? cell.text);
    }
  }
  return values;
}

function sheetJs(sheet: WorkSheet): Values {
  const values: Values = new Map();
  for (const [r, line] of (sheet['!data'] ?? []).entries()) {
    for (const [c, cell] of (line ?? []).entries()) {
      if (cell?.v === undefined || cell.v === '' || /^="/.test(String(cell.v))) continue;
      values.set(`${r + 1},${c}`, typeof cell.v === 'number' ? cell.v : String(cell.v));
    }
  }
  return values;
}

function hucre(rows: readonly (readonly unknown[])[]): Values {
  const values: Values = new Map();
  for (const [r, line] of rows.entries()) {
    for (const [c, value] of (line ?? []).entries()) {
      if (value === null || value === undefined || value === '' || /^="/.test(String(value))) continue;
      values.set(`${r + 1},${c}`, typeof value === 'number' || value instanceof Date ? Number(value) : String(value));
    }
  }
  return values;
}

describe('two other readers', () => {
  for (const name of names) {
    it(`read the same values from ${name}`, async () => {
      const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
      const file = await readSheet(bytes);
      // SheetJS does not know 64-bit zip records.
      const js = name.includes('zip64') ? undefined : read(bytes, { type: 'array', dense: true });
      const other = name.endsWith('.xls') ? await hucreXls(bytes) : await hucreXlsx(bytes);
      if (js) expect(file.sheets.map((sheet) => sheet.name)).toEqual(js.SheetNames);
      for (const [index, sheet] of file.sheets.entries()) {
        // Their dates become instants and their 1904 dates differ by reader; ours stay serials of the 1900 system.
        if (name.includes('1904')) continue;
        const own = ours(sheet);
        expect(own.size).toBeGreaterThan(0);
        if (js) expect(own).toEqual(sheetJs(js.Sheets[sheet.name] ?? {}));
        expect(own).toEqual(hucre(other.sheets[index]?.rows ?? []));
      }
    });
  }
});
