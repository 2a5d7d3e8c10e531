import { buildCalendar, type Calendar, dayKind, type HolidayNotice, noticeFaults } from '#domain/calendar/calendar.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addDays, daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { insertNotice, listEnteredNotices } from '#store/calendar-years.ts';
import type { CommandContext } from './command-context.ts';
import { type MovedClock, redateMatters } from './redate-matters.ts';

/** A due day that moves, with the days between that changed kind: why it moves. */
export interface MovedByCalendar extends MovedClock {
  readonly because: readonly { readonly day: PlainDate; readonly worked: boolean }[];
}

const LONGEST_HOLIDAY = 15;

/**
 * Which due days of the county's running matters another notice would move. Nothing is written. `rules` is the same policy
 * counted with the calendar the notice makes.
 */
export async function previewNotice(
  context: CommandContext,
  { notice, calendars, rules }: NoticeTrial,
): Promise<{ looked: number; moved: readonly MovedByCalendar[] }> {
  checkNotice(notice, calendars.before, await listEnteredNotices(context.tx));
  const { looked, moved } = await redateMatters({ ...context, policy: rules }, { write: false });
  return { looked, moved: moved.map((clock) => ({ ...clock, because: changedDays(calendars, clock) })) };
}

/** A notice that is tried, with the calendar before and after it. */
export interface NoticeTrial {
  readonly notice: HolidayNotice;
  readonly calendars: { readonly before: Calendar; readonly after: Calendar };
  readonly rules: CommandContext['policy'];
}

/**
 * Enters a notice of the State Council. Due days follow when the calendar is read again. Errors: `bad-request` naming what is
 * wrong with the days, `refused` (already there).
 */
export async function loadNotice(
  context: CommandContext,
  input: { readonly notice: HolidayNotice; readonly shipped: readonly HolidayNotice[] },
): Promise<{ year: number }> {
  const { notice, shipped } = input;
  const entered = await listEnteredNotices(context.tx);
  checkNotice(notice, buildCalendar(shipped), [...shipped, ...entered]);
  await insertNotice(context.tx, notice, { at: context.now.at, by: context.actor.account });
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: context.actor.account,
    kind: 'setting',
    subject: [notice.number, String(notice.year)],
    result: 'done',
  });
  return { year: notice.year };
}

function checkNotice(notice: HolidayNotice, calendar: Calendar, known: readonly HolidayNotice[]): void {
  const faults = noticeFaults(notice);
  const long = notice.holidays.find(({ from, to }) => daysBetween(from, to) >= LONGEST_HOLIDAY);
  if (long !== undefined) faults.push(`${long.name}: ${long.from} – ${long.to}`);
  if (notice.holidays.length === 0) faults.push('holidays');
  if (faults.length > 0) throw new AppError('bad-request', { field: 'holidays', why: faults.join('；') });
  if (known.some(({ number }) => number === notice.number) || calendar.version === notice.number) {
    throw new AppError('refused', { what: 'notice', why: 'already-there', number: notice.number });
  }
}

/** Days between the two due days, and the month before them, that are worked in one calendar and not in the other. */
function changedDays({ before, after }: NoticeTrial['calendars'], clock: MovedClock): MovedByCalendar['because'] {
  const ends = [clock.before, clock.after].filter((day) => day !== null).sort();
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined) return [];
  const changed: { day: PlainDate; worked: boolean }[] = [];
  for (let day = addDays(first, -31); day <= last; day = addDays(day, 1)) {
    const worked = (calendar: Calendar) => dayKind(calendar, day).endsWith('working-day');
    if (worked(before) !== worked(after)) changed.push({ day, worked: worked(after) });
  }
  return changed;
}
