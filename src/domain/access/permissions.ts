import type { Role } from './roles.ts';

const township = ['township-clerk', 'township-leader'] as const satisfies Role[];
const county = ['county-officer', 'county-chief'] as const satisfies Role[];
const office = [...township, ...county] as const satisfies Role[];
const field = [...office, 'village-cadre'] as const satisfies Role[];
const everybody = [
  ...field,
  'county-department',
  'city-officer',
  'city-department',
  'province-officer',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const satisfies Role[];

/**
 * Deny by default: a permission stands here with the roles that have it, or nobody has it.
 * The area an account may use it in is a second question (`Scope`), kept by the database.
 */
export const permissions = {
  'home.read': everybody,
  'policy.read': everybody,
  'calendar.read': everybody,
  'settings.write': [],
  'calendar.write': [],
  'area.read': everybody,
  'area.write': ['county-officer', 'system-admin'],
  'ledger.read': field,
  'ledger.export': office,
  'lead.register': field,
  'lead.receive': ['township-clerk'],
  'lead.assign': ['township-clerk'],
  'lead.verify': ['township-clerk', 'village-cadre'],
  'photo.read': [...township, 'village-cadre', 'county-officer'],
  'lead.decide': ['township-clerk'],
  'lead.tell': ['township-clerk'],
  'lead.write-off': ['township-clerk'],
  'lead.return': ['township-clerk'],
  'lead.merge': ['township-clerk', 'county-officer'],
  'lead.withdraw': ['township-clerk', 'county-officer', 'village-cadre'],
  'lead.dispatch': ['county-officer'],
  'filing.file': township,
  'filing.read': office,
  'filing.full-numbers': township,
  'household.read': field,
  'household.reveal-number': office,
  'household.change': ['township-clerk', 'county-officer'],
  'household.call': field,
  'quality.read': field,
  'quality.except': [...township, 'county-officer'],
  'registry.import': ['county-officer'],
  'registry.decide': ['township-clerk', 'county-officer'],
  'registry.propose': ['village-cadre', 'township-clerk', 'county-officer'],
  'registry.rejected-rows': ['county-officer'],
  'feed.submit': ['county-department'],
  'feed.read': ['county-department', ...county],
  'feed.calendar': ['city-officer', 'city-department'],
  'feed.offices': ['county-officer'],
  'feed.rejected-rows': ['county-department'],
  'push.read': ['county-department', ...county],
  'push.make': ['county-officer'],
  'push.sign': ['county-department'],
  'what-if.try': county,
  'what-if.read': [...county, 'city-officer', 'province-officer'],
  'paper.read': field,
  'paper.issue': field,
  'matter.read': field,
  'matter.act': field,
  'matter.open': ['township-clerk', 'village-cadre', 'county-officer'],
  'comparison.read': county,
  'comparison.full-numbers': ['county-officer'],
  'national-entry.read': ['township-clerk', ...county],
  'national-entry.full-numbers': ['township-clerk', 'county-officer'],
  'national-entry.record': ['township-clerk', 'county-officer'],
  'reminder.read': [...township, ...county],
  'figures.read': [...office, 'city-officer', 'province-officer'],
  'accounts.read': ['system-admin', 'security-admin'],
  'accounts.manage': ['system-admin'],
  'accounts.approve': ['security-admin'],
  'system.read': ['system-admin'],
  'audit.read': ['audit-admin'],
  'audit.verify': ['audit-admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Given to single bureau accounts: who writes under 政策依据. */
export const policyPermissions: readonly Permission[] = ['settings.write', 'calendar.write'];

/** Whether an account of this role, with or without the policy permission, holds `permission`. */
export function holds(account: { role: Role; policy: boolean }, permission: Permission): boolean {
  const granted: readonly Role[] = permissions[permission];
  return granted.includes(account.role) || (account.policy && policyPermissions.includes(permission));
}

/** Every permission an account holds: what the menu is made from. */
export function permissionsOf(account: { role: Role; policy: boolean }): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((name) => holds(account, name));
}
