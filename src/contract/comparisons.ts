import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, due, id, requestId } from './values.ts';

const certificate = z.object({ name: z.string(), item: z.string(), on: day, office: z.string(), found: z.boolean() });

/** A household whose turn for the comparison has come. */
const waitingComparison = z.object({
  matter: id,
  seq: z.int(),
  no: z.string(),
  headName: z.string(),
  village: areaRef.nullable(),
  step: z.string(),
  label: z.string(),
  due,
  outcomes: z.array(z.string()),
  items: z.array(z.string()),
  /** Members who agreed and are not waived, with the number the request names them by. */
  asked: z.array(z.object({ member: id, no: z.string(), name: z.string() })),
  exempt: z.array(z.object({ name: z.string(), why: z.string().nullable() })),
  offices: z.array(z.object({ office: z.string(), label: z.string() })),
  onRecord: z.array(certificate),
});
export type WaitingComparison = z.output<typeof waitingComparison>;

export const listComparisons = route({
  method: 'GET',
  path: '/api/comparisons',
  summary: '信息比对: households whose turn has come, who may be asked about and what is on record',
  access: 'comparison.read',
  reply: z.object({ waiting: z.array(waitingComparison) }),
});

export const comparisonRequest = route({
  method: 'GET',
  path: '/api/comparisons/request.xlsx',
  summary: 'The request as a workbook with full numbers, limited to what was authorised; audited',
  access: 'comparison.full-numbers',
  kind: 'file',
  reply: z.unknown(),
});

export const readComparison = route({
  method: 'POST',
  path: '/api/comparisons/answer',
  summary: 'Reads an answered request: what fits, what does not and why, who is missing; writes nothing',
  access: 'comparison.full-numbers',
  kind: 'upload',
  query: z.strictObject({ requestId }),
  reply: z.object({
    rows: z.int(),
    answers: z.array(
      z.object({
        matter: id,
        member: id,
        name: z.string(),
        results: z.record(z.string(), z.string()),
        found: z.array(z.string()),
      }),
    ),
    wrong: z.array(
      z.object({
        row: z.int(),
        why: z.enum(['unknown-line', 'other-name', 'twice', 'item-missing']),
        about: z.string(),
      }),
    ),
    unanswered: z.array(z.object({ matter: id, name: z.string() })),
  }),
});

export const recordComparisons = route({
  method: 'POST',
  path: '/api/comparisons',
  summary: 'Records what the comparison said, with the outcome a person chose for each household; all or none',
  access: 'comparison.full-numbers',
  body: z.strictObject({
    requestId,
    on: day,
    office: z.string().min(1).max(40),
    document: z.string().trim().min(2).max(120),
    matters: z
      .array(
        z.strictObject({
          id,
          seq: z.int(),
          step: z.string().max(60),
          outcome: z.string().max(40),
          explanation: z.string().trim().max(500).optional(),
          reason: z.string().trim().max(500).optional(),
          results: z.record(z.string(), z.record(z.string(), z.string().max(200))),
        }),
      )
      .min(1)
      .max(200),
  }),
  reply: z.object({ done: z.array(id) }),
});
