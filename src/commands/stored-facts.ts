import type { Dictionary } from '#domain/dictionary/dictionary.ts';
import { findEntry } from '#domain/dictionary/dictionary.ts';
import type { Subject } from '#domain/dictionary/entry.ts';
import { readWritten } from '#domain/feel/read-facts.ts';
import type { Policy, ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import type { Act } from '#domain/procedures/act.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';

/**
 * Facts as the chain holds them (JSON: money written in yuan) in the form rules compute with (money in fen), by the names
 * of the policy. What is no money, or no amount, stays as it is.
 */
export function factsForRules(policy: Policy, procedure: ResolvedProcedure, facts: Facts): Facts {
  const dictionary = dictionaryOf(policy, procedure);
  const { 户: household, 成员: members } = facts;
  return {
    ...inFen(dictionary, ['matter', 'lead', 'household'], facts),
    ...(isRecord(household) ? { 户: inFen(dictionary, ['household'], household) } : {}),
    ...(Array.isArray(members)
      ? { 成员: members.map((each) => (isRecord(each) ? inFen(dictionary, ['member'], each) : each)) }
      : {}),
  };
}

/** An act as stored, with what it sets and brings in the form rules compute with. */
export function actForRules(policy: Policy, procedure: ResolvedProcedure, act: Act): Act {
  return {
    ...act,
    values: inFen(dictionaryOf(policy, procedure), ['act'], act.values),
    ...(act.set === undefined ? {} : { set: factsForRules(policy, procedure, act.set) }),
  };
}

/** What kind of answer a fact of the household takes; null for texts, protected facts and names no rule knows. */
export function householdFactKind(
  policy: Policy,
  procedure: ResolvedProcedure,
  name: string,
): 'boolean' | 'number' | 'money' | 'date' | null {
  const entry = findEntry(dictionaryOf(policy, procedure), 'household', name);
  if (entry === undefined || entry.sensitivity === 'encrypted') return null;
  const { kind } = entry.type;
  return kind === 'boolean' || kind === 'number' || kind === 'money' || kind === 'date' ? kind : null;
}

const known = new WeakMap<Policy, Map<string, Dictionary>>();

function dictionaryOf(policy: Policy, procedure: ResolvedProcedure): Dictionary {
  const byProcedure = known.get(policy) ?? new Map<string, Dictionary>();
  known.set(policy, byProcedure);
  const dictionary = byProcedure.get(procedure.id) ?? namesFor(policy, procedure).dictionary;
  byProcedure.set(procedure.id, dictionary);
  return dictionary;
}

function inFen(dictionary: Dictionary, subjects: readonly Subject[], fields: Facts): Facts {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const entry = subjects.flatMap((subject) => findEntry(dictionary, subject, name) ?? [])[0];
      const written = typeof value === 'string' || typeof value === 'number';
      return [name, written && entry?.type.kind === 'money' ? (readWritten('money', value) ?? value) : value];
    }),
  );
}

function isRecord(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
