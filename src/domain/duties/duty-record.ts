import type { Duty } from '#domain/policy/duty-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { DutyRecord } from './duty-progress.ts';

/** What somebody noted of a duty done: which parts it had, who came, who did it, whether the seal is on the paper. */
export interface DutyNote extends DutyRecord {
  readonly on: PlainDate;
  /** Office that did it; null: the one that owes it. */
  readonly by: string | null;
  readonly parts: readonly string[];
  readonly attend: readonly string[];
  readonly seal: string | null;
}

/** What keeps a record from fulfilling the duty; all lists empty and both flags false when it counts. */
export interface RecordLacks {
  readonly parts: readonly string[];
  readonly attend: readonly string[];
  readonly seal: boolean;
  readonly office: boolean;
}

/** What the record lacks of what the duty asks: each of its parts, everybody who has to attend, the seal, the office. */
export function recordLacks(duty: Pick<Duty, 'who' | 'parts' | 'attend' | 'seal'>, note: DutyNote): RecordLacks {
  return {
    parts: duty.parts.filter((part) => !note.parts.includes(part)),
    attend: duty.attend.filter((office) => !note.attend.includes(office)),
    seal: duty.seal !== undefined && note.seal !== duty.seal,
    office: note.by !== null && note.by !== duty.who,
  };
}

/** True when the record lacks nothing. */
export function isComplete({ parts, attend, seal, office }: RecordLacks): boolean {
  return parts.length === 0 && attend.length === 0 && !seal && !office;
}
