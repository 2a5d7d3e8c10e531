import type { PlainDate } from '../values/plain-date.ts';
import type { Household, SourceKind, StoredFact, StoredHousehold, StoredPerson } from './household.ts';
import {
  type FieldValue,
  type HouseholdField,
  householdFields,
  type PersonField,
  type PersonValues,
  personFields,
} from './registry-fields.ts';

/** Sources from the strongest to the weakest. A source not named is weaker than all. */
export type SourceRanks = readonly SourceKind[];

/** A visit outranks a department, a department the national export, that the roster; packs may order otherwise. */
export const defaultSourceRanks: SourceRanks = ['visit', 'department', 'national-export', 'roster'];

/** A household out of a file or visit, with who says it and the day it was true. */
export type IncomingHousehold = Household & {
  readonly source: SourceKind;
  readonly asOf: PlainDate;
  /** The source lists every member: one it leaves out is `gone`. Otherwise nobody is ever gone. */
  readonly listsAllMembers: boolean;
};

/** `weaker-source`: the stored value comes from a stronger one · `stale`: the stored value is of a later day. */
export type ConflictReason = 'weaker-source' | 'stale';

export type FieldDifference =
  | { readonly kind: 'new'; readonly field: string; readonly to: FieldValue }
  | { readonly kind: 'changed'; readonly field: string; readonly from: StoredFact; readonly to: FieldValue }
  | {
      readonly kind: 'conflict';
      readonly field: string;
      readonly from: StoredFact;
      readonly to: FieldValue;
      readonly reason: ConflictReason;
    }
  /** The same value, now also said by a stronger source: nothing changes but who vouches for it. */
  | { readonly kind: 'confirmed'; readonly field: string; readonly from: StoredFact; readonly to: FieldValue };

export type MemberDifference =
  | { readonly kind: 'new'; readonly person: PersonValues }
  | { readonly kind: 'known'; readonly key: string; readonly fields: readonly FieldDifference[] }
  | { readonly kind: 'gone'; readonly key: string };

/** What an incoming household would do to the registry. Without any difference both lists are empty. */
export type HouseholdDifference = {
  /** Undefined for a household the registry does not have. */
  readonly key: string | undefined;
  readonly fields: readonly FieldDifference[];
  readonly members: readonly MemberDifference[];
};

/**
 * What `incoming` adds to, changes in and contradicts of `current`; undefined `current`: everything is new. A value the
 * source leaves out says nothing and changes nothing. A stored value gives way only to a source at least as strong and a
 * day not earlier; otherwise the difference is a conflict for a person to decide. Members are recognised by ID number,
 * then by national person number, then by a name both sides bear once.
 */
export function diffHousehold(
  current: StoredHousehold | undefined,
  incoming: IncomingHousehold,
  ranks: SourceRanks = defaultSourceRanks,
): HouseholdDifference {
  const judge = { source: incoming.source, asOf: incoming.asOf, ranks };
  const fields = householdNames.flatMap((field) =>
    diffField(field, current?.facts[field], incoming.values[field], judge),
  );
  return { key: current?.key, fields, members: diffMembers(current?.members ?? [], incoming, judge) };
}

/** True when the difference would change no value and asks nothing; a value may still be confirmed. */
export function isSameHousehold({ key, fields, members }: HouseholdDifference): boolean {
  const onlyConfirmed = (all: readonly FieldDifference[]): boolean => all.every(({ kind }) => kind === 'confirmed');
  return (
    key !== undefined &&
    onlyConfirmed(fields) &&
    members.every((member) => member.kind === 'known' && onlyConfirmed(member.fields))
  );
}

const householdNames: readonly HouseholdField[] = householdFields.map((field) => field.name);
const personNames: readonly PersonField[] = personFields.map((field) => field.name);

/** Who says something, the day it was true, and how sources rank. */
export type Judge = { readonly source: SourceKind; readonly asOf: PlainDate; readonly ranks: SourceRanks };

function diffMembers(
  stored: readonly StoredPerson[],
  incoming: IncomingHousehold,
  judge: Judge,
): readonly MemberDifference[] {
  const left = new Map(stored.map((person) => [person.key, person]));
  const differences: MemberDifference[] = [];
  for (const person of incoming.members) {
    const same = findSamePerson([...left.values()], person, incoming.members);
    if (!same) {
      differences.push({ kind: 'new', person });
      continue;
    }
    left.delete(same.key);
    const fields = personNames.flatMap((field) => diffField(field, same.facts[field], person[field], judge));
    if (fields.length > 0) differences.push({ kind: 'known', key: same.key, fields });
  }
  if (incoming.listsAllMembers) {
    for (const key of left.keys()) differences.push({ kind: 'gone', key });
  }
  return differences;
}

function findSamePerson(
  stored: readonly StoredPerson[],
  person: PersonValues,
  incoming: readonly PersonValues[],
): StoredPerson | undefined {
  const by = (field: 'idNumber' | 'personNumber') =>
    person[field] === undefined ? undefined : stored.find((other) => other.facts[field]?.value === person[field]);
  const certain = by('idNumber') ?? by('personNumber');
  if (certain) return certain;
  const namesakes = stored.filter((other) => other.facts.name?.value === person.name);
  const alone = incoming.filter((other) => other.name === person.name).length === 1;
  const [only] = namesakes;
  if (person.name === undefined || namesakes.length !== 1 || !alone || !only) return undefined;
  // Two different ID numbers under one name are two people, not one with a mended number.
  return person.idNumber !== undefined && only.facts.idNumber !== undefined ? undefined : only;
}

/**
 * What one value adds to, changes in, contradicts or confirms of the stored one; empty when it says nothing new. At most one.
 * An equal value confirms when its source is stronger than the stored one and speaks of a day not earlier.
 */
export function diffField(
  field: string,
  stored: StoredFact | undefined,
  value: FieldValue | undefined,
  judge: Judge,
): FieldDifference[] {
  if (value === undefined) return [];
  if (stored === undefined) return [{ kind: 'new', field, to: value }];
  if (sameValue(stored.value, value)) {
    const stronger = rankOf(judge.source, judge.ranks) < rankOf(stored.source, judge.ranks);
    return stronger && judge.asOf >= stored.asOf ? [{ kind: 'confirmed', field, from: stored, to: value }] : [];
  }
  const reason = objection(stored, judge);
  return reason
    ? [{ kind: 'conflict', field, from: stored, to: value, reason }]
    : [{ kind: 'changed', field, from: stored, to: value }];
}

function objection(stored: StoredFact, judge: Judge): ConflictReason | undefined {
  if (rankOf(stored.source, judge.ranks) < rankOf(judge.source, judge.ranks)) return 'weaker-source';
  return judge.asOf < stored.asOf ? 'stale' : undefined;
}

function rankOf(source: SourceKind, ranks: SourceRanks): number {
  const rank = ranks.indexOf(source);
  return rank < 0 ? ranks.length : rank;
}

/** Lists are sets of words: their order means nothing. */
function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((word) => b.includes(word));
}
