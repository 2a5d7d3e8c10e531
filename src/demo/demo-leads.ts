import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';

const day = z.string().transform((text, context): PlainDate => {
  const parsed = parsePlainDate(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `not a day: ${text}` });
  return z.NEVER;
});

const lead = z.strictObject({
  on: day,
  village: z.string().length(12),
  household: z.int().positive(),
  channel: z.string(),
  source: z.string(),
  ticket: z.string().optional(),
  text: z.string(),
  urgent: z.string().optional(),
  to: z.enum(['registered', 'received', 'assigned', 'verified', 'written-off']).default('registered'),
  visited: day.optional(),
  verdict: z.string().optional(),
  reason: z.string().optional(),
  risks: z.array(z.string()).default([]),
  told: z.strictObject({ on: day, how: z.string(), written: z.boolean() }).optional(),
  closed: day.optional(),
  identification: z.enum(['deliberation', 'comparison', 'notice', 'entered']).optional(),
  steps: z
    .strictObject({
      deliberation: day.optional(),
      comparison: day.optional(),
      notice: day.optional(),
      finish: day.optional(),
      entry: day.optional(),
    })
    .optional(),
});

const demoLeads = z.strictObject({
  verifiers: z.array(z.array(z.string()).min(2)),
  settings: z.array(
    z.strictObject({
      name: z.string(),
      value: z.string(),
      unit: z.string().optional(),
      from: day,
      reason: z.string(),
      document: z.string().optional(),
      on: day,
      by: z.string(),
    }),
  ),
  feeds: z.array(
    z.strictObject({ login: z.string(), feed: z.string(), period: z.string(), form: z.string(), on: day }),
  ),
  filings: z.array(z.strictObject({ month: z.string(), on: day, by: z.string() })),
  leads: z.array(lead),
});

/** demo/COUNTY/leads.yaml: what happened in the township before the demonstration opens. */
export type DemoLeads = z.infer<typeof demoLeads>;
export type DemoLead = DemoLeads['leads'][number];

/** The checked story; throws a ZodError naming the place when the file says something else. */
export function readDemoLeads(parsedYaml: unknown): DemoLeads {
  return demoLeads.parse(parsedYaml);
}
