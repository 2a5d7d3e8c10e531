import { createHmac } from 'node:crypto';
import type { RegisterFile, RegisterHousehold, RegisterShape } from '#commands/register-file.ts';
import type { IndexKey } from '#crypto/blind-index.ts';
import type { HouseholdValues, PersonValues } from '#domain/registry/registry-fields.ts';
import { AppError } from '#domain/values/app-error.ts';
import { monthEnd, type PlainDate, parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import { nationalExport } from '../columns/national-export.ts';
import { type ColumnPlan, planColumns } from '../columns/plan-columns.ts';
import { populationRoster } from '../columns/population-roster.ts';
import { type ParsedFile, parseRows } from '../rows/parse-rows.ts';
import type { ParsedRow } from '../rows/parsed-row.ts';
import { type FileHousehold, toHouseholds } from '../rows/to-households.ts';
import type { VillageDirectory } from '../rows/village-directory.ts';
import { readSheet } from '../sheet/read-sheet.ts';

/** A file of the register as read: its columns, its rows with findings, and what it says as households. */
export interface ReadRegister {
  readonly plan: ColumnPlan;
  readonly parsed: ParsedFile;
  readonly file: RegisterFile;
  /** HMAC over the rows, whatever their order, the file's format and its name: equal rows give an equal digest. Hex. */
  readonly digest: string;
}

export interface ReadOptions {
  readonly today: PlainDate;
  readonly villages: VillageDirectory;
  readonly area: number | null;
  /** Day the file speaks of as the uploader says; null: what the file says, else today. */
  readonly asOf: PlainDate | null;
  readonly digestKey: IndexKey;
  readonly onRows?: (rows: number) => void;
}

/**
 * Reads a population roster or a national export, told apart by their headings. Errors: `file-unreadable`,
 * `file-too-large`, `column-missing`; everything wrong with single rows is a finding.
 */
export async function readRegister(bytes: Uint8Array, options: ReadOptions): Promise<ReadRegister> {
  const { onRows } = options;
  const sheets = await readSheet(bytes, onRows && { limits: { onRows } });
  const plan = planColumns(sheets, [populationRoster, nationalExport]);
  const parsed = parseRows(plan, { today: options.today, villages: options.villages, kind: 'registry' });
  const shape = shapeOf(parsed.shape);
  const asOf = options.asOf ?? dayOf(plan, parsed, options.today);
  const unread = new Set(parsed.rows.flatMap((row) => (row.result === 'rejected' && row.household ? [row.household] : []))); // biome-ignore format: one set
  const households = toHouseholds(parsed).map((household) => toRegister(household, shape, !unread.has(household.key)));
  return {
    plan,
    parsed,
    file: { shape, asOf, households, mentions: mentionsOf(parsed), area: options.area },
    digest: digestOf(parsed, options.digestKey),
  };
}

function shapeOf(shape: string): RegisterShape {
  if (shape === 'population-roster' || shape === 'national-export') return shape;
  throw new AppError('column-missing', { shape });
}

/** A roster's 户号 is the village's own number, not that of the national system. */
function toRegister(household: FileHousehold, shape: RegisterShape, complete: boolean): RegisterHousehold {
  const [first] = household.rows;
  const row = { sheet: first?.sheet ?? '', number: first?.number ?? 0 };
  const members = household.members.map((member, at) => withCardWords(member, household.rows[at]));
  const { householdNumber, ...values }: HouseholdValues = household.values;
  if (shape === 'population-roster') return { values, members, localNumber: householdNumber, row, complete };
  return { values: household.values, members, localNumber: undefined, row, complete };
}

const cardCategories = ['视力残疾', '听力残疾', '言语残疾', '肢体残疾', '智力残疾', '精神残疾', '多重残疾'];
const cardGrades = ['一级', '二级', '三级', '四级'];

/** A disability card's number says class and grade; words in columns of their own prevail. */
function withCardWords(member: PersonValues, row: ParsedRow | undefined): PersonValues {
  const { disabilityCategoryCode, disabilityGradeCode } = row?.values ?? {};
  const category = cardCategories[Number(disabilityCategoryCode) - 1];
  const grade = cardGrades[Number(disabilityGradeCode) - 1];
  return {
    ...(category === undefined ? {} : { disabilityCategory: category }),
    ...(grade === undefined ? {} : { disabilityGrade: grade }),
    ...member,
  };
}

function mentionsOf(parsed: ParsedFile): RegisterFile['mentions'] {
  const rejected = parsed.rows.filter((row) => row.result !== 'accepted');
  const texts = (field: string): string[] => rejected.flatMap((row) => (typeof row.values[field] === 'string' ? [row.values[field]] : [])); // biome-ignore format: one line
  return { idNumbers: [...texts('idNumber'), ...texts('headIdNumber')], householdNumbers: texts('householdNumber') };
}

/** 数据日期 of the rows (the latest), else a month or day in the lines above the headings, never after today. */
function dayOf(plan: ColumnPlan, parsed: ParsedFile, today: PlainDate): PlainDate {
  const stated = parsed.rows.flatMap((row) => parsePlainDate(String(row.values['dataAsOf'])) ?? []);
  const found = stated.sort().at(-1) ?? titleDay(plan) ?? today;
  return found > today ? today : found;
}

const TITLE_DAY = /(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]?\s*(?:(\d{1,2})\s*日?)?/u;

function titleDay(plan: ColumnPlan): PlainDate | undefined {
  for (const table of plan.tables) {
    for (const row of table.sheet.rows.filter(({ number }) => number < table.headerRow)) {
      for (const { text } of row.cells) {
        const parts = TITLE_DAY.exec(text);
        if (!parts) continue;
        const month = `${parts[1]}-${String(parts[2]).padStart(2, '0')}`;
        const day = parsePlainDate(`${month}-${String(parts[3] ?? 1).padStart(2, '0')}`);
        if (day) return parts[3] === undefined ? monthEnd(plainDate(`${month}-01`)) : day;
      }
    }
  }
  return undefined;
}

function digestOf(parsed: ParsedFile, key: IndexKey): string {
  const lines = parsed.rows.map((row) => {
    const { serial: _, ...values } = row.values;
    const told = Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value]);
    const faults = row.findings.filter(({ outcome }) => outcome !== 'repaired').map(({ fault }) => fault);
    return JSON.stringify([row.result, told, faults.sort()]);
  });
  const hmac = createHmac('sha256', key.secret).update(parsed.shape);
  for (const line of lines.sort()) hmac.update('\n').update(line);
  return hmac.digest('hex');
}
