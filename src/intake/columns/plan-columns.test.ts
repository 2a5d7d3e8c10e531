import { describe, expect, it } from 'vitest';
import { makeWorkbook, type RawCell } from '#test/fixtures/intake/make-workbook.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import { readHeaderLabel, unitOfTitle } from './header-label.ts';
import { nationalExport } from './national-export.ts';
import { type ColumnPlan, planColumns, requireColumns } from './plan-columns.ts';
import { populationRoster } from './population-roster.ts';
import type { SheetShape } from './sheet-shape.ts';

const both = [populationRoster, nationalExport];
const plan = async (
  rows: readonly (readonly RawCell[])[],
  shapes: readonly SheetShape[] = both,
  overrides = {},
  merges: string[] = [],
) => planColumns(await readSheet(makeWorkbook([{ name: 'A', rows, merges }])), shapes, overrides);
const uses = (result: ColumnPlan) =>
  result.tables[0]?.columns.map((column) =>
    column.use.kind === 'field' ? `${column.use.field.field}/${column.use.by}` : column.use.kind,
  );

const feed: SheetShape = {
  id: 'income',
  columns: [
    { field: 'name', label: '姓名', required: true, type: 'name' },
    { field: 'idNumber', label: '证件号码', aliases: ['身份证'], required: true, type: 'id-number' },
    { field: 'amount', label: '金额', required: true, type: 'money' },
  ],
};

describe('headings', () => {
  it('compare without spaces, brackets, stars and width', () => {
    for (const text of ['务工时间（月）', ' 务工 时间\n(月) ', '*务工时间：', '务工时间[必填]']) {
      expect(readHeaderLabel(text).key).toBe('务工时间');
    }
    expect(readHeaderLabel('县(市、区、旗)').key).toBe('县');
    expect(readHeaderLabel('易返贫致贫户(监测对象)类型').key).toBe('易返贫致贫户类型');
  });
  it('name the unit of their amounts', () => {
    expect(readHeaderLabel('年收入（万元）').unit).toBe('wan-yuan');
    expect(readHeaderLabel('年收入\n（元）').unit).toBe('yuan');
    expect(readHeaderLabel('年收入（元/年）').unit).toBe('yuan');
    expect(readHeaderLabel('年收入').unit).toBeUndefined();
    expect([unitOfTitle('单位：万元'), unitOfTitle('金额单位: 元'), unitOfTitle('填报单位：万元村')]).toEqual([
      'wan-yuan',
      'yuan',
      undefined,
    ]);
  });
});

describe('planning the columns of a file', () => {
  it('tells a roster from a national export by the headings', async () => {
    const roster = await plan([['户号', '行政村', '姓名', '证件号码', '与户主关系']]);
    expect(roster.shape.id).toBe('population-roster');
    const national = await plan([['行政村', '户编号', '人编号', '姓名', '证件号码', '与户主关系', '户类型']]);
    expect(national.shape.id).toBe('national-export');
    expect([roster.missing, national.missing]).toEqual([[], []]);
  });
  it('finds the headings below titles, blank rows and a unit, and skips the line of numbers', async () => {
    const result = await plan(
      [['某表'], [], ['单位：万元'], ['姓名', '身份证', '金额', '备注'], [1, 2, 3, 4], ['王一', '1', 2]],
      [feed],
    );
    expect(result.tables[0]).toMatchObject({ headerRow: 4, dataFrom: 6 });
    expect(uses(result)).toEqual(['name/label', 'idNumber/alias', 'amount/label', 'unknown']);
    expect(result.tables[0]?.columns[2]?.unit).toBe('wan-yuan');
  });
  it('does not take a first row of small numbers for a line of column numbers', async () => {
    const result = await plan(
      [
        ['姓名', '身份证', '金额'],
        ['王一', 12, 3],
      ],
      [feed],
    );
    expect(result.tables[0]?.dataFrom).toBe(2);
  });
  it('reads groups merged over two rows of headings', async () => {
    const result = await plan(
      [
        ['人员', null, '资金'],
        ['姓名', '身份证', '金额'],
      ],
      [feed],
      {},
      ['A1:B1'],
    );
    expect(uses(result)).toEqual(['name/label', 'idNumber/alias', 'amount/label']);
    expect(result.tables[0]?.headerRow).toBe(2);
  });
  it('follows what people corrected before, also leaving a column out', async () => {
    const rows = [
      ['姓名', '号码', '金额', '身份证'],
      ['王一', 'a', 1, 'b'],
    ];
    const result = await plan(rows, [feed], { 号码: 'idNumber', 身份证: null });
    expect(uses(result)).toEqual(['name/label', 'idNumber/override', 'amount/label', 'dropped']);
  });
  it('reads the first of two columns for the same value and says so', async () => {
    const result = await plan([['姓名', '身份证', '证件号码', '金额']], [feed]);
    expect(uses(result)).toEqual(['name/label', 'idNumber/alias', 'repeated', 'amount/label']);
  });
  it('names what is missing and what stands there instead', async () => {
    const result = await plan([['姓名', '身份证', '数额']], [feed]);
    expect(result.missing).toEqual(['金额']);
    expect(() => requireColumns(result)).toThrow(
      expect.objectContaining({
        code: 'column-missing',
        facts: expect.objectContaining({ missing: ['金额'], headings: ['姓名', '身份证', '数额'], headerRow: 1 }),
      }),
    );
  });
  it('refuses a file without any headings it knows', async () => {
    await expect(
      plan(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        [feed],
      ),
    ).rejects.toMatchObject({
      code: 'column-missing',
      facts: { headerFound: false, missing: ['姓名', '证件号码', '金额'] },
    });
  });
  it('knows every heading of its own shapes', () => {
    for (const shape of both) {
      const labels = shape.columns.map((column) => readHeaderLabel(column.label).key);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});
