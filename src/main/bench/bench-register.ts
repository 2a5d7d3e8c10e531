import { buildWorld } from '#demo/build-world.ts';
import type { DemoNames, DemoSettings } from '#demo/demo-settings.ts';
import { seededRandom } from '#demo/random.ts';
import type { DemoArea, DemoHousehold, DemoPlace } from '#demo/world.ts';
import { writeSheet } from '#demo/write-sheet.ts';
import type { CountyDivisions } from '#packs/load-divisions.ts';
import type { ScreeningSettings } from './screening-settings.ts';

/** Rows of one file of the register: below what the intake takes at once. */
const PERSONS_A_FILE = 50_000;

/** A made-up register of one county. */
export interface BenchRegister {
  readonly place: DemoPlace;
  /** The township of a village. */
  readonly townOf: (village: DemoArea) => DemoArea;
  /** Together exactly the persons asked for. */
  readonly households: readonly DemoHousehold[];
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Exactly `persons` people in households of the county's villages, the same for the same settings, and as rosters. */
export function benchRegister(
  persons: number,
  order: {
    readonly settings: ScreeningSettings;
    readonly demo: DemoSettings;
    readonly names: DemoNames;
    readonly divisions: CountyDivisions;
  },
): BenchRegister {
  const { settings, demo, names, divisions } = order;
  const { province, city, county, townships } = divisions;
  const [town, ...otherTowns] = townships;
  if (!town) throw new RangeError('a county without townships');
  const wanted = Math.ceil(persons / settings['persons-a-village']);
  const villages = seededRandom(`${settings.seed}/villages`).shuffled(divisions.villages).slice(0, wanted);
  const place: DemoPlace = { province, city, county, town, villages, otherTowns };
  // Households have about three members; a tenth more than needed, and the last ones are left out.
  const population = {
    ...demo.population,
    households: Math.ceil(persons / 2.75) + 30,
    'ex-poor-households': 0,
    'monitored-households': 0,
    'low-income-persons': 0,
  };
  const world = buildWorld({ place, settings: { ...demo, population }, names, seed: settings.seed });
  const households = exactly(persons, world.households);
  const towns = new Map(townships.flatMap((each) => each.villages.map(({ code }) => [code as string, each] as const)));
  const townOf = (village: DemoArea): DemoArea => towns.get(village.code) ?? town;
  return { place, townOf, households, files: rosters(households, townOf) };
}

function exactly(persons: number, all: readonly DemoHousehold[]): DemoHousehold[] {
  const taken: DemoHousehold[] = [];
  let left = persons;
  for (const household of all) {
    if (left === 0) break;
    const members = household.members.slice(0, left);
    left -= members.length;
    taken.push({ ...household, members });
  }
  if (left > 0) throw new RangeError(`${left} persons too few`);
  return taken;
}

function rosters(households: readonly DemoHousehold[], townOf: BenchRegister['townOf']): BenchRegister['files'] {
  const lots: DemoHousehold[][] = [];
  let room = 0;
  for (const household of households) {
    if (room < household.members.length) {
      lots.push([]);
      room = PERSONS_A_FILE;
    }
    room -= household.members.length;
    lots.at(-1)?.push(household);
  }
  return lots.map((lot, at) => ({ name: `花名册-${at + 1}.csv`, bytes: roster(lot, townOf) }));
}

function roster(households: readonly DemoHousehold[], townOf: BenchRegister['townOf']): Buffer {
  const headings = ['乡镇', '行政村', '小组', '户号', '姓名', '身份证号', '与户主关系', '电话'];
  const rows = households.flatMap(({ village, group, number, members, phone }) =>
    members.map(({ name, id, relation }, at) => [
      townOf(village).name,
      village.name,
      `${group}组`,
      number,
      name,
      id,
      relation,
      at === 0 ? phone : null,
    ]),
  );
  return writeSheet({ name: '花名册', rows: [headings, ...rows], merges: [], boldRows: [], widths: [] }, 'csv');
}
