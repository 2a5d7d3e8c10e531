import type { Calendar } from '#domain/calendar/calendar.ts';
import { lastWorkingDayBefore } from '#domain/calendar/working-days.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { daysBetween, type PlainDate } from '#domain/values/plain-date.ts';
import { feedSlots, nextFeedSlot, type Slot } from './duty-slots.ts';
import type { DayRange } from './period.ts';

/** A batch, or a nil return (无新增), received for the slot due on `slotDue`. */
export interface Receipt {
  readonly slotDue: PlainDate;
  readonly receivedOn: PlainDate;
  readonly nil: boolean;
}

/**
 * `not-due` · `due-today` · `reported` 已报 · `nil` 无新增 · `late` 迟报n天 · `not-reported` 未报 · `missed` 漏报 (the next
 * slot's day has passed too) · `nothing` (empty, and no nil return is owed).
 */
export type SlotState = 'not-due' | 'due-today' | 'reported' | 'nil' | 'late' | 'not-reported' | 'missed' | 'nothing';

export interface SlotStatus extends Slot {
  readonly state: SlotState;
  readonly receivedOn: PlainDate | null;
  /** The first receipt was a nil return. */
  readonly nil: boolean;
  /** Calendar days after the due day: to the receipt, or to today while there is none. 0 in time. */
  readonly daysLate: number;
  readonly remindOn: PlainDate;
}

/**
 * The slots of a feed with a due day in `range` as they stand on `today`. Only receipts of that day or earlier count;
 * the first receipt of a slot decides whether it was in time, later ones are additions.
 */
export function feedStatus(
  calendar: Calendar,
  feed: Pick<Feed, 'cadence' | 'covers' | 'valid' | 'season' | 'nilReturn' | 'roll'>,
  range: DayRange,
  receipts: readonly Receipt[],
  today: PlainDate,
): SlotStatus[] {
  const slots = feedSlots(feed, range, calendar);
  return slots.map((slot, index) => {
    const first = receipts
      .filter((receipt) => receipt.slotDue === slot.due && receipt.receivedOn <= today)
      .toSorted((a, b) => daysBetween(b.receivedOn, a.receivedOn))[0];
    const next = (slots[index + 1] ?? nextFeedSlot(feed, slot.due, calendar))?.due ?? null;
    const until = first?.receivedOn ?? today;
    const state = first === undefined ? emptyState(feed, slot.due, next, today) : filledState(first, slot.due);
    return {
      ...slot,
      state,
      receivedOn: first?.receivedOn ?? null,
      nil: first?.nil ?? false,
      daysLate: state === 'nothing' ? 0 : Math.max(0, daysBetween(slot.due, until)),
      remindOn: lastWorkingDayBefore(calendar, slot.due),
    };
  });
}

function filledState(receipt: Receipt, due: PlainDate): SlotState {
  if (receipt.receivedOn > due) return 'late';
  return receipt.nil ? 'nil' : 'reported';
}

function emptyState(
  feed: Pick<Feed, 'nilReturn'>,
  due: PlainDate,
  next: PlainDate | null,
  today: PlainDate,
): SlotState {
  if (today < due) return 'not-due';
  if (today === due) return 'due-today';
  if (feed.nilReturn === 'not-required') return 'nothing';
  return next !== null && today > next ? 'missed' : 'not-reported';
}
