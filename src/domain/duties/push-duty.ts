import { conditionScope } from '../dictionary/rule-scopes.ts';
import { compileCondition } from '../feel/compile-feel.ts';
import { decide } from '../feel/evaluate.ts';
import type { Duty } from '../policy/duty-shape.ts';
import { officeId } from '../policy/office-ids.ts';
import { policyNames } from '../policy/policy-names.ts';
import type { Policy } from '../policy/resolved-policy.ts';
import { parametersIn } from '../policy/rule-parameters.ts';
import type { PlainDate } from '../values/plain-date.ts';

/** A duty to tell departments of objects: which events, which columns. */
export type PushDuty = Duty & Required<Pick<Duty, 'push'>>;

/** Duties that push lists and apply on a day, in the order of the documents. One whose condition is not known does not apply. */
export function pushDuties(policy: Policy, on: PlainDate): PushDuty[] {
  return policy.duties.filter((duty): duty is PushDuty => duty.push !== undefined && applies(policy, duty, on));
}

function applies(policy: Policy, duty: Duty, on: PlainDate): boolean {
  if (duty.when === undefined) return true;
  const compiled = compileCondition(duty.when, conditionScope(policyNames(policy)));
  if (!compiled.ok) return false;
  return decide(compiled.expr, { parameters: parametersIn(policy, duty.when, {}, on) }).answer === 'yes';
}

/** Offices a pushed list goes to: an office that stands for several (县级行业部门) is these; in the order of the documents. */
export function pushedTo(policy: Policy, duty: Pick<Duty, 'to'>): string[] {
  const { offices } = policy.terms;
  const ids = new Set(offices.map(({ id }) => id));
  const members = duty.to.flatMap((word) => {
    const office = offices.find(({ id }) => id === officeId(offices, word));
    const several = (office?.kinds ?? []).map((kind) => officeId(offices, kind)).filter((id) => ids.has(id));
    const others = several.filter((id) => id !== office?.id);
    return others.length > 0 ? others : office === undefined ? [] : [office.id];
  });
  return [...new Set(members)];
}

/** The procedure behind an event `<procedure>.effective`; undefined for any other event. */
export function effectiveOf(event: string): string | undefined {
  return /^(.+)\.effective$/.exec(event)?.[1];
}
