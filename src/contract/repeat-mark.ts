import { z } from 'zod';
import { day, id } from './values.ts';

/** The earlier line a marked one repeats, its visit, and whether a person has decided. */
export const repeatMark = z.object({
  id,
  state: z.enum(['marked', 'kept', 'revisit', 'other-news']),
  visit: z
    .object({
      no: z.string(),
      on: day.nullable(),
      verdict: z.string().nullable(),
      reason: z.string().nullable(),
      verifiers: z.array(z.string()),
    })
    .nullable(),
});
