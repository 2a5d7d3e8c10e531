import { type IdNumber, idCheckDigit, type Sex } from '#domain/values/id-number.ts';
import { ageOn, partsOf, plainDateOf } from '#domain/values/plain-date.ts';
import type { DemoNames, DemoSettings } from './demo-settings.ts';
import type { LinePerson } from './file-line.ts';
import { villageNamer } from './name-people.ts';
import type { Random } from './random.ts';
import type { DemoArea, DemoHousehold, DemoPlace } from './world.ts';

/** One person a department reports, and where it says the person lives. */
export interface FeedSubject {
  readonly person: LinePerson;
  readonly headName: string;
  readonly phone: string;
  readonly town: DemoArea;
  readonly village: DemoArea;
  /** The registry's household; null for somebody the registry does not know. */
  readonly household: DemoHousehold | null;
}

/** Every subject of a household of the registry: the head, and sometimes one more. */
export function subjectsOf(household: DemoHousehold, place: DemoPlace, random: Random): FeedSubject[] {
  const [head, ...others] = household.members;
  if (!head) return [];
  const second = others.length > 0 && random.chance(0.3) ? [random.pick(others)] : [];
  return [head, ...second].map((person) => ({
    person,
    headName: head.name,
    phone: household.phone,
    town: place.town,
    village: household.village,
    household,
  }));
}

/** Somebody the registry does not know, in another township of the county or (`local`) in the demonstration's own. */
export function strangerSubject(
  place: DemoPlace,
  settings: DemoSettings,
  names: DemoNames,
  random: Random,
  local: boolean,
): FeedSubject {
  const town = local ? { ...place.town, villages: place.villages } : random.pick(place.otherTowns);
  const village = random.pick(town.villages);
  const sex: Sex = random.chance(0.5) ? 'male' : 'female';
  const { on } = settings.population;
  const born = plainDateOf(random.int(1938, 1985), random.int(1, 12), random.int(1, 28));
  const namer = villageNamer(names, village.name, random);
  const name = namer.family() + namer.given(sex, partsOf(born).year);
  // A division of its own, so that no number meets one of the township's people.
  const division = Object.keys(settings.population['id-divisions']).at(-1) ?? '';
  const serial = String(random.int(1, 99)).padStart(2, '0') + random.pick(sex === 'male' ? ['1', '3', '5', '7', '9'] : ['0', '2', '4', '6', '8']); // biome-ignore format: one line
  const first17 = division + born.replaceAll('-', '') + serial;
  const id = (first17 + idCheckDigit(first17)) as IdNumber;
  const person: LinePerson = { id, name, sex, age: ageOn(born, on), relation: '户主', disability: null };
  const phone = settings.population['phone-prefix'] + String(random.int(0, 99_999_999)).padStart(8, '0');
  return { person, headName: name, phone, town, village, household: null };
}
