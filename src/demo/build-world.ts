import { type IdNumber, idCheckDigit, type Sex } from '#domain/values/id-number.ts';
import { addDays, type PlainDate, partsOf } from '#domain/values/plain-date.ts';
import { composeHousehold, type Place } from './compose-household.ts';
import type { DemoNames, DemoSettings } from './demo-settings.ts';
import { describePerson } from './describe-person.ts';
import { householdIncome, lifted } from './household-economy.ts';
import { type Namer, villageNamer } from './name-people.ts';
import { exPoorRecord, hardship, monitoredRecord } from './national-standing.ts';
import { type Random, seededRandom } from './random.ts';
import type { DemoHousehold, DemoPerson, DemoPlace, DemoWorld } from './world.ts';

export interface WorldOrder {
  readonly place: DemoPlace;
  readonly settings: DemoSettings;
  readonly names: DemoNames;
  readonly seed: number;
}

/** The whole population of the demonstration township, the same for the same seed. Nobody in it exists. */
export function buildWorld({ place, settings, names, seed }: WorldOrder): DemoWorld {
  const random = seededRandom(`${seed}/world`);
  const { population } = settings;
  const makeId = idMaker(population['id-divisions'], random);
  const people = { next: 1 };
  const sizes = villageSizes(place.villages.length, population.households, random);
  const minority = new Set(
    random
      .shuffled(Array.from({ length: population.households }, (_, at) => at))
      .slice(0, population['minority-households']),
  );
  const households: DemoHousehold[] = [];
  place.villages.forEach((village, index) => {
    const namer = villageNamer(names, village.name, random);
    const size = sizes[index] ?? 0;
    for (let own = 0; own < size; own++) {
      const nation = minority.has(households.length) ? minorityOf(names, random) : null;
      const members = makeMembers(composeHousehold(random), {
        on: population.on,
        namer,
        nation,
        names,
        random,
        makeId,
        people,
      });
      households.push({
        number: String(700_000_001 + households.length * 37).padStart(9, '0'),
        village,
        group: 1 + Math.floor((own * Math.max(2, Math.round(size / 36))) / size),
        phone: random.chance(0.12) ? '' : population['phone-prefix'] + digits(random, 8),
        members,
        income: householdIncome(members, random),
        lowIncome: false,
        safeHouse: !random.chance(0.004),
        national: null,
      });
    }
  });
  return { place, on: population.on, households: withStanding(households, settings, random) };
}

interface MemberOrder {
  readonly on: PlainDate;
  readonly namer: Namer;
  readonly nation: Minority | null;
  readonly names: DemoNames;
  readonly random: Random;
  readonly makeId: (born: PlainDate, sex: Sex) => IdNumber;
  readonly people: { next: number };
}

function makeMembers(places: readonly Place[], order: MemberOrder): DemoPerson[] {
  const { on, namer, nation, random, makeId, people } = order;
  const family = nation?.surname(random) ?? namer.family();
  const sign = random.chance(0.45) ? namer.generationSign(partsOf(on).year - 20) : undefined;
  const taken = new Set<string>();
  return places.map((place) => {
    const born = addDays(on, -Math.round(place.age * 365.25 + random.int(1, 364)));
    const shared = place.clan && ['之子', '之孙子'].includes(place.relation) ? sign : undefined;
    const minority = nation !== null && (place.clan || random.chance(0.6));
    const nameOnce = (): string =>
      (minority && nation.fullName(place.sex, random)) ||
      (place.clan ? family : namer.stranger()) + namer.given(place.sex, partsOf(born).year, shared);
    let name = nameOnce();
    while (taken.has(name)) name = nameOnce();
    taken.add(name);
    const person = { sex: place.sex, born };
    return {
      id: makeId(born, place.sex),
      number: people.next++,
      name,
      relation: place.relation,
      nation: minority ? nation.nation : '汉族',
      ...person,
      ...describePerson(person, on, random),
    };
  });
}

interface Minority {
  readonly nation: string;
  surname(random: Random): string | undefined;
  fullName(sex: Sex, random: Random): string | undefined;
}

function minorityOf(names: DemoNames, random: Random): Minority {
  const chosen = random.weighted(new Map(names.minorities.map((minority) => [minority, minority.weight])));
  return {
    nation: chosen.nation,
    surname: (source) => (chosen.dotted ? undefined : source.pick([...chosen.surnames])),
    fullName: (sex, source) => (chosen.dotted ? source.pick(chosen[sex]) : undefined),
  };
}

/** Households a village, very different sizes, together exactly `total`. */
function villageSizes(villages: number, total: number, random: Random): number[] {
  const weights = Array.from({ length: villages }, () => Math.exp(random.normal(0, 0.45)));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let left = total;
  return weights.map((weight, index) => {
    const size = index === villages - 1 ? left : Math.round((weight / sum) * total);
    left -= size;
    return size;
  });
}

/** ID numbers no two of which are the same; the check digit is right. */
function idMaker(divisions: Readonly<Record<string, number>>, random: Random): MemberOrder['makeId'] {
  const taken = new Set<string>();
  const weights = new Map(Object.entries(divisions));
  return (born, sex) => {
    for (;;) {
      const serial = random.int(0, 499) * 2 + (sex === 'male' ? 1 : 0);
      const first17 = random.weighted(weights) + born.replaceAll('-', '') + String(serial).padStart(3, '0');
      if (serial === 0 || taken.has(first17)) continue;
      taken.add(first17);
      return (first17 + idCheckDigit(first17)) as IdNumber;
    }
  };
}

/** 低保, ex-poor and monitored households: those who have it hardest, with chance in it. */
function withStanding(households: readonly DemoHousehold[], settings: DemoSettings, random: Random): DemoHousehold[] {
  const { population } = settings;
  const order = (): DemoHousehold[] =>
    households
      .map((household) => ({ household, score: hardship(household, random) }))
      .sort((a, b) => b.score - a.score)
      .map(({ household }) => household);
  const lowIncome = new Set<DemoHousehold>();
  let persons = 0;
  for (const household of order()) {
    if (persons >= population['low-income-persons']) break;
    lowIncome.add(household);
    persons += household.members.length;
  }
  const exPoor = order().slice(0, population['ex-poor-households']);
  const records = new Map(
    exPoor.map((household, index) => [household, exPoorRecord(household, nationalNumber(index), random)]),
  );
  const candidates = random.shuffled(order().slice(0, population['monitored-households'] * 6));
  for (const [index, household] of candidates.slice(0, population['monitored-households']).entries()) {
    const number = nationalNumber(exPoor.length + index);
    records.set(household, monitoredRecord(household, records.get(household) ?? null, number, population.on, random));
  }
  return households.map((household) => {
    const national = records.get(household) ?? null;
    const floor = national?.exPoor ? random.normal(11_500, 2400) : lowIncome.has(household) ? 6600 : 0;
    const income = lifted(household.income, household.members.length, floor);
    return { ...household, lowIncome: lowIncome.has(household), national, income };
  });
}

/** 户编号 of the national system: ten digits. */
export function nationalNumber(index: number): string {
  return String(3_000_000_001 + index * 17);
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => String(random.int(0, 9))).join('');
}
