import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { read, utils } from '@e965/xlsx';
import iconv from 'iconv-lite';
import papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoManifest, ManifestFile } from '#demo/generate-demo.ts';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { demoCommand } from './demo.ts';

// Everything below reads the files with another reader and judges rows by rules of its own: nothing is taken from the
// code that wrote them.

let folder = '';
let manifest: DemoManifest;

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const code = await runCli(['demo', ...argv], streams, readConfig({}), [demoCommand]);
  return { code, out: out.join(''), err: err.join('') };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shouwang-demo-'));
  expect((await run('generate', '--out', folder, '--json')).code).toBe(0);
  manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as DemoManifest;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Cells = Record<string, string | number | null>;
interface Row {
  readonly number: number;
  readonly cells: Cells;
  readonly raw: readonly (string | number | null)[];
}

const readRows = new Map<string, Row[]>();

function rowsOf(file: ManifestFile): Row[] {
  const rows = readRows.get(file.name) ?? readRowsOf(file);
  readRows.set(file.name, rows);
  return rows;
}

function readRowsOf(file: ManifestFile): Row[] {
  const bytes = readFileSync(path.join(folder, file.name));
  const table = file.form === 'csv' ? csvTable(bytes) : bookTable(bytes, file.sheet ?? '');
  const headings = table[file.headerRow - 1]?.map((heading) => String(heading ?? '')) ?? [];
  const ignored = new Set(file.faults.filter(({ outcome }) => outcome === 'ignored').map(({ row }) => row));
  return table.flatMap((raw, at) => {
    const number = at + 1;
    if (number <= file.headerRow || ignored.has(number) || raw.every((cell) => cell === null || cell === '')) return [];
    return [
      { number, raw, cells: Object.fromEntries(headings.map((heading, column) => [heading, raw[column] ?? null])) },
    ];
  });
}

function csvTable(bytes: Buffer): (string | null)[][] {
  return papa.parse<string[]>(iconv.decode(bytes, 'gb18030').replace(/\r\n$/, '')).data;
}

function bookTable(bytes: Buffer, sheet: string): (string | number | null)[][] {
  const table = read(bytes, { cellDates: false }).Sheets[sheet];
  return utils.sheet_to_json(table ?? {}, { header: 1, defval: null, blankrows: true, rawNumbers: true, raw: true });
}

const first = (cells: Cells, ...headings: string[]): string | number | null =>
  headings.map((heading) => cells[heading]).find((value) => value !== undefined) ?? null;
const idOf = (cells: Cells) => first(cells, '证件号码', '身份证号码', '公民身份号码', '身份证号', '居民身份证号码');
const nameOf = (cells: Cells) =>
  String(first(cells, '姓名', '成员姓名', '名字') ?? '').replace(/[\s\u3000\u00a0]/gu, '');
const villageOf = (cells: Cells) => String(first(cells, '行政村', '村名', '村(居)', '村居') ?? '');
const householdOf = (cells: Cells) => first(cells, '户号', '户编号', '户主身份证号');

/** ISO 7064 MOD 11-2, digit by digit. */
function checks(id: string): boolean {
  let rest = 0;
  for (const digit of id.slice(0, 17)) rest = ((rest + Number(digit)) * 2) % 11;
  return (rest + (id[17] === 'X' ? 10 : Number(id[17]))) % 11 === 1;
}

function trueId(cell: string | number | null): string | null {
  if (typeof cell === 'number') return null;
  let text = (cell ?? '')
    .normalize('NFKC')
    .replace(/^="|"$/g, '')
    .replace(/\s/g, '')
    .toUpperCase();
  if (/^\d{15}$/.test(text)) {
    const stem = `${text.slice(0, 6)}19${text.slice(6)}`;
    text = [...'0123456789X'].map((last) => stem + last).find(checks) ?? '';
  }
  if (/^\d{17}[\dX][1-7][1-4]$/.test(text)) text = text.slice(0, 18);
  if (!/^\d{17}[\dX]$/.test(text) || !checks(text)) return null;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day ? text : null;
}

interface Verdict {
  readonly row: Row;
  readonly result: 'accepted' | 'rejected' | 'duplicate';
  readonly id: string | null;
  readonly household: string;
}

