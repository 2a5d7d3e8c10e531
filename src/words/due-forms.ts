import type { Due } from '#contract/values.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { dayText } from './date-forms.ts';
import { eventText, setByText } from './engine-words.ts';
import type { Language } from './language.ts';

const UNITS = {
  'working-day': ['个工作日', 'working day'],
  day: ['天', 'day'],
  week: ['周', 'week'],
  month: ['个月', 'month'],
  year: ['年', 'year'],
} as const;

/** The chip in parts: by when, how it stands, and what qualifies it (`3月21日(周一)前`, `还剩2个工作日`, `推定`). */
export type DueParts = { by: string; standing: string; remarks: string[] };

/** Parts of a due chip. `by` is empty without a date, `remarks` when nothing is provisional or inferred. */
export function dueParts(language: Language, due: Due, today: PlainDate): DueParts {
  const parts = { standing: standingText(language, due), remarks: remarks(language, due) };
  if (due.on === undefined) return { by: '', ...parts };
  const day = dayText(language, plainDate(due.on), today);
  return { by: language === 'en' ? `by ${day}` : `${day}前`, ...parts };
}

/** The whole chip on one line: `3月21日(周一)前 · 还剩2个工作日`. */
export function dueText(language: Language, due: Due, today: PlainDate): string {
  const parts = dueParts(language, due, today);
  return [parts.by, parts.standing, ...parts.remarks].filter((part) => part !== '').join(' · ');
}

/** A length of time: `3个工作日`, `3 working days`, `15天`. The unit is working days when none is told. */
export function termText(language: Language, amount: number, unit: Due['unit']): string {
  const [chinese, english] = UNITS[unit ?? 'working-day'];
  return language === 'en' ? `${amount} ${english}${amount === 1 ? '' : 's'}` : `${amount}${chinese}`;
}

function standingText(language: Language, due: Due): string {
  const english = language === 'en';
  const amount = termText(language, Math.abs(due.left ?? 0), due.unit);
  switch (due.state) {
    case 'none':
      return english ? 'no time limit' : '无时限规定';
    case 'waiting':
      return waitingText(language, due.what);
    case 'unset':
      return unsetText(language, due);
    case 'not-due':
      return english ? `${amount} left` : `还剩${amount}`;
    case 'due-today':
      return english ? 'due today' : '今天到期';
    case 'overdue':
      return english ? `${amount} overdue` : `已逾期${amount}`;
    case 'done-in-time':
      return english ? 'done in time' : '按期办结';
    case 'done-late':
      return english ? `done ${amount} late` : `办结超期${amount}`;
  }
}

function waitingText(language: Language, what: string | undefined): string {
  const event = eventText(language, what ?? '');
  if (event === '') return language === 'en' ? 'clock not started' : '尚未起算';
  return language === 'en' ? `starts when ${event}` : `自${event}起算`;
}

function unsetText(language: Language, due: Due): string {
  const english = language === 'en';
  const what = due.what ?? (english ? 'limit' : '时限');
  if (due.setBy === undefined) return english ? `${what} not set` : `${what}未设定`;
  const who = setByText(language, due.setBy);
  return english ? `${what} not set (set by ${who})` : `${what}未设定（由${who}设定）`;
}

function remarks(language: Language, due: Due): string[] {
  const provisional = language === 'en' ? 'provisional (calendar not published)' : '暂定(日历未公布)';
  const inferred = language === 'en' ? 'inferred' : '推定';
  return [...(due.provisional ? [provisional] : []), ...(due.inferred ? [inferred] : [])];
}
