import { z } from 'zod';
import { PHOTO_BYTES } from './photos.ts';
import { route } from './route.ts';
import { areaId, areaRef, day, id, month, refusal, requestId } from './values.ts';

/** Changes somebody makes on the page of a household. */
export const ownChangeKinds = ['split', 'merge', 'move', 'move-out', 'head', 'birth', 'marriage-in', 'death', 'leave', 'natural'] as const; // biome-ignore format: one list

/** Most pictures of evidence of one change, and most bytes of each. */
export const EVIDENCE_A_CHANGE = 6;
export const EVIDENCE_BYTES = PHOTO_BYTES;

const shown = z.object({
  id,
  headName: z.string().nullable(),
  isNew: z.boolean(),
  gone: z.boolean(),
  place: areaRef.nullable(),
  members: z.array(z.object({ id, name: z.string(), relation: z.string().nullable() })),
});
export type ShownHousehold = z.output<typeof shown>;

export const changeHousehold = route({
  method: 'POST',
  path: '/api/households/{id}/changes',
  summary:
    '分户 并户 迁移 户主变更 出生 婚入 死亡 迁出 自然减少: worked out first (`preview`), then one act with its reason',
  access: 'household.change',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    /** Only works it out: nothing is written. */
    preview: z.boolean().default(false),
    kind: z.enum(ownChangeKinds),
    on: day,
    persons: z.array(id).max(50).optional(),
    head: id.optional(),
    relations: z.record(id, z.string().trim().min(1).max(20)).optional(),
    into: id.optional(),
    village: areaId.optional(),
    cause: z.string().max(20).optional(),
    newcomer: z
      .strictObject({
        name: z.string().trim().min(2).max(40),
        relation: z.string().trim().max(20),
        sex: z.enum(['男', '女']),
        idNumber: z.string().trim().max(24).optional(),
        bornOn: day.optional(),
      })
      .optional(),
    reason: z.string().trim().min(2).max(300),
    evidence: z.array(id).max(EVIDENCE_A_CHANGE).default([]),
  }),
  reply: z.object({
    /** Null: only worked out. */
    change: id.nullable(),
    refusals: z.array(refusal),
    before: z.array(shown),
    after: z.array(shown),
    running: z.array(z.string()),
    monitored: z.boolean(),
    /** What may be chosen as the cause of 自然减少. */
    causes: z.array(z.string()),
  }),
});

const sum = z.object({
  start: z.int(),
  split: z.int(),
  movedIn: z.int(),
  cameOver: z.int(),
  entered: z.int(),
  merged: z.int(),
  movedOut: z.int(),
  wentOver: z.int(),
  natural: z.int(),
  takenBack: z.int(),
  end: z.int(),
  addsUp: z.boolean(),
  off: z.int(),
});
export type ChangeSum = z.output<typeof sum>;

export const listChanges = route({
  method: 'GET',
  path: '/api/household-changes',
  summary: '农户变更 of a month with the line 户数期初 + 分户 + 迁入 − 并户 − 迁出 − 自然减少 = 期末',
  access: 'household.read',
  query: z.strictObject({
    month: month.optional(),
    town: z.coerce.number().int().positive().optional(),
    village: z.coerce.number().int().positive().optional(),
  }),
  reply: z.object({
    month,
    sum,
    changes: z.array(
      z.object({
        id,
        /** 0: where it happened, 1: the other place. */
        side: z.int(),
        kind: z.string(),
        on: day,
        household: id,
        headName: z.string(),
        otherHead: z.string().nullable(),
        member: z.string().nullable(),
        households: z.int(),
        persons: z.int(),
        monitored: z.boolean(),
        reason: z.string(),
        evidence: z.array(id),
        by: z.string(),
        village: areaRef.nullable(),
        undone: z.boolean(),
        mayUndo: z.boolean(),
      }),
    ),
  }),
});
export type ChangeLineReply = z.output<(typeof listChanges)['reply']>['changes'][number];

export const undoChange = route({
  method: 'POST',
  path: '/api/household-changes/{id}/undo',
  summary: '撤回变更: a change that puts everybody back, as long as nobody has built on it',
  access: 'household.change',
  params: z.object({ id }),
  body: z.strictObject({ requestId, reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ change: id }),
});

export const addChangeEvidence = route({
  method: 'POST',
  path: '/api/households/{id}/evidence',
  summary: 'A picture of what proves a change (JPEG or PNG, at most 8 MB), encrypted, where the household belongs',
  access: 'household.change',
  kind: 'upload',
  params: z.object({ id }),
  query: z.strictObject({ requestId }),
  reply: z.object({ id, bytes: z.int() }),
});

export const changeEvidence = route({
  method: 'GET',
  path: '/api/household-changes/{id}/evidence/{file}',
  summary: 'A picture of evidence in clear; written to the audit log',
  access: 'household.change',
  kind: 'file',
  params: z.object({ id, file: id }),
  reply: z.unknown(),
});
