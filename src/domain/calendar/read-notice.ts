import { type PlainDate, parsePlainDate, plainDateOf, weekday } from '#domain/values/plain-date.ts';
import { addDays, daysBetween } from '../values/plain-date.ts';
import type { HolidayNotice } from './calendar.ts';

/** Why the text of a notice cannot be taken. `line` is the part of the text it is about, as written. */
export type NoticeProblem = {
  readonly code: 'no-holiday' | 'no-such-day' | 'count-differs' | 'not-a-weekend' | 'wrong-weekday';
  readonly line: string;
  readonly found?: string;
  readonly expected?: string;
};

/** The holidays and worked weekends a notice orders. */
export type NoticeDays = Pick<HolidayNotice, 'holidays' | 'workingWeekends'>;

const ITEM = /(?:^|[\n。；;])\s*(?:[一二三四五六七八九十]+、|\d+[.、．])?\s*([\u4e00-\u9fa5、]{2,8})[：:]/gu;
const DAY = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(](?:星期|周)([一二三四五六日天])[）)])?/gu;
const WEEKDAYS = '一二三四五六日';

/**
 * The days in the text of a State Council holiday notice as published (`二、春节：1月31日至2月6日放假调休，共7天。1月29日
 * （星期六）、1月30日（星期日）上班。`), for the year it arranges. A day without a month has the month before it; without a year it
 * lies in `year`. What the text says of itself (共7天, 星期六) is checked. Days are given only when there is no problem.
 */
export function readNotice(
  text: string,
  year: number,
): { readonly days: NoticeDays | undefined; readonly problems: readonly NoticeProblem[] } {
  const problems: NoticeProblem[] = [];
  const items = itemsOf(text);
  if (items.length === 0) problems.push({ code: 'no-holiday', line: text.trim().slice(0, 40) });
  const holidays: { name: string; from: PlainDate; to: PlainDate }[] = [];
  const workingWeekends: PlainDate[] = [];
  for (const { name, body } of items) {
    const [off = '', ...rest] = body.split(/放假/u);
    const days = daysIn(off, year, problems);
    const [from] = days;
    const to = days.at(-1);
    if (from === undefined || to === undefined) problems.push({ code: 'no-holiday', line: `${name}：${body}` });
    else holidays.push({ name, from, to });
    const after = rest.join('放假');
    checkCount(after, from, to, problems);
    for (const worked of after.matchAll(/([^。；;]*)上班/gu)) {
      for (const day of daysIn(worked[1] ?? '', year, problems, from)) {
        if (weekday(day) <= 5) problems.push({ code: 'not-a-weekend', line: worked[0], found: day });
        workingWeekends.push(day);
      }
    }
  }
  return { days: problems.length === 0 ? { holidays, workingWeekends: workingWeekends.sort() } : undefined, problems };
}

function itemsOf(text: string): { name: string; body: string }[] {
  const heads = [...text.matchAll(ITEM)];
  return heads
    .map((head, index) => ({
      name: head[1] ?? '',
      body: text.slice(head.index + head[0].length, heads[index + 1]?.index ?? text.length),
    }))
    .filter(({ body }) => body.includes('放假'));
}

/** Every day named, in order. `near` gives the month to a day that names none, and the year its own neighbours have. */
function daysIn(text: string, year: number, problems: NoticeProblem[], near?: PlainDate): PlainDate[] {
  let month = near === undefined ? undefined : Number(near.slice(5, 7));
  let ownYear = year;
  const days: PlainDate[] = [];
  for (const found of text.matchAll(DAY)) {
    const [written, yearText, monthText, dayText, dayOfWeek] = found;
    if (yearText !== undefined) ownYear = Number(yearText);
    if (monthText !== undefined) month = Number(monthText);
    const day = month === undefined ? undefined : dayOf(ownYear, month, Number(dayText));
    if (day === undefined) {
      problems.push({ code: 'no-such-day', line: text.trim(), found: written });
      continue;
    }
    const expected = WEEKDAYS[weekday(day) - 1];
    if (dayOfWeek !== undefined && dayOfWeek.replace('天', '日') !== expected) {
      problems.push({ code: 'wrong-weekday', line: text.trim(), found: written, expected: `星期${expected}` });
    }
    days.push(day);
  }
  return days;
}

function dayOf(year: number, month: number, day: number): PlainDate | undefined {
  const pad = (number: number) => String(number).padStart(2, '0');
  const text = `${year}-${pad(month)}-${pad(day)}`;
  return parsePlainDate(text) === undefined ? undefined : plainDateOf(year, month, day);
}

function checkCount(
  text: string,
  from: PlainDate | undefined,
  to: PlainDate | undefined,
  problems: NoticeProblem[],
): void {
  const said = /共(\d+)天/u.exec(text)?.[1];
  if (said === undefined || from === undefined || to === undefined) return;
  const counted = daysBetween(from, addDays(to, 1));
  if (counted !== Number(said)) {
    problems.push({
      code: 'count-differs',
      line: text.trim().slice(0, 40),
      found: `${counted}天`,
      expected: `${said}天`,
    });
  }
}
