import { z } from 'zod';
import { route } from './route.ts';
import { areaRef, day, id, month, requestId } from './values.ts';

/** Households a value would have raised, and what was found of them. `precision` and `recall` in whole permille. */
const result = z.object({
  raised: z.int(),
  yes: z.int(),
  no: z.int(),
  unverified: z.int(),
  missed: z.int(),
  strangers: z.int(),
  undecided: z.int(),
  precision: z.int().nullable(),
  recall: z.int().nullable(),
});

const whatIf = z.object({
  id,
  county: areaRef.nullable(),
  feed: z.string(),
  feedLabel: z.string(),
  parameter: z.string(),
  unit: z.string().nullable(),
  from: month,
  to: month,
  rows: z.int(),
  madeBy: z.string(),
  madeOn: day,
  trials: z.array(
    z.object({
      /** null: nothing is set. The first is what is in force. */
      value: z.string().nullable(),
      result,
      /** Against the value in force. Above the county, townships with fewer than three stand together under null. */
      towns: z.array(z.object({ town: areaRef.nullable(), in: z.int(), out: z.int() })),
    }),
  ),
});
export type WhatIf = z.output<typeof whatIf>;

export const listWhatIfs = route({
  method: 'GET',
  path: '/api/what-ifs',
  summary: '试算: rules with a value that may be tried, and the latest trials; numbers only, no household',
  access: 'what-if.read',
  reply: z.object({
    /** Rules that ask for a parameter; empty above the county. */
    rules: z.array(
      z.object({
        feed: z.string(),
        label: z.string(),
        rule: z.string(),
        parameters: z.array(z.object({ name: z.string(), value: z.string().nullable(), unit: z.string().nullable() })),
      }),
    ),
    trials: z.array(whatIf),
    today: day,
  }),
});

export const tryValue = route({
  method: 'POST',
  path: '/api/what-ifs',
  summary: '试算: judge what a feed delivered once more with other values of a parameter; kept without persons',
  access: 'what-if.try',
  body: z.strictObject({
    requestId,
    feed: z.string().min(1).max(80),
    parameter: z.string().min(1).max(80),
    values: z.array(z.string().trim().min(1).max(40)).min(1).max(5),
    from: month,
    to: month,
  }),
  reply: z.object({ trial: whatIf }),
});
