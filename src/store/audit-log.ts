import type { Db } from './database.ts';

/** One line of the audit log: never a value, only who did what to which subjects. `county` 0: belongs to none. */
export interface AuditEntry {
  readonly county: number;
  readonly at: number;
  readonly actor: string;
  readonly kind:
    | 'sign-in'
    | 'sign-out'
    | 'refused'
    | 'reveal'
    | 'call'
    | 'export'
    | 'print'
    | 'setting'
    | 'account'
    | 'import';
  readonly subject: readonly string[];
  readonly result: 'done' | 'refused' | 'failed';
  readonly reason?: string;
  readonly requestId?: string;
  readonly address?: string;
}

/** Appends an entry; the app role can insert and not change. */
export async function insertAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({
      county: entry.county,
      at: entry.at,
      actor: entry.actor,
      kind: entry.kind,
      subject: [...entry.subject],
      result: entry.result,
      reason: entry.reason ?? null,
      request_id: entry.requestId ?? null,
      address: entry.address ?? null,
    })
    .execute();
}
