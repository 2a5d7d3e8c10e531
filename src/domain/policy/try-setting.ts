import { buildDictionary } from '../dictionary/dictionary.ts';
import { valueScope } from '../dictionary/rule-scopes.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import type { Fields, Raw } from '../feel/env.ts';
import { decide, type Verdict } from '../feel/evaluate.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { amountKind, amountOf, compareAmounts, sameAmount } from './amount.ts';
import { digitsOf } from './area-packs.ts';
import { officeId } from './office-ids.ts';
import type { Amount, SourceRef } from './pack-shape.ts';
import { boundsOn, parameterOn } from './parameter-on.ts';
import type { Policy, ResolvedParameter } from './resolved-policy.ts';
import { parameterType } from './rule-names.ts';

/** A value an office wants to enter. `text` as typed: `5 day`, `8000.00`, one of the choices. */
export interface Entry {
  readonly name: string;
  readonly text: string;
  readonly from: PlainDate;
  /** Office id; `level` is the level it stands at. */
  readonly by: string;
  readonly level: string;
  /** Texts given for what the parameter asks under `basis`. */
  readonly basis?: readonly string[];
}

export type SettingRefusal =
  | 'unknown-parameter'
  | 'not-to-be-set'
  | 'wrong-office'
  | 'wrong-value'
  | 'not-a-choice'
  | 'basis-missing'
  | 'below-floor'
  | 'above-ceiling'
  | 'bound-unset';

export interface SettingVerdict {
  readonly accepted: boolean;
  readonly amount: Amount | null;
  readonly refusals: readonly {
    readonly code: SettingRefusal;
    readonly source: readonly SourceRef[];
    readonly facts: Readonly<Record<string, string>>;
  }[];
  /** Texts of what looks suspicious: the value then waits for a second person and a note. */
  readonly suspicious: readonly string[];
}

/** Whether the office may enter the value, and every reason why not, each with the clause it follows from. */
export function trySetting(policy: Policy, entry: Entry): SettingVerdict {
  const parameter = Object.hasOwn(policy.parameters, entry.name) ? policy.parameters[entry.name] : undefined;
  if (parameter === undefined) return refusedAs('unknown-parameter', [], { parameter: entry.name });
  if (parameter.setAt === undefined && parameter.choices.length === 0) {
    return refusedAs('not-to-be-set', parameter.source, { parameter: entry.name });
  }
  const kind = amountKind(parameter.type, parameter.unit, parameter.choices.length > 0);
  const amount = amountOf(kind, entry.text);
  if (amount === undefined)
    return refusedAs('wrong-value', parameter.source, { found: entry.text, wanted: kind.wanted });
  const refusals = [
    ...officeRefusals(policy, parameter, entry),
    ...choiceRefusals(parameter, amount),
    ...basisRefusals(parameter, entry),
    ...boundRefusals(policy, parameter, amount, entry.from),
  ];
  return {
    accepted: refusals.length === 0,
    amount,
    refusals,
    suspicious: refusals.length === 0 ? suspicions(policy, parameter, amount, entry.from) : [],
  };
}

type Refusals = SettingVerdict['refusals'];

function refusedAs(
  code: SettingRefusal,
  source: readonly SourceRef[],
  facts: Readonly<Record<string, string>>,
): SettingVerdict {
  return { accepted: false, amount: null, refusals: [{ code, source, facts }], suspicious: [] };
}

function officeRefusals(policy: Policy, parameter: ResolvedParameter, entry: Entry): Refusals {
  const id = (word: string): string => officeId(policy.terms.offices, word);
  const named = parameter.setBy.length === 0 || parameter.setBy.map(id).includes(id(entry.by));
  const levelled = mayStandAt(policy, entry.level, parameter.setAt);
  if (named && levelled) return [];
  const facts = { setAt: parameter.setAt ?? '', setBy: parameter.setBy.join(' '), by: entry.by };
  return [{ code: 'wrong-office', source: parameter.source, facts }];
}

/** Whether an office of `level` may enter what is left to `setAt`; undefined: to any. A zone may be city and county at once. */
export function mayStandAt(policy: Policy, level: string, setAt: string | undefined): boolean {
  return setAt === undefined || setAt === level || levelsHere(policy, level).includes(setAt);
}

/** Levels an office of the policy's own area stands at: a zone may be city and county at once. */
function levelsHere({ terms, area }: Policy, level: string): readonly string[] {
  const levels = terms.areas.find(({ id }) => digitsOf(id) === digitsOf(area))?.levels ?? [];
  return levels.some((each) => each === level) ? levels : [];
}

