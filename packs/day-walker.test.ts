import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { addTerm, termUnits } from '#domain/calendar/add-term.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadCalendar } from '#packs/load-calendar.ts';

const root = resolve(import.meta.dirname, '..');

// A second counting of days that shares nothing with the first: its own reading of the notices, its own dates, day by day.
interface Notice {
  year: number;
  holidays: { from: string; to: string }[];
  'working-weekends'?: string[];
}
const DAY = 86_400_000;
const text = (time: number): string => new Date(time).toISOString().slice(0, 10);
const file = readFileSync(join(root, 'calendar', 'state-council.yaml'), 'utf8');
const { notices } = (parse(file, { schema: 'failsafe' }) as { calendar: { notices: Notice[] } }).calendar;
const off = new Set<string>();
for (const { from, to } of notices.flatMap((notice) => notice.holidays)) {
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY) off.add(text(time));
}
const worked = new Set(notices.flatMap((notice) => notice['working-weekends'] ?? []));
const years = new Set(notices.map((notice) => String(notice.year)));

function walk(start: string, amount: number, unit: string): { due: string; provisional: boolean } {
  let time = Date.parse(start);
  let provisional = false;
  if (unit === 'month' || unit === 'year') {
    const [y = 0, m = 0, d = 0] = start.split('-').map(Number);
    const months = y * 12 + (m - 1) + amount * (unit === 'year' ? 12 : 1);
    const last = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
    return { due: text(Date.UTC(Math.floor(months / 12), months % 12, Math.min(d, last))), provisional };
  }
  let left = unit === 'week' ? amount * 7 : unit === 'hour' ? Math.floor(amount / 24) : amount;
  while (left > 0) {
    time += DAY;
    const weekend = [0, 6].includes(new Date(time).getUTCDay());
    const free = worked.has(text(time)) ? false : weekend || off.has(text(time));
    if (unit === 'working-day' && !years.has(text(time).slice(0, 4))) provisional = true;
    if (unit !== 'working-day' || !free) left -= 1;
  }
  return { due: text(time), provisional };
}

it('counts 10,000 random terms of every unit as a walker does that goes from day to day', async () => {
  const calendar = await loadCalendar(root);
  let state = 20220316;
  const pick = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
  const seen = new Map<string, number>();
  const differing: string[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    const unit = termUnits[n % termUnits.length] ?? 'day';
    const start = text(Date.UTC(2019, 0, 1) + pick(365 * 9) * DAY);
    const amount = unit === 'hour' ? pick(400) : unit === 'year' ? pick(6) : pick(45);
    const { due, provisional } = addTerm(calendar, plainDate(start), { amount, unit });
    const other = walk(start, amount, unit);
    if (due !== other.due || provisional !== other.provisional)
      differing.push(`${start} + ${amount} ${unit}: ${due} / ${other.due}`);
    seen.set(unit, (seen.get(unit) ?? 0) + 1);
  }
  expect(differing).toEqual([]);
  expect([...seen.values()].every((count) => count > 1_600)).toBe(true);
  expect(off.size).toBeGreaterThan(80);
});
