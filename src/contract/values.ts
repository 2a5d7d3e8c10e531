import { z } from 'zod';
import { parsePlainDate } from '#domain/values/plain-date.ts';

/** A civil day `YYYY-MM-DD` that exists. */
export const day = z
  .string()
  .refine((text) => parsePlainDate(text) !== undefined, { message: 'invalid-date' })
  .meta({ format: 'date', example: '2022-04-06' });

/** A month `YYYY-MM`. */
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ example: '2022-04' });

/** An id made by us (UUID). */
export const id = z.uuid();

/** An area's own integer, stable through renamings and mergers. */
export const areaId = z.int().positive();

/** Yuan as text with two decimals, exact: `6900.00`. */
export const yuan = z.string().regex(/^-?\d+\.\d{2}$/);

/** Body part of every writing route. The same id on a retry gives the first answer again. */
export const requestId = z.uuid().meta({ description: 'made by the client; the same on a retry' });

/** Where a rule comes from: a clause of a pack, or the reason it was inferred. */
export const source = z.object({ pack: z.string(), clause: z.string() });

/** What a due chip shows and the 依据 drawer explains. `left` in `unit`s: negative when overdue. */
export const due = z.object({
  state: z.enum(['none', 'waiting', 'unset', 'not-due', 'due-today', 'overdue', 'done-in-time', 'done-late']),
  on: day.optional(),
  left: z.int().optional(),
  unit: z.enum(['working-day', 'day', 'month', 'year', 'week']).optional(),
  provisional: z.boolean().optional(),
  inferred: z.string().nullable().optional(),
  /** For `waiting` the event, for `unset` the parameter. */
  what: z.string().optional(),
  setBy: z.string().optional(),
  startEvent: z.string().optional(),
  startOn: day.optional(),
  amount: z.int().optional(),
  counted: z.array(z.object({ day, counts: z.boolean(), why: z.string(), n: z.int().optional() })).optional(),
  source: z.array(source).optional(),
});
export type Due = z.output<typeof due>;

/** Why an act is refused or warned about: code and facts for the sentence, the clause behind it, what opens it and who can. */
export const refusal = z.object({
  code: z.string(),
  text: z.string().optional(),
  step: z.string().optional(),
  clause: z.string().optional(),
  missing: z.string().optional(),
  parameter: z.string().optional(),
  setBy: z.string().optional(),
  opensWhen: z.string().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
export type RefusalReply = z.output<typeof refusal>;

/** Body of every reply that is not 2xx. */
export const errorReply = z.object({
  error: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
  refusals: z.array(refusal).optional(),
  requestId: z.string().optional(),
});

/** A person's or household's name with the area it lives in. */
export const areaRef = z.object({ id: areaId, name: z.string(), code: z.string().nullable() });
