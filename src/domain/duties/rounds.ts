import type { Procedure } from '#domain/policy/procedure-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type DayRange, periodsIn } from './period.ts';

/** One matter a round asks for: a subject in a period. */
export interface RoundDue {
  readonly subject: string;
  readonly period: DayRange;
}

/**
 * The matters of a round (`opens: {every, for-each}`) whose period begins in `range`, one for each subject and period, by
 * period and then in the order of `subjects`. Without `for-each` there is one a period, its subject the empty text. None for
 * procedures that do not recur, and none for periods that begin while the procedure is not in force or outside its window.
 */
export function roundsDue(
  procedure: Pick<Procedure, 'opens' | 'valid'>,
  subjects: readonly string[],
  range: DayRange,
): readonly RoundDue[] {
  const { every, forEach, window } = procedure.opens;
  if (every === undefined) return [];
  const inForce = (day: PlainDate): boolean =>
    day >= procedure.valid.from &&
    (procedure.valid.to === undefined || day < procedure.valid.to) &&
    (window === undefined || (day >= window.from && (window.to === undefined || day <= window.to)));
  return periodsIn(every, range)
    .filter((period) => period.from >= range.from && inForce(period.from))
    .flatMap((period) => (forEach === undefined ? [''] : subjects).map((subject) => ({ subject, period })));
}

/** Rounds nobody has opened yet: `opened` are the matters there are, by subject and first day of their period. */
export function roundsMissing(
  due: readonly RoundDue[],
  opened: readonly { readonly subject: string; readonly periodFrom: PlainDate }[],
): readonly RoundDue[] {
  return due.filter(
    ({ subject, period }) => !opened.some((each) => each.subject === subject && each.periodFrom === period.from),
  );
}
