import { addDays, addMonths, monthEnd, type PlainDate, parsePlainDate, partsOf } from '../values/plain-date.ts';

/** Which months count: `ending` is `previous-month-end`, `anchor-day`, `month-end` or a day `MM-DD`. */
export interface WindowRule {
  readonly last: { readonly amount: number; readonly unit: string };
  readonly ending: string;
}

/** Days whose income counts, both ends included. */
export interface IncomeWindow {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * The months an income worksheet covers, seen from the anchor day: they end with the month before, with the anchor's own
 * day or month, or on the last MM-DD before it. undefined: the window is not counted in months or years, or its end is no day.
 */
export function incomeWindow({ last, ending }: WindowRule, anchor: PlainDate): IncomeWindow | undefined {
  const months = last.unit === 'month' ? last.amount : last.unit === 'year' ? 12 * last.amount : undefined;
  const to = lastDay(ending, anchor);
  if (months === undefined || to === undefined) return undefined;
  const before = addMonths(to, -months);
  return { from: addDays(to === monthEnd(to) ? monthEnd(before) : before, 1), to };
}

function lastDay(ending: string, anchor: PlainDate): PlainDate | undefined {
  const { year } = partsOf(anchor);
  switch (ending) {
    case 'anchor-day':
      return anchor;
    case 'month-end':
      return monthEnd(anchor);
    case 'previous-month-end':
      return monthEnd(addMonths(anchor, -1));
    default: {
      const day = parsePlainDate(`${year}-${ending}`);
      if (day === undefined || day <= anchor) return day;
      return parsePlainDate(`${year - 1}-${ending}`);
    }
  }
}
