import { z } from 'zod';
import { PHOTOS_A_VISIT } from './photos.ts';
import { route } from './route.ts';
import { areaRef, day, due, id, requestId } from './values.ts';

const count = z.int().min(0).max(500);
const choice = z.object({ value: z.string(), label: z.string() });

/** A household that waits for a meeting, and what the meeting is asked of it. */
const readyHousehold = z.object({
  matter: id,
  seq: z.int(),
  headName: z.string(),
  village: areaRef.nullable(),
  procedureLabel: z.string(),
  step: z.string(),
  label: z.string(),
  due,
  outcomes: z.array(z.string()),
  /** Facts of the act beside the votes: lists and choices of words. */
  fields: z.array(z.object({ name: z.string(), label: z.string(), kind: z.string(), choices: z.array(choice) })),
  /** Truths somebody has to mark before it goes on, such as 较大争议. */
  marks: z.array(z.string()),
  members: z.array(z.string()),
});
export type ReadyHousehold = z.output<typeof readyHousehold>;

export const listMeetings = route({
  method: 'GET',
  path: '/api/meetings',
  summary: '民主评议: households of the own area that wait for a meeting, and meetings held',
  access: 'matter.read',
  reply: z.object({
    ready: z.array(readyHousehold),
    held: z.array(
      z.object({
        id,
        on: day,
        village: areaRef.nullable(),
        place: z.string(),
        chair: z.string(),
        recorder: z.string(),
        present: z.int(),
        invited: z.int(),
        minutes: z.string(),
        matters: z.array(z.object({ id, headName: z.string() })),
      }),
    ),
  }),
});

export const holdMeeting = route({
  method: 'POST',
  path: '/api/meetings',
  summary: 'One meeting on several households of a village: an act for each, all or none',
  access: 'matter.act',
  body: z.strictObject({
    requestId,
    on: day,
    place: z.string().trim().min(1).max(80),
    chair: z.string().trim().min(1).max(40),
    recorder: z.string().trim().max(40).default(''),
    present: count,
    invited: count.default(0),
    minutes: z.string().trim().max(10_000).default(''),
    photos: z.array(id).max(PHOTOS_A_VISIT).default([]),
    households: z
      .array(
        z.strictObject({
          matter: id,
          seq: z.int(),
          step: z.string().max(60),
          outcome: z.string().max(40),
          agree: count,
          against: count,
          abstain: count,
          recused: count,
          related: z.string().trim().max(200).optional(),
          reason: z.string().trim().max(500).optional(),
          values: z
            .record(
              z.string(),
              z.union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(60)).max(40)]),
            )
            .optional(),
          facts: z.record(z.string().max(40), z.boolean()).optional(),
        }),
      )
      .min(1)
      .max(60),
  }),
  reply: z.object({ meeting: id }),
});
