import { randomUUID } from 'node:crypto';
import {
  diffField,
  diffHousehold,
  type FieldDifference,
  type IncomingHousehold,
  type Judge,
  type SourceRanks,
} from '#domain/registry/diff-household.ts';
import type { StoredFact, StoredHousehold } from '#domain/registry/household.ts';
import { type PersonValues, personFields } from '#domain/registry/registry-fields.ts';
import type { CurrentHousehold, CurrentRegister } from '#store/registry-current.ts';
import { type HouseholdMatch, headNameOf, type MatchKeys, matchHouseholds } from './match-households.ts';
import type { RegisterFile, RegisterHousehold } from './register-file.ts';

/** What an act decided outranks what any office or file says; a pack may order the rest otherwise. */
export const importRanks: SourceRanks = [
  'household-change',
  'matter',
  'correction',
  'visit',
  'department',
  'national-export',
  'roster',
];

export type ChangeKind = 'added' | 'changed' | 'conflicting' | 'unchanged';

/** One difference, and why people decide when they do. */
export type PlannedValue = FieldDifference & {
  readonly why?: 'identity' | 'other-household';
  /** The household the person would move to; null where the file's household is not in the registry. */
  readonly target?: string | null;
};

export interface PlannedMember {
  readonly kind: ChangeKind;
  /** The registry's id, made here for a new person. */
  readonly id: string;
  /** The household the person belongs to in the registry; another one than the file's for `other-household`. */
  readonly household: string;
  readonly town: number;
  readonly village: number | null;
  readonly name: string;
  readonly values: PersonValues;
  readonly differences: readonly PlannedValue[];
}

export interface PlannedHousehold {
  readonly kind: ChangeKind;
  /** The registry does not have it; false also for a household all of whose members it has elsewhere. */
  readonly creates: boolean;
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly current: CurrentHousehold | undefined;
  readonly file: RegisterHousehold;
  readonly headName: string;
  /** The person who is head after the import. */
  readonly headPerson: string | null;
  readonly differences: readonly PlannedValue[];
  readonly members: readonly PlannedMember[];
  /** Members of the registry whom the file does not list: told, never taken out. */
  readonly gone: readonly string[];
}

/** Everything a file would do to the registry, before anything is written. */
export interface ImportPlan {
  readonly file: RegisterFile;
  readonly source: string;
  readonly households: readonly PlannedHousehold[];
}

/** How areas are named in values: both directions. */
export interface AreaNumbers {
  readonly villageOf: MatchKeys['villageOf'];
  townOf(village: number): number;
}

/** Compares a file with the registry. Pure but for the ids of what is new. */
export function planImport(
  file: RegisterFile,
  current: CurrentRegister,
  keys: AreaNumbers & { indexOf(idNumber: string): string },
): ImportPlan {
  const source = file.shape === 'population-roster' ? 'roster' : file.shape;
  const judge: Judge = { source, asOf: file.asOf, ranks: importRanks };
  const matches = matchHouseholds(file.households, current, { shape: file.shape, ...keys });
  const households = file.households.map((household, at) =>
    planHousehold(household, matches[at] ?? { household: undefined, elsewhere: new Map() }, current, judge, keys),
  );
  return { file, source, households };
}

/** Values no file may overwrite once they are known: who and where somebody is is for people to change. */
const IDENTITY = ['name', 'idNumber', 'personNumber', 'householdNumber', 'village'];

function planHousehold(
  file: RegisterHousehold,
  match: HouseholdMatch,
  current: CurrentRegister,
  judge: Judge,
  keys: AreaNumbers,
): PlannedHousehold {
  const known = match.household === undefined ? undefined : current.households.get(match.household);
  const here = file.members.filter((_, at) => !match.elsewhere.has(at));
  const creates = known === undefined && here.length > 0;
  const own = known?.stored.key ?? (creates ? randomUUID() : null);
  const elsewhere = [...match.elsewhere].map(([at, person]) =>
    memberElsewhere(file.members[at] ?? {}, { ...person, target: own }, current, judge),
  );
  const id = own ?? elsewhere[0]?.household ?? randomUUID();
  const village = known?.village ?? keys.villageOf(file.values.village) ?? null;
  const difference = diffHousehold(known?.stored, incoming(file, here, judge), judge.ranks);
  const differences =
    known || creates ? [...difference.fields, ...ownDifferences(known, file, judge)].map(guarded) : [];
  const town = known?.town ?? keys.townOf(village ?? 0);
  const present = membersHere(here, known, difference.members, { household: id, town, village });
  const members = [...present, ...elsewhere];
  return {
    kind: kindOf(creates, differences, members),
    creates,
    id,
    town,
    village,
    current: known,
    file,
    ...headAfter(file, known, present),
    differences,
    members,
    gone: difference.members.flatMap((member) => (member.kind === 'gone' ? [member.key] : [])),
  };
}

/** The head's name follows from who is head. */
function incoming(file: RegisterHousehold, members: readonly PersonValues[], judge: Judge): IncomingHousehold {
  const { headName: _, ...values } = file.values;
  const { source, asOf } = judge;
  return { values, members, source, asOf, listsAllMembers: source === 'roster' && file.complete };
}

