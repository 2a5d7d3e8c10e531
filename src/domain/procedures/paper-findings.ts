import { stepNameInRules } from '#domain/dictionary/entry.ts';
import type { Env } from '#domain/feel/env.ts';
import type { Form } from '#domain/policy/duty-shape.ts';
import { asFields, type FilledField, fillForm } from '#domain/policy/fill-form.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import type { Act } from './act.ts';
import { actFacts } from './check-findings.ts';
import { type DayView, stepFacts } from './day-view.ts';
import { type Finding, finding, need, refusal } from './refusal.ts';

/** What a paper of a step lacks in the step's own box. */
export interface BoxLack {
  readonly form: string;
  readonly field: FilledField;
  readonly why: 'missing' | 'wrong';
}

/**
 * Fields of the step's papers that stand in its own box (`step:` of the field) and keep it from being finished by `act`:
 * required and not filled, or none of the values allowed. The act counts as done: what the box says of it is filled from
 * it. Fields of other boxes, and those for the pen, keep nothing back.
 */
export function boxLacks(view: DayView, step: Pick<Step, 'id' | 'papers'>, act: Act | null): readonly BoxLack[] {
  const { policy } = view.state.setting;
  const forms = policy.forms.filter(({ id }) => step.papers.includes(id));
  return forms.flatMap((form) => {
    const fields = form.fields.filter((field) => field.step === step.id);
    if (fields.length === 0) return [];
    const filled = fillForm(
      policy,
      { fields },
      { day: view.day, env: envWith(view, step.id, act), acts: actsWith(view, step.id, act) },
    );
    return filled.flatMap((field): BoxLack[] => {
      if (field.wrong) return [{ form: form.id, field, why: 'wrong' }];
      const open = field.required && (field.state === 'empty' || field.state === 'undecided');
      return open && !forThePen(form, field) ? [{ form: form.id, field, why: 'missing' }] : [];
    });
  });
}

function forThePen(form: Form, { key }: FilledField): boolean {
  return form.fields.some((field) => field.key === key && field.pen === true);
}

/** What the boxes of its papers say against finishing a step; before anybody acts, what the act would have to bring. */
export function paperFindings(view: DayView, step: Step, act: Act | null): Finding[] {
  return boxLacks(view, step, act).map(({ form, field, why }) => {
    const own = view.state.setting.policy.forms
      .find(({ id }) => id === form)
      ?.fields.find(({ key }) => key === field.key);
    const source = own?.source !== undefined && own.source.length > 0 ? own.source : step.source;
    const refused = refusal(step.id, 'paper-incomplete', { source }, { missing: [field.label] });
    const brought = act === null && why === 'missing' && own?.from.kind === 'act';
    return brought ? need(own.from.act.split('.').at(-1) ?? field.key, refused) : finding(refused);
  });
}

function envWith(view: DayView, step: string, act: Act | null): Env {
  const { 户: household, ...others } = view.facts;
  const steps = Object.fromEntries(Object.entries(stepFacts(view)).map(([name, fields]) => [name, asFields(fields)]));
  const name = stepNameInRules(step);
  const done = act === null ? {} : { done: act.on, ...(act.outcome === undefined ? {} : { outcome: act.outcome }) };
  return {
    facts: asFields(others),
    household: { ...asFields(others), ...asFields(household) },
    steps: { ...steps, [name]: { ...steps[name], ...done } },
    ...(act === null ? {} : { act: asFields(actFacts(act)) }),
  };
}

/** What acts brought, by key and by `<step>.<key>`; the one being tried last. */
function actsWith(view: DayView, step: string, act: Act | null): Readonly<Record<string, unknown>> {
  const told = act === null ? view.state.acts : [...view.state.acts, { ...act, kind: step }];
  return Object.assign({}, ...told.map(broughtBy));
}

function broughtBy({ kind, on, by, outcome, seal, signers, values }: Act): Readonly<Record<string, unknown>> {
  return {
    ...values,
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [`${kind}.${key}`, value])),
    ...Object.fromEntries(signers.map(({ role, person }) => [`${kind}.signers.${role}`, person ?? role])),
    [`${kind}.on`]: on,
    ...(by[0] === undefined ? {} : { [`${kind}.by`]: by[0].office }),
    ...(outcome === undefined ? {} : { [`${kind}.outcome`]: outcome }),
    ...(seal === undefined ? {} : { [`${kind}.seal`]: seal }),
  };
}
