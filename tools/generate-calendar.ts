/**
 * Writes `calendar/state-council.yaml` from a day table.
 *
 *   bin/node tools/generate-calendar.ts PATH/chinese-days.json [--write]
 *
 * The day table is `dist/chinese-days.json` of the npm package `chinese-days` (1.5.7, MIT), unpacked anywhere; the
 * product does not depend on it. Number and date of each notice were looked up in the published notices and stand
 * below: they decide which days are known on a given day. Without `--write` the file goes to standard output, so a
 * new year can be compared with the notice's own wording before it replaces anything.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { addDays, type PlainDate, plainDate } from '#domain/values/plain-date.ts';

type Notice = { year: number; number: string; published: string; firstDay?: string };
type DayTable = { holidays: Record<string, string>; workdays: Record<string, string> };

/** `firstDay`: the earliest day the notice speaks of, where that is not 1 January of its year. */
const notices: Notice[] = [
  { year: 2021, number: '国办发明电〔2020〕27号', published: '2020-11-25' },
  { year: 2022, number: '国办发明电〔2021〕11号', published: '2021-10-25' },
  { year: 2023, number: '国办发明电〔2022〕16号', published: '2022-12-08', firstDay: '2022-12-31' },
  { year: 2024, number: '国办发明电〔2023〕7号', published: '2023-10-25' },
  { year: 2025, number: '国办发明电〔2024〕12号', published: '2024-11-12' },
  { year: 2026, number: '国办发明电〔2025〕7号', published: '2025-11-04' },
];

const target = new URL('../calendar/state-council.yaml', import.meta.url);
const [source, mode] = process.argv.slice(2);
if (source === undefined) {
  console.error('usage: bin/node tools/generate-calendar.ts PATH/chinese-days.json [--write]');
  process.exit(2);
}
const text = calendarYaml(JSON.parse(readFileSync(source, 'utf8')) as DayTable);
if (mode === '--write') writeFileSync(target, text);
else process.stdout.write(text);

function calendarYaml(table: DayTable): string {
  const lines = [
    '# Days off and worked weekends as the State Council General Office published them, one entry a notice.',
    '# Made by tools/generate-calendar.ts. A later notice overrides an earlier one day by day, so a change announced in',
    '# the middle of a year is added as another entry of the same year, never by editing the first.',
    'calendar:',
    '  notices:',
  ];
  notices.forEach((notice, index) => {
    const first = firstDayOf(notice);
    const end = notices[index + 1] === undefined ? '9999-12-31' : firstDayOf(notices[index + 1] as Notice);
    const within = (day: string) => day >= first && day < end;
    const worked = Object.keys(table.workdays).filter(within).sort();
    lines.push(
      `    - year: ${notice.year}`,
      `      number: ${notice.number}`,
      `      published: ${notice.published}`,
      '      holidays:',
      ...ranges(table.holidays, within).map((r) => `        - { name: ${r.name}, from: ${r.from}, to: ${r.to} }`),
      `      working-weekends: [${worked.join(', ')}]`,
    );
  });
  return `${lines.join('\n')}\n`;
}

function firstDayOf(notice: Notice): string {
  return notice.firstDay ?? `${notice.year}-01-01`;
}

/** Days off joined to unbroken stretches of one festival. */
function ranges(days: Record<string, string>, within: (day: string) => boolean) {
  const stretches: { name: string; from: PlainDate; to: PlainDate }[] = [];
  for (const key of Object.keys(days).filter(within).sort()) {
    const day = plainDate(key);
    const name = festival(days[key]?.split(',')[1] ?? '');
    const last = stretches.at(-1);
    if (last !== undefined && last.name === name && addDays(last.to, 1) === day) last.to = day;
    else stretches.push({ name, from: day, to: day });
  }
  return stretches;
}

/** The notices say 清明节, the table 清明. */
function festival(name: string): string {
  return name === '元旦' || name.endsWith('节') ? name : `${name}节`;
}
