import { type Role, roles } from '#domain/access/roles.ts';

/** The office an account acts for, by the ids packs use: its department, the bureau, township or village; else none. */
export function officeOf(role: Role, department: string | null): string {
  if (department !== null) return department;
  const byLevel: Record<string, string> = {
    province: 'province-bureau',
    city: 'city-bureau',
    county: 'county-bureau',
    township: 'township',
    village: 'village',
  };
  return byLevel[roles[role].level] ?? '';
}
