import type { Procedure } from '#domain/policy/procedure-shape.ts';
import { addMonths, type PlainDate } from '#domain/values/plain-date.ts';
import { periodOf } from './period.ts';
import { roundsDue } from './rounds.ts';

/** A stretch for which a matter is to stand open for each subject. `to` null: until the subject stands otherwise. */
export interface RoundPeriod {
  readonly from: PlainDate;
  readonly to: PlainDate | null;
  /** Neither period nor window: one for as long as the subject stands as it does. */
  readonly onceAStanding: boolean;
}

const LOOK_BACK_MONTHS = 3;

/**
 * The stretches for which `procedure` asks a matter without anybody asking for one, begun by `today` and not over by `since`
 * (the day records begin): periods of `every`, the window of a sweep while it runs, else the time a subject stands as it
 * does. Empty: a person opens it.
 */
export function roundsOpenOn(
  procedure: Pick<Procedure, 'opens' | 'valid'>,
  today: PlainDate,
  since: PlainDate,
): readonly RoundPeriod[] {
  const { every, forEach, window } = procedure.opens;
  if (every !== undefined) {
    const earliest = addMonths(today, -LOOK_BACK_MONTHS);
    const { from } = periodOf(every, earliest > since ? earliest : since);
    return roundsDue(procedure, [''], { from, to: today }).map(({ period }) => ({ ...period, onceAStanding: false }));
  }
  const isInForce = today >= procedure.valid.from && (procedure.valid.to === undefined || today < procedure.valid.to);
  if (forEach === undefined || !isInForce) return [];
  if (window === undefined) return [{ from: today, to: null, onceAStanding: true }];
  const runs = today >= window.from && (window.to === undefined || today <= window.to);
  return runs ? [{ from: window.from, to: window.to ?? null, onceAStanding: false }] : [];
}
