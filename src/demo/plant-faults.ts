import { fromFifteenDigits, idCheckDigit } from '#domain/values/id-number.ts';
import type { RowFault } from '#domain/values/row-fault.ts';
import type { FaultCounts } from './demo-settings.ts';
import type { FileLine } from './file-line.ts';
import type { Random } from './random.ts';

export interface Planting {
  readonly counts: FaultCounts;
  readonly random: Random;
  /** Lines that may stand in the file twice. */
  readonly mayRepeat: (line: FileLine) => boolean;
  /** The date, number and word columns faults are put into, by field name. */
  readonly fields: { readonly date?: string; readonly number?: string; readonly word?: string };
}

type Plant = (line: FileLine, planting: Planting) => void;

interface Kind {
  /** May this line carry the fault? */
  readonly suits: (line: FileLine) => boolean;
  readonly plant: Plant;
}

/**
 * Plants faults into the lines, one a household, and returns them with the inserted ones. Throws a RangeError when no
 * line suits a fault that is asked for.
 */
export function plantFaults(lines: readonly FileLine[], planting: Planting): FileLine[] {
  const used = new Set(lines.filter((line) => line.untouched).map((line) => line.household));
  const order = planting.random.shuffled(lines);
  const inserted = new Map<FileLine, FileLine>();
  const take = (fault: RowFault, suits: (line: FileLine) => boolean): FileLine => {
    const line = order.find((candidate) => !used.has(candidate.household) && suits(candidate));
    if (!line) throw new RangeError(`no row for ${fault}`);
    used.add(line.household);
    return line;
  };
  for (const [name, count] of Object.entries(planting.counts)) {
    const fault = name as RowFault;
    for (let done = 0; done < count; done++) {
      if (fault === 'duplicate-row') {
        const line = take(fault, planting.mayRepeat);
        inserted.set(lastOf(lines, line), copied(line, { fault, field: 'id' }));
      } else if (fault === 'id-in-two-households') {
        plantMove(lines, take, inserted);
      } else {
        const kind = kinds[fault];
        if (!kind) throw new RangeError(`nobody plants ${fault}`);
        kind.plant(take(fault, kind.suits), planting);
      }
    }
  }
  return lines.flatMap((line) => [line, inserted.get(line) ?? []].flat());
}

/** A daughter who married stands in her parents' household and in a later one, as their daughter-in-law. */
function plantMove(
  lines: readonly FileLine[],
  take: (fault: RowFault, suits: (line: FileLine) => boolean) => FileLine,
  inserted: Map<FileLine, FileLine>,
): void {
  const fault = 'id-in-two-households';
  const daughter = take(fault, ({ person }) => person.relation === '之女' && person.age >= 20);
  const from = lines.indexOf(daughter);
  const later = take(
    fault,
    (line) => line.part === daughter.part && line.person.relation === '户主' && lines.indexOf(line) > from,
  );
  const { id, name } = daughter.cells;
  const cells = { ...later.cells, id: id ?? null, name: name ?? null, relation: '之儿媳', phone: null };
  inserted.set(lastOf(lines, later), {
    ...later,
    person: daughter.person,
    cells,
    planted: [{ fault, field: 'id' }],
  });
}

function copied(line: FileLine, planted: FileLine['planted'][number]): FileLine {
  return { ...line, cells: { ...line.cells }, planted: [...line.planted, planted] };
}

function lastOf(lines: readonly FileLine[], line: FileLine): FileLine {
  return lines.findLast(({ household }) => household === line.household) ?? line;
}

const anyone = (): boolean => true;
/** A refused row must not take the head from a household of several. */
const member = ({ person, alone }: FileLine): boolean => alone || person.relation !== '户主';
/** Where the registry knows the person, the village of the row decides nothing. */
const placeless = (line: FileLine): boolean => member(line) && line.registered !== true;
const grownSon = ({ person }: FileLine): boolean => person.relation === '之子' && person.age >= 20;

function put(
  line: FileLine,
  fault: RowFault,
  field: string,
  value: FileLine['cells'][string],
  expected?: string,
): void {
  line.cells[field] = value;
  line.planted.push(expected === undefined ? { fault, field } : { fault, field, expected });
}

/** Changes the ID number's text; `keeps`: the importer gets back the true number. */
function onId(
  fault: RowFault,
  suits: Kind['suits'],
  change: (id: string, line: FileLine, random: Random) => string | number,
  keeps = false,
): [RowFault, Kind] {
  const plant: Plant = (line, { random }) =>
    put(line, fault, 'id', change(line.person.id, line, random), keeps ? line.person.id : undefined);
  return [fault, { suits, plant }];
}

function onField(fault: RowFault, field: 'date' | 'number' | 'word', values: readonly string[]): [RowFault, Kind] {
  const plant: Plant = (line, { fields, random }) => put(line, fault, fields[field] ?? field, random.pick(values));
  return [fault, { suits: anyone, plant }];
}

