import { type PlainDate, partsOf, shanghaiDay, weekday } from '#domain/values/plain-date.ts';
import type { Language } from './language.ts';

const WEEKDAYS = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The whole date: `2022年4月6日`, `6 Apr 2022`. */
export function dateText(language: Language, on: PlainDate): string {
  const { year, month, day } = partsOf(on);
  return language === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}

/** Day and weekday; the year only when it is not `today`'s: `3月21日(周一)`, `21 Mar (Mon)`. */
export function dayText(language: Language, on: PlainDate, today: PlainDate): string {
  const { year, month, day } = partsOf(on);
  const sameYear = year === partsOf(today).year;
  const name = weekdayText(language, on);
  if (language === 'en') return `${day} ${MONTHS[month - 1]}${sameYear ? '' : ` ${year}`} (${name})`;
  return `${sameYear ? '' : `${year}年`}${month}月${day}日(${name})`;
}

/** Name of the weekday: `周一`, `Mon`. */
export function weekdayText(language: Language, on: PlainDate): string {
  return WEEKDAYS[language][weekday(on) - 1] ?? '';
}

/** A month written `YYYY-MM`: `2022年4月`, `Apr 2022`. */
export function monthText(language: Language, month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return language === 'en' ? `${MONTHS[number - 1]} ${year}` : `${year}年${number}月`;
}

/** An instant (ms since 1970 UTC) as read in Shanghai: `2022年4月6日 09:05`. */
export function momentText(language: Language, instantMs: number): string {
  const clock = new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16);
  return `${dateText(language, shanghaiDay(instantMs))} ${clock}`;
}
