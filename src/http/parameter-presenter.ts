import type { ParameterReply } from '#contract/policy.ts';
import type { Actor } from '#domain/access/actor.ts';
import { roles } from '#domain/access/roles.ts';
import { amountData } from '#domain/policy/amount.ts';
import { officeId } from '#domain/policy/office-ids.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { ParameterView } from '#domain/policy/policy-view.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { mayStandAt } from '#domain/policy/try-setting.ts';

/** A value that waits for a second person, by the parameter it is for. */
export type WaitingSetting = ParameterReply['waiting'][number] & { readonly name: string };

/** Whose eyes it is shown to, and what of his area waits. */
export interface ParameterReader {
  readonly actor: Pick<Actor, 'role' | 'office'>;
  readonly waiting: readonly WaitingSetting[];
}

/** A parameter with where its value comes from, what it took the place of, and what waits to take its place. */
export function presentParameter(
  policy: Policy,
  name: string,
  view: ParameterView,
  { actor, waiting }: ParameterReader,
): ParameterReply {
  const parameter = policy.parameters[name];
  return {
    name,
    value: view.value,
    unit: view.unit,
    source: view.source.map(({ pack, clause }) => ({ pack, clause })),
    from: view.from,
    inferred: view.inferred,
    set:
      view.set === null ? null : { by: view.set.by, on: view.set.on ?? policy.on, document: view.set.document ?? null },
    setBy: view.setBy,
    suggestion: view.suggestion,
    overridden: overriddenValues(policy, name),
    waitsFor: [...view.missing],
    question: [...(parameter?.question ?? [])],
    choices: (parameter?.choices ?? []).map((choice) => ({
      value: String(amountData(choice.value)),
      label: choice.label ?? null,
      source: choice.source.map(({ pack, clause }) => ({ pack, clause })),
    })),
    basis: [...(parameter?.basis ?? [])],
    note: view.note,
    own: isOwn(policy, name, actor),
    joint: jointEntries(policy, name, actor),
    waiting: waiting.filter((each) => each.name === name).map(({ name: _, ...rest }) => rest),
  };
}

function levelOf({ role }: ParameterReader['actor']): string {
  return role === 'system' ? 'none' : roles[role].level;
}

function ownOffice(policy: Policy, actor: ParameterReader['actor']): string {
  return officeId(policy.terms.offices, `${actor.office}@${levelOf(actor)}`);
}

/** Whether the documents leave the value to the reader's level and office. */
function isOwn(policy: Policy, name: string, actor: ParameterReader['actor']): boolean {
  const parameter = policy.parameters[name];
  if (parameter === undefined || (parameter.setAt === undefined && parameter.choices.length === 0)) return false;
  const offices = parameter.setBy.map((word) => officeId(policy.terms.offices, word));
  const named = offices.length === 0 || offices.includes(ownOffice(policy, actor));
  return named && levelOf(actor) !== 'none' && mayStandAt(policy, levelOf(actor), parameter.setAt);
}

/** What each office of a joint value said last, in the order the document names them. */
function jointEntries(policy: Policy, name: string, actor: ParameterReader['actor']): ParameterReply['joint'] {
  const parameter = policy.parameters[name];
  if (parameter?.joint !== true) return [];
  const id = (word: string): string => officeId(policy.terms.offices, word);
  const entries = parameter.layers.filter(({ kind }) => kind === 'set').flatMap(({ values }) => values);
  return parameter.setBy.map((word) => {
    const said = entries.findLast(({ set }) => set !== undefined && set.waiting !== true && id(set.by) === id(word));
    const value = said?.how.kind === 'literal' ? amountData(said.how.value) : null;
    return {
      office: officeLabel(policy, word),
      own: id(word) === ownOffice(policy, actor),
      value,
      text: value === null ? null : String(value),
      from: said?.valid.from ?? null,
    };
  });
}

/** Official word of an office; the word itself where the documents have none. */
function officeLabel(policy: Policy, word: string): string {
  const office = policy.terms.offices.find(({ id }) => id === officeId(policy.terms.offices, word));
  return office?.label ?? office?.labels[0] ?? word;
}

function overriddenValues(policy: Policy, name: string): ParameterReply['overridden'] {
  const reading = parameterOn(policy, name, policy.on);
  const layers = policy.parameters[name]?.layers ?? [];
  return layers
    .flatMap((layer) => layer.values.map((value) => ({ layer, value })))
    .flatMap(({ layer, value }) => {
      const literal = value.how.kind === 'literal' ? amountData(value.how.value) : undefined;
      const wins =
        literal === undefined || JSON.stringify(literal) === JSON.stringify(amountData(reading?.value ?? null));
      return wins ? [] : [{ pack: layer.pack, clause: value.source[0]?.clause ?? null, value: literal }];
    });
}
