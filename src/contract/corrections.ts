import { z } from 'zod';
import { route } from './route.ts';
import { id, requestId } from './values.ts';

const found = z.array(
  z.object({ rule: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])), person: id.nullable() }),
);

export const correctionFields = route({
  method: 'GET',
  path: '/api/corrections/fields',
  summary: 'The fields of households and members a correction may be about, and the words each can take',
  access: 'registry.propose',
  reply: z.object({
    fields: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        of: z.enum(['household', 'person']),
        type: z.enum(['text', 'list', 'date', 'date-or-month', 'boolean', 'integer', 'fen']),
        choices: z.array(z.string()).nullable(),
      }),
    ),
  }),
});

export const proposeCorrection = route({
  method: 'POST',
  path: '/api/households/{id}/corrections',
  summary:
    '信息更正: a proposal with its reason, for somebody else to decide; `preview` only says what the rules would find',
  access: 'registry.propose',
  params: z.object({ id }),
  body: z.strictObject({
    requestId,
    preview: z.boolean().default(false),
    person: id.optional(),
    values: z.record(z.string().max(60), z.string().max(200)),
    reason: z.string().trim().min(2).max(200),
  }),
  reply: z.object({
    /** Null: only looked at. */
    correction: id.nullable(),
    /** Values that differ from what is known. */
    differences: z.int(),
    before: found,
    after: found,
  }),
});
