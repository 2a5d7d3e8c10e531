import type { CommandRunner } from '#commands/command-context.ts';
import type { Now } from '#domain/access/actor.ts';
import type { Calendar, HolidayNotice } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Scopes } from '#identity/scopes.ts';
import type { ImportBell } from '#intake/registry/import-bell.ts';

/** What handlers work with; made once by the composition. */
export interface Services {
  readonly runner: CommandRunner;
  readonly scopes: Scopes;
  readonly calendar: Calendar;
  readonly notices: readonly HolidayNotice[];
  readonly packs: readonly Pack[];
  /** Folder of encrypted files. */
  readonly filesFolder: string;
  /** Rung when a file of the register waits for the queue. */
  readonly importBell: ImportBell;
  /** A demonstration has a movable official day; a real installation has none. */
  readonly demo: boolean;
  now(): Promise<Now>;
  /** Only in a demonstration. */
  setDemoDay(today: PlainDate): Promise<void>;
}
