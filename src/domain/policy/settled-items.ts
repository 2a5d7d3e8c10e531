import { compileCondition } from '../feel/compile-feel.ts';
import { decide } from '../feel/evaluate.ts';
import type { Feel, Terms } from './pack-shape.ts';
import type { Policy } from './resolved-policy.ts';
import { parameterType } from './rule-names.ts';
import { parametersIn } from './rule-parameters.ts';

/**
 * The policy without the items (offices and other terms, feeds, duties, grades, papers) whose `when` speaks of nothing but
 * settings and is false on the policy's day; a cited document with such a `when` no longer questions what is inherited. A
 * `when` that is unknown, or that asks for facts, leaves its item there: it is judged where the facts are.
 */
export function settleItems(policy: Policy): Policy {
  const here = <T extends { readonly when?: Feel }>(items: readonly T[]): readonly T[] =>
    items.some(({ when }) => when !== undefined) ? items.filter(({ when }) => !isOff(policy, when)) : items;
  return {
    ...policy,
    terms: settledTerms(policy.terms, here),
    feeds: here(policy.feeds),
    duties: here(policy.duties),
    grading: here(policy.grading),
    forms: here(policy.forms),
    packs: policy.packs.map((pack) => withSettledCites(policy, pack)),
  };
}

type Here = <T extends { readonly when?: Feel }>(items: readonly T[]) => readonly T[];

function settledTerms(terms: Terms, here: Here): Terms {
  return {
    ...terms,
    offices: here(terms.offices),
    channels: here(terms.channels),
    classes: here(terms.classes),
    risks: here(terms.risks),
    groups: here(terms.groups),
    areas: here(terms.areas),
    lists: Object.fromEntries(Object.entries(terms.lists).map(([name, entries]) => [name, here(entries)])),
  };
}

type PackHere = Policy['packs'][number];

function withSettledCites(policy: Policy, pack: PackHere): PackHere {
  if (pack.head.cites.every(({ when }) => when === undefined)) return pack;
  const cites = pack.head.cites.map((cite) => (isOff(policy, cite.when) ? { ...cite, settled: true } : cite));
  return { ...pack, head: { ...pack.head, cites } };
}

/** True when the condition speaks of settings only and is false; unknown is not false. */
function isOff(policy: Policy, when: Feel | undefined): boolean {
  if (when?.includes('参数.') !== true) return false;
  const parameters = Object.fromEntries(
    Object.values(policy.parameters)
      .filter(({ name }) => when.includes(name))
      .map(({ name, type, unit }) => [name, parameterType(type, unit)]),
  );
  const compiled = compileCondition(when, { dictionary: new Map(), bare: [], roots: [], parameters });
  if (!compiled.ok) return false;
  return decide(compiled.expr, { parameters: parametersIn(policy, when, {}, policy.on) }).answer === 'no';
}
