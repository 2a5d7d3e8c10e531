import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaCode } from '#domain/values/area-code.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { safeCellText } from '#domain/values/safe-cell-text.ts';
import { idOf, rosterHead, wrongCheck } from '#test/fixtures/intake/fixture-people.ts';
import { makeWorkbook, type RawCell } from '#test/fixtures/intake/make-workbook.ts';
import { planColumns } from '../columns/plan-columns.ts';
import { populationRoster } from '../columns/population-roster.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import { parseRows } from './parse-rows.ts';
import { rejectedWorkbook } from './rejected-workbook.ts';
import { villageDirectory } from './village-directory.ts';

const villages = villageDirectory([{ code: areaCode('990001101201'), name: '甲村村民委员会', township: '东镇' }]);
const words = {
  sheetName: '退回',
  sheetColumn: '工作表',
  rowColumn: '行号',
  cellColumn: '单元格',
  reasonColumn: '退回原因',
  mendColumn: '如何修改',
  describe: (finding: { fault: string }) => ({ reason: `原因 ${finding.fault}`, mend: `=修改 ${finding.fault}` }),
};

async function parse(bytes: Uint8Array) {
  const plan = planColumns(await readSheet(bytes), [populationRoster]);
  return { plan, parsed: parseRows(plan, { today: plainDate('2022-04-06'), villages, kind: 'registry' }) };
}

const roster = (rows: readonly (readonly RawCell[])[]) =>
  makeWorkbook([{ name: '甲村', rows: [['花名册'], rosterHead, ...rows] }]);

describe('the workbook of rejected rows', () => {
  it('holds the original row with place, reason and mend, and fits for sending again', async () => {
    const bad = wrongCheck(idOf('19720406', 2));
    const first = await parse(
      roster([
        [1, '甲村', '101', '王一', idOf('19700305', 1), '户主', '13800000001'],
        [2, null, null, '=cmd|calc', bad, '配偶', null],
        [3, null, null, '王三', 990001199605060000, '之子', null],
      ]),
    );
    expect(first.parsed.counts).toEqual({ rows: 3, accepted: 1, rejected: 2, duplicate: 0 });
    const bytes = await rejectedWorkbook(first.plan, first.parsed, words);
    const back = await readSheet(bytes ?? new Uint8Array());
    const [head, second, third] = back.sheets[0]?.rows.map((row) => row.cells.map((cell) => cell.text)) ?? [];
    expect(head).toEqual([...rosterHead, '工作表', '行号', '单元格', '退回原因', '如何修改']);
    expect(second).toEqual([
      '2',
      '甲村',
      '101',
      "'=cmd|calc",
      bad,
      '配偶',
      '甲村',
      '4',
      'E4',
      '原因 id-check-digit',
      "'=修改 id-check-digit",
    ]);
    expect(third?.slice(3, 9)).toEqual(['王三', '990001199605060000', '之子', '甲村', '5', 'E5'].slice(0, 6));
    expect(back.sheets[0]?.formulaCells).toBe(0);
    const again = await parse(bytes ?? new Uint8Array());
    expect(again.parsed.counts).toEqual({ rows: 2, accepted: 0, rejected: 2, duplicate: 0 });
    expect(again.parsed.rows.map((row) => [row.household, row.values.village])).toEqual(
      Array(2).fill(['number:101', '990001101201']),
    );
  });
  it('does not exist when nothing was rejected', async () => {
    const { plan, parsed } = await parse(roster([[1, '甲村', '101', '王一', idOf('19700305', 1), '户主', null]]));
    expect(await rejectedWorkbook(plan, parsed, words)).toBeUndefined();
  });
  it('neutralises what would begin a formula and leaves numbers and phones alone', () => {
    expect(['=1+1', '+cmd', '-2+3', '@SUM', '\tx', '＝1'].map(safeCellText)).toEqual([
      "'=1+1",
      "'+cmd",
      "'-2+3",
      "'@SUM",
      "'\tx",
      "'＝1",
    ]);
    expect(['-3.5', '+86 13800000001', '甲村', '0533-1234567'].map(safeCellText)).toEqual([
      '-3.5',
      '+86 13800000001',
      '甲村',
      '0533-1234567',
    ]);
  });
});

describe('any roster', () => {
  const cell = fc.constantFrom<RawCell>(
    null,
    '甲村',
    '丁村',
    '101',
    '102',
    '王一',
    '李二',
    '户主',
    '之子',
    idOf('19700305', 1),
    idOf('19720406', 2),
    'x',
    990001199605060000,
    '合计',
  );
  const row = fc.array(cell, { minLength: 7, maxLength: 7 });
  it('adds up, and read again gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), async (rows) => {
        const { parsed } = await parse(roster(rows));
        const { counts } = parsed;
        expect(counts.accepted + counts.rejected + counts.duplicate).toBe(counts.rows);
        expect(counts.rows + parsed.ignored.length).toBe(
          rows.filter((cells) => cells.some((one) => one !== null)).length,
        );
        expect((await parse(roster(rows))).parsed).toEqual(parsed);
        const ids = parsed.rows.filter((one) => one.result === 'accepted').map((one) => one.values.idNumber);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});
