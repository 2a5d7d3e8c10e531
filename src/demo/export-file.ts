import { everydayVillageName } from '#domain/values/area-code.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { registryOutcome } from '#domain/values/row-fault.ts';
import type { DemoFile } from './demo-file.ts';
import type { DemoSettings } from './demo-settings.ts';
import type { FileLine } from './file-line.ts';
import { layOut, type TableLayout } from './lay-out.ts';
import { noHead, plantFaults } from './plant-faults.ts';
import type { Random } from './random.ts';
import { type DemoHousehold, type DemoPerson, type DemoWorld, type NationalRecord, perHead } from './world.ts';
import { putDate, someDateForm } from './written-dates.ts';

/** The 32 columns of the national system's person list, in its order. */
const columns: TableLayout['columns'] = [
  ['serial', '序号'],
  ['asOf', '数据日期'],
  ['county', '县(市、区、旗)'],
  ['town', '乡(镇)'],
  ['village', '行政村'],
  ['naturalVillage', '自然村'],
  ['household', '户编号'],
  ['personNumber', '人编号'],
  ['name', '姓名'],
  ['id', '证件号码'],
  ['count', '人数'],
  ['relation', '与户主关系'],
  ['nation', '民族'],
  ['education', '文化程度'],
  ['schooling', '在校生状况'],
  ['health', '健康状况'],
  ['labour', '劳动技能'],
  ['workMonths', '务工时间（月）'],
  ['seriousIllnessCover', '是否参加大病保险'],
  ['cause', '致贫原因1'],
  ['unsafeHouse', '危房户'],
  ['safeWater', '是否解决安全饮用水'],
  ['income', '人均纯收入'],
  ['phone', '户联系电话'],
  ['personPhone', '人联系电话'],
  ['firstRecognised', '首次识别时间'],
  ['personRecognised', '人员识别时间'],
  ['householdKind', '户类型'],
  ['monitoredKind', '易返贫致贫户(监测对象)类型'],
  ['riskCleared', '风险是否消除'],
  ['riskFound', '风险识别时间'],
  ['riskClearedOn', '风险消除时间'],
];

/** Values that stand on a household's first row only, in the villages that do so. */
const householdFields = [
  'county', 'town', 'village', 'naturalVillage', 'household', 'count', 'cause', 'unsafeHouse', 'safeWater', 'income',
  'phone', 'firstRecognised', 'householdKind', 'monitoredKind', 'riskCleared', 'riskFound', 'riskClearedOn',
]; // biome-ignore format: a list of names

export interface ExportOrder {
  readonly on: PlainDate;
  /** The households of the national system as they stand on that day. */
  readonly households: readonly (DemoHousehold & { readonly national: NationalRecord })[];
  /** Faults are planted only where asked for. */
  readonly faults: boolean;
}

/** 全国系统导出: every person of the ex-poor and the monitored households, one a row. */
export function exportFile(world: DemoWorld, settings: DemoSettings, order: ExportOrder, random: Random): DemoFile {
  const lines = order.households.flatMap((household) => linesOf(household, world, settings, order.on, random));
  const counts = order.faults ? settings.faults.export : {};
  const fields = { date: 'personRecognised', number: 'workMonths', word: 'health' };
  const planted = plantFaults(lines, { counts, random, mayRepeat: noHead, fields });
  for (const line of planted) onceEachCell(line);
  const layout: TableLayout = {
    sheetName: 'Sheet1',
    titles: [`${world.place.county.name}脱贫户、监测对象家庭成员信息表`],
    columns,
    closing: [],
  };
  return {
    name: `全国系统导出-${order.on.replaceAll('-', '')}.xlsx`,
    form: 'xlsx',
    kind: 'national-export',
    period: order.on,
    ...layOut(planted, layout, registryOutcome),
  };
}

function later(one: PlainDate, other: PlainDate): PlainDate {
  return [one, other].sort().at(-1) ?? one;
}

/** A cell made unreadable is no longer a date in an unusual form. */
function onceEachCell({ planted }: FileLine): void {
  const spoiled = planted.find(({ fault }) => fault === 'date-unreadable');
  const unusual = planted.findIndex(({ fault, field }) => fault === 'date-unusual-form' && field === spoiled?.field);
  if (unusual >= 0) planted.splice(unusual, 1);
}

function linesOf(
  household: ExportOrder['households'][number],
  world: DemoWorld,
  settings: DemoSettings,
  on: PlainDate,
  random: Random,
): FileLine[] {
  const { members, village, national } = household;
  const onlyFirst = settings.files['first-row-only-villages'].includes(village.code);
  const form = someDateForm(random, 'xlsx');
  const { monitored } = national;
  return members.map((person, at) => {
    const line: FileLine = {
      part: 'export',
      household: national.number,
      person,
      alone: members.length === 1,
      untouched: onlyFirst,
      planted: [],
      cells: { ...householdCells(household, world, on), ...personCells(person, household) },
    };
    putDate(line, 'firstRecognised', national.recognisedOn, form);
    putDate(line, 'personRecognised', later(person.born, national.recognisedOn), form);
    putDate(line, 'riskFound', monitored?.foundOn ?? null, form);
    putDate(line, 'riskClearedOn', monitored?.clearedOn ?? null, form);
    if (onlyFirst && at > 0) keepPersonOnly(line);
    return line;
  });
}

function keepPersonOnly(line: FileLine): void {
  for (const field of householdFields) line.cells[field] = null;
  const kept = line.planted.filter(({ field }) => field === null || !householdFields.includes(field));
  line.planted.splice(0, line.planted.length, ...kept, { fault: 'household-value-carried-down', field: null });
}

function householdCells(
  household: ExportOrder['households'][number],
  world: DemoWorld,
  on: PlainDate,
): FileLine['cells'] {
  const { members, national, village } = household;
  return {
    asOf: on,
    county: world.place.county.name,
    town: world.place.town.name,
    village: everydayVillageName(village.name),
    naturalVillage: null,
    household: national.number,
    headId: members[0]?.id ?? '',
    count: members.length,
    cause: national.cause || null,
    unsafeHouse: household.safeHouse ? '否' : '是',
    safeWater: '是',
    income: perHead(household),
    phone: household.phone,
    householdKind: national.exPoor ? '脱贫户' : '一般农户',
    monitoredKind: national.monitored?.kind ?? null,
    riskCleared: national.monitored ? (national.monitored.clearedOn ? '是' : '否') : null,
  };
}

function personCells(person: DemoPerson, { phone, members }: DemoHousehold): FileLine['cells'] {
  return {
    personNumber: String(30_000_000_001 + person.number * 7),
    name: person.name,
    id: person.id,
    relation: person.relation,
    nation: person.nation,
    education: person.education,
    schooling: person.schooling,
    health: person.health.join('、'),
    labour: person.labour,
    workMonths: person.workMonths,
    seriousIllnessCover: '是',
    personPhone: members[0] === person ? phone : null,
  };
}
