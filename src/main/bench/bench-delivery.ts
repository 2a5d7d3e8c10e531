import type { DemoNames, DemoSettings, FaultCounts } from '#demo/demo-settings.ts';
import { type FeedSubject, strangerSubject } from '#demo/feed-people.ts';
import type { FileLine } from '#demo/file-line.ts';
import { type FileTotals, layOut } from '#demo/lay-out.ts';
import { plantFaults } from '#demo/plant-faults.ts';
import { type Random, seededRandom } from '#demo/random.ts';
import { writeSheet } from '#demo/write-sheet.ts';
import { putDate } from '#demo/written-dates.ts';
import { everydayVillageName } from '#domain/values/area-code.ts';
import { monthEnd, partsOf, plainDate, plainDateOf } from '#domain/values/plain-date.ts';
import { feedOutcome } from '#domain/values/row-fault.ts';
import type { BenchRegister } from './bench-register.ts';
import type { ScreeningSettings } from './screening-settings.ts';

/** One delivery of a department, and what must become of it. */
export interface BenchDelivery {
  readonly bytes: Buffer;
  /** The same rows as text with commas. */
  readonly text: string;
  readonly totals: FileTotals;
  /** Leads that must stand in the database: households, or persons unknown, with a sound row that meets the rule. */
  readonly planted: number;
  /** Sound rows that meet the rule and add evidence to a lead of the same file. */
  readonly evidence: number;
}

/** A file of `rows` rows, text in GB18030 unless `form` says otherwise, about people of the register and some it does not know, damaged and repeated as planted. */
export function benchDelivery(
  rows: number,
  register: BenchRegister,
  order: {
    readonly settings: ScreeningSettings;
    readonly demo: DemoSettings;
    readonly names: DemoNames;
    readonly form?: 'csv' | 'xlsx';
  },
): BenchDelivery {
  const { settings, form = 'csv' } = order;
  const random = seededRandom(`${settings.seed}/delivery`);
  const counts = dirtOf(rows, settings);
  const lines = subjects(rows - (counts['duplicate-row'] ?? 0), register, order, random).map((subject) =>
    lineOf(subject, settings, random),
  );
  const planted = plantFaults(lines, { counts, random, mayRepeat: () => true, fields: { word: 'grade', date: 'day' } });
  const columns = Object.entries(settings.headings);
  const { sheet, totals, accepted } = layOut(
    planted,
    { sheetName: form === 'csv' ? '' : '报送', titles: [], columns, closing: [] },
    feedOutcome,
  );
  const raising = accepted.filter(
    ({ cells, planted: faults }) =>
      settings.raising.includes(String(cells.grade)) &&
      // Somebody the registry knows under another name waits for a person.
      !faults.some(({ fault }) => fault === 'name-differs-from-registry'),
  );
  const leads = new Set(raising.map(({ household }) => household)).size;
  const csv = writeSheet(sheet, 'csv');
  return {
    bytes: form === 'csv' ? csv : writeSheet(sheet, form),
    text: new TextDecoder('gb18030').decode(csv),
    totals,
    planted: leads,
    evidence: raising.length - leads,
  };
}

function dirtOf(rows: number, { dirt }: ScreeningSettings): FaultCounts {
  return Object.fromEntries(Object.entries(dirt).map(([fault, share]) => [fault, Math.ceil((rows * share) / 1000)]));
}

/** Different people, in random order. */
function subjects(
  count: number,
  register: BenchRegister,
  { settings, demo, names }: { settings: ScreeningSettings; demo: DemoSettings; names: DemoNames },
  random: Random,
): FeedSubject[] {
  const { households, place, townOf } = register;
  const unknown = Math.ceil(count * settings['unknown-share']);
  const known = households.flatMap((household) => household.members.map((person) => ({ household, person })));
  const found = random.shuffled(known).slice(0, count - unknown);
  const taken = new Set<string>(known.map(({ person }) => person.id));
  const all: FeedSubject[] = found.map(({ household, person }) => ({
    person,
    headName: household.members[0]?.name ?? '',
    phone: household.phone,
    town: townOf(household.village),
    village: household.village,
    household,
  }));
  while (all.length < count) {
    const stranger = strangerSubject(place, demo, names, random, false);
    if (taken.has(stranger.person.id)) continue;
    taken.add(stranger.person.id);
    all.push(stranger);
  }
  return random.shuffled(all);
}

function lineOf(subject: FeedSubject, settings: ScreeningSettings, random: Random): FileLine {
  const { person, phone, town, village, household } = subject;
  const raises = random.chance(settings['raising-share']);
  const grade = random.pick(raises ? settings.raising : settings.quiet);
  const kind = random.int(1, settings.words.length);
  const line: FileLine = {
    part: settings.period,
    household: household?.number ?? person.id,
    person,
    alone: true,
    registered: household !== null,
    untouched: false,
    planted: [],
    cells: {
      town: town.name,
      village: everydayVillageName(village.name),
      name: person.name,
      id: person.id,
      card: `${person.id}${kind}${random.int(1, 4)}`,
      word: settings.words[kind - 1] ?? '',
      grade,
      phone,
    },
  };
  const { year, month } = partsOf(plainDate(`${settings.period}-01`));
  const last = partsOf(monthEnd(plainDateOf(year, month, 1))).day;
  putDate(line, 'day', plainDateOf(year, month, random.int(1, last)), random.chance(0.7) ? 'day' : 'slashes');
  return line;
}
