import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, id, requestId } from './values.ts';

/** A value with who says it: a kind of source (`visit`, `national-export` …) and the day it speaks of. */
const said = z.object({ value: z.string(), source: z.string(), on: day.nullable() });

/** Why people decide: a stronger source or a later day says otherwise, or it is about who and where somebody is. */
const reason = z.enum(['weaker-source', 'stale', 'identity', 'other-household', 'proposed']);

/** Something two sources say differently. Numbers of people are masked. */
const difference = z.object({
  id: z.int(),
  household: id,
  headName: z.string(),
  /** The member it is about; null: the household. */
  member: z.string().nullable(),
  village: areaRef.nullable(),
  field: z.string(),
  label: z.string(),
  known: said,
  offered: said,
  reason,
  /** The file that said so. */
  fileName: z.string(),
  /** For `other-household`: the head of the household the person would move to; null: it is not in the register. */
  moveTo: z.string().nullable(),
  /** Somebody at work on the household proposed it. */
  proposal: z.object({ by: z.string(), reason: z.string() }).nullable(),
});
export type RegistryDifference = z.output<typeof difference>;

export const listDifferences = route({
  method: 'GET',
  path: '/api/differences',
  summary: '待定差异: where a weaker or older source says otherwise than the register, who said what and when',
  access: 'registry.decide',
  query: z.strictObject({
    town: z.coerce.number().int().positive().optional(),
    reason: reason.optional(),
    household: id.optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.object({ differences: z.array(difference), total: z.int() }),
});

export const decideDifferences = route({
  method: 'POST',
  path: '/api/differences',
  summary: 'Accept what was offered or keep what is known, several at once; keeping asks for a reason',
  access: 'registry.decide',
  body: z.strictObject({
    requestId,
    differences: z.array(z.int().positive()).min(1).max(200),
    decision: z.enum(['accept', 'keep']),
    reason: z.string().trim().min(2).max(200).optional(),
  }),
  reply: z.object({
    done: z.array(z.int()),
    refused: z.array(
      z.object({
        id: z.int(),
        why: z.enum(['decided', 'changed', 'head', 'no-household', 'number-taken', 'village', 'own']),
      }),
    ),
  }),
});