function choiceRefusals(parameter: ResolvedParameter, amount: Amount): Refusals {
  if (parameter.choices.length === 0 || parameter.choices.some((choice) => sameAmount(choice.value, amount))) return [];
  return [
    {
      code: 'not-a-choice',
      source: parameter.source,
      facts: { choices: parameter.choices.map((each) => String(each.value)).join(' ') },
    },
  ];
}

function basisRefusals(parameter: ResolvedParameter, entry: Entry): Refusals {
  const missing = parameter.basis.filter((label) => !(entry.basis ?? []).includes(label));
  if (missing.length === 0) return [];
  return [{ code: 'basis-missing', source: parameter.source, facts: { missing: missing.join(' ') } }];
}

/** All bounds of all packs bind; one that is itself unset refuses instead of being skipped. */
function boundRefusals(policy: Policy, parameter: ResolvedParameter, amount: Amount, day: PlainDate): Refusals {
  const judge =
    (code: 'below-floor' | 'above-ceiling', sign: 1 | -1) =>
    (bound: ReturnType<typeof boundsOn>[number]): Refusals => {
      if (bound.amount === null)
        return [{ code: 'bound-unset', source: bound.source, facts: { parameter: bound.param ?? '' } }];
      const order = compareAmounts(amount, bound.amount);
      if (order !== undefined && order * sign >= 0) return [];
      return [{ code, source: bound.source, facts: { bound: bound.param ?? String(bound.amount) } }];
    };
  return [
    ...boundsOn(policy, parameter.floors, day).flatMap(judge('below-floor', 1)),
    ...boundsOn(policy, parameter.ceilings, day).flatMap(judge('above-ceiling', -1)),
    ...outerValueRefusals(policy, parameter, amount, day),
  ];
}

/** `bound`: how far an office may move from what a document gives. */
function outerValueRefusals(policy: Policy, parameter: ResolvedParameter, amount: Amount, day: PlainDate): Refusals {
  if (parameter.bound === undefined) return [];
  const given = { ...parameter, layers: parameter.layers.filter((layer) => layer.kind !== 'set'), joint: false };
  const outer = parameterOn(
    { ...policy, parameters: { ...policy.parameters, [parameter.name]: given } },
    parameter.name,
    day,
  );
  if (outer === undefined || outer.value === null) return [];
  const order = compareAmounts(amount, outer.value) ?? (sameAmount(amount, outer.value) ? 0 : undefined);
  const kept = {
    'not-below': order !== undefined && order >= 0,
    'not-above': order !== undefined && order <= 0,
    exact: order === 0,
  };
  if (kept[parameter.bound]) return [];
  const code = parameter.bound === 'not-above' ? 'above-ceiling' : 'below-floor';
  return [{ code, source: outer.source, facts: { bound: parameter.name } }];
}

/** Texts of the `suspicious` rules that hold, judged against the value of a year earlier. */
function suspicions(policy: Policy, parameter: ResolvedParameter, amount: Amount, day: PlainDate): readonly string[] {
  const lastYear = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28') as PlainDate;
  const before = parameterOn(policy, parameter.name, lastYear)?.value ?? null;
  const given = { 值: rawOf(amount), 去年值: before === null ? null : rawOf(before) };
  const answer = (rule: string): Verdict['answer'] => answerOf(policy, rule, parameter, given, day);
  const told = parameter.suspicious.filter(({ when }) => answer(when) === 'yes').map(({ text }) => text);
  return [...told, ...parameter.order.filter((rule) => answer(rule) === 'no')];
}

/** A rule over `值`, `去年值` and other parameters as they read on the day; what is not known leaves it unknown. */
function answerOf(
  policy: Policy,
  rule: string,
  parameter: ResolvedParameter,
  given: Fields,
  day: PlainDate,
): Verdict['answer'] {
  const { dictionary } = buildDictionary();
  const all = Object.values(policy.parameters);
  const parameters = Object.fromEntries(all.map(({ name, type, unit }) => [name, parameterType(type, unit)]));
  const ids = parameter.values.flatMap((value) => (value.id === undefined ? [] : [value.id]));
  const scope = valueScope({ dictionary, parameters }, parameterType(parameter.type, parameter.unit), ids);
  const compiled = compileCondition(rule, scope);
  if (!compiled.ok) return 'unknown';
  const named = all.filter(({ name }) => rule.includes(`参数.${name}`));
  const read = named.flatMap(({ name }): [string, Raw][] => {
    const value = parameterOn(policy, name, day)?.value ?? null;
    return value === null ? [] : [[name, rawOf(value)]];
  });
  return decide(compiled.expr, { given, parameters: Object.fromEntries(read) }).answer;
}

function rawOf(amount: Amount): Raw {
  if (typeof amount !== 'object') return amount;
  if (isTexts(amount)) return amount;
  return 'amount' in amount ? amount.amount : null;
}

function isTexts(amount: Amount): amount is readonly string[] {
  return Array.isArray(amount);
}
