/** A civil day in Asia/Shanghai, written `YYYY-MM-DD`. Plain text, so days compare with `<` and `===`. */
export type PlainDate = string & { readonly __plainDate: unique symbol };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The day written in `text`, or undefined when it is not `YYYY-MM-DD` or no such day exists (2022-02-30). */
export function parsePlainDate(text: string): PlainDate | undefined {
  const parts = SHAPE.exec(text);
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return text as PlainDate;
}

/** The day written in `text`. Throws a RangeError when there is no such day: for literals and checked data only. */
export function plainDate(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new RangeError(`not a civil day: ${text}`);
  return day;
}

/** The day from its parts; `month` 1–12, `day` 1–31. Throws a RangeError when there is no such day. */
export function plainDateOf(year: number, month: number, day: number): PlainDate {
  return plainDate(`${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(day)}`);
}

/** Year, month (1–12) and day of the month (1–31). */
export function partsOf(day: PlainDate): { year: number; month: number; day: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** `day` moved by `count` calendar days (negative: earlier). */
export function addDays(day: PlainDate, count: number): PlainDate {
  return fromEpochDay(epochDay(day) + count);
}

/** Same day of the month `count` months later (negative: earlier), clamped to the month's last day. */
export function addMonths(day: PlainDate, count: number): PlainDate {
  const { year, month, day: dayOfMonth } = partsOf(day);
  const index = year * 12 + (month - 1) + count;
  const [y, m] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return plainDateOf(y, m, Math.min(dayOfMonth, daysInMonth(y, m)));
}

/** Calendar days from `from` to `to`; 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return epochDay(to) - epochDay(from);
}

/** Whole years completed on `on` by somebody born on `born`; the age is reached on the birthday (29 February: 1 March). */
export function ageOn(born: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(day: PlainDate): number {
  return ((((epochDay(day) + 3) % 7) + 7) % 7) + 1;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The month `YYYY-MM` a day lies in. */
export function monthOf(day: PlainDate): string {
  return day.slice(0, 7);
}

/** Last day of the month a day lies in. */
export function monthEnd(day: PlainDate): PlainDate {
  const { year, month } = partsOf(day);
  return plainDateOf(year, month, daysInMonth(year, month));
}

/** The civil day in Asia/Shanghai at an instant given in ms since 1970 UTC. China keeps UTC+8 without summer time since 1992. */
export function shanghaiDay(instantMs: number): PlainDate {
  return new Date(instantMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10) as PlainDate;
}

function epochDay(day: PlainDate): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);
}

function fromEpochDay(index: number): PlainDate {
  return new Date(index * MS_PER_DAY).toISOString().slice(0, 10) as PlainDate;
}

function pad2(n: number): string {
  return String(n).padStart(2, '0');
}
