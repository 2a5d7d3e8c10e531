import { conditionScope } from '#domain/dictionary/rule-scopes.ts';
import { compileFeel, type FeelExpression } from '#domain/feel/compile-feel.ts';
import { decide, evaluate, valueText } from '#domain/feel/evaluate.ts';
import type { Form, FormField } from '#domain/policy/duty-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { namesFor } from '#domain/procedures/policy-rules.ts';
import { LEAD } from './lead-steps.ts';

/** A column of a form, ready to be filled from facts. */
export interface FormColumn {
  readonly key: string;
  /** The official heading, word for word. */
  readonly label: string;
  readonly hint: string | null;
  /** Allowed values; empty: free. */
  readonly values: readonly string[];
  /** Name of the fact the column shows; null where it is computed or left blank. */
  readonly fact: string | null;
  /** The cell for these facts: '' where the form says it does not apply or nothing is known. */
  cell(facts: Facts): string;
  /** Whether the form is incomplete without this cell. */
  required(facts: Facts): boolean;
}

const made = new WeakMap<Form, FormColumn[]>();

/**
 * The columns of a form in its order. Truth values are written as the column's first and second value (是, 否).
 * A rule that cannot be compiled throws: packs with such rules are refused at load.
 */
export function formColumns(policy: Policy, form: Form): FormColumn[] {
  const columns = made.get(form) ?? compileColumns(policy, form);
  made.set(form, columns);
  return columns;
}

function compileColumns(policy: Policy, form: Form): FormColumn[] {
  const procedure = policy.procedures[LEAD];
  if (!procedure) throw new Error('a policy without the lead procedure');
  const scope = conditionScope(namesFor(policy, procedure));
  const compile = (text: string | undefined): FeelExpression | null => {
    if (text === undefined) return null;
    const result = compileFeel(text, scope);
    if (!result.ok) throw new Error(`form ${form.id}: ${text} cannot be read`);
    return result.expr;
  };
  return form.fields.map((field) => column(field, compile));
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

function column(field: FormField, compile: (text: string | undefined) => FeelExpression | null): FormColumn {
  const text = field.from.kind === 'feel' ? field.from.feel : undefined;
  const [from, when, required] = [compile(text), compile(field.when), compile(field.required)];
  const holds = (rule: FeelExpression, facts: Facts) => decide(rule, { facts: facts as never }).answer === 'yes';
  const [yes = '是', no = '否'] = field.values ?? [];
  return {
    key: field.key,
    label: field.label,
    hint: field.hint ?? null,
    values: field.values ?? [],
    fact: text !== undefined && NAME.test(text) ? text : null,
    cell(facts) {
      if (from === null || (when !== null && !holds(when, facts))) return '';
      const outcome = evaluate(from, { facts: facts as never });
      if (!outcome.known) return '';
      return outcome.value.kind === 'boolean' ? (outcome.value.value ? yes : no) : valueText(outcome.value);
    },
    required: (facts) => required !== null && holds(required, facts),
  };
}
