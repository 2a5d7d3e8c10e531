import type { Calendar } from '#domain/calendar/calendar.ts';
import { lastWorkingDayBefore } from '#domain/calendar/working-days.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import type { Slot } from './duty-slots.ts';

/** A record that fulfils a duty. `distinct` is what has to differ (the county visited); null when nothing has to. */
export interface DutyRecord {
  readonly on: PlainDate;
  readonly distinct: string | null;
}

export interface DutyProgress {
  readonly state: 'not-due' | 'due-today' | 'done' | 'done-late' | 'overdue';
  readonly needed: number;
  readonly done: number;
  /** Day the last record needed came in; null while some are missing. */
  readonly doneOn: PlainDate | null;
  /** Calendar days late, 0 in time. */
  readonly daysLate: number;
  readonly remindOn: PlainDate;
}

/**
 * How far a duty is fulfilled for one slot on `today`. `count` records are needed (1 or more), at most as many as there
 * are things to choose from (`population`, null: no cap): two different counties of one are one. Records of one distinct
 * value count once. `records` are those made for this slot; later ones than `today` are not seen.
 */
export function dutyProgress(
  calendar: Calendar,
  slot: Pick<Slot, 'due'>,
  wanted: { readonly count: number; readonly population: number | null },
  records: readonly DutyRecord[],
  today: PlainDate,
): DutyProgress {
  const needed = wanted.population === null ? wanted.count : Math.min(wanted.count, wanted.population);
  const counted = distinctRecords(records.filter((record) => record.on <= today));
  const doneOn = counted[needed - 1]?.on ?? null;
  const fulfilled = counted.length >= needed;
  const asOf = doneOn ?? today;
  const late = (fulfilled && doneOn === null) || asOf <= slot.due ? 0 : daysBetween(slot.due, asOf);
  return {
    state: stateOf(fulfilled, late, today, slot.due),
    needed,
    done: counted.length,
    doneOn,
    daysLate: late,
    remindOn: lastWorkingDayBefore(calendar, slot.due),
  };
}

function stateOf(fulfilled: boolean, late: number, today: PlainDate, due: PlainDate): DutyProgress['state'] {
  if (fulfilled) return late > 0 ? 'done-late' : 'done';
  if (late > 0) return 'overdue';
  return today === due ? 'due-today' : 'not-due';
}

/** Records by day, a repeated distinct value left out. */
function distinctRecords(records: readonly DutyRecord[]): DutyRecord[] {
  const seen = new Set<string>();
  return records
    .toSorted((a, b) => daysBetween(b.on, a.on))
    .filter(({ distinct }) => {
      if (distinct === null) return true;
      if (seen.has(distinct)) return false;
      seen.add(distinct);
      return true;
    });
}
