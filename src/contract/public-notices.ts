import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, due, id, refusal, requestId, source } from './values.ts';

/** A notice or announcement of one household: to be put up, up, objected to, or the county's. */
const publicNotice = z.object({
  matter: id,
  seq: z.int(),
  headName: z.string(),
  village: areaRef.nullable(),
  procedureLabel: z.string(),
  step: z.string(),
  label: z.string(),
  state: z.enum(['to-post', 'up', 'full', 'objected', 'to-announce', 'announced', 'over']),
  begunOn: day.nullable(),
  doneOn: day.nullable(),
  /** Last day it must hang; from the next it may be taken down. */
  until: due.nullable(),
  mine: z.boolean(),
  by: z.array(z.string()),
  people: z.array(z.string()),
  draft: z.string().nullable(),
  /** Facts the announcement must name, such as its address. */
  needs: z.array(z.object({ name: z.string(), label: z.string() })),
  recordsFor: z.array(z.object({ office: z.string(), label: z.string() })),
  objections: z.array(
    z.object({ on: day, settledOn: day.nullable(), upheld: z.boolean().nullable(), text: z.string() }),
  ),
  refused: z.array(refusal),
  source: z.array(source),
});
export type PublicNotice = z.output<typeof publicNotice>;

export const listPublicNotices = route({
  method: 'GET',
  path: '/api/public-notices',
  summary: '公示公告: what is to be posted, hangs, is objected to, or is announced by the county',
  access: 'matter.read',
  reply: z.object({ notices: z.array(publicNotice), years: z.array(z.string()) }),
});

export const actOnMatters = route({
  method: 'POST',
  path: '/api/matters/acts',
  summary: 'One act for many matters by one document, all or none; refused where the procedure decides one by one',
  access: 'matter.act',
  body: z.strictObject({
    requestId,
    matters: z
      .array(z.strictObject({ id, seq: z.int() }))
      .min(1)
      .max(200),
    do: z.string().min(1).max(60),
    on: day,
    outcome: z.string().max(40).optional(),
    reason: z.string().trim().max(500).optional(),
    values: z.record(z.string(), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
    /** Number and day of the document that decides them together. */
    batch: z.string().trim().min(2).max(120),
    recordedFor: z.strictObject({ office: z.string().max(40), document: z.string().trim().min(2).max(120) }).optional(),
    text: z.string().trim().max(10_000).optional(),
  }),
  reply: z.object({ done: z.array(id) }),
});

/** A household helped first: what is still owed, and by when. */
export const listGreenChannel = route({
  method: 'GET',
  path: '/api/green-channel',
  summary: '绿色通道: households helped before recognition in a month, with help given and steps owed',
  access: 'matter.read',
  query: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
  }),
  reply: z.object({
    month: z.string(),
    months: z.array(z.string()),
    rows: z.array(
      z.object({
        matter: id,
        headName: z.string(),
        village: areaRef.nullable(),
        route: z.string(),
        openedOn: day,
        helps: z.array(z.object({ label: z.string(), on: day, ahead: z.boolean() })),
        gates: z.array(z.object({ label: z.string(), doneOn: day.nullable(), by: z.array(z.string()) })),
        owed: z.array(z.object({ step: z.string(), label: z.string(), due: due.nullable() })),
        limit: due.nullable(),
        state: z.string(),
      }),
    ),
  }),
});
