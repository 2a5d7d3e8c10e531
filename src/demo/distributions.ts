import type { DemoTarget } from './demo-settings.ts';
import { type DemoHousehold, type DemoPerson, type DemoWorld, perHead } from './world.ts';

/** One figure of the generated population beside the target it was made for. */
export interface CheckedFigure {
  readonly measure: string;
  readonly value: number;
  readonly target: number;
  readonly tolerance: number;
  readonly within: boolean;
  readonly basis: DemoTarget['basis'];
  readonly source: string;
}

const relationGroups: Readonly<Record<string, RegExp>> = {
  户主: /^户主$/,
  配偶: /^配偶$/,
  子女: /^之[子女]$/,
  媳婿: /^之(儿媳|女婿)$/,
  孙辈: /孙[子女]$/,
  父母: /^之[父母]$/,
};

/** Every target with the figure the population really has. Throws a RangeError for a target nothing measures. */
export function checkDistributions(world: DemoWorld, targets: readonly DemoTarget[]): CheckedFigure[] {
  const figures = distributions(world);
  return targets.map(({ measure, target, tolerance, basis, source }) => {
    const value = figures.get(measure);
    if (value === undefined) throw new RangeError(`nothing measures ${measure}`);
    return { measure, value, target, tolerance, within: Math.abs(value - target) <= tolerance, basis, source };
  });
}

/** All measures by name: shares between 0 and 1 (four decimals), counts, yuan a year. */
export function distributions(world: DemoWorld): ReadonlyMap<string, number> {
  const { households } = world;
  const persons = households.flatMap(({ members }) => members);
  const figures = new Map<string, number>();
  const share = (name: string, part: number, whole: number) => figures.set(name, round(part / whole, 4));
  const count = (test: (person: DemoPerson) => boolean) => persons.filter(test).length;
  figures.set('households', households.length);
  figures.set('persons', persons.length);
  figures.set('villages', new Set(households.map(({ village }) => village.code)).size);
  share('sex.male', count(({ sex }) => sex === 'male'), persons.length); // biome-ignore format: one line
  for (const [name, low, high] of ageBands) {
    share(`age.${name}`, count(({ age }) => age >= low && age <= high), persons.length); // biome-ignore format: one line
  }
  for (const [name, pattern] of Object.entries(relationGroups)) {
    share(`relation.${name}`, count(({ relation }) => pattern.test(relation)), persons.length); // biome-ignore format: one line
  }
  share('nation.minority', count(({ nation }) => nation !== '汉族'), persons.length); // biome-ignore format: one line
  addSizes(figures, households, persons.length);
  addHealth(figures, persons);
  addIncome(figures, households);
  const poor = households.filter(({ lowIncome }) => lowIncome);
  share('low-income.persons', poor.flatMap(({ members }) => members).length, persons.length);
  return figures;
}

const ageBands: readonly (readonly [string, number, number])[] = [
  ['0-14', 0, 14],
  ['15-59', 15, 59],
  ['60+', 60, 200],
  ['65+', 65, 200],
  ['80+', 80, 200],
  ...Array.from({ length: 20 }, (_, at) => [`${at * 5}-${at * 5 + 4}years`, at * 5, at * 5 + 4] as const),
];

function addSizes(figures: Map<string, number>, households: readonly DemoHousehold[], persons: number): void {
  figures.set('household.mean-size', round(persons / households.length, 3));
  for (const size of [1, 2, 3, 4]) {
    const some = households.filter(({ members }) => members.length === size).length;
    figures.set(`household.size-${size}`, round(some / households.length, 4));
  }
  const large = households.filter(({ members }) => members.length >= 5).length;
  figures.set('household.size-5+', round(large / households.length, 4));
}

function addHealth(figures: Map<string, number>, persons: readonly DemoPerson[]): void {
  const grown = persons.filter(({ age }) => age >= 15);
  const chronic = grown.filter(({ health }) => health.includes('长期慢性病'));
  const disabled = persons.flatMap(({ disability }) => disability ?? []);
  figures.set('illness.chronic-15+', round(chronic.length / grown.length, 4));
  figures.set('illness.serious', round(persons.filter(({ health }) => health.includes('患有大病')).length / persons.length, 4)); // biome-ignore format: one line
  figures.set('disability.certified', round(disabled.length / persons.length, 4));
  figures.set('disability.severe-share', round(disabled.filter(({ grade }) => grade <= 2).length / disabled.length, 4));
}

function addIncome(figures: Map<string, number>, households: readonly DemoHousehold[]): void {
  const heads = households
    .flatMap((household) => household.members.map(() => perHead(household)))
    .sort((a, b) => a - b);
  const total = sum(households, (household) => perHead(household) * household.members.length);
  figures.set('income.mean', round(total / heads.length, 0));
  figures.set('income.median', round(heads[Math.floor(heads.length / 2)] ?? 0, 0));
  figures.set('income.wage-share', round(sum(households, ({ income }) => income.wage) / total, 4));
  const poor = households.filter(({ national }) => national?.exPoor);
  const poorTotal = sum(poor, (household) => perHead(household) * household.members.length);
  figures.set('income.ex-poor-mean', round(poorTotal / sum(poor, ({ members }) => members.length), 0));
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function round(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