function on(
  fault: RowFault,
  field: string,
  suits: Kind['suits'],
  value: (line: FileLine, random: Random) => string,
  repaired?: (line: FileLine) => string,
): [RowFault, Kind] {
  const plant: Plant = (line, { random }) => put(line, fault, field, value(line, random), repaired?.(line));
  return [fault, { suits, plant }];
}

const kinds: Partial<Record<RowFault, Kind>> = Object.fromEntries([
  onId('id-missing', member, () => ''),
  onId('id-length', member, (id) => id.slice(0, 15) + id.slice(16)),
  onId('id-characters', member, (id) => `${id.slice(0, 13)}O${id.slice(14)}`),
  onId('id-check-digit', member, wrongCheckDigit),
  onId('id-birth-date', member, (id) => withCheckDigit(`${id.slice(0, 10)}13${id.slice(12, 17)}`)),
  onId('id-damaged-by-excel', member, damaged),
  onId('id-fifteen-digits', hasShortNumber, (id) => id.slice(0, 6) + id.slice(8, 17), true),
  onId('id-disability-card', ({ person }) => person.disability !== null, (id, { person }) => `${id}${person.disability?.category}${person.disability?.grade}`, true), // biome-ignore format: one line
  onId('full-width', anyone, (id) => id.replace(/[0-9X]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)), true), // biome-ignore format: one line
  onId('formula-text', anyone, (id) => `="${id}"`, true),
  onId('id-lower-case-x', ({ person }) => person.id.endsWith('X'), (id) => id.toLowerCase(), true), // biome-ignore format: one line
  on('name-missing', 'name', member, () => ''),
  on('name-whitespace', 'name', ({ person }) => !person.name.includes('·'), spaced, ({ person }) => person.name), // biome-ignore format: one line
  on('name-differs-from-registry', 'name', ({ registered }) => registered === true, ({ person }, random) => [...person.name][0] + random.pick(['国栋', '秀珍', '长河'])), // biome-ignore format: one line
  on('village-unknown', 'village', placeless, (_line, random) => random.pick(['前岭后村', '不详', '河东新社区', '大王家沟村'])), // biome-ignore format: one line
  on('village-missing', 'village', placeless, () => ''),
  on('two-heads', 'relation', grownSon, () => '户主'),
  on('no-head', 'relation', ({ person }) => person.relation === '户主', () => '其他'), // biome-ignore format: one line
  on('relation-unknown', 'relation', ({ person, alone }) => !alone && person.relation !== '户主', (_line, random) => random.pick(['干亲', '寄养', '见户口本'])), // biome-ignore format: one line
  on('relation-sex', 'relation', ({ person }) => person.relation === '之子', () => '之女'), // biome-ignore format: one line
  on('sex-contradicts-id', 'sex', anyone, ({ person }) => (person.sex === 'male' ? '女' : '男')),
  on('phone-unreadable', 'phone', ({ cells }) => Boolean(cells.phone), ({ cells }) => String(cells.phone).slice(0, 8)), // biome-ignore format: one line
  onField('date-unreadable', 'date', ['2021年13月', '去年秋天', '待查']),
  onField('number-unreadable', 'number', ['约三百', '不固定', '见附表']),
  onField('value-unknown', 'word', ['一般', '不清楚']),
  ['id-name-conflict', { suits: sonOfMaleHead, plant: takesHeadsNumber }],
] as const);

function sonOfMaleHead({ person, cells }: FileLine): boolean {
  return person.relation === '之子' && Number(String(cells.headId)[16]) % 2 === 1;
}

/** The head's number typed once more for the son; both are men, so nothing else is wrong with the row. */
function takesHeadsNumber(line: FileLine): void {
  line.cells.id = line.cells.headId ?? null;
  line.planted.push({ fault: 'id-name-conflict', field: 'name' });
}

function withCheckDigit(first17: string): string {
  return first17 + idCheckDigit(first17);
}

function wrongCheckDigit(id: string): string {
  const right = id.slice(-1);
  const wrong = right === 'X' || right === '9' ? '3' : String(Number(right) + 1);
  return id.slice(0, 17) + wrong;
}

function hasShortNumber({ person }: FileLine): boolean {
  return fromFifteenDigits(person.id.slice(0, 6) + person.id.slice(8, 17)) === person.id;
}

/** As a spreadsheet leaves it: in scientific notation, as a number, or with the last three digits turned into zeros. */
function damaged(id: string, _line: FileLine, random: Random): string | number {
  const zeros = `${id.slice(0, 15)}000`;
  const shown = Number(id.replace('X', '0')).toExponential(5).replace('e+', 'E+');
  const choice = random.int(0, 2);
  if (choice === 0) return shown.replace(/0+E/, 'E');
  if (choice === 1) return Number(zeros);
  return idCheckDigit(zeros) === '0' ? shown.replace(/0+E/, 'E') : zeros;
}

function spaced({ person }: FileLine, random: Random): string {
  const [first = '', ...rest] = [...person.name];
  return first + random.pick([' ', '  ', '\n', '\u3000', '\u00a0']) + rest.join('');
}

/** In a registry file a head standing there twice would be two faults at once. */
export function noHead({ person }: FileLine): boolean {
  return person.relation !== '户主';
}
