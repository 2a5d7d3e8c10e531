import { type PlainDate, parsePlainDate, partsOf } from '#domain/values/plain-date.ts';

const WITH_YEAR = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const WITHOUT_YEAR = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The day somebody wrote: `2022-04-06`, `2022/4/6`, `2022.4.6`, `2022年4月6日`, `20220406`, and without a year
 * `4月6日` or `4.6`, which then is `today`'s year. Undefined when it is no day.
 */
export function dayWritten(text: string, today: PlainDate): PlainDate | undefined {
  const trimmed = text.trim();
  const full = WITH_YEAR.exec(trimmed) ?? DIGITS.exec(trimmed);
  if (full) return assembled(full[1], full[2], full[3]);
  const short = WITHOUT_YEAR.exec(trimmed);
  return short ? assembled(String(partsOf(today).year), short[1], short[2]) : undefined;
}

function assembled(year = '', month = '', day = ''): PlainDate | undefined {
  return parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
