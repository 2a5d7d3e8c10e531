import type { ParameterReply } from '#contract/policy.ts';
import { amountData } from '#domain/policy/amount.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { ParameterView } from '#domain/policy/policy-view.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';

/** A value that waits for a second person, by the parameter it is for. */
export type WaitingSetting = ParameterReply['waiting'][number] & { readonly name: string };

/** A parameter with where its value comes from, what it took the place of, and what waits to take its place. */
export function presentParameter(
  policy: Policy,
  name: string,
  view: ParameterView,
  waiting: readonly WaitingSetting[],
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
    waiting: waiting.filter((each) => each.name === name).map(({ name: _, ...rest }) => rest),
  };
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
