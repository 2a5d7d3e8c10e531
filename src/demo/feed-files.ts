import { everydayVillageName } from '#domain/values/area-code.ts';
import { plainDateOf } from '#domain/values/plain-date.ts';
import { feedOutcome } from '#domain/values/row-fault.ts';
import type { DemoFile } from './demo-file.ts';
import type { DemoNames, DemoSettings } from './demo-settings.ts';
import { type FeedSubject, strangerSubject, subjectsOf } from './feed-people.ts';
import type { FileLine } from './file-line.ts';
import { type LaidOut, layOut, type TableLayout } from './lay-out.ts';
import { hardship } from './national-standing.ts';
import { plantFaults } from './plant-faults.ts';
import type { Random } from './random.ts';
import type { DemoHousehold, DemoWorld } from './world.ts';
import type { SheetForm } from './write-sheet.ts';
import { putDate, someDateForm } from './written-dates.ts';

/** What becomes of the accepted rows of a feed before anybody decides anything. Households, or persons unknown. */
export interface FeedExpectation {
  /** Households of the registry that are no monitored ones: one lead each. */
  readonly leadHouseholds: number;
  /** Households of the registry that are monitored already: 已纳入 is proposed. */
  readonly monitoredHouseholds: number;
  /** Persons the registry does not know, placed by the township and village of the row. */
  readonly unknownPlaced: number;
  /** Persons the registry does not know and the row does not place: 待定位. */
  readonly unknownToLocate: number;
}

export interface FeedFile extends DemoFile {
  readonly expectation: FeedExpectation;
  /** Households of the registry with an accepted row, in the order of the file. */
  readonly households: readonly DemoHousehold[];
}

export interface FeedOrder {
  readonly world: DemoWorld;
  readonly settings: DemoSettings;
  readonly names: DemoNames;
  /** ID numbers the registry holds when the feeds arrive. */
  readonly known: ReadonlySet<string>;
  readonly random: Random;
}

/** Headings as each sender writes them: workbook, late text file, old workbook. */
const columnsByForm: Readonly<Record<string, TableLayout['columns']>> = {
  xlsx: [
    ['serial', '序号'],
    ['town', '乡镇'],
    ['village', '行政村'],
    ['headName', '户主姓名'],
    ['name', '姓名'],
    ['sex', '性别'],
    ['id', '身份证号'],
    ['category', '保障类别'],
    ['amount', '月保障金额（元）'],
    ['since', '享受起始年月'],
    ['phone', '联系电话'],
  ],
  csv: [
    ['serial', '编号'],
    ['town', '镇街'],
    ['village', '村居'],
    ['name', '姓名'],
    ['id', '公民身份号码'],
    ['category', '救助类别'],
    ['amount', '月补助金额'],
    ['since', '批准年月'],
    ['phone', '手机号码'],
  ],
  xls: [
    ['serial', '序号'],
    ['town', '所属乡镇'],
    ['village', '村名'],
    ['name', '姓名'],
    ['sex', '性别'],
    ['id', '居民身份证号码'],
    ['category', '低保类别'],
    ['amount', '月保障标准'],
    ['since', '纳入时间'],
    ['phone', '联系方式'],
  ],
};

/** The feeds of one department, month after month. Some households of an earlier month come again in a later one. */
export function feedFiles(order: FeedOrder): FeedFile[] {
  const { world, settings, known, random } = order;
  const monitored = random
    .shuffled(world.households.filter(isMonitored))
    .filter((household) => allKnown(household, known));
  const candidates = world.households
    .filter((household) => !household.lowIncome && !isMonitored(household) && allKnown(household, known))
    .map((household) => ({ household, score: hardship(household, random) }))
    .sort((a, b) => b.score - a.score)
    .map(({ household }) => household);
  const earlier: DemoHousehold[] = [];
  return settings.files.feeds.map((feed, index) => {
    const again = earlier.length > 0 && index === settings.files.feeds.length - 1 ? earlier.slice(3, 8) : [];
    const watched = monitored.splice(0, Math.round(feed.rows / 14));
    const fresh = candidates.splice(0, Math.round(feed.rows * 0.4));
    const file = feedFile(order, index, random.shuffled([...again, ...watched, ...fresh]));
    earlier.push(...file.households);
    return file;
  });
}

