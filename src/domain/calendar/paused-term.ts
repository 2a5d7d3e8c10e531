import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import { type AddedTerm, addTerm, type TermLength } from './add-term.ts';
import { type Calendar, countsAsWorked, dayKind } from './calendar.ts';

/**
 * The last day of a term while days on which `isPaused` holds are not counted. A term in days or working days is counted
 * again without them; months and years end later by as many calendar days as were paused on the way.
 */
export function addPausedTerm(
  calendar: Calendar,
  start: PlainDate,
  term: TermLength,
  isPaused: (day: PlainDate) => boolean,
): AddedTerm {
  let stretched = 0;
  for (;;) {
    const added = stretched === 0 ? addTerm(calendar, start, term) : stretch(calendar, start, term, stretched);
    const paused = pausedDays(calendar, start, added.due, term, isPaused);
    if (paused === stretched) return added;
    stretched = paused;
  }
}

function stretch(calendar: Calendar, start: PlainDate, term: TermLength, by: number): AddedTerm {
  if (term.unit === 'working-day') return addTerm(calendar, start, { ...term, amount: term.amount + by });
  const added = addTerm(calendar, start, term);
  return { ...added, due: addDays(added.due, by) };
}

function pausedDays(
  calendar: Calendar,
  start: PlainDate,
  due: PlainDate,
  { unit }: TermLength,
  isPaused: (day: PlainDate) => boolean,
): number {
  let count = 0;
  for (let day = addDays(start, 1); day <= due; day = addDays(day, 1)) {
    if (isPaused(day) && (unit !== 'working-day' || countsAsWorked(dayKind(calendar, day)))) count += 1;
  }
  return count;
}
