import { z } from 'zod';
import { batch, finding } from './feeds.ts';
import { route } from './route.ts';
import { id, month, requestId } from './values.ts';

const contact = z.object({ name: z.string(), phone: z.string() });

const key = z.object({ id, label: z.string(), createdAt: z.int(), revokedAt: z.int().nullable() });

export const listFeedOffices = route({
  method: 'GET',
  path: '/api/feed-offices',
  summary: 'Departments that report: whom to call, how punctual they were in the last twelve months, their keys',
  access: 'feed.offices',
  reply: z.object({
    offices: z.array(
      z.object({
        department: z.string(),
        label: z.string(),
        contact: contact.nullable(),
        months: z.array(z.object({ period: month, inTime: z.int(), late: z.int(), daysLate: z.int() })),
        keys: z.array(key),
      }),
    ),
  }),
});

export const feedSumsSheet = route({
  method: 'GET',
  path: '/api/feed-sums.xlsx',
  summary: 'Confirmed batches of a month with everything that adds up: rows, accepted by person and by outcome',
  access: 'feed.offices',
  kind: 'file',
  query: z.strictObject({ period: month, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const saveFeedContact = route({
  method: 'POST',
  path: '/api/feed-offices/{department}/contact',
  summary: 'Say whom to call at a department',
  access: 'feed.offices',
  params: z.object({ department: z.string().min(1).max(40) }),
  body: z.strictObject({
    requestId,
    name: z.string().trim().min(1).max(40),
    phone: z
      .string()
      .trim()
      .regex(/^[\d-]{5,20}$/),
  }),
  reply: z.object({ department: z.string() }),
});

export const createDepartmentKey = route({
  method: 'POST',
  path: '/api/feed-offices/{department}/keys',
  summary: 'Make a key for the system of a department; the secret is shown once and never again',
  access: 'feed.offices',
  params: z.object({ department: z.string().min(1).max(40) }),
  body: z.strictObject({ requestId, label: z.string().trim().min(2).max(60) }),
  reply: z.object({ id, key: z.string(), secret: z.string() }),
});

export const revokeDepartmentKey = route({
  method: 'POST',
  path: '/api/department-keys/{id}/revoke',
  summary: 'Take a key out of force',
  access: 'feed.offices',
  params: z.object({ id }),
  body: z.strictObject({ requestId }),
  reply: z.object({ id }),
});

/** A value of a row: as a cell would hold it. */
const cell = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

export const submitSigned = route({
  method: 'POST',
  path: '/api/department/feeds',
  summary:
    'Report by a department’s own system. `signature` = hex HMAC-SHA256 with the key’s secret over the body without it as JSON with sorted keys; `at` = now in ms. The same checks as for an upload; all or nothing',
  access: 'public',
  body: z.strictObject({
    requestId,
    key: z.string().max(80),
    at: z.int(),
    feed: z.string().max(80),
    period: month,
    /** Rows by official heading, or a file; neither: 无新增. */
    rows: z
      .array(z.record(z.string().max(80), cell))
      .max(20_000)
      .optional(),
    file: z.strictObject({ name: z.string().max(120), base64: z.base64() }).optional(),
    /** 补报原因, needed when rows arose before the period. */
    reason: z.string().trim().min(2).max(200).optional(),
    signature: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  reply: z.object({
    batch,
    /** Rejected rows with cell, reason and mend: mended they may be sent alone. */
    rejected: z.array(z.object({ row: z.int(), findings: z.array(finding) })),
  }),
});
