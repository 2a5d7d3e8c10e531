import type { FeedWindow } from '../policy/duty-shape.ts';
import { addDays, addMonths, monthEnd, type PlainDate, partsOf, plainDateOf } from '../values/plain-date.ts';

/** Days whose batches a total adds up, both ends included. */
export interface WindowDays {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * The window of a total that ends on the as-of day. `period` is the period of the batch itself. `last n month` that end
 * with a month begin with one: 12 month to 30 April begin on 1 May. undefined: the window's length is a parameter without
 * a value.
 */
export function windowDays(
  window: FeedWindow,
  asOf: PlainDate,
  period: WindowDays,
  lengthOf: (name: string) => { readonly amount: number; readonly unit: string } | undefined,
): WindowDays | undefined {
  if (window === 'calendar-year-to-date') return { from: plainDateOf(partsOf(asOf).year, 1, 1), to: asOf };
  if (window === 'period') return period;
  const last = 'param' in window.last ? lengthOf(window.last.param) : window.last;
  if (last === undefined) return undefined;
  const from = firstDay(asOf, last.amount, last.unit);
  return from === undefined ? undefined : { from, to: asOf };
}

function firstDay(asOf: PlainDate, amount: number, unit: string): PlainDate | undefined {
  if (unit === 'day') return addDays(asOf, 1 - amount);
  if (unit === 'week') return addDays(asOf, 1 - 7 * amount);
  if (unit !== 'month' && unit !== 'year') return undefined;
  const months = unit === 'year' ? 12 * amount : amount;
  const before = addMonths(asOf, -months);
  return addDays(asOf === monthEnd(asOf) ? monthEnd(before) : before, 1);
}
