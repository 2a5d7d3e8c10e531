import type { Dictionary } from '#domain/dictionary/dictionary.ts';
import { findEntry } from '#domain/dictionary/dictionary.ts';
import type { Subject } from '#domain/dictionary/entry.ts';
import { readWritten } from '#domain/feel/read-facts.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy, ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import type { Act } from '#domain/procedures/act.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

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

/** How a fact that somebody may tell is asked for. `choices`: the words it may take, empty for other kinds. */
export interface FactQuestion {
  /** As rules write it: `户.饮水安全`, `严重困难`. */
  readonly path: string;
  readonly kind: 'boolean' | 'number' | 'money' | 'date' | 'choice';
  readonly choices: readonly string[];
}

/**
 * How a fact of the household or the matter is asked for, on a day; null for free text, protected facts and names no rule
 * knows: these do not belong into an act. A text is asked for where the data dictionary, or a parameter that a route
 * looks it up in, says which words it may take.
 */
export function factQuestion(
  policy: Policy,
  procedure: ResolvedProcedure,
  path: string,
  day: PlainDate,
): FactQuestion | null {
  const name = path.replace(HOUSEHOLD, '');
  const subjects: readonly Subject[] = path === name ? ['matter', 'lead', 'household'] : ['household'];
  const dictionary = dictionaryOf(policy, procedure);
  const entry = subjects.flatMap((subject) => findEntry(dictionary, subject, name) ?? [])[0];
  if (entry === undefined || entry.sensitivity === 'encrypted') return null;
  const { kind } = entry.type;
  if (kind === 'boolean' || kind === 'number' || kind === 'money' || kind === 'date')
    return { path, kind, choices: [] };
  const choices = kind === 'text' ? (entry.values ?? listedWords(policy, procedure, name, day)) : [];
  return choices.length === 0 ? null : { path, kind: 'choice', choices };
}

/** Whether a value answers the question. */
export function answersQuestion({ kind, choices }: FactQuestion, value: unknown): boolean {
  if (kind === 'choice') return choices.some((each) => each === value);
  return kind === 'boolean' ? typeof value === 'boolean' : readWritten(kind, value) !== undefined;
}

/** Facts by path as an act sets them: those of the household as its record. */
export function factsByPath(facts: Facts): Facts {
  const all = Object.entries(facts);
  const household = all
    .filter(([path]) => HOUSEHOLD.test(path))
    .map(([path, value]) => [path.replace(HOUSEHOLD, ''), value]);
  return {
    ...Object.fromEntries(all.filter(([path]) => !HOUSEHOLD.test(path))),
    ...(household.length === 0 ? {} : { 户: Object.fromEntries(household) }),
  };
}

const HOUSEHOLD = /^户\./;
const LOOKED_UP = /list contains\(\s*参数\.([\p{L}_][\p{L}\p{N}_]*)\s*,\s*([\p{L}_][\p{L}\p{N}_]*)\s*\)/gu;
const ONE_OF = /(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)\s+in\s+\(\s*参数\.([\p{L}_][\p{L}\p{N}_]*)\s*\)/gu;

function listedWords(policy: Policy, procedure: ResolvedProcedure, name: string, day: PlainDate): readonly string[] {
  const conditions = procedure.routes.flatMap((route) => route.when ?? []);
  const parameters = conditions.flatMap((rule) => [
    ...[...rule.matchAll(LOOKED_UP)].flatMap(([, parameter, fact]) => (fact === name && parameter ? [parameter] : [])),
    ...[...rule.matchAll(ONE_OF)].flatMap(([, fact, parameter]) => (fact === name && parameter ? [parameter] : [])),
  ]);
  return parameters.flatMap((parameter) => {
    const value = parameterOn(policy, parameter, day)?.value;
    return Array.isArray(value) ? value.map(String) : [];
  });
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
