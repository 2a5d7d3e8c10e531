import { z } from 'zod';
import { route } from './route.ts';
import { day } from './values.ts';

/** What the log keeps: sign-ins, refusals, numbers and photos looked at, files out, settings, accounts, imports. */
export const auditKinds = [
  'sign-in',
  'sign-out',
  'refused',
  'reveal',
  'call',
  'export',
  'print',
  'setting',
  'account',
  'import',
] as const;

const filter = {
  kind: z.enum(auditKinds).optional(),
  /** Name or login of who did it. */
  who: z.string().trim().max(40).optional(),
  from: day.optional(),
  to: day.optional(),
};

export const listAudit = route({
  method: 'GET',
  path: '/api/audit',
  summary: '日志审计: who did what when, newest first; never a value',
  access: 'audit.read',
  query: z.strictObject({
    ...filter,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({
    entries: z.array(
      z.object({
        id: z.int(),
        at: z.int(),
        who: z.string(),
        kind: z.enum(auditKinds),
        result: z.enum(['done', 'refused', 'failed']),
        /** A reason somebody wrote, or a code of ours. */
        reason: z.string().nullable(),
        subjects: z.int(),
        address: z.string().nullable(),
        sealed: z.boolean(),
      }),
    ),
    total: z.int(),
    chain: z.object({ rows: z.int(), fault: z.string().nullable() }),
  }),
});

export const exportAudit = route({
  method: 'GET',
  path: '/api/audit/sheet.csv',
  summary: 'The log under the same filters as a file for the auditor; written to the log itself',
  access: 'audit.read',
  kind: 'file',
  query: z.strictObject({ ...filter, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});
