import type { Sex } from '#domain/values/id-number.ts';
import type { Random } from './random.ts';

/** One place in a household before it has a name: `clan` people bear the family's surname, others their own. */
export interface Place {
  readonly relation: string;
  readonly sex: Sex;
  readonly age: number;
  readonly clan: boolean;
}

/** A household by the ages and relations of its members, the head first. No one is older than 99. */
export type Composition = readonly Place[];

type Composer = (random: Random) => Place[];

/** Shapes of households with their weights; tuned against demo/COUNTY/settings.yaml targets (`shouwang demo check`). */
const shapes = new Map<Composer, number>([
  [oldAlone, 0.107],
  [oldCouple, 0.178],
  [coupleWithGrownChild, 0.222],
  [coupleWithChildren, 0.18],
  [threeGenerations, 0.118],
  [withParents, 0.068],
  [singleMan, 0.035],
  [singleParent, 0.025],
  [grandparentsWithGrandchildren, 0.015],
  [withSiblingOrOthers, 0.015],
  [sonInLaw, 0.01],
]);

export function composeHousehold(random: Random): Composition {
  return random.weighted(shapes)(random);
}

function oldAlone(random: Random): Place[] {
  const female = random.chance(0.6);
  return [head(female ? 'female' : 'male', random.int(61, 76) + random.int(0, female ? 19 : 14), !female)];
}

function oldCouple(random: Random): Place[] {
  const age = random.int(58, 69) + random.int(0, 17);
  return [head('male', age), wife(random, age)];
}

function coupleWithGrownChild(random: Random): Place[] {
  const age = random.int(45, 62);
  const places = [head('male', age), wife(random, age)];
  const count = random.chance(0.42) ? 2 : 1;
  return [...places, ...children(random, motherAge(places), count, 17, 31)];
}

function coupleWithChildren(random: Random): Place[] {
  const age = random.int(27, 47);
  const places = [head('male', age), wife(random, age)];
  const count = random.weighted(
    new Map([
      [0, age < 30 ? 3 : 0.4],
      [1, 5],
      [2, 5],
      [3, 0.7],
    ]),
  );
  return [...places, ...children(random, motherAge(places), count, 0, 17)];
}

function threeGenerations(random: Random): Place[] {
  const age = random.int(49, 70);
  const widowed = random.chance(0.12);
  const own = widowed ? [head('female', age, false)] : [head('male', age), wife(random, age)];
  const son = clampAge((widowed ? age : motherAge(own)) - random.int(20, 27));
  const daughterInLaw = Math.max(20, son + random.int(-3, 2));
  const count = random.weighted(new Map([[0, 1], [1, 5], [2, 4]])); // biome-ignore format: one line
  const grandchildren = children(random, daughterInLaw, count, 0, 17).map((child) => ({
    ...child,
    relation: child.sex === 'male' ? '之孙子' : '之孙女',
  }));
  return [...own, clan('之子', 'male', son), other('之儿媳', 'female', daughterInLaw), ...grandchildren];
}

function withParents(random: Random): Place[] {
  const places = coupleWithChildren(random);
  const age = places[0]?.age ?? 40;
  const mother = age + random.int(20, 28);
  const both = mother < 72 && random.chance(0.45);
  if (both) places.push(clan('之父', 'male', Math.min(95, mother + random.int(0, 4))));
  if (both || random.chance(0.7)) places.push(other('之母', 'female', mother));
  else places.push(clan('之父', 'male', mother + random.int(0, 3)));
  if (random.chance(0.03)) places.push(other('之祖母', 'female', Math.min(98, mother + random.int(19, 22))));
  return places;
}

function singleMan(random: Random): Place[] {
  const age = random.int(30, 62);
  const places = [head('male', age)];
  if (random.chance(0.4)) places.push(other('之母', 'female', age + random.int(20, 30)));
  return places;
}

function singleParent(random: Random): Place[] {
  const female = random.chance(0.6);
  const age = random.int(28, 52);
  const places = [head(female ? 'female' : 'male', age, !female)];
  return [...places, ...children(random, age, random.int(1, 2), 0, 20)];
}

function grandparentsWithGrandchildren(random: Random): Place[] {
  const age = random.int(58, 72);
  const count = random.int(1, 2);
  const youngest = Math.max(0, age - 56);
  const grandchildren = Array.from({ length: count }, () => {
    const male = random.chance(0.52);
    return clan(male ? '之孙子' : '之孙女', male ? 'male' : 'female', random.int(youngest, Math.max(youngest, 16)));
  });
  return [head('male', age), wife(random, age), ...grandchildren];
}

function withSiblingOrOthers(random: Random): Place[] {
  const age = random.int(38, 64);
  const places = [head('male', age), wife(random, age)];
  const male = random.chance(0.7);
  places.push(clan('之兄弟姐妹', male ? 'male' : 'female', age - random.int(1, 9)));
  if (random.chance(0.3)) places.push(clan('之侄儿', 'male', random.int(6, 22)));
  return places;
}

function sonInLaw(random: Random): Place[] {
  const age = random.int(48, 66);
  const places = [head('male', age), wife(random, age)];
  const daughter = clampAge(motherAge(places) - random.int(20, 27));
  const grandchildren = children(random, daughter, random.int(1, 2), 0, 15).map((child) => ({
    ...child,
    relation: child.sex === 'male' ? '之外孙子' : '之外孙女',
  }));
  places.push(clan('之女', 'female', daughter), other('之女婿', 'male', daughter + random.int(0, 3)));
  return [...places, ...grandchildren];
}

/** Children of a mother of that age, between two ages, at least two years apart, oldest first. */
function children(random: Random, mother: number, count: number, youngest: number, oldest: number): Place[] {
  const ages: number[] = [];
  const low = Math.max(youngest, mother - 42);
  let high = Math.min(oldest, mother - 21);
  for (let index = 0; index < count && high >= low; index++) {
    const age = random.int(Math.max(low, high - 9), high);
    ages.push(age);
    high = age - 2;
  }
  return ages.map((age) => {
    // Grown daughters marry and take their registration with them; sons stay.
    const male = random.chance(age >= 22 ? 0.66 : 0.525);
    return clan(male ? '之子' : '之女', male ? 'male' : 'female', age);
  });
}

function motherAge(couple: readonly Place[]): number {
  return (couple.find(({ sex }) => sex === 'female') ?? couple[0])?.age ?? 0;
}

function clampAge(age: number): number {
  return Math.max(21, age);
}

function head(sex: Sex, age: number, bearsName = true): Place {
  return { relation: '户主', sex, age, clan: bearsName };
}

function wife(random: Random, husband: number): Place {
  return other('配偶', 'female', Math.max(20, husband - random.weighted(new Map([[-2, 1], [-1, 2], [0, 4], [1, 4], [2, 3], [3, 2], [5, 1]])))); // biome-ignore format: one line
}

function clan(relation: string, sex: Sex, age: number): Place {
  return { relation, sex, age, clan: true };
}

function other(relation: string, sex: Sex, age: number): Place {
  return { relation, sex, age, clan: false };
}
