import type { Actor } from '#domain/access/actor.ts';
import { holds } from '#domain/access/permissions.ts';
import { type Role, roleNames, roles } from '#domain/access/roles.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { MatterRow } from '#store/matters.ts';
import { listOfficeAccounts } from '#store/office-accounts.ts';
import type { CommandContext } from './command-context.ts';

/** Who can act on a matter from a desk of this system. */
export interface OfficeDesks {
  /** Names of people of these offices, each once; empty when none of them has an account. */
  names(offices: readonly string[]): string[];
  hasDesk(office: string): boolean;
}

/** The people of the offices over the place of a matter who may act on matters, read once a page. */
export async function officeDesks(
  context: CommandContext,
  { town, village }: Pick<MatterRow, 'town' | 'village'>,
): Promise<OfficeDesks> {
  const accounts = await listOfficeAccounts(context.tx, context.keys.county);
  const here = accounts.filter(({ role, area }) => {
    if (!isRole(role) || !holds({ role, policy: false }, 'matter.act')) return false;
    const { level } = roles[role];
    return level === 'county' || (level === 'township' && area === town) || (level === 'village' && area === village);
  });
  return {
    names: (offices) => [...new Set(here.filter(({ office }) => offices.includes(office)).map(({ name }) => name))],
    hasDesk: (office) => here.some((each) => each.office === office),
  };
}

/**
 * Whether the actor's office may record an act of `office` by the document that came from it: an office of the same level
 * that has no desk here (a leading group, a third-party inquiry body, a department). Never for one that has.
 */
export function mayRecordFor(actor: Actor, policy: Policy, office: string, desks: OfficeDesks): boolean {
  if (actor.role === 'system' || actor.department !== null || office === actor.office) return false;
  const term = policy.terms.offices.find(({ id }) => id === office);
  return term !== undefined && term.level === roles[actor.role].level && !desks.hasDesk(office);
}

function isRole(role: string): role is Role {
  return roleNames.some((name) => name === role);
}