/** 户号 of the roster and what the household is to monitoring: kept beside the fields rules and visits know. */
function ownDifferences(known: CurrentHousehold | undefined, file: RegisterHousehold, judge: Judge): FieldDifference[] {
  return [
    ...diffField('localNumber', known?.localNumber, file.localNumber, judge),
    ...diffField('status', known?.status, statusOf(file, judge), judge),
  ];
}

/** Monitored as long as the risk is not cleared; households without 监测对象类型 are not told to be anything. */
export function statusOf(file: RegisterHousehold, judge: Pick<Judge, 'source'>): 'monitored' | 'cleared' | undefined {
  if (judge.source !== 'national-export' || file.values.monitoredCategory === undefined) return undefined;
  return file.values.riskCleared === true ? 'cleared' : 'monitored';
}

function guarded(difference: FieldDifference): PlannedValue {
  if (difference.kind !== 'changed' || !IDENTITY.includes(difference.field)) return difference;
  return { ...difference, kind: 'conflict', reason: 'weaker-source', why: 'identity' };
}

type MemberDifferences = ReturnType<typeof diffHousehold>['members'];

function membersHere(
  here: readonly PersonValues[],
  known: CurrentHousehold | undefined,
  differences: MemberDifferences,
  home: Pick<PlannedMember, 'household' | 'town' | 'village'>,
): PlannedMember[] {
  const added = new Set(differences.flatMap((one) => (one.kind === 'new' ? [one.person] : [])));
  const changed = new Map(differences.flatMap((one) => (one.kind === 'known' ? [[one.key, one.fields] as const] : [])));
  const keyOf = personFinder(known?.stored, here);
  return here.map((values) => {
    const name = values.name ?? '';
    if (added.has(values)) return { kind: 'added', id: randomUUID(), ...home, name, values, differences: [] };
    const id = keyOf(values);
    const own = (changed.get(id) ?? []).map(guarded);
    return { kind: kindOf(false, own, []), id, ...home, name, values, differences: own };
  });
}

/** Which stored member a known person of the file is: the same order of marks by which the comparison recognised it. */
function personFinder(stored: StoredHousehold | undefined, here: readonly PersonValues[]) {
  const by = (field: 'idNumber' | 'personNumber' | 'name') =>
    new Map((stored?.members ?? []).map((member) => [member.facts[field]?.value, member.key]));
  const [ids, numbers, names] = [by('idNumber'), by('personNumber'), by('name')];
  return (values: PersonValues): string => {
    const key =
      (values.idNumber === undefined ? undefined : ids.get(values.idNumber)) ??
      (values.personNumber === undefined ? undefined : numbers.get(values.personNumber)) ??
      names.get(values.name);
    if (key === undefined) throw new Error(`a member of ${here.length} is neither new nor known`);
    return key;
  };
}

/** Somebody the registry has in another household: the values of the person count, the place is for people to decide. */
function memberElsewhere(
  values: PersonValues,
  at: { readonly person: string; readonly household: string; readonly target: string | null },
  current: CurrentRegister,
  judge: Judge,
): PlannedMember {
  const home = current.households.get(at.household);
  if (!home) throw new Error(`household ${at.household} of a known person is not visible`);
  const facts = home.stored.members.find(({ key }) => key === at.person)?.facts ?? {};
  const own = personFields.flatMap(({ name }) =>
    name === 'relation' ? [] : diffField(name, facts[name], values[name], judge),
  );
  const from: StoredFact = { value: home.headName, ...sourceOf(facts.name) };
  const moved: PlannedValue = {
    kind: 'conflict',
    field: 'household',
    from,
    to: values.name ?? '',
    reason: 'weaker-source',
    why: 'other-household',
    target: at.target,
  };
  const differences = [...own.map(guarded), moved];
  return {
    kind: kindOf(false, differences, []),
    id: at.person,
    household: at.household,
    town: home.town,
    village: home.village,
    name: values.name ?? '',
    values,
    differences,
  };
}

function sourceOf(fact: StoredFact | undefined): Pick<StoredFact, 'source' | 'asOf'> {
  if (!fact) throw new Error('a person without a name');
  return { source: fact.source, asOf: fact.asOf };
}

/** Who is head: the member who says 户主, unless people have to decide about that; else who was, else the first. */
function headAfter(
  file: RegisterHousehold,
  known: CurrentHousehold | undefined,
  own: readonly PlannedMember[],
): { headName: string; headPerson: string | null } {
  const stated = own.find(({ values }) => values.relation === '户主');
  const refused = stated?.differences.some(({ field, kind }) => field === 'relation' && kind === 'conflict') ?? false;
  if (stated && !refused) return { headName: stated.name, headPerson: stated.id };
  if (known) return { headName: known.headName, headPerson: known.headPerson };
  return { headName: headNameOf(file), headPerson: own[0]?.id ?? null };
}

function kindOf(isNew: boolean, differences: readonly PlannedValue[], members: readonly PlannedMember[]): ChangeKind {
  if (isNew) return 'added';
  const all = [...differences.map(({ kind }) => kind), ...members.map(({ kind }) => kind)];
  if (all.some((kind) => kind === 'new' || kind === 'changed' || kind === 'added')) return 'changed';
  return all.some((kind) => kind === 'conflict' || kind === 'conflicting') ? 'conflicting' : 'unchanged';
}
