import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from './data-keys.ts';
import type { Db } from './database.ts';

/** What a meeting was: names and minutes are personal values, kept as a cipher. */
export interface MeetingContent {
  readonly place: string;
  readonly chair: string;
  readonly recorder: string;
  readonly present: number;
  /** 0: not said. */
  readonly invited: number;
  readonly minutes: string;
}

export interface MeetingRow {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly onDay: PlainDate;
  readonly matters: readonly string[];
  readonly content: MeetingContent;
}

/** Keeps a meeting. It is never changed: a mistake is taken back in the matters. */
export async function insertMeeting(
  tx: Db,
  keys: FieldKeys,
  meeting: MeetingRow & { readonly by: string; readonly at: number },
): Promise<void> {
  const cipher = keys.seal(placeOf(meeting.id), JSON.stringify(meeting.content));
  await tx
    .insertInto('meetings')
    .values({
      county: keys.county,
      id: meeting.id,
      town: meeting.town,
      village: meeting.village,
      on_day: meeting.onDay,
      matters: [...meeting.matters],
      content: cipher ?? Buffer.alloc(0),
      by_account: meeting.by,
      at: meeting.at,
    })
    .execute();
}

/** Meetings the actor may see, newest first, at most `limit`. */
export async function listMeetings(tx: Db, keys: FieldKeys, limit: number): Promise<MeetingRow[]> {
  const rows = await tx
    .selectFrom('meetings')
    .select(['id', 'town', 'village', 'on_day', 'matters', 'content'])
    .where('county', '=', keys.county)
    .orderBy('on_day', 'desc')
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    town: row.town,
    village: row.village,
    onDay: row.on_day,
    matters: row.matters,
    content: JSON.parse(keys.open(placeOf(row.id), row.content) ?? '{}') as MeetingContent,
  }));
}

function placeOf(id: string): { table: string; column: string; row: string } {
  return { table: 'meetings', column: 'content', row: id };
}
