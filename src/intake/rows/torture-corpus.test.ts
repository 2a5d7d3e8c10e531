import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/values/app-error.ts';
import { areaCode } from '#domain/values/area-code.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { fixtureVillages } from '#test/fixtures/intake/fixture-people.ts';
import { nationalExport } from '../columns/national-export.ts';
import { planColumns } from '../columns/plan-columns.ts';
import { populationRoster } from '../columns/population-roster.ts';
import type { SheetShape } from '../columns/sheet-shape.ts';
import { readSheet } from '../sheet/read-sheet.ts';
import type { SheetLimits } from '../sheet/sheet-limits.ts';
import { parseRows } from './parse-rows.ts';
import { toHouseholds } from './to-households.ts';
import { villageDirectory } from './village-directory.ts';

const folder = new URL('../../../test/fixtures/intake/files/', import.meta.url);

/** As a pack would give it. */
const feed: SheetShape = {
  id: 'feed',
  columns: [
    { field: 'name', label: '姓名', aliases: ['患者姓名'], required: true, type: 'name' },
    { field: 'idNumber', label: '身份证号', aliases: ['公民身份证号码'], required: true, type: 'id-number' },
    { field: 'township', label: '乡镇', type: 'text' },
    { field: 'village', label: '村', aliases: ['村(居)'], type: 'village' },
    { field: 'amount', label: '个人负担金额', required: true, type: 'money' },
  ],
};

type Expected = {
  readonly about: string;
  readonly limits?: Partial<SheetLimits>;
  readonly refused?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly township?: string;
  readonly shape?: string;
  readonly kind?: string;
  readonly encoding?: string;
  readonly macros?: boolean;
  readonly formulaCells?: number;
  readonly counts?: Readonly<Record<string, number>>;
  readonly ignored?: readonly number[];
  readonly findings?: readonly string[];
  readonly households?: number;
  readonly unreadSheets?: readonly string[];
  readonly unknownColumns?: readonly string[];
  readonly values?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const files = readdirSync(folder).filter((name) => !name.endsWith('.json'));

describe('the torture corpus', () => {
  it('has an expected report beside each file', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
    expect(readdirSync(folder).filter((name) => name.endsWith('.json')).length).toBe(files.length);
  });
  for (const name of files) {
    const expected: Expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    it(`${name}: ${expected.about}`, async () => {
      if (expected.refused) await expectRefusal(name, expected);
      else await expectReport(name, expected);
    });
  }
});

async function read(name: string, expected: Expected) {
  const feedFile = name.startsWith('feed-');
  const shapes = feedFile ? [feed] : [populationRoster, nationalExport];
  const file = await readSheet(new Uint8Array(readFileSync(new URL(name, folder))), { limits: expected.limits ?? {} });
  const plan = planColumns(file, shapes);
  const known = fixtureVillages.filter((village) => !expected.township || village.township === expected.township);
  const villages = villageDirectory(known.map((village) => ({ ...village, code: areaCode(village.code) })));
  const today = plainDate('2022-04-06');
  const parsed = parseRows(plan, { today, villages, kind: feedFile ? 'feed' : 'registry' });
  return { file, plan, parsed };
}

async function expectRefusal(name: string, expected: Expected): Promise<void> {
  const thrown = await read(name, expected).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown, 'not refused').toBeInstanceOf(AppError);
  if (!(thrown instanceof AppError)) return;
  expect(thrown.code).toBe(expected.refused);
  expect(thrown.facts).toMatchObject(expected.facts ?? {});
}

async function expectReport(name: string, expected: Expected): Promise<void> {
  const { file, plan, parsed } = await read(name, expected);
  expect(parsed.shape).toBe(expected.shape);
  expect(file.kind).toBe(expected.kind);
  expect(file.encoding).toBe(expected.encoding);
  expect(file.macros).toBe(expected.macros ?? false);
  expect(parsed.counts).toEqual(expected.counts);
  expect(parsed.counts.accepted + parsed.counts.rejected + parsed.counts.duplicate).toBe(parsed.counts.rows);
  expect(parsed.ignored.map((line) => line.number)).toEqual(expected.ignored);
  const findings = parsed.rows.flatMap((row) => row.findings.map((one) => `${one.address} ${one.fault}`));
  expect(findings.sort()).toEqual([...(expected.findings ?? [])].sort());
  if (expected.formulaCells !== undefined) expect(file.sheets[0]?.formulaCells).toBe(expected.formulaCells);
  if (expected.households !== undefined) expect(toHouseholds(parsed).length).toBe(expected.households);
  expect(plan.unreadSheets).toEqual(expected.unreadSheets ?? []);
  const unknown = plan.tables.flatMap((table) => table.columns.filter((column) => column.use.kind === 'unknown'));
  expect(unknown.map((column) => column.label)).toEqual(expected.unknownColumns ?? []);
  for (const [number, values] of Object.entries(expected.values ?? {})) {
    const row = parsed.rows.find((one) => one.number === Number(number));
    const told = Object.fromEntries(
      Object.entries(row?.values ?? {}).map(([field, value]) => [
        field,
        typeof value === 'bigint' ? String(value) : value,
      ]),
    );
    expect(told, `row ${number}`).toMatchObject(values);
  }
}
