import { conditionScope, memberScope } from '../dictionary/rule-scopes.ts';
import { compileCondition, compileFeel } from '../feel/compile-feel.ts';
import { type Env, type Fields, type Raw, readFact } from '../feel/env.ts';
import { decide, evaluate, valueText } from '../feel/evaluate.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Form, FormField, FormRows } from './duty-shape.ts';
import type { Feel } from './pack-shape.ts';
import { policyNames } from './policy-names.ts';
import type { Policy } from './resolved-policy.ts';
import { parametersIn } from './rule-parameters.ts';

/**
 * `filled` · `empty`: nothing known to fill it with · `blank`: left for the pen · `absent`: does not apply · `undecided`:
 * not known whether it applies.
 */
export type FieldState = 'filled' | 'empty' | 'blank' | 'absent' | 'undecided';

/** One field of a paper as it would be printed. */
export interface FilledField {
  readonly key: string;
  readonly label: string;
  readonly state: FieldState;
  /** Text of a filled field: days as YYYY-MM-DD, money in yuan, truth as 是 or 否; null in every other state. */
  readonly value: string | null;
  /** Whether the paper is not complete without it; unknown counts as wanted. */
  readonly required: boolean;
  /** The value is none of those the paper allows. */
  readonly wrong: boolean;
  /** Facts that would have to be known to fill it. */
  readonly missing: readonly string[];
  /** Of a field that is a table: its rows by the keys of its columns, '' where nothing is known. */
  readonly rows?: readonly Readonly<Record<string, string>>[];
}

/**
 * What a paper is filled from: facts for rules (parameters as on `day`), and what acts brought: their values by key or
 * `<step>.<key>`, and of a finishing act `<step>.on`, `<step>.outcome`, `<step>.seal`, `<step>.signers.<role>`.
 */
export interface FormFacts {
  readonly day: PlainDate;
  readonly env: Env;
  readonly acts: Readonly<Record<string, unknown>>;
}

/** The paper's fields in their order. A field that is not known is empty, never left out. */
export function fillForm(policy: Policy, form: Pick<Form, 'fields'>, facts: FormFacts): readonly FilledField[] {
  return form.fields.map((field) => fillField(policy, field, facts));
}

function fillField(policy: Policy, field: FormField, facts: FormFacts): FilledField {
  const applies = condition(policy, field.when, facts);
  const required = field.required !== undefined && condition(policy, field.required, facts).answer !== 'no';
  const base = { key: field.key, label: field.label, required, wrong: false, missing: [], value: null } as const;
  if (applies.answer === 'no') return { ...base, state: 'absent', required: false };
  if (applies.answer === 'unknown') return { ...base, state: 'undecided', missing: applies.missing };
  if (field.rows !== undefined) return tableField(policy, field.rows, base, facts);
  if (field.from.kind === 'blank') return { ...base, state: 'blank' };
  const found =
    field.from.kind === 'act' ? fromAct(field.from.act, facts.acts) : fromRule(policy, field.from.feel, facts);
  if (found.text === null) return { ...base, state: 'empty', missing: found.missing };
  const { values } = field;
  const entries = found.entries ?? [found.text];
  const wrong = values !== undefined && entries.some((entry) => !values.includes(entry));
  return { ...base, state: 'filled', value: found.text, wrong };
}

/** Rows of a table: a household's members, or the entries an act brought. None known: empty. */
function tableField(
  policy: Policy,
  { each, where, columns }: FormRows,
  base: Omit<FilledField, 'state'>,
  facts: FormFacts,
): FilledField {
  const key = each.startsWith('act:') ? each.slice(4) : null;
  const found = key === null ? readFact(facts.env, 'household', '成员') : facts.acts[key];
  if (!Array.isArray(found) || found.length === 0) {
    return { ...base, state: 'empty', rows: [], missing: [key === null ? '户.成员' : `act.${key}`] };
  }
  const ones = found.map((entry: unknown) => ({ ...facts, env: { ...facts.env, member: asFields(entry) } }));
  const meant = ones.filter((one) => condition(policy, where, one, memberScope).answer !== 'no');
  const rows = meant.map((one) => {
    const fields = one.env.member;
    const cells = columns.map(({ key: name, from }): readonly [string, string] => {
      if (from.kind === 'act') return [name, fields[from.act] == null ? '' : plainText(fields[from.act])];
      return [name, from.kind === 'blank' ? '' : (fromRule(policy, from.feel, one, memberScope).text ?? '')];
    });
    return Object.fromEntries(cells);
  });
  return { ...base, state: 'filled', value: String(rows.length), rows };
}

interface Found {
  readonly text: string | null;
  /** The entries of a list; each has to be one of the values allowed. */
  readonly entries?: readonly string[];
  readonly missing: readonly string[];
}

function fromAct(key: string, acts: FormFacts['acts']): Found {
  const value = acts[key];
  if (value === undefined || value === null) return { text: null, missing: [`act.${key}`] };
  const entries = Array.isArray(value) ? { entries: value.map(plainText) } : {};
  return { text: plainText(value), ...entries, missing: [] };
}

function plainText(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return Array.isArray(value) ? value.map(plainText).join('、') : String(value);
}

function fromRule(policy: Policy, rule: Feel, facts: FormFacts, scope = conditionScope): Found {
  const compiled = compileFeel(rule, scope(policyNames(policy)));
  if (!compiled.ok) return { text: null, missing: [rule] };
  const outcome = evaluate(compiled.expr, withParameters(policy, rule, facts));
  if (!outcome.known) return { text: null, missing: outcome.missing.map(({ path }) => path) };
  const { value } = outcome;
  return { text: value.kind === 'boolean' ? plainText(value.value) : valueText(value), missing: [] };
}

function condition(
  policy: Policy,
  rule: Feel | undefined,
  facts: FormFacts,
  scope = conditionScope,
): { readonly answer: 'yes' | 'no' | 'unknown'; readonly missing: readonly string[] } {
  if (rule === undefined) return { answer: 'yes', missing: [] };
  const compiled = compileCondition(rule, scope(policyNames(policy)));
  if (!compiled.ok) return { answer: 'unknown', missing: [rule] };
  const verdict = decide(compiled.expr, withParameters(policy, rule, facts));
  return {
    answer: verdict.answer,
    missing: verdict.answer === 'unknown' ? verdict.missing.map(({ path }) => path) : [],
  };
}

function withParameters(policy: Policy, rule: Feel, { env, day }: FormFacts): Env {
  return { ...env, parameters: parametersIn(policy, rule, env, day) };
}

/** The facts of a rule's record as an environment holds them. */
export function asFields(record: unknown): Fields {
  return typeof record === 'object' && record !== null ? (record as Readonly<Record<string, Raw>>) : {};
}
