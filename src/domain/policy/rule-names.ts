import { buildDictionary, findEntry, type PackFact } from '../dictionary/dictionary.ts';
import { type NameType, stepNameInRules } from '../dictionary/entry.ts';
import type { NameScope } from '../dictionary/name-scope.ts';
import {
  conditionScope,
  feedScope,
  memberScope,
  type PolicyNames,
  valueScope,
  waiverScope,
} from '../dictionary/rule-scopes.ts';
import { isMoney } from './amount.ts';
import { grouped } from './area-packs.ts';
import type { FactTerm, FeelScope, Pack, ParameterType } from './pack-shape.ts';

/** Names expressions of one chain of packs may use. */
export interface RuleNames {
  readonly names: PolicyNames;
  /** Ids of steps and route gates by procedure, as rules write them. */
  readonly steps: ReadonlyMap<string, ReadonlySet<string>>;
  readonly valueIds: ReadonlyMap<string, readonly string[]>;
  /** Facts no rule could write, with the reason. */
  readonly badFacts: readonly string[];
}

/** Everything rules of these packs may name: built-in facts, facts of the packs, parameters, steps. */
export function ruleNames(chain: readonly Pack[]): RuleNames {
  const facts = Object.fromEntries(
    chain.flatMap((pack) => pack.terms.facts).map((fact) => [fact.name, packFact(fact)]),
  );
  const { dictionary, problems } = buildDictionary(facts);
  const parameters: Record<string, NameType> = {};
  const valueIds = new Map<string, readonly string[]>();
  for (const [name, versions] of grouped(
    chain.flatMap((pack) => pack.parameters),
    (each) => each.name,
  )) {
    const typed = versions.findLast((each) => each.unit !== undefined || each.type !== 'number') ?? versions[0];
    parameters[name] = parameterType(
      typed?.type ?? 'number',
      versions.findLast((each) => each.unit !== undefined)?.unit,
    );
    valueIds.set(
      name,
      versions.flatMap((each) => each.values.flatMap((value) => (value.id === undefined ? [] : [value.id]))),
    );
  }
  const badFacts = problems.filter((each) => each.code === 'bad-name').map((each) => each.facts.name);
  return { names: { dictionary, parameters }, steps: stepsOf(chain), valueIds, badFacts };
}

/** The scope an expression of the kind stands in; `inside` is its procedure or parameter. */
export function scopeOf(rules: RuleNames, scope: FeelScope, inside: string | undefined): NameScope {
  const steps = inside === undefined ? undefined : rules.steps.get(inside);
  const names = steps === undefined ? rules.names : { ...rules.names, steps };
  if (scope === 'feed') return feedScope(names, totalIn(rules, inside));
  if (scope === 'member' || scope === 'column') return memberScope(names);
  if (scope === 'waiver') return waiverScope(names);
  if (scope !== 'value') return conditionScope(names);
  const type = inside === undefined ? undefined : rules.names.parameters[inside];
  return valueScope(names, type ?? { kind: 'number' }, rules.valueIds.get(inside ?? '') ?? []);
}

/** The type of `total`; `inside` is a type, or `column:<name>` where only the dictionary knows it. */
function totalIn(rules: RuleNames, inside: string | undefined): NameType {
  if (inside === 'number' || inside === 'boolean') return { kind: inside };
  const column = inside?.startsWith('column:') === true ? inside.slice('column:'.length) : '';
  const types = (['row', 'member', 'household', 'area'] as const).map(
    (subject) => findEntry(rules.names.dictionary, subject, column)?.type,
  );
  return types.find((type) => type !== undefined)?.kind === 'number' ? { kind: 'number' } : { kind: 'money' };
}

/** The type rules see of a parameter: money where its unit is money, terms as their number, codes as text. */
export function parameterType(type: ParameterType, unit: string | undefined): NameType {
  if (type === 'list') return { kind: 'list', item: { kind: 'text' } };
  if (type === 'code' || type === 'window') return { kind: 'text' };
  return { kind: isMoney(unit) ? 'money' : 'number' };
}

function packFact(fact: FactTerm): PackFact {
  return { of: fact.of, type: fact.type === 'code' ? 'text' : fact.type, unit: fact.unit, values: fact.values };
}

function stepsOf(chain: readonly Pack[]): ReadonlyMap<string, ReadonlySet<string>> {
  const pairs = chain.flatMap((pack) => [
    ...pack.procedures.flatMap((procedure) => [
      ...procedure.steps.map((step) => [procedure.id, step.id] as const),
      ...procedure.routes.flatMap((route) => route.gates.map((gate) => [procedure.id, gate.id] as const)),
      ...[...procedure.routes, ...procedure.helps].map(({ id }) => [procedure.id, id] as const),
    ]),
    ...pack.insert.map((insertion) => [insertion.into, insertion.step.id] as const),
  ]);
  const byProcedure = grouped(pairs, ([procedure]) => procedure);
  return new Map(
    [...byProcedure].map(([procedure, steps]) => [procedure, new Set(steps.map(([, step]) => stepNameInRules(step)))]),
  );
}