const verdictsOf = new Map<string, Verdict[]>();

function judge(file: ManifestFile): Verdict[] {
  const verdicts = verdictsOf.get(file.name) ?? judgeAll(file);
  verdictsOf.set(file.name, verdicts);
  return verdicts;
}

function judgeAll(file: ManifestFile): Verdict[] {
  const villages = new Set(villageNames());
  const names = new Map<string, string>();
  const contents = new Set<string>();
  let [household, village] = ['', ''];
  return rowsOf(file).map((row) => {
    const { cells } = row;
    household = String(householdOf(cells) ?? household);
    village = villageOf(cells) || village;
    const [id, name] = [trueId(idOf(cells)), nameOf(cells)];
    const verdict = (result: Verdict['result']): Verdict => ({ row, result, id, household });
    const placed = file.kind === 'department-feed' || villages.has(village);
    if (id === null || name === '' || !placed) return verdict('rejected');
    const content = JSON.stringify(file.kind === 'department-feed' ? row.raw.slice(1) : id);
    if (names.has(id) && names.get(id) !== name) return verdict('rejected');
    if (contents.has(content)) return verdict('duplicate');
    names.set(id, name);
    contents.add(content);
    return verdict('accepted');
  });
}

/** The villages that occur more than a hundred times in the workbook, and those of the text files. */
function villageNames(): string[] {
  const counts = new Map<string, number>();
  for (const file of manifest.files.filter(({ kind }) => kind === 'population-roster')) {
    for (const { cells } of rowsOf(file)) counts.set(villageOf(cells), (counts.get(villageOf(cells)) ?? 0) + 1);
  }
  const often = [...counts].filter(([name, count]) => name !== '' && count > 20).map(([name]) => name);
  return [...often, ...often.map((name) => name.replace(/村?村委会$/u, '村'))];
}

