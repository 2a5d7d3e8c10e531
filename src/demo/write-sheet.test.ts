import { read, utils } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { columnLetters, type SheetModel } from './sheet-model.ts';
import { writeSheet } from './write-sheet.ts';

const sheet: SheetModel = {
  name: '花名册',
  rows: [
    ['标题'],
    ['姓名', '证件号码', '日期', '数'],
    ['张 三\n<&>"', '="1101"', { serial: 44621 }, 421127198001010000],
    ['䶮𬱖·喆堃', null, '202203', 12.5],
  ],
  merges: [{ fromRow: 1, toRow: 1, fromColumn: 1, toColumn: 4 }],
  boldRows: [1, 2],
  widths: [10, 22, 8, 8],
};

describe('writing tables', () => {
  for (const form of ['xlsx', 'xls'] as const) {
    it(`makes a .${form} another reader reads`, () => {
      const book = read(writeSheet(sheet, form), { cellNF: true });
      const table = book.Sheets.花名册;
      expect(book.SheetNames).toEqual(['花名册']);
      expect(table?.C3).toMatchObject({ t: 'n', v: 44621, z: 'yyyy/m/d' });
      if (table) table.C3 = { t: 's', v: '' };
      expect(utils.sheet_to_json(table ?? {}, { header: 1, defval: null, raw: true })).toEqual([
        ['标题', null, null, null],
        ['姓名', '证件号码', '日期', '数'],
        ['张 三\n<&>"', '="1101"', '', 421127198001010000],
        ['䶮𬱖·喆堃', null, '202203', 12.5],
      ]);
      expect(table?.['!merges']).toEqual([{ s: { r: 0, c: 0 }, e: { r: 0, c: 3 } }]);
      expect(table?.C4.t).toBe('s');
    });
  }
  it('writes text in GB18030, rare characters too', () => {
    const bytes = writeSheet(sheet, 'csv');
    expect(iconv.decode(bytes, 'gb18030')).toBe(
      '标题\r\n姓名,证件号码,日期,数\r\n"张 三\n<&>""",="1101",44621,4.21127198001010E+17\r\n䶮𬱖·喆堃,,202203,12.5\r\n',
    );
    expect(bytes.includes(Buffer.from('标题', 'utf8'))).toBe(false);
  });
  it('gives the same bytes every time', () => {
    for (const form of ['xlsx', 'xls', 'csv'] as const) {
      expect(writeSheet(sheet, form).equals(writeSheet(sheet, form)), form).toBe(true);
    }
  });
  it('names columns as spreadsheets do', () => {
    expect([1, 26, 27, 52, 703].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
  });
});