function feedFile(order: FeedOrder, index: number, households: readonly DemoHousehold[]): FeedFile {
  const { world, settings, names, random } = order;
  const { 'feed-department': department, 'feed-item': item, feeds } = settings.files;
  const feed = feeds[index];
  const columns = columnsByForm[feed?.form ?? ''];
  if (!feed || !columns) throw new RangeError(`no feed ${index}`);
  const subjects = households
    .flatMap((household) => subjectsOf(household, world.place, random))
    .slice(0, feed.rows - 4);
  while (subjects.length < feed.rows) {
    subjects.push(strangerSubject(world.place, settings, names, random, subjects.length >= feed.rows - 3));
  }
  const lines = random.shuffled(subjects).map((subject) => lineOf(subject, feed.month, feed.form, random));
  const fields = { date: 'since', number: 'amount' };
  const planted = plantFaults(lines, { counts: feed.faults, random, mayRepeat: () => true, fields });
  for (const line of planted) dropSpoiledDate(line);
  const [year, month] = feed.month.split('-');
  const titles =
    feed.form === 'csv' ? [] : [`${world.place.county.name}${department}${year}年${Number(month)}月${item}名单`];
  const layout: TableLayout = { sheetName: item, titles, columns, closing: [] };
  const laidOut = layOut(planted, layout, feedOutcome);
  const late = feeds.findIndex(({ month: other }) => other === feed.month) < index;
  return {
    name: `${department}-${feed.month.replace('-', '')}-${item}${late ? '-补报' : ''}.${feed.form}`,
    form: feed.form,
    kind: 'department-feed',
    period: feed.month,
    ...laidOut,
    ...expected(laidOut, new Map(households.map((household) => [household.number, household]))),
  };
}

function lineOf(
  { person, headName, phone, town, village, household }: FeedSubject,
  month: string,
  form: SheetForm,
  random: Random,
): FileLine {
  const line: FileLine = {
    part: month,
    household: household?.number ?? person.id,
    person,
    alone: true,
    registered: household !== null,
    untouched: false,
    planted: [],
    cells: {
      town: town.name,
      village: everydayVillageName(village.name),
      headName,
      name: person.name,
      sex: person.sex === 'male' ? '男' : '女',
      id: person.id,
      category: random.pick(['A类', 'B类', 'C类']),
      amount: random.int(280, 620),
      phone,
    },
  };
  const [year, monthNumber] = month.split('-').map(Number);
  putDate(line, 'since', plainDateOf(year ?? 0, monthNumber ?? 0, 1), someDateForm(random, form));
  return line;
}

function dropSpoiledDate({ planted }: FileLine): void {
  if (!planted.some(({ fault }) => fault === 'date-unreadable')) return;
  const unusual = planted.findIndex(({ fault }) => fault === 'date-unusual-form');
  if (unusual >= 0) planted.splice(unusual, 1);
}

function expected(
  { accepted }: LaidOut,
  known: ReadonlyMap<string, DemoHousehold>,
): Pick<FeedFile, 'expectation' | 'households'> {
  const households = [...new Set(accepted.flatMap(({ household }) => known.get(household) ?? []))];
  const unknown = accepted.filter(({ household }) => !known.has(household));
  const nowhere = unknown.filter(({ planted }) => planted.some(({ fault }) => /^village-/.test(fault)));
  const monitoredHouseholds = households.filter(isMonitored).length;
  return {
    households,
    expectation: {
      leadHouseholds: households.length - monitoredHouseholds,
      monitoredHouseholds,
      unknownPlaced: unknown.length - nowhere.length,
      unknownToLocate: nowhere.length,
    },
  };
}

function isMonitored({ national }: DemoHousehold): boolean {
  return national?.monitored != null && national.monitored.clearedOn === null;
}

function allKnown({ members }: DemoHousehold, known: ReadonlySet<string>): boolean {
  return members.every(({ id }) => known.has(id));
}
