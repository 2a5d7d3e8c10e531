import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Which rows: of a kind, by somebody (part of the name or login), from and to an instant in ms. */
export interface AuditFilter {
  readonly kind?: string | undefined;
  readonly who?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

export interface AuditLine {
  readonly id: number;
  readonly at: number;
  /** Name of the account, else the login or job as written. */
  readonly who: string;
  readonly kind: string;
  readonly result: string;
  readonly reason: string | null;
  readonly subject: readonly string[];
  readonly address: string | null;
  readonly sealed: boolean;
}

/** Rows of one county's log (0: of none), newest first; `total` counts all that match. */
export async function listAuditLines(
  tx: Db,
  county: number,
  filter: AuditFilter,
  limit: number,
): Promise<{ lines: AuditLine[]; total: number }> {
  const parts = [sql`l.county = ${county}`];
  if (filter.kind !== undefined) parts.push(sql`l.kind = ${filter.kind}`);
  if (filter.from !== undefined) parts.push(sql`l.at >= ${filter.from}`);
  if (filter.to !== undefined) parts.push(sql`l.at < ${filter.to}`);
  if (filter.who !== undefined && filter.who !== '') {
    const part = `%${filter.who.replaceAll(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(a.name like ${part} or a.login like ${part} or l.actor like ${part})`);
  }
  const { rows } = await sql<AuditLine & { total: number }>`
    select l.id, l.at, coalesce(a.name, l.actor) as who, l.kind, l.result, l.reason, l.subject, l.address,
      exists (select 1 from audit_seals s where s.county = l.county and s.entry = l.id) as sealed, count(*) over ()::int as total
    from audit_log l left join accounts a on a.id::text = l.actor or a.login = l.actor
    where ${sql.join(parts, sql` and `)} order by l.at desc, l.id desc limit ${limit}`.execute(tx);
  return { lines: rows.map(({ total: _total, ...line }) => line), total: rows[0]?.total ?? 0 };
}
