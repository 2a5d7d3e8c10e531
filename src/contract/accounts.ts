import { z } from 'zod';
import { roleNames } from '#domain/access/roles.ts';
import { route } from './route.ts';
import { areaId, areaRef, id, requestId } from './values.ts';

const role = z.enum(roleNames as [string, ...string[]]);

const account = z.object({
  id,
  login: z.string(),
  name: z.string(),
  role,
  roleLabel: z.string(),
  area: areaRef.nullable(),
  department: z.string().nullable(),
  policy: z.boolean(),
  /** `waiting`: made, not yet let in by the security administrator. */
  state: z.enum(['active', 'waiting', 'disabled', 'locked']),
});
export type AccountLine = z.output<typeof account>;

export const listAccounts = route({
  method: 'GET',
  path: '/api/accounts',
  summary: '账号权限: every account with role, area and state',
  access: 'accounts.read',
  reply: z.object({
    accounts: z.array(account),
    roles: z.array(z.object({ id: role, label: z.string(), level: z.string() })),
    areas: z.array(areaRef.extend({ level: z.string() })),
    departments: z.array(z.string()),
  }),
});

export const createAccount = route({
  method: 'POST',
  path: '/api/accounts',
  summary: 'Make an account; it waits for the security administrator. The one-time password is shown once',
  access: 'accounts.manage',
  body: z.strictObject({
    requestId,
    login: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9._-]{2,31}$/),
    name: z.string().trim().min(1).max(40),
    role,
    area: areaId,
    department: z.string().trim().min(1).max(40).optional(),
    policy: z.boolean().default(false),
  }),
  reply: z.object({ account, oneTimePassword: z.string() }),
});

export const approveAccount = route({
  method: 'POST',
  path: '/api/accounts/{id}/approve',
  summary: 'Let a waiting account in',
  access: 'accounts.approve',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ account }),
});

export const disableAccount = route({
  method: 'POST',
  path: '/api/accounts/{id}/disable',
  summary: 'Shut an account out; its sessions end at once',
  access: 'accounts.approve',
  params: z.object({ id }),
  body: z.strictObject({ requestId, reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ account }),
});
