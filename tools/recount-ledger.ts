import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readXlsx } from 'hucre';

// Recounts a filed ledger (附件2) against the files it came from, by other means than the program: nothing of src/ is
// imported, the workbooks are read by another reader, columns are found by their headings.
//
//   bin/node tools/recount-ledger.ts --town 西里镇 --month 2022-04 --ledger LEDGER.xlsx --feed FEED.xlsx
//     --national EXPORT.xlsx --roster ROSTER.xlsx [--roster MORE.csv …] --says '{"received":34,"writtenOff":34}'
//
// `--says` is what the screen says. Prints the counts as one line of JSON; every difference is a line on standard error
// and makes the exit code 1.

interface Line {
  readonly town: string;
  readonly name: string;
  readonly id: string;
  readonly receivedOn: string;
  readonly verdict: string;
  readonly reason: string;
  readonly verifiers: string;
  readonly closedOn: string;
}

/** Headings of rosters, national exports and lists of departments, as each sender writes them. */
const headings = {
  household: /^(户号|户编号|户编码|户主身份证号)$/,
  town: /^(所属)?(乡镇|乡\(镇\)|镇街)$/,
  name: /^(成员)?(姓名|名字)$/,
  id: /^(居民|公民)?(身份证号码?|证件号码|身份号码)$/,
  monitored: /监测对象.*类型$/,
  cleared: /^风险是否消除$/,
};
type PersonRow = Readonly<Record<keyof typeof headings, string>>;

const text = { type: 'string', default: '' } as const;
const { values: given } = parseArgs({
  options: {
    town: text,
    month: text,
    ledger: text,
    feed: text,
    national: text,
    roster: { type: 'string', multiple: true, default: [] },
    says: { type: 'string', default: '{}' },
  },
});
const differences: string[] = [];

const lines = ledgerLines(await table(given.ledger));
const count = (is: (line: Line) => boolean): number => lines.filter(is).length;
const counts: Readonly<Record<string, number>> = {
  received: lines.length,
  writtenOff: count(({ closedOn }) => closedOn !== ''),
  inProgress: count(({ closedOn }) => closedOn === ''),
  是: count(({ verdict }) => verdict === '是'),
  否: count(({ verdict }) => verdict === '否'),
  已纳入: count(({ verdict }) => verdict === '已纳入'),
};
for (const [name, number] of Object.entries(JSON.parse(given.says) as Record<string, number>))
  check(counts[name] === number, `${name}: the screen says ${number}, the ledger has ${counts[name]}`);
for (const line of lines) checkLine(line);
await checkAgainstFiles();

console.log(JSON.stringify(counts));
for (const difference of differences) console.error(difference);
process.exitCode = differences.length > 0 ? 1 : 0;

function check(holds: boolean, otherwise: string): void {
  if (!holds) differences.push(otherwise);
}

/** The lines under the headings of the form, up to the first empty one; its head must say the same number. */
function ledgerLines(rows: readonly (readonly string[])[]): Line[] {
  const head = rows.findIndex(([first]) => first === '乡镇');
  const stated = Number(/共 (\d+) 条/.exec(rows.slice(0, head).flat().join(' '))?.[1]);
  const below = rows.slice(head + 1);
  const end = below.findIndex((cells) => cells.every((cell) => cell === ''));
  const found = below.slice(0, end < 0 ? undefined : end).map((cells) => {
    const [town = '', , name = '', id = '', , , , receivedOn = '', verdict = '', reason = '', , ...last] = cells;
    const [verifiers = '', closedOn = ''] = last;
    return { town, name, id, receivedOn, verdict, reason, verifiers, closedOn };
  });
  check(head >= 0 && stated === found.length, `the head says ${stated} lines, there are ${found.length}`);
  return found;
}

/** What every line of the form must be by itself. */
function checkLine(line: Line): void {
  const { name, id, receivedOn, closedOn, verdict } = line;
  check(line.town === given.town, `${name}: is of ${line.town}`);
  check(isIdNumber(id), `${name}: ${id} is no identity number`);
  check(count((other) => other.id === id) === 1, `${name}: stands twice`);
  check(receivedOn.startsWith(given.month), `${name}: received on ${receivedOn}`);
  check(closedOn === '' || closedOn >= receivedOn, `${name}: written off before it was received`);
  check(['是', '否', '已纳入'].includes(verdict), `${name}: verdict ${verdict}`);
  check((verdict === '否') === (line.reason !== ''), `${name}: 否 has a reason, and only 否`);
  check(line.verifiers.split('、').length >= 2, `${name}: seen by ${line.verifiers}`);
}