describe('the generated files', () => {
  it('are all there, and the same again for the same seed', async () => {
    const again = mkdtempSync(path.join(tmpdir(), 'shouwang-demo-'));
    expect((await run('generate', '--out', again)).code).toBe(0);
    const names = readdirSync(folder);
    expect([...manifest.files.map(({ name }) => name), 'manifest.json'].sort()).toEqual([...names].sort());
    for (const name of names) {
      expect(readFileSync(path.join(again, name)).equals(readFileSync(path.join(folder, name))), name).toBe(true);
    }
    rmSync(again, { recursive: true });
  }, 60_000);

  it('count exactly as the manifest says, recounted by another reader', () => {
    for (const file of manifest.files) {
      const verdicts = judge(file);
      const count = (result: Verdict['result']) => verdicts.filter((verdict) => verdict.result === result).length;
      const accepted = verdicts.filter(({ result }) => result === 'accepted');
      const { rows, accepted: taken, rejected, duplicate, persons, households } = file.totals;
      expect({ file: file.name, rows: verdicts.length, taken: count('accepted'), rejected: count('rejected'), duplicate: count('duplicate') }).toEqual({ file: file.name, rows, taken, rejected, duplicate }); // biome-ignore format: one record
      expect(rows).toBe(taken + rejected + duplicate);
      expect(new Set(accepted.map(({ id }) => id)).size, file.name).toBe(persons);
      if (file.kind !== 'department-feed') {
        expect(new Set(accepted.map(({ household }) => household)).size, file.name).toBe(households);
      }
    }
  }, 60_000);

  it('have exactly the rejected and duplicate rows the manifest names', () => {
    for (const file of manifest.files) {
      for (const result of ['rejected', 'duplicate'] as const) {
        const found = judge(file).filter((verdict) => verdict.result === result);
        const named = file.faults.filter(({ outcome }) => outcome === result).map(({ row }) => row);
        expect(found.map(({ row }) => row.number), `${file.name} ${result}`).toEqual([...new Set(named)].sort((a, b) => a - b)); // biome-ignore format: one line
      }
    }
  }, 60_000);

  it('give the expected value back where the manifest names a repair', () => {
    let repairs = 0;
    for (const file of manifest.files) {
      const rows = new Map(rowsOf(file).map((row) => [row.number, row]));
      for (const { row, heading, expected, fault } of file.faults) {
        if (expected === undefined || fault === 'date-unusual-form') continue;
        repairs++;
        const cells = rows.get(row)?.cells ?? {};
        const value = fault === 'name-whitespace' ? nameOf(cells) : trueId(idOf(cells));
        expect(cells[heading ?? ''], `${file.name} ${row} ${fault}`).not.toBe(expected);
        expect(value, `${file.name} ${row} ${fault}`).toBe(expected);
      }
    }
    expect(repairs).toBeGreaterThan(300);
  }, 60_000);

  it('hold as many people after each file as the manifest says', () => {
    const persons = new Set<string>();
    for (const file of manifest.files.filter(({ registryAfter }) => registryAfter)) {
      const before = persons.size;
      for (const { id, result } of judge(file)) if (id && result === 'accepted') persons.add(id);
      expect(persons.size, file.name).toBe(file.registryAfter?.persons);
      expect(persons.size - before, file.name).toBe(file.registryAfter?.newPersons);
    }
  }, 60_000);

  it('plant every kind of fault the settings ask for', () => {
    const kinds = new Set(manifest.files.flatMap(({ faults }) => faults.map(({ fault }) => fault)));
    for (const kind of ['id-damaged-by-excel', 'two-heads', 'no-head', 'household-value-carried-down', 'not-a-record', 'id-in-two-households', 'village-unknown', 'date-unreadable', 'formula-text', 'full-width']) expect(kinds).toContain(kind); // biome-ignore format: one line
  });

  it('have feeds with known, monitored, unknown and unplaceable people', () => {
    const sums = { leadHouseholds: 0, monitoredHouseholds: 0, unknownPlaced: 0, unknownToLocate: 0 };
    for (const { feed } of manifest.files) {
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += feed?.[name] ?? 0;
    }
    expect(Math.min(...Object.values(sums))).toBeGreaterThan(1);
    const roster = new Set(
      manifest.files.filter(({ registryAfter }) => registryAfter).flatMap((file) => judge(file).map(({ id }) => id)),
    );
    for (const file of manifest.files.filter(({ feed }) => feed)) {
      const unknown = judge(file).filter(({ id, result }) => result === 'accepted' && !roster.has(id)).length;
      expect(unknown, file.name).toBe((file.feed?.unknownPlaced ?? 0) + (file.feed?.unknownToLocate ?? 0));
    }
  }, 60_000);

  it('show a recognised household in the later export only', () => {
    const [early, late] = manifest.files.filter(({ kind }) => kind === 'national-export');
    if (!early || !late) throw new Error('two exports expected');
    const monitored = (file: ManifestFile) =>
      new Map(rowsOf(file).filter(({ cells }) => cells['易返贫致贫户(监测对象)类型']).map(({ cells }) => [trueId(idOf(cells)), cells['易返贫致贫户(监测对象)类型']])); // biome-ignore format: one line
    const [before, after] = [monitored(early), monitored(late)];
    expect(manifest.story.recognised.length).toBeGreaterThan(5);
    for (const { headId, kindInExport } of manifest.story.recognised) {
      expect(before.get(headId)).toBeUndefined();
      expect(after.get(headId)).toBe(kindInExport);
    }
    expect(manifest.story.recognised.filter(({ kind, kindInExport }) => kind !== kindInExport)).toHaveLength(1);
  });
});

describe('the demo command', () => {
  it('prints every distribution beside its target and where that comes from', async () => {
    const { code, out } = await run('--check', '--json');
    const { figures, outside } = JSON.parse(out) as { figures: { source: string; within: boolean }[]; outside: number };
    expect({ code, outside }).toEqual({ code: 0, outside: 0 });
    expect(figures.length).toBeGreaterThan(25);
    expect(figures.every(({ source }) => source.length > 1)).toBe(true);
    expect((await run('check')).out).toContain('推定');
  }, 60_000);
  it('says what is wrong', async () => {
    expect((await run()).code).toBe(2);
    expect((await run('generate')).code).toBe(2);
    expect((await run('dance')).code).toBe(2);
    expect(await run('check', '--area', '999999', '--json')).toMatchObject({ code: 1, out: '{"error":"not-found","area":"999999"}\n' }); // biome-ignore format: one line
  });
});
