import type { CommandRunner } from '#commands/command-context.ts';
import type { SupposedValue } from '#commands/preview-setting.ts';
import type { MovedClock } from '#commands/redate-matters.ts';
import type { Now } from '#domain/access/actor.ts';
import type { Calendar, HolidayNotice } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Scopes } from '#identity/scopes.ts';
import type { Desk } from '#intake/desk/desk-orders.ts';
import type { ReadingRoom } from '#intake/reading/reading-room.ts';
import type { ImportBell } from '#intake/registry/import-bell.ts';

/** `counties` absent: all; `parameter`: only what hangs on it; `write` false: only looked at. */
export interface Redating {
  readonly counties?: readonly number[];
  readonly parameter?: string;
  readonly write: boolean;
}

/** What was looked at in a county, and the due days that are other ones. */
export interface RedatedCounty {
  readonly county: number;
  readonly looked: number;
  readonly moved: readonly MovedClock[];
}

/** What handlers work with; made once by the composition. */
export interface Services {
  readonly runner: CommandRunner;
  readonly scopes: Scopes;
  calendar(): Calendar;
  notices(): readonly HolidayNotice[];
  /** Notices that came with the program. */
  readonly shippedNotices: readonly HolidayNotice[];
  /** Takes up notices entered since the start and reckons the due days of all counties again. Returns how many moved. */
  readCalendarAgain(now: Now): Promise<number>;
  /**
   * Reckons the due days of running matters of counties again, each in its own name: after a city has entered a value, or
   * with `write` false and rules that are supposed, before it does.
   */
  redate(now: Now, what: Redating, rules?: CommandRunner['policy']): Promise<readonly RedatedCounty[]>;
  /** The rules counted with another calendar: for looking ahead. */
  counting(calendar: Calendar): CommandRunner['policy'];
  readonly packs: readonly Pack[];
  /** The rules as they would be if a value were entered as well: for looking ahead. */
  supposing(value: SupposedValue): CommandRunner['policy'];
  /** Address people reach the installation at: what the codes on papers lead to. */
  readonly publicUrl: string;
  /** Folder of encrypted files. */
  readonly filesFolder: string;
  /** Rung when a file of the register waits for the queue. */
  readonly importBell: ImportBell;
  /** Does the work of the intake that may take long. */
  readonly desk: Desk;
  /** Reads uploaded files in processes of their own. */
  readonly reading: ReadingRoom;
  /** A demonstration has a movable official day; a real installation has none. */
  readonly demo: boolean;
  now(): Promise<Now>;
  /** Rung when the official day has been moved: what a new day brings is done at once. */
  readonly dayBell: ImportBell;
  /** Only in a demonstration. */
  setDemoDay(today: PlainDate): Promise<void>;
}
