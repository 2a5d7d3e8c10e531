import type { HolidayNotice } from '#domain/calendar/calendar.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** Notices entered in this installation, in the order they were entered; those shipped with the program are not here. */
export async function listEnteredNotices(db: Db): Promise<HolidayNotice[]> {
  const rows = await db.selectFrom('calendar_years').selectAll().orderBy('year').orderBy('version').execute();
  return rows.map((row) => JSON.parse(row.body) as HolidayNotice);
}

/** Appends a notice; one entered later for the same year overrides it day by day. */
export async function insertNotice(
  db: Db,
  notice: HolidayNotice,
  entered: { readonly at: number; readonly by: string },
): Promise<void> {
  const { version } = await db
    .selectFrom('calendar_years')
    .where('year', '=', notice.year)
    .select((eb) => eb.fn.count<string>('version').as('version'))
    .executeTakeFirstOrThrow();
  await db
    .insertInto('calendar_years')
    .values({
      year: notice.year,
      version: Number(version) + 1,
      notice: notice.number,
      published_on: notice.published,
      holidays: notice.holidays.flatMap(({ from, to }) => daysOf(from, to)),
      make_up_days: [...notice.workingWeekends],
      body: JSON.stringify(notice),
      loaded_at: entered.at,
      loaded_by: entered.by,
    })
    .execute();
}

function daysOf(from: PlainDate, to: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
