import { buildDictionary } from '#domain/dictionary/dictionary.ts';
import { stepNameInRules } from '#domain/dictionary/entry.ts';
import { conditionScope, memberScope, type PolicyNames, waiverScope } from '#domain/dictionary/rule-scopes.ts';
import { compileCondition, type FeelExpression } from '#domain/feel/compile-feel.ts';
import type { Env, Fields } from '#domain/feel/env.ts';
import { decide } from '#domain/feel/evaluate.ts';
import type { Feel } from '#domain/policy/pack-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { ParameterReading, Policy, ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import { parameterType } from '#domain/policy/rule-names.ts';
import type { Facts } from './fact-history.ts';
import type { ConditionInput, Rules, Verdict } from './matter-setting.ts';

/**
 * Conditions and values of one resolved policy for the matters of one procedure. Expressions are compiled once; one that
 * cannot be compiled answers unknown and misses its own text, so that a broken rule blocks instead of vanishing (packs
 * with such rules are refused at load).
 */
export function policyRules(policy: Policy, procedure: ResolvedProcedure): Rules {
  const names = namesFor(policy, procedure);
  const compiled = new Map<string, FeelExpression | null>();
  const compile = (text: Feel, use: 'condition' | 'member' | 'waiver'): FeelExpression | null => {
    const key = `${use} ${text}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const scope = { condition: conditionScope, member: memberScope, waiver: waiverScope }[use](names);
    const result = compileCondition(text, scope);
    const expression = result.ok ? result.expr : null;
    compiled.set(key, expression);
    return expression;
  };
  const judge = (condition: Feel, input: ConditionInput): Verdict => {
    const use = input.use === 'waiver' ? 'waiver' : input.member === undefined ? 'condition' : 'member';
    const expression = compile(condition, use);
    if (expression === null) return { value: 'unknown', missing: [condition] };
    const verdict = decide(expression, envOf(condition, input));
    if (verdict.answer !== 'unknown') return { value: verdict.answer, missing: [] };
    return { value: 'unknown', missing: verdict.missing.map(({ path }) => path) };
  };
  const parameter = (name: string, day: Parameters<Rules['parameter']>[1], facts: Facts): ParameterReading => {
    const fits = (rule: Feel): boolean | null => {
      const input = {
        facts,
        steps: {},
        use: 'condition',
        parameter: (inner: string) => parameter(inner, day, facts),
      } as const;
      return { yes: true, no: false, unknown: null }[judge(rule, input).value];
    };
    return parameterOn(policy, name, day, fits) ?? unknownParameter(name);
  };
  return { judge, parameter };
}

/** The names rules of the procedure may use, with their types. */
export function namesFor(policy: Policy, procedure: ResolvedProcedure): PolicyNames {
  const facts = Object.fromEntries(
    policy.terms.facts.map(({ name, of, type, unit, values }) => [
      name,
      { of, type: type === 'code' ? ('text' as const) : type, unit, values },
    ]),
  );
  const gates = procedure.routes.flatMap((route) => route.gates);
  return {
    dictionary: buildDictionary(facts).dictionary,
    parameters: Object.fromEntries(
      Object.values(policy.parameters).map((each) => [each.name, parameterType(each.type, each.unit)]),
    ),
    steps: new Set(
      [...procedure.steps, ...gates, ...procedure.routes, ...procedure.helps].map(({ id }) => stepNameInRules(id)),
    ),
  };
}

const PARAMETER = /参数\.([\p{L}_][\p{L}\p{N}_]*)/gu;

function envOf(condition: Feel, input: ConditionInput): Env {
  const named = [...condition.matchAll(PARAMETER)].flatMap((match) => match[1] ?? []);
  const parameters = Object.fromEntries(
    named.flatMap((name) => {
      const reading = input.parameter(name);
      const usable = reading.state === 'set' || reading.state === 'provisional';
      const value = reading.value;
      const length = typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
      return usable ? [[name, length]] : [];
    }),
  );
  const { 户: household, ...others } = input.facts;
  return {
    facts: asFields(others),
    household: { ...asFields(others), ...asFields(household) },
    parameters: asFields(parameters),
    steps: Object.fromEntries(Object.entries(input.steps).map(([step, fields]) => [step, asFields(fields)])),
    ...(input.member === undefined ? {} : { member: asFields(input.member) }),
    ...(input.act === undefined ? {} : { act: asFields(input.act) }),
  };
}

/** Facts come typed from the registry or a case; what no rule can read is unknown to it. */
function asFields(record: unknown): Fields {
  return typeof record === 'object' && record !== null ? (record as Fields) : {};
}

function unknownParameter(name: string): ParameterReading {
  return {
    name,
    value: null,
    state: 'unset',
    unit: null,
    source: [],
    from: null,
    inferred: null,
    setBy: null,
    setByOffices: [],
    suggestion: null,
    missing: [],
    set: null,
  };
}