/** One line for every household of the township that the department named, none for others; monitored ones 已纳入. */
async function checkAgainstFiles(): Promise<void> {
  const households = new Map<string, string>();
  for (const file of given.roster) addRoster(households, await persons(file));
  const householdOf = (id: string): string => households.get(id) ?? id;
  const named = new Map<string, boolean>();
  for (const { name, id, town } of await persons(given.feed)) {
    if (name === '' || !isIdNumber(id)) continue;
    const here = town === given.town || households.has(id);
    named.set(householdOf(id), here || named.get(householdOf(id)) === true);
  }
  const monitored = new Set<string>();
  for (const { id, monitored: kind, cleared } of await persons(given.national))
    if (kind !== '' && cleared !== '是') monitored.add(householdOf(id));
  const filed = new Map(lines.map((line) => [householdOf(line.id), line]));
  for (const [household, here] of named)
    check(!here || filed.has(household), `household ${household} was reported and has no line`);
  for (const [household, { name, verdict }] of filed) {
    check(named.has(household), `${name}: nobody of this household was reported`);
    check((verdict === '已纳入') === monitored.has(household), `${name}: ${verdict}, the national export differs`);
  }
}

/** Identity number → household number, which may stand on the first row of a household only; the first file wins. */
function addRoster(households: Map<string, string>, rows: readonly PersonRow[]): void {
  let current = '';
  for (const { household, id } of rows) {
    current = household === '' ? current : household;
    if (isIdNumber(id) && !households.has(id)) households.set(id, current);
  }
}

/** The rows below the first one that has a heading for names and one for identity numbers. */
async function persons(file: string): Promise<PersonRow[]> {
  const rows = await table(file);
  const place = (row: readonly string[], pattern: RegExp): number => row.findIndex((cell) => pattern.test(cell));
  const head = rows.findIndex((row) => place(row, headings.name) >= 0 && place(row, headings.id) >= 0);
  const titles = rows[head];
  if (titles === undefined) throw new Error(`no headings in ${file}`);
  const at = Object.entries(headings).map(([name, pattern]) => [name, place(titles, pattern)] as const);
  return rows.slice(head + 1).map((cells) => {
    const row = Object.fromEntries(at.map(([name, column]) => [name, cells[column] ?? ''])) as PersonRow;
    return { ...row, name: row.name.replaceAll(/\s/g, ''), id: row.id.replaceAll(/\s/g, '').toUpperCase() };
  });
}

/** Every row of the first sheet as text, ="…" and wide letters as people mean them. */
async function table(file: string): Promise<string[][]> {
  const bytes = readFileSync(file);
  const rows = file.endsWith('.csv') ? csvRows(bytes) : ((await readXlsx(bytes)).sheets[0]?.rows ?? []);
  return rows.map((row) => row.map(plain));
}

function csvRows(bytes: Buffer): string[][] {
  const encoding = bytes.toString('utf8').includes('\uFFFD') ? 'gb18030' : 'utf-8';
  const decoded = new TextDecoder(encoding).decode(bytes);
  return decoded.split(/\r?\n/).map((line) => line.split(','));
}

/** A number of sixteen digits and more has lost its last ones: nothing can be read off it. */
function plain(cell: unknown): string {
  if (typeof cell === 'number' && !Number.isSafeInteger(Math.trunc(cell))) return '';
  const said = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '');
  const written = said.normalize('NFKC').trim();
  return written.replace(/^="(.*)"$/, '$1').replace(/^'/, '');
}

/** GB 11643: eighteen places, the last by ISO 7064 MOD 11-2. */
function isIdNumber(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const digits = [...id].map((digit) => (digit === 'X' ? 10 : Number(digit)));
  return digits.reduce((sum, digit, index) => sum + digit * (2 ** (17 - index) % 11), 0) % 11 === 1;
}
