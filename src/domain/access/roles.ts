/** What an account may be. `level` is the area level of its scope; administrators have no scope over people. */
export const roles = {
  'province-officer': { level: 'province', label: '省级业务人员' },
  'city-officer': { level: 'city', label: '市级业务人员' },
  'city-department': { level: 'city', label: '市级行业部门' },
  'county-officer': { level: 'county', label: '县级业务人员' },
  'county-chief': { level: 'county', label: '县级负责人' },
  'county-department': { level: 'county', label: '县级行业部门' },
  'township-clerk': { level: 'township', label: '乡镇经办人员' },
  'township-leader': { level: 'township', label: '乡镇负责人' },
  'village-cadre': { level: 'village', label: '村级人员' },
  'system-admin': { level: 'none', label: '系统管理员' },
  'security-admin': { level: 'none', label: '安全管理员' },
  'audit-admin': { level: 'none', label: '审计管理员' },
} as const;

export type Role = keyof typeof roles;
export type AreaLevel = 'province' | 'city' | 'county' | 'township' | 'village' | 'none';

export const roleNames = Object.keys(roles) as Role[];

/** The three administrators, each exclusive of every other role. */
export const administratorRoles: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin'];
