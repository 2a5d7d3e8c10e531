import type { CaseAct, CaseValue } from '#domain/policy/case-shape.ts';
import type { Form } from '#domain/policy/duty-shape.ts';
import { asFields, type FilledField, type FormFacts, fillForm } from '#domain/policy/fill-form.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { stepFacts, viewOn } from '#domain/procedures/day-view.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { isMap } from '../case-facts.ts';
import { casePolicy } from '../case-setup.ts';
import { type Difference, matchValue } from '../match-expectation.ts';
import { replayCase } from '../replay-case.ts';
import { type Asking, type AskKind, compared, fault, inArea, listed, mapped, mapsIn, plain } from './ask-kind.ts';
import { subjectFacts } from './subject-facts.ts';

/** `{form: id, on?, facts?, act?}`: the paper filled from the case's facts and acts, its copies, signers and seals. */
export const formAsk: AskKind = {
  keys: ['area', 'facts', 'household', 'member', 'act', 'note'],
  run: (asking) => {
    const { ask, ground } = asking;
    const day = ask.on ?? lastDay(asking);
    if (day === undefined) return fault('on', 'a day', null);
    const policy = casePolicy(ground, inArea(asking.written, ask.detail['area']), day);
    const id = String(ask.detail['form']);
    const form = policy.forms.find((each) => each.id === id);
    if (form === undefined) return fault('form', id, 'no such form in force');
    const facts = formFacts(asking, policy, day);
    return [...facts.faults, ...formDifferences(asking, form, fillForm(policy, form, facts))];
  },
};

function formDifferences({ ask }: Asking, form: Form, fields: readonly FilledField[]): readonly Difference[] {
  const keys = (of: (field: FilledField) => boolean): readonly string[] => fields.filter(of).map((field) => field.key);
  return compared(ask.expect, {
    fields: (value) => matchFields(fields, value),
    labels: plain(
      'labels',
      fields.map((field) => field.label),
    ),
    keys: plain(
      'keys',
      fields.map((field) => field.key),
    ),
    missing: listed(
      'missing',
      keys(({ required, state }) => required && state !== 'filled'),
    ),
    wrong: listed(
      'wrong',
      keys((field) => field.wrong),
    ),
    blank: listed(
      'blank',
      keys((field) => field.state === 'blank'),
    ),
    empty: listed(
      'empty',
      keys((field) => field.state === 'empty'),
    ),
    absent: listed(
      'absent',
      keys((field) => field.state === 'absent'),
    ),
    undecided: listed(
      'undecided',
      keys((field) => field.state === 'undecided'),
    ),
    complete: plain(
      'complete',
      fields.every(({ required, state, wrong }) => !wrong && (!required || state === 'filled')),
    ),
    copies: (value) => mapped('copies', copiesOf(form), true)(byReceiver(value)),
    signs: listed('signs', form.signs),
    signers: listed('signers', form.signs),
    seals: listed('seals', form.seals),
    numbering: plain('numbering', form.numbering ?? null),
    label: plain('label', form.label ?? null),
  });
}

function copiesOf(form: Form): Readonly<Record<string, number>> {
  return Object.fromEntries(form.copies.map(({ to, count }) => [to, count]));
}

/** Copies expected as the pack lists them (`[{to, count}]`) read like a map from receiver to number. */
function byReceiver(expected: CaseValue): CaseValue {
  const listed = mapsIn(expected);
  if (!Array.isArray(expected) || listed.length === 0 || listed.length < expected.length) return expected;
  return Object.fromEntries(listed.map(({ to, count }) => [String(to), count ?? null]));
}

/** A value, `{label, value}`, or `blank`, `empty`, `absent`; null: nothing stands there. A field the form lacks differs. */
function matchFields(fields: readonly FilledField[], expected: CaseValue): readonly Difference[] {
  if (!isMap(expected)) return fault('fields', 'a map', expected);
  return Object.entries(expected).flatMap(([key, value]: [string, CaseValue]) => {
    const path = `fields.${key}`;
    const field = fields.find((each) => each.key === key) ?? fields.find((each) => each.label === key);
    if (field === undefined) return fault(path, value, 'no such field');
    if (isMap(value)) return matchValue(path, value, field);
    if (value === null) return matchValue(path, null, field.value);
    if (value === field.state && field.state !== 'filled') return [];
    return matchValue(path, typeof value === 'boolean' ? (value ? '是' : '否') : value, field.value);
  });
}

function lastDay({ written }: Asking): PlainDate | undefined {
  const days = [
    ...written.acts.map((act) => act.on),
    ...Object.values(written.events),
    ...written.changes.map(({ on }) => on),
  ];
  return days.toSorted().at(-1);
}

/** What one act brought, under its step: values, day, outcome, office, seal and who signed as what. */
function prefixed({ do: kind, on, by, outcome, detail }: CaseAct): Readonly<Record<string, unknown>> {
  const { signers } = detail;
  const signed = isMap(signers)
    ? Object.entries(signers)
    : mapsIn(signers).map((each): [string, unknown] => [String(each['role']), each['person']]);
  return Object.fromEntries([
    ...Object.entries(detail).map(([key, value]) => [`${kind}.${key}`, value]),
    ...signed.map(([role, person]) => [`${kind}.signers.${role}`, person]),
    [`${kind}.on`, on],
    [`${kind}.by`, by],
    [`${kind}.outcome`, outcome],
  ]);
}

/** The case's facts and acts up to the day; `act` of the ask over them. Steps are known where the case has a matter. */
function formFacts(
  asking: Asking,
  policy: Policy,
  day: PlainDate,
): FormFacts & { readonly faults: readonly Difference[] } {
  const { written, ask, ground } = asking;
  const { env, faults } = subjectFacts(asking, policy, day);
  const acts: Record<string, unknown> = {};
  for (const act of written.acts) {
    if (act.on > day) continue;
    Object.assign(acts, act.detail, prefixed(act));
  }
  const own = ask.detail['act'];
  if (isMap(own)) Object.assign(acts, own);
  const replay = written.procedure === undefined ? null : replayCase(ground, written);
  if (replay === null) return { day, env: { ...env, act: { ...env.act, ...asFields(acts) } }, acts, faults };
  if ('what' in replay) return { day, env, acts, faults: [...faults, ...fault(replay.what, 'known', replay.found)] };
  const steps = stepFacts(viewOn(replay.state, day));
  const known = Object.fromEntries(Object.entries(steps).map(([step, fields]) => [step, asFields(fields)]));
  return { day, env: { ...env, steps: known, act: { ...env.act, ...asFields(acts) } }, acts, faults };
}
