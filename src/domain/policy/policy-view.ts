import { amountData } from './amount.ts';
import type { Amount, SourceRef } from './pack-shape.ts';
import { parameterOn } from './parameter-on.ts';
import type { ParameterReading, Policy } from './resolved-policy.ts';

/** A parameter as plain data. Money is yuan text, a term its number with the unit beside it. */
export interface ParameterView {
  readonly value: unknown;
  readonly unit: string | null;
  readonly source: readonly SourceRef[];
  readonly from: string | null;
  readonly inferred: string | null;
  readonly state: ParameterReading['state'];
  readonly setBy: string | null;
  readonly setByOffices: readonly string[];
  readonly set: ParameterReading['set'];
  readonly suggestion: { readonly value: unknown; readonly unit: string | null; readonly why: string } | null;
  readonly choices: readonly { readonly value: unknown; readonly source: readonly SourceRef[] }[];
  readonly missing: readonly string[];
  readonly note: string | null;
  /** What the documents leave open, as the administrator is asked it; each begins with its id. */
  readonly question: readonly string[];
}

/** What applies in the policy's area on its day, as plain data for the command line and the interface. */
export interface PolicyView {
  readonly area: string;
  readonly on: string;
  readonly hash: string;
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string | null;
    readonly hash: string;
  }[];
  readonly parameters: Readonly<Record<string, ParameterView>>;
  readonly procedures: Readonly<Record<string, ProcedureView>>;
  readonly channels: readonly { readonly id: string; readonly source: readonly SourceRef[] }[];
  readonly duties: readonly RuleView[];
  readonly feeds: readonly RuleView[];
  readonly forms: readonly RuleView[];
}

export interface RuleView {
  readonly id: string;
  readonly label: string | null;
  readonly strength: string;
  readonly source: readonly SourceRef[];
  readonly inferred: string | null;
}

export interface ProcedureView {
  readonly label: string | null;
  readonly source: readonly SourceRef[];
  readonly inferred: string | null;
  readonly steps: readonly RuleView[];
  readonly limits: readonly RuleView[];
  readonly routes: readonly RuleView[];
}

/** The resolved policy as plain data, parameters read for its day. */
export function policyView(policy: Policy): PolicyView {
  return {
    area: policy.area,
    on: policy.on,
    hash: policy.hash,
    packs: policy.packs.map(({ head, hash }) => ({
      id: head.id,
      title: head.title,
      number: head.number ?? null,
      hash,
    })),
    parameters: Object.fromEntries(Object.keys(policy.parameters).map((name) => [name, parameterView(policy, name)])),
    procedures: Object.fromEntries(
      Object.values(policy.procedures).map((procedure) => [
        procedure.id,
        {
          label: procedure.label ?? null,
          source: procedure.source,
          inferred: procedure.inferred ?? null,
          steps: procedure.steps.map(ruleView),
          limits: procedure.limits.map(ruleView),
          routes: procedure.routes.map(ruleView),
        },
      ]),
    ),
    channels: policy.terms.channels.map(({ id, source }) => ({ id, source })),
    duties: policy.duties.map(ruleView),
    feeds: policy.feeds.map(ruleView),
    forms: policy.forms.map(ruleView),
  };
}

function parameterView(policy: Policy, name: string): ParameterView {
  const reading = parameterOn(policy, name, policy.on) as ParameterReading;
  const parameter = policy.parameters[name];
  const { value, unit, source, from, inferred, state, setBy, setByOffices, set, suggestion, missing } = reading;
  return {
    value: amountData(value),
    unit,
    source,
    from,
    inferred,
    state,
    setBy,
    setByOffices,
    set,
    suggestion: suggestion === null ? null : suggestionView(suggestion, unit),
    choices: (parameter?.choices ?? []).map((choice) => ({ value: amountData(choice.value), source: choice.source })),
    missing,
    note: parameter?.note ?? null,
    question: parameter?.question ?? [],
  };
}

/** A suggestion as plain data: never used by the engine, shown beside an unset value. */
export function suggestionView(
  suggestion: { readonly value: Amount; readonly why: string },
  unit: string | null,
): { readonly value: unknown; readonly unit: string | null; readonly why: string } {
  const { value, why } = suggestion;
  const own = typeof value === 'object' && 'amount' in value ? value.unit : unit;
  return { value: amountData(value), unit: own, why };
}

interface Rule {
  readonly id: string;
  readonly label?: string;
  readonly strength: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

function ruleView(rule: Rule): RuleView {
  const { id, strength, source } = rule;
  return { id, label: rule.label ?? null, strength, source, inferred: rule.inferred ?? null };
}
