import { type Command, InvalidArgumentError, Option } from 'commander';
import { addTerm, type TermUnit, termUnits } from '#domain/calendar/add-term.ts';
import { type DayKind, dayKind, holidayName, isWorkingDay } from '#domain/calendar/calendar.ts';
import { workingDaysBetween } from '#domain/calendar/working-days.ts';
import { addDays, type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

const LONGEST_LISTING_DAYS = 400;

/** Working days: add a term, list the days of a stretch, count between two days. */
export const calendarCommand: CliCommand = {
  name: 'calendar',
  summary: 'working days with 调休: add a term, list or count days',
  register(program, io) {
    const calendar = program.command('calendar');
    registerAdd(calendar, io);
    registerDays(calendar, io);
    registerCount(calendar, io);
  },
};

function registerAdd(calendar: Command, io: CliIo): void {
  calendar
    .command('add')
    .description('due day of a term; the start day is not counted')
    .requiredOption('--from <day>', 'start day, YYYY-MM-DD', dayOption)
    .requiredOption('--days <count>', 'length of the term in --unit', amountOption)
    .addOption(new Option('--unit <unit>', 'unit of the term').choices(termUnits).default('working-day'))
    .option('--known-on <day>', 'count only with notices published by then', dayOption)
    .action(async (options: { from: PlainDate; days: number; unit: TermUnit; knownOn?: PlainDate }) => {
      const known = await loadCalendar(io.config.root, options.knownOn);
      const added = addTerm(known, options.from, { amount: options.days, unit: options.unit });
      const answer = {
        due: added.due,
        provisional: added.provisional,
        calendar: known.version,
        counted: added.counted,
      };
      io.show(answer, () => {
        io.line(added.provisional ? `${added.due} (provisional: no holiday notice yet)` : added.due);
        io.table(added.counted.map(({ day, n, why, name }) => ({ day, n, why, name })));
      });
    });
}

function registerDays(calendar: Command, io: CliIo): void {
  calendar
    .command('days')
    .description('every day of a stretch and whether it is worked')
    .requiredOption('--from <day>', 'first day', dayOption)
    .requiredOption('--to <day>', 'last day', dayOption)
    .action(async ({ from, to }: { from: PlainDate; to: PlainDate }) => {
      if (to < from || to > addDays(from, LONGEST_LISTING_DAYS)) {
        throw new InvalidArgumentError(`--to lies 0 to ${LONGEST_LISTING_DAYS} days after --from`);
      }
      const known = await loadCalendar(io.config.root);
      const rows: { day: PlainDate; working: boolean; kind: DayKind; holiday: string | null }[] = [];
      for (let day = from; day <= to; day = addDays(day, 1)) {
        rows.push({
          day,
          working: isWorkingDay(known, day),
          kind: dayKind(known, day),
          holiday: holidayName(known, day),
        });
      }
      io.show({ calendar: known.version, days: rows }, () => io.table(rows));
    });
}

function registerCount(calendar: Command, io: CliIo): void {
  calendar
    .command('count')
    .description('working days after --from up to and including --to')
    .requiredOption('--from <day>', 'day not counted', dayOption)
    .requiredOption('--to <day>', 'last day counted', dayOption)
    .action(async ({ from, to }: { from: PlainDate; to: PlainDate }) => {
      const known = await loadCalendar(io.config.root);
      const workingDays = workingDaysBetween(known, from, to);
      io.show({ workingDays }, () => io.line(String(workingDays)));
    });
}

function dayOption(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError('a day is written YYYY-MM-DD and exists');
  return day;
}

function amountOption(text: string): number {
  const amount = Number(text);
  if (!/^\d{1,4}$/.test(text) || amount > 3650) throw new InvalidArgumentError('a whole number from 0 to 3650');
  return amount;
}
