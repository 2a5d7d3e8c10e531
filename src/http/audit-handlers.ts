import { plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import { verifyAudit } from '#store/audit-chain.ts';
import { type AuditFilter, type AuditLine, listAuditLines } from '#store/audit-list.ts';
import { insertAudit } from '#store/audit-log.ts';
import { listCounties } from '#store/seals.ts';
import { auditKindText, auditReasonText, auditResultText, auditSheetHead, auditWhoText } from '#words/audit-words.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

const MOST_EXPORTED = 20_000;
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** 日志审计: of every county and of none, newest first. */
export function auditHandlers(services: Services): Pick<Handlers, 'listAudit' | 'exportAudit'> {
  const { db } = services.runner;
  return {
    async listAudit({ query }, caller) {
      const { lines, total } = await allLines(services, instants(query), query.offset + query.limit);
      let rows = 0;
      let fault: string | null = null;
      for (const county of await scopes(services)) {
        const chain = await asActor(db, scopeOf(county), (tx) => verifyAudit(tx, county, caller.now.at));
        rows += chain.rows;
        fault ??= chain.fault?.why ?? null;
      }
      return {
        entries: lines.slice(query.offset).map(({ subject, ...line }) => ({
          ...line,
          kind: line.kind as 'refused',
          result: line.result as 'done',
          subjects: subject.length,
        })),
        total,
        chain: { rows, fault },
      };
    },
    async exportAudit({ query }, caller) {
      const { lines } = await allLines(services, instants(query), MOST_EXPORTED);
      const { language } = query;
      const rows = lines.map((line) => [
        new Date(line.at + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' '),
        auditWhoText(language, line.who),
        auditKindText(language, line.kind),
        auditResultText(language, line.result),
        auditReasonText(language, line.reason ?? ''),
        String(line.subject.length),
        line.address ?? '',
      ]);
      await insertAudit(db, {
        county: 0,
        at: caller.now.at,
        actor: caller.actor.account,
        kind: 'export',
        subject: [],
        result: 'done',
        reason: 'audit-log',
        requestId: caller.requestId,
        address: caller.address,
      });
      const text = [auditSheetHead(language), ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
      return { bytes: Buffer.from(`\uFEFF${text}\r\n`), mediaType: 'text/csv; charset=utf-8', name: 'audit-log.csv' };
    },
  };
}

async function allLines(services: Services, filter: AuditFilter, limit: number) {
  const all: AuditLine[] = [];
  let total = 0;
  for (const county of await scopes(services)) {
    const found = await asActor(services.runner.db, scopeOf(county), (tx) => listAuditLines(tx, county, filter, limit));
    all.push(...found.lines);
    total += found.total;
  }
  return { lines: all.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, limit), total };
}

async function scopes(services: Services): Promise<number[]> {
  return [0, ...(await listCounties(services.runner.db)).map(({ county }) => county)];
}

function scopeOf(county: number) {
  return { county, towns: [], villages: [], department: null };
}

/** Days of Shanghai as instants: from the first moment of `from` to the last of `to`. */
function instants(query: {
  kind?: string | undefined;
  who?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}): AuditFilter {
  const start = (day: string): number => Date.parse(`${plainDate(day)}T00:00:00Z`) - SHANGHAI_MS;
  return {
    kind: query.kind,
    who: query.who,
    from: query.from === undefined ? undefined : start(query.from),
    to: query.to === undefined ? undefined : start(query.to) + DAY_MS,
  };
}

/** A cell of the file: quoted, and no formula when a spreadsheet opens it. */
function cell(text: string): string {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
