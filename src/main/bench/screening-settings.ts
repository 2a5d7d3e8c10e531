import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { plainDate } from '#domain/values/plain-date.ts';
import { rowFaults } from '#domain/values/row-fault.ts';

const share = z.number().min(0).max(1);

const screening = z.strictObject({
  county: z.string().length(6),
  today: z.union([z.string(), z.date()]).transform((value) => plainDate(typeof value === 'string' ? value : value.toISOString().slice(0, 10))), // biome-ignore format: one line
  seed: z.number().int(),
  'persons-a-village': z.number().int().positive(),
  department: z.string(),
  feed: z.string(),
  period: z.string().regex(/^\d{4}-\d{2}$/),
  'raising-share': share,
  'unknown-share': share,
  raising: z.array(z.string()).min(1),
  quiet: z.array(z.string()).min(1),
  words: z.array(z.string()).min(1),
  headings: z.record(z.string(), z.string()),
  dirt: z.partialRecord(z.enum(rowFaults), z.number().nonnegative()),
});

/** What the benchmark of screening makes and delivers: `bench/screening.yaml`. */
export type ScreeningSettings = z.infer<typeof screening>;

/** The settings under the clone's root; throws a ZodError naming the place when the file says something else. */
export function screeningSettings(root: string): ScreeningSettings {
  return screening.parse(parse(readFileSync(path.join(root, 'bench', 'screening.yaml'), 'utf8')));
}
