import { findRegistryField } from '#domain/registry/registry-fields.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { shownValue } from '#store/registry-columns.ts';
import type { ChangeKind, ImportPlan, PlannedHousehold, PlannedMember, PlannedValue } from './plan-import.ts';

/** file = added + changed + unchanged + conflicting; `gone` is in no sum. */
export type KindCounts = Readonly<Record<ChangeKind | 'file' | 'gone', number>>;

/** What an import does, in numbers. */
export interface ChangeCounts {
  readonly households: KindCounts;
  readonly persons: KindCounts;
  readonly values: {
    readonly added: number;
    readonly changed: number;
    readonly conflicts: number;
    /** Equal values a stronger source vouches for from now on. */
    readonly confirmed: number;
  };
  /** Households with something for people to decide, whatever else they change. */
  readonly contradicted: number;
}

/** A household of the registry that the file leaves out. */
export interface MissingHousehold {
  readonly household: string;
  readonly headName: string;
  readonly village: string;
}

/** Counts of a plan; `gone`: households of the registry the file leaves out. */
export function countChanges(plan: ImportPlan, gone: number): ChangeCounts {
  const persons = plan.households.flatMap(({ members }) => members);
  const listed = plan.households.reduce((sum, household) => sum + household.gone.length, 0);
  const values = [
    ...plan.households.flatMap(({ creates, differences }) => (creates ? [] : differences)),
    ...persons.flatMap(({ differences }) => differences),
  ];
  const kinds = (wanted: PlannedValue['kind']): number => values.filter(({ kind }) => kind === wanted).length;
  return {
    households: countKinds(plan.households, gone),
    persons: countKinds(persons, listed),
    values: {
      added: kinds('new'),
      changed: kinds('changed'),
      conflicts: kinds('conflict'),
      confirmed: kinds('confirmed'),
    },
    contradicted: plan.households.filter(contradicts).length,
  };
}

function countKinds(all: readonly { readonly kind: ChangeKind }[], gone: number): KindCounts {
  const counts = { file: all.length, added: 0, changed: 0, unchanged: 0, conflicting: 0, gone };
  for (const { kind } of all) counts[kind] += 1;
  return counts;
}

export interface ShownValue {
  readonly field: string;
  readonly label: string;
  readonly kind: 'new' | 'changed' | 'conflict';
  readonly from: { readonly value: string; readonly source: string; readonly asOf: PlainDate } | null;
  readonly to: string;
  readonly reason: 'weaker-source' | 'stale' | 'identity' | 'other-household' | null;
}

export interface ShownMember {
  readonly kind: 'added' | 'changed' | 'conflicting' | 'gone';
  readonly name: string;
  readonly relation: string | null;
  readonly idMasked: string | null;
  readonly values: readonly ShownValue[];
}

/** A household as the preview shows it: personal numbers masked. */
export interface ShownHousehold {
  readonly kind: 'added' | 'changed' | 'conflicting' | 'gone';
  readonly household: string | null;
  readonly headName: string;
  readonly village: string;
  readonly row: { readonly sheet: string; readonly number: number } | null;
  readonly values: readonly ShownValue[];
  readonly members: readonly ShownMember[];
}

/** How many households of each kind a preview keeps. */
export const EXAMPLES_OF_A_KIND = 200;

/** The first households of each kind, in the order of the file, and the first of those it leaves out. */
export function showExamples(
  plan: ImportPlan,
  gone: readonly MissingHousehold[],
  villageName: (key: string) => string,
): ShownHousehold[] {
  const of = (kind: ChangeKind): PlannedHousehold[] => {
    const all = plan.households.filter((household) => (kind === 'conflicting' ? contradicts(household) : household.kind === kind)); // biome-ignore format: one filter
    return all.slice(0, EXAMPLES_OF_A_KIND);
  };
  const told = (['added', 'changed', 'conflicting'] as const).flatMap((kind) =>
    of(kind).map((household) => ({ ...showHousehold(household, villageName), kind })),
  );
  const missing = gone.slice(0, EXAMPLES_OF_A_KIND).map((household) => ({
    ...household,
    kind: 'gone' as const,
    row: null,
    values: [],
    members: [],
  }));
  return [...told, ...missing];
}

/** A household may change in one value and be contradicted in another: it is shown under both. */
function contradicts({ differences, members }: PlannedHousehold): boolean {
  return [differences, ...members.map((member) => member.differences)].flat().some(({ kind }) => kind === 'conflict');
}

function showHousehold(planned: PlannedHousehold, villageName: (key: string) => string): Omit<ShownHousehold, 'kind'> {
  const { current, creates, file, differences, members, gone } = planned;
  const stored = current?.stored.members ?? [];
  const missing = gone.map((key): ShownMember => {
    const facts = stored.find((member) => member.key === key)?.facts;
    return {
      kind: 'gone',
      name: facts?.name?.value ?? '',
      relation: facts?.relation?.value ?? null,
      idMasked: facts?.idNumber ? maskIdNumber(String(facts.idNumber.value)) : null,
      values: [],
    } as ShownMember;
  });
  return {
    household: creates ? null : planned.id,
    headName: planned.headName,
    village: villageName(String(file.values.village ?? current?.stored.facts.village?.value ?? '')),
    row: file.row,
    values: differences.flatMap((difference) => showValue(difference, villageName)),
    members: [...members.flatMap((member) => showMember(member, villageName)), ...missing],
  };
}

function showMember(member: PlannedMember, villageName: (key: string) => string): ShownMember[] {
  if (member.kind === 'unchanged') return [];
  const { kind, name, values, differences } = member;
  const idMasked = values.idNumber === undefined ? null : maskIdNumber(values.idNumber);
  const shown = differences.flatMap((difference) => showValue(difference, villageName));
  return [{ kind, name, relation: values.relation ?? null, idMasked, values: shown }];
}

const ownLabels: Readonly<Record<string, string>> = { localNumber: '户号', status: '监测状态', household: '所在户' };
const statusLabels: Readonly<Record<string, string>> = {
  monitored: '监测对象',
  cleared: '风险消除',
  removed: '清退',
};

/** One entry; none for a value that is only confirmed. */
function showValue(difference: PlannedValue, villageName: (key: string) => string): ShownValue[] {
  const { field: name, kind } = difference;
  if (kind === 'confirmed') return [];
  const field = findRegistryField(name);
  const text = (value: PlannedValue['to']): string => {
    if (name === 'village') return villageName(String(value));
    return name === 'status' ? (statusLabels[String(value)] ?? String(value)) : shownValue(field, value);
  };
  const from = kind === 'new' ? null : { ...difference.from, value: text(difference.from.value) };
  const label = field?.label ?? ownLabels[name] ?? name;
  const reason = kind === 'conflict' ? (difference.why ?? difference.reason) : null;
  return [{ field: name, label, kind, from, to: text(difference.to), reason }];
}
