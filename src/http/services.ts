import type { CommandRunner } from '#commands/command-context.ts';
import type { SupposedValue } from '#commands/preview-setting.ts';
import type { Now } from '#domain/access/actor.ts';
import type { Calendar, HolidayNotice } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Scopes } from '#identity/scopes.ts';
import type { ReadingRoom } from '#intake/reading/reading-room.ts';
import type { ImportBell } from '#intake/registry/import-bell.ts';

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
  /** The rules counted with another calendar: for looking ahead. */
  counting(calendar: Calendar): CommandRunner['policy'];
  readonly packs: readonly Pack[];
  /** The rules as they would be if a value were entered as well: for looking ahead. */
  supposing(value: SupposedValue): CommandRunner['policy'];
  /** Folder of encrypted files. */
  readonly filesFolder: string;
  /** Rung when a file of the register waits for the queue. */
  readonly importBell: ImportBell;
  /** Reads uploaded files in processes of their own. */
  readonly reading: ReadingRoom;
  /** A demonstration has a movable official day; a real installation has none. */
  readonly demo: boolean;
  now(): Promise<Now>;
  /** Only in a demonstration. */
  setDemoDay(today: PlainDate): Promise<void>;
}
