import { z } from 'zod';
import { roleNames } from '#domain/access/roles.ts';
import { route } from './route.ts';
import { areaRef, day } from './values.ts';

const me = z.object({
  account: z.uuid(),
  login: z.string(),
  name: z.string(),
  role: z.enum(roleNames as [string, ...string[]]),
  roleLabel: z.string(),
  office: z.string(),
  area: areaRef.nullable(),
  /** Province, city, county, township names down to the account's area, outermost first. */
  areaPath: z.array(z.string()),
  department: z.string().nullable(),
  permissions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  /** The official day: the demo's date in a demonstration, otherwise today in Shanghai. */
  today: day,
  demo: z.boolean(),
});
export type Me = z.output<typeof me>;

export const signIn = route({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with login and password',
  access: 'public',
  body: z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) }),
  reply: me,
});

export const whoAmI = route({
  method: 'GET',
  path: '/api/session',
  summary: 'The account signed in, its permissions and the official day',
  access: 'signed-in',
  reply: me,
});

export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  summary: 'End the session',
  access: 'signed-in',
  reply: z.object({}),
});

export const changePassword = route({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change the own password; required at the first sign-in',
  access: 'signed-in',
  body: z.strictObject({ current: z.string().min(1).max(256), next: z.string().min(1).max(256) }),
  reply: me,
});

/** Only in a demonstration: move the official day. */
export const moveDemoDay = route({
  method: 'PUT',
  path: '/api/demo/today',
  summary: 'Move the official day of a demonstration',
  access: 'signed-in',
  body: z.strictObject({ today: day }),
  reply: z.object({ today: day }),
});
