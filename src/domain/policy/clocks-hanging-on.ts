import type { Policy } from './resolved-policy.ts';

/** Steps and limits whose time the parameter `name` holds, as `<procedure>/<step or limit>`. */
export function clocksHangingOn(policy: Policy, name: string): string[] {
  const hangs = (term: unknown) => typeof term === 'object' && term !== null && 'param' in term && term.param === name;
  return Object.values(policy.procedures).flatMap((procedure) => [
    ...procedure.steps
      .filter((step) => hangs(step.within) || hangs(step.lasts?.term) || step.variants.some((one) => hangs(one.within)))
      .map((step) => `${procedure.id}/${step.id}`),
    ...procedure.limits.filter((limit) => hangs(limit.within)).map((limit) => `${procedure.id}/${limit.id}`),
  ]);
}
