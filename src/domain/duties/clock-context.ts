import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Feel, Parameter, TermValue } from '#domain/policy/pack-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { SingleEvent } from './clock-event.ts';

/** What clocks read of a matter, a period or a row. Everything here is an answer for one asked day. */
export interface ClockContext {
  readonly calendar: Calendar;
  /** Day the matter opened; null before it has. Value day of parameters with `version-by: opening`. */
  readonly openedOn: PlainDate | null;
  /** Day of the act being tried, or the day asked. Value day of parameters with `version-by: act-day`. */
  readonly actDay: PlainDate;
  /** Day of an event; null while it has not happened. */
  day(event: SingleEvent): PlainDate | null;
  /** Reading of a parameter on a day; one no pack defines reads as unset. */
  parameter(name: string, day: PlainDate): ParameterReading;
  /**
   * Whose day the parameter's value is read on. A document whose transition says `values: keep` or `adopt` is honoured
   * by answering `opening` or `act-day` here.
   */
  versionBy(name: string): Parameter['versionBy'];
  /** Truth of a condition; `missing` names what an unknown one lacks. */
  judge(condition: Feel): { readonly value: 'yes' | 'no' | 'unknown'; readonly missing: readonly string[] };
  /** Day the pack's document was issued; null when that is not known. */
  issuedOn?(pack: string): PlainDate | null;
  /** What stops the clock of a step or limit: days that do not count, and the hold that stands now. null: nothing. */
  paused?(id: string): { readonly holds: (day: PlainDate) => boolean; readonly standing: string | null } | null;
  /** True when working days past the last holiday notice are not counted but waited for. */
  waitsForNotice?(): boolean;
  /** Duration an office chose at the beginning of a step that lasts; null when it chose none. */
  chosen(step: string): TermValue | null;
}
