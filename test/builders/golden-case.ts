import { buildCalendar, type Calendar } from '#domain/calendar/calendar.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import type { CaseFault } from '#packs/case-setup.ts';
import { parseCases } from '#packs/load-cases.ts';
import { runCase } from '#packs/run-case.ts';
import { inventedPack } from './matter.ts';

/** 劳动节 2022: off from 30 April to 4 May, 7 May worked. */
export const mayHolidays: Calendar = buildCalendar([
  {
    year: 2022,
    number: '甲',
    published: plainDate('2021-10-25'),
    holidays: [{ name: '劳动节', from: plainDate('2022-04-30'), to: plainDate('2022-05-04') }],
    workingWeekends: [plainDate('2022-05-07')],
  },
]);

/**
 * Asks of golden cases over an invented pack (`body` as for `inventedPack`). The answer: what differs, as
 * `path: found`, each ask's after the other. `beginning` gives further keys of the case.
 */
export function askedOf(body: string): (asks: string, beginning?: string) => string[] {
  const ground = { packs: [inventedPack(body)], area: '99', calendar: mayHolidays };
  return (asks, beginning = '') => {
    const text = `- id: TT-a\n  clauses: [TT#a]\n${beginning}\n  asks: [${asks}]\n`;
    const { cases, problems } = parseCases(text, 'case.yaml');
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
    return cases.flatMap((each) => runCase(ground, each).faults.map(told));
  };
}

function told({ what, found }: CaseFault): string {
  return `${what}: ${typeof found === 'string' ? found : JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`;
}
