import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, id, month, requestId } from './values.ts';

const finding = z.object({
  id: z.int(),
  rule: z.string(),
  group: z.int(),
  household: id,
  headName: z.string(),
  /** The member it is about; null: the household. */
  person: id.nullable(),
  member: z.string().nullable(),
  /** Fields to be looked at, each with its official word; the first one first. */
  cells: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Values for the sentence: coded words, numbers, amounts in fen as text. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  blocks: z.boolean(),
  foundOn: day,
  town: areaRef.nullable(),
  village: areaRef.nullable(),
  exception: z.object({ id, reason: z.string(), by: z.string(), on: day }).nullable(),
});
export type QualityFindingReply = z.output<typeof finding>;

const filter = {
  rule: z.string().max(60).optional(),
  group: z.coerce.number().int().min(1).max(13).optional(),
  town: z.coerce.number().int().positive().optional(),
  village: z.coerce.number().int().positive().optional(),
  household: id.optional(),
  batch: id.optional(),
  /** Those somebody vouches for, instead of those still open. */
  excepted: z.stringbool().optional(),
};

export const listFindings = route({
  method: 'GET',
  path: '/api/quality',
  summary: '疑点数据: what the rules found and nobody has mended, with counts by rule, place and person in charge',
  access: 'quality.read',
  query: z.strictObject({
    ...filter,
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({
    findings: z.array(finding),
    total: z.int(),
    /** Whether every household was looked at this month. */
    month: z.object({ month, done: z.boolean() }),
    byRule: z.array(z.object({ rule: z.string(), group: z.int(), count: z.int() })),
    byTown: z.array(z.object({ town: areaRef.nullable(), count: z.int() })),
    byVillage: z.array(z.object({ village: areaRef.nullable(), count: z.int() })),
    byContact: z.array(z.object({ contact: z.string().nullable(), count: z.int() })),
  }),
});

export const findingsSheet = route({
  method: 'GET',
  path: '/api/quality/sheet',
  summary: '疑点数据 under the same filters as a workbook; written to the audit log',
  access: 'quality.read',
  kind: 'file',
  query: z.strictObject({ ...filter, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const exceptFinding = route({
  method: 'POST',
  path: '/api/quality/exceptions',
  summary: 'A named person says why a finding is true although the rule doubts it',
  access: 'quality.except',
  body: z.strictObject({ requestId, finding: z.int().positive(), reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ exception: id }),
});

export const takeBackException = route({
  method: 'POST',
  path: '/api/quality/exceptions/{id}/take-back',
  summary: 'An exception is taken back with a reason: the finding counts again',
  access: 'quality.except',
  params: z.object({ id }),
  body: z.strictObject({ requestId, reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ exception: id }),
});
