import type { CurrentHousehold, CurrentRegister } from '#store/registry-current.ts';
import type { RegisterHousehold, RegisterShape } from './register-file.ts';

/** Which household of the registry a household of the file is, and which of its members the registry has elsewhere. */
export interface HouseholdMatch {
  /** Undefined: the registry does not have it. */
  readonly household: string | undefined;
  /** Index of the member in the file's household → the person, a member of another household of the registry. */
  readonly elsewhere: ReadonlyMap<number, { readonly person: string; readonly household: string }>;
}

/** What matching needs to know of the file besides its households. */
export interface MatchKeys {
  readonly shape: RegisterShape;
  /** Blind index of an ID number, in hex. */
  indexOf(idNumber: string): string;
  /** The number of the village a key names. */
  villageOf(key: string | undefined): number | undefined;
}

/**
 * Finds each household of a file in the registry, in the order of the file. In turn: the household whose head is the head
 * of this one; the household of that number; the household most of its members live in, under no other number; one begun from a lead under the
 * same name in the same village, when both bear the name once. A household of the registry is found once: for a second
 * household of the file (a split) it is not taken again, its members then count as living elsewhere.
 */
export function matchHouseholds(
  file: readonly RegisterHousehold[],
  current: CurrentRegister,
  keys: MatchKeys,
): readonly HouseholdMatch[] {
  const known = file.map(({ members }) =>
    members.map(({ idNumber }) => (idNumber === undefined ? undefined : current.persons.get(keys.indexOf(idNumber)))),
  );
  const names = namesakes(file, keys);
  const taken = new Set<string>();
  const found = new Map<number, string>();
  const take = (at: number, household: string | undefined): void => {
    if (household === undefined || found.has(at) || taken.has(household)) return;
    found.set(at, household);
    taken.add(household);
  };
  const ways: ((household: RegisterHousehold, at: number) => string | undefined)[] = [
    (household, at) => sameHead(household, known[at] ?? [], current),
    (household) => byNumber(household, current, keys),
    (household, at) => byMembers(household, known[at] ?? [], current, keys),
    (household) => byName(household, current, keys, names),
  ];
  for (const way of ways) {
    for (const [at, household] of file.entries()) take(at, found.has(at) ? undefined : way(household, at));
  }
  return file.map((_, at) => {
    const household = found.get(at);
    const elsewhere = new Map(
      (known[at] ?? []).flatMap((person, index) =>
        person && person.household !== household ? [[index, person] as const] : [],
      ),
    );
    return { household, elsewhere };
  });
}

type Known = { readonly person: string; readonly household: string } | undefined;

function sameHead(household: RegisterHousehold, known: readonly Known[], current: CurrentRegister): string | undefined {
  const head = known[household.members.findIndex(({ relation }) => relation === '户主')];
  return head && current.households.get(head.household)?.headPerson === head.person ? head.household : undefined;
}

function byNumber(household: RegisterHousehold, current: CurrentRegister, keys: MatchKeys): string | undefined {
  if (keys.shape === 'national-export') return current.byNationalNumber.get(household.values.householdNumber ?? '');
  if (household.localNumber === undefined) return undefined;
  return current.byLocalNumber.get(`${keys.villageOf(household.values.village)}/${household.localNumber}`);
}

/** Where most members live: at least half of the smaller of the two households, and not under another number. */
function byMembers(
  household: RegisterHousehold,
  known: readonly Known[],
  current: CurrentRegister,
  keys: MatchKeys,
): string | undefined {
  const counts = new Map<string, number>();
  for (const person of known) if (person) counts.set(person.household, (counts.get(person.household) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const found = most && current.households.get(most[0]);
  if (!found || otherNumber(household, found, keys)) return undefined;
  const smaller = Math.min(household.members.length, found.stored.members.length);
  return most[1] * 2 >= smaller ? most[0] : undefined;
}

function otherNumber(household: RegisterHousehold, found: CurrentHousehold, keys: MatchKeys): boolean {
  const national = keys.shape === 'national-export';
  const said = national ? household.values.householdNumber : household.localNumber;
  const held = national ? found.stored.facts.householdNumber : found.localNumber;
  return said !== undefined && held !== undefined && held.value !== said;
}

function byName(
  household: RegisterHousehold,
  current: CurrentRegister,
  keys: MatchKeys,
  names: ReadonlyMap<string, number>,
): string | undefined {
  const name = nameKey(household, keys);
  const begun = current.provisional.get(name) ?? [];
  if (begun.length !== 1 || names.get(name) !== 1) return undefined;
  const facts = current.households.get(begun[0] ?? '')?.stored.facts;
  const samePhone =
    !facts?.phone || household.values.phone === undefined || facts.phone.value === household.values.phone;
  return samePhone ? begun[0] : undefined;
}

function namesakes(file: readonly RegisterHousehold[], keys: MatchKeys): Map<string, number> {
  const counts = new Map<string, number>();
  for (const household of file) {
    const key = nameKey(household, keys);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function nameKey(household: RegisterHousehold, keys: MatchKeys): string {
  return `${keys.villageOf(household.values.village)}/${headNameOf(household)}`;
}

/** The name of the head: of the first member who says 户主, else as the file states it, else of the first member. */
export function headNameOf(household: RegisterHousehold): string {
  const head = household.members.find(({ relation }) => relation === '户主') ?? household.members[0];
  return head?.relation === '户主'
    ? (head.name ?? household.values.headName ?? '')
    : (household.values.headName ?? head?.name ?? '');
}
