import { z } from 'zod';
import { roleNames } from '#domain/access/roles.ts';
import { parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import { rowFaults } from '#domain/values/row-fault.ts';

const day = z
  .union([z.string(), z.date()])
  .transform((value) => (typeof value === 'string' ? value : value.toISOString().slice(0, 10)))
  .refine((text) => parsePlainDate(text) !== undefined)
  .transform(plainDate);

const count = z.number().int().nonnegative();
const faultCounts = z.partialRecord(z.enum(rowFaults), count);

const feed = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  form: z.enum(['xlsx', 'csv', 'xls']),
  rows: count,
  faults: faultCounts,
});

const account = z.strictObject({
  login: z.string(),
  role: z.enum(roleNames),
  area: z.string(),
  department: z.string().optional(),
  name: z.string(),
  title: z.string(),
  policy: z.boolean().default(false),
});

const target = z.strictObject({
  measure: z.string(),
  target: z.number(),
  tolerance: z.number().nonnegative(),
  basis: z.enum(['published', 'inferred']),
  source: z.string(),
});

const demoSettings = z.strictObject({
  county: z.string().length(6),
  town: z.string().length(9),
  'opening-day': day,
  seed: z.number(),
  population: z.strictObject({
    on: day,
    households: count,
    persons: count,
    'id-divisions': z.record(z.string().length(6), z.number()),
    'phone-prefix': z.string().length(3),
    'minority-households': count,
    'ex-poor-households': count,
    'monitored-households': count,
    'low-income-persons': count,
  }),
  files: z.strictObject({
    'roster-on': day,
    'csv-villages': z.array(z.string().length(12)),
    'first-row-only-villages': z.array(z.string().length(12)),
    'export-on': day,
    'export-with-recognised-on': day,
    'feed-department': z.string(),
    'feed-item': z.string(),
    feeds: z.array(feed),
    'recognised-households': count,
  }),
  faults: z.strictObject({ roster: faultCounts, export: faultCounts }),
  password: z.string(),
  accounts: z.array(account),
  targets: z.array(target),
});

const signs = z.strictObject({ first: z.string(), second: z.string(), single: z.number() });

const demoNames = z.strictObject({
  surnames: z.record(z.string(), z.number()),
  given: z.array(z.strictObject({ until: z.number(), male: signs, female: signs })),
  rare: z.strictObject({ share: z.number(), characters: z.string() }),
  minorities: z.array(
    z.discriminatedUnion('dotted', [
      z.strictObject({ dotted: z.literal(false), nation: z.string(), weight: z.number(), surnames: z.string() }),
      z.strictObject({
        dotted: z.literal(true),
        nation: z.string(),
        weight: z.number(),
        male: z.array(z.string()),
        female: z.array(z.string()),
      }),
    ]),
  ),
});

/** demo/COUNTY/settings.yaml: what the demonstration is about, who signs in, what its files are like. */
export type DemoSettings = z.infer<typeof demoSettings>;
/** demo/COUNTY/names.yaml: surnames and given names to choose from. */
export type DemoNames = z.infer<typeof demoNames>;
export type DemoTarget = z.infer<typeof target>;
export type DemoAccount = z.infer<typeof account>;
export type FaultCounts = z.infer<typeof faultCounts>;

/** The checked settings; throws a ZodError naming the place when the file says something else. */
export function readDemoSettings(parsedYaml: unknown): DemoSettings {
  return demoSettings.parse(parsedYaml);
}

/** The checked names; throws a ZodError naming the place when the file says something else. */
export function readDemoNames(parsedYaml: unknown): DemoNames {
  return demoNames.parse(parsedYaml);
}
