import { everydayVillageName } from '#domain/values/area-code.ts';
import { registryOutcome } from '#domain/values/row-fault.ts';
import type { DemoFile } from './demo-file.ts';
import type { DemoSettings } from './demo-settings.ts';
import type { FileLine } from './file-line.ts';
import { layOut, type TableLayout } from './lay-out.ts';
import { noHead, plantFaults } from './plant-faults.ts';
import type { Random } from './random.ts';
import type { DemoHousehold, DemoWorld } from './world.ts';

/** How the villages that send text files head their columns: by household number, all plain, or by the head's ID. */
const csvColumns: readonly TableLayout['columns'][] = [
  [
    ['household', '户编号'],
    ['town', '乡镇'],
    ['village', '村名'],
    ['name', '姓名'],
    ['id', '身份证号码'],
    ['relation', '与户主的关系'],
    ['phone', '手机号'],
  ],
  [
    ['serial', '编号'],
    ['town', '镇街'],
    ['village', '村(居)'],
    ['headId', '户主身份证号'],
    ['name', '成员姓名'],
    ['id', '公民身份号码'],
    ['relation', '户主关系'],
    ['phone', '联系方式'],
  ],
  [
    ['serial', '序号'],
    ['town', '乡镇'],
    ['village', '行政村'],
    ['group', '小组'],
    ['household', '户号'],
    ['name', '名字'],
    ['id', '身份证号'],
    ['relation', '家庭关系'],
    ['phone', '电话'],
  ],
];

const workbookColumns: TableLayout['columns'] = [
  ['serial', '序号'],
  ['town', '乡(镇)'],
  ['village', '行政村'],
  ['group', '村民小组'],
  ['household', '户号'],
  ['name', '姓名'],
  ['id', '证件号码'],
  ['relation', '与户主关系'],
  ['phone', '联系电话'],
];

/** 村花名册: one workbook for most villages, a text file in GB18030 for each of the others. */
export function rosterFiles(world: DemoWorld, settings: DemoSettings, random: Random): DemoFile[] {
  const { files } = settings;
  const all = world.households.flatMap((household) => linesOf(household, world, settings));
  const planted = plantFaults(all, { counts: settings.faults.roster, random, mayRepeat: noHead, fields: {} });
  const book = planted.filter(({ part }) => part === 'workbook');
  const month = files['roster-on'].slice(0, 7);
  const workbook: DemoFile = {
    name: `${world.place.town.name}村花名册.xlsx`,
    form: 'xlsx',
    kind: 'population-roster',
    period: files['roster-on'],
    ...layOut(book, workbookLayout(book, world.place.town.name, month), registryOutcome),
  };
  return [workbook, ...files['csv-villages'].map((code, at) => textFile(code, at, planted, world, files['roster-on']))];
}

function textFile(code: string, at: number, lines: readonly FileLine[], world: DemoWorld, on: string): DemoFile {
  const village = world.place.villages.find((candidate) => candidate.code === code);
  const columns = csvColumns[at % csvColumns.length];
  if (!village || !columns) throw new RangeError(`no village ${code}`);
  const own = lines.filter(({ part }) => part === code);
  if (at === 0) wrapNumbers(own);
  const layout = { sheetName: village.name, titles: [], columns, closing: [] };
  return {
    name: `${everydayVillageName(village.name)}花名册.csv`,
    form: 'csv',
    kind: 'population-roster',
    period: on,
    ...layOut(own, layout, registryOutcome),
  };
}

/** Somebody protected the long numbers of a whole file from the spreadsheet. */
function wrapNumbers(lines: readonly FileLine[]): void {
  for (const line of lines) {
    if (line.cells.id !== line.person.id) continue;
    line.cells.id = `="${line.person.id}"`;
    line.planted.push({ fault: 'formula-text', field: 'id', expected: line.person.id });
  }
}

function workbookLayout(lines: readonly FileLine[], town: string, month: string): TableLayout {
  const households = new Set(lines.map(({ household }) => household)).size;
  return {
    sheetName: '花名册',
    titles: [`${town}农村人口花名册（${month.replace('-', '年')}月）`, '填报单位（盖章）：　　　　　　　　'],
    columns: workbookColumns,
    closing: [
      ['合计', null, null, null, `${households}户`, `${lines.length}人`],
      ['填表人：', null, null, '审核人：'],
    ],
    headingsAgainBefore: [Math.floor(lines.length / 3), Math.floor((lines.length * 2) / 3)],
  };
}

function linesOf(household: DemoHousehold, world: DemoWorld, settings: DemoSettings): FileLine[] {
  const { village, members } = household;
  const onlyFirst = settings.files['first-row-only-villages'].includes(village.code);
  const named = Number(village.code.slice(-1)) % 4 === 0 ? village.name : everydayVillageName(village.name);
  return members.map((person, at) => {
    const isHead = at === 0;
    const line: FileLine = {
      part: settings.files['csv-villages'].includes(village.code) ? village.code : 'workbook',
      household: household.number,
      person,
      alone: members.length === 1,
      untouched: onlyFirst,
      planted: [],
      cells: {
        town: world.place.town.name,
        village: named,
        group: `${household.group}组`,
        household: household.number,
        headId: members[0]?.id ?? '',
        name: person.name,
        id: person.id,
        relation: person.relation,
        phone: isHead ? household.phone : null,
      },
    };
    if (onlyFirst && !isHead) {
      for (const field of ['town', 'village', 'group', 'household']) line.cells[field] = null;
      line.planted.push({ fault: 'household-value-carried-down', field: null });
    }
    return line;
  });
}
