import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { buildCalendar, type Calendar, type HolidayNotice, noticeFaults } from '#domain/calendar/calendar.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';

const day = z.string().transform((text, context): PlainDate => {
  const parsed = parsePlainDate(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: `not a civil day: ${text}` });
  return z.NEVER;
});

const calendarFile = z.strictObject({
  calendar: z.strictObject({
    notices: z.array(
      z.strictObject({
        year: z.int(),
        number: z.string().min(1),
        published: day,
        holidays: z.array(z.strictObject({ name: z.string().min(1), from: day, to: day })),
        'working-weekends': z.array(day),
      }),
    ),
  }),
});

/** The calendar file of a clone. */
export function calendarFileOf(root: string): string {
  return path.join(root, 'calendar', 'state-council.yaml');
}

/**
 * The holiday notices in `file`, in the file's order. AppError `file-unreadable` with `file` and `faults` (texts) when
 * the file is missing, has unknown keys, a day that does not exist, or a worked weekend that is none.
 */
export async function loadNotices(file: string): Promise<HolidayNotice[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new AppError('file-unreadable', { file, faults: [(error as NodeJS.ErrnoException).code ?? 'unreadable'] });
  });
  return parseNotices(text, file);
}

/** The holiday notices written in `text` (YAML); `file` is only named in the error. Errors as in `loadNotices`. */
export function parseNotices(text: string, file: string): HolidayNotice[] {
  const read = calendarFile.safeParse(parseYaml(text, file));
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('file-unreadable', { file, faults });
  }
  const notices = read.data.calendar.notices.map(
    ({ 'working-weekends': workingWeekends, ...notice }): HolidayNotice => ({ ...notice, workingWeekends }),
  );
  const faults = notices.flatMap(noticeFaults);
  if (faults.length > 0) throw new AppError('file-unreadable', { file, faults });
  return notices;
}

/** The calendar of the clone at `root`, as known on `knownOn` (all notices when absent). Errors as in `loadNotices`. */
export async function loadCalendar(root: string, knownOn?: PlainDate): Promise<Calendar> {
  return buildCalendar(await loadNotices(calendarFileOf(root)), knownOn);
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text, { schema: 'core' });
  } catch (error) {
    throw new AppError('file-unreadable', { file, faults: [(error as Error).message] });
  }
}
