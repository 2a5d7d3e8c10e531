import { loadNotice, previewNotice } from '#commands/load-notice.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { buildCalendar, type HolidayNotice } from '#domain/calendar/calendar.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';
import { stepLabel } from './setting-handlers.ts';

const EXAMPLES = 20;

/** 工作日日历: what a notice of another year would move, and entering it. */
export function noticeHandlers(services: Services): Pick<Handlers, 'previewNotice' | 'loadNotice'> {
  return {
    async previewNotice({ query }, caller) {
      const { runner } = services;
      const notice = { ...writtenDays(query.holidays, query.working ?? ''), ...headOf(query) };
      const calendars = { before: services.calendar(), after: buildCalendar([...services.notices(), notice]) };
      const trial = { notice, calendars, rules: services.counting(calendars.after) };
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { looked, moved } = await previewNotice(context, trial);
        const { policy } = await context.policy.inForce(context.tx, caller.actor.area ?? 0, caller.now.today);
        const examples = moved.slice(0, EXAMPLES).map(({ no, procedure, step, before, after, because }) => ({
          no,
          step: stepLabel(policy, procedure, step),
          before,
          after,
          because: because.map(({ day, worked }) => ({ day, worked })),
        }));
        return { looked, moved: moved.length, examples };
      });
    },
    async loadNotice({ body }, caller) {
      const { requestId, ...written } = body;
      const notice: HolidayNotice = {
        ...headOf(written),
        holidays: written.holidays.map(({ name, from, to }) => ({ name, from: plainDate(from), to: plainDate(to) })),
        workingWeekends: written.workingWeekends.map(plainDate),
      };
      const { year } = await runCommand(
        services.runner,
        caller.actor,
        caller.now,
        { kind: 'load-notice', requestId, input: { notice } },
        (context, input) => loadNotice(context, { ...input, shipped: services.shippedNotices }),
      );
      return { year, moved: await services.readCalendarAgain(caller.now) };
    },
  };
}

function headOf(head: { readonly year: number; readonly number: string; readonly published: string }) {
  return { year: head.year, number: head.number, published: plainDate(head.published) };
}

function writtenDays(holidays: string, working: string): Pick<HolidayNotice, 'holidays' | 'workingWeekends'> {
  const day = (text: string | undefined) => {
    const parsed = parsePlainDate(text ?? '');
    if (parsed === undefined) throw new AppError('bad-request', { field: 'holidays', why: `${text}` });
    return parsed;
  };
  const parts = (text: string) => text.split(',').filter((part) => part !== '');
  return {
    holidays: parts(holidays).map((part) => {
      const [name = '', from, to] = part.split(':');
      return { name, from: day(from), to: day(to) };
    }),
    workingWeekends: parts(working).map(day),
  };
}
