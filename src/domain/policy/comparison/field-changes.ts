import type { Duty, Feed, Form } from '../duty-shape.ts';
import type { Item } from '../pack-shape.ts';
import type { Gate, Limit, Step } from '../procedure-shape.ts';
import type { Policy } from '../resolved-policy.ts';
import type { ChangedField, FieldChange, Told } from './policy-change.ts';
import {
  nothing,
  officeLabel,
  text,
  toldAfter,
  toldCadence,
  toldCount,
  toldOutcomes,
  toldTerm,
  toldWho,
  words,
} from './told.ts';

/** One side of a comparison: an item as its policy has it. */
export type Side<T> = { readonly item: T; readonly policy: Policy; readonly steps: readonly Step[] };

type Tell<T> = (side: Side<T>) => Partial<Record<ChangedField, Told>>;

/** What each kind of rule tells of itself in words. Keys told here are left out of the comparison of the rest. */
const told = {
  step: {
    keys: [
      'after',
      'by',
      'within',
      'from',
      'lasts',
      'due',
      'dueOn',
      'strength',
      'when',
      'signers',
      'seal',
      'exempt',
      'skip',
      'outcomes',
      'checks',
    ],
    tell: ({ item, policy, steps }: Side<Step>) => ({
      after: toldAfter(steps, item.after),
      by: toldWho(policy, item.by),
      within: toldTerm(policy, item.within),
      lasts: toldTerm(policy, item.lasts?.term),
      due: item.due === undefined ? nothing : words([item.due.of, String(item.due.day)]),
      'due-on': text(item.dueOn),
      strength: { kind: 'strength', strength: item.strength } as const,
      when: text(item.when),
      signers: words(item.signers.map(({ role }) => role)),
      seal: item.seal === undefined ? nothing : words([officeLabel(policy, item.seal)]),
      exempt: text(item.exempt?.when),
      skip: text(item.skip?.when),
      outcomes: toldOutcomes(item.outcomes),
      checks: words(item.checks.map((check) => check.text)),
    }),
  },
  limit: {
    keys: ['within', 'from', 'to', 'strength'],
    tell: ({ item, policy, steps }: Side<Limit>) => ({
      within: toldTerm(policy, item.within),
      to: words([steps.find(({ id }) => id === item.to)?.label ?? item.to]),
      strength: { kind: 'strength', strength: item.strength } as const,
    }),
  },
  gate: {
    keys: ['require', 'text', 'strength', 'when'],
    tell: ({ item }: Side<Gate>) => ({
      require: text(item.require),
      when: text(item.when),
      strength: { kind: 'strength', strength: item.strength } as const,
    }),
  },
  feed: {
    keys: ['sender', 'to', 'cadence', 'columns', 'strength'],
    tell: ({ item, policy }: Side<Feed>) => ({
      sender: words([officeLabel(policy, item.sender)]),
      to: words(item.to.map((id) => officeLabel(policy, id))),
      cadence: toldCadence(item.cadence),
      columns: words(item.columns.map(({ label }) => label)),
      strength: { kind: 'strength', strength: item.strength } as const,
    }),
  },
  duty: {
    keys: ['who', 'to', 'cadence', 'count', 'parts', 'strength', 'when', 'seal'],
    tell: ({ item, policy }: Side<Duty>) => ({
      by: words([officeLabel(policy, item.who)]),
      to: words(item.to.map((id) => officeLabel(policy, id))),
      cadence: toldCadence(item.cadence),
      count: toldCount(policy, item.count),
      parts: words(item.parts),
      when: text(item.when),
      seal: item.seal === undefined ? nothing : words([officeLabel(policy, item.seal)]),
      strength: { kind: 'strength', strength: item.strength } as const,
    }),
  },
  form: {
    keys: ['fields', 'signs', 'seals'],
    tell: ({ item }: Side<Form>) => ({
      fields: words(item.fields.map(({ label }) => label)),
      signers: words(item.signs),
      seal: words(item.seals),
    }),
  },
} as const;

/** Where an item stands and who says so: never a difference by itself. */
const ASIDE = new Set(['place', 'pack', 'source', 'valid', 'note', 'label', 'amends', 'origin', 'id', 'inferred']);

/** The parts in which two items of one id differ; empty when they order the same. */
export function fieldChanges<T extends Item | Gate>(
  kind: keyof typeof told | undefined,
  before: Side<T>,
  after: Side<T>,
): FieldChange[] {
  const { keys, tell } = kind === undefined ? { keys: [], tell: undefined } : told[kind];
  // The table's kinds and their items belong together: `section` chose both.
  const say = tell as Tell<T> | undefined;
  const [b, a] = [say?.(before) ?? {}, say?.(after) ?? {}];
  const fields = Object.keys(a).flatMap((key): FieldChange[] => {
    const field = key as ChangedField;
    const [was, is] = [b[field] ?? nothing, a[field] ?? nothing];
    return same(was, is) ? [] : [{ field, before: was, after: is }];
  });
  const rest = (item: T) => canonical(item, new Set([...ASIDE, ...keys]));
  if (rest(before.item) !== rest(after.item)) {
    fields.push({ field: 'other', before: { kind: 'something' }, after: { kind: 'something' } });
  }
  return fields;
}

function same(a: Told, b: Told): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The item's content as text, without `aside` at the top and without places and sources anywhere. */
function canonical(item: object, aside: ReadonlySet<string>): string {
  const kept = Object.fromEntries(Object.entries(item).filter(([key]) => !aside.has(key)));
  return JSON.stringify(kept, (key, value: unknown) => {
    if (key === 'place' || key === 'source' || key === 'pack' || key === 'inferred') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}
