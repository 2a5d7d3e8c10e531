import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '#domain/policy/case-shape.ts';
import { withDatabase } from '#main/open-database.ts';
import { askKind } from '#packs/asks/ask-kinds.ts';
import { sqlFaults } from '#packs/asks/sql-ask.ts';
import type { CaseFault, CaseGround } from '#packs/case-setup.ts';
import { askRule } from '#store/ask-rule.ts';
import { openDatabase } from '#store/database.ts';
import type { CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

export interface PlacedCase {
  readonly written: Case;
  readonly ground: CaseGround;
}

/**
 * Faults of each case's `sql` asks, in the order of the cases: asked of the database named, of DATABASE_URL or of the
 * installation. null: there is none of the three, and somebody asks; what is needed is noted. No case asks: no database is used.
 */
export async function sqlFaultsOf(
  cases: readonly PlacedCase[],
  url: string | undefined,
  io: CliIo,
): Promise<readonly (readonly CaseFault[])[] | null> {
  if (!cases.some(({ written }) => written.asks.some((ask) => askKind(ask) === 'sql'))) return cases.map(() => []);
  const { databaseUrl, home } = io.config;
  if (url !== undefined) return await asked(cases, url);
  if (databaseUrl !== undefined || existsSync(path.join(home, 'postgres', 'data'))) {
    return await withDatabase(io.config, databaseRemarks(io), ({ appUrl }) => asked(cases, appUrl));
  }
  io.note(
    `sql: needs a PostgreSQL: --database postgres://…, DATABASE_URL, or an installation in ${home} (shouwang init)`,
  );
  return null;
}

async function asked(cases: readonly PlacedCase[], url: string): Promise<readonly (readonly CaseFault[])[]> {
  const { db, close } = openDatabase(url, 1);
  try {
    const faults: (readonly CaseFault[])[] = [];
    for (const { ground, written } of cases) {
      faults.push(await sqlFaults(ground, written, (text, values) => askRule(db, text, values)));
    }
    return faults;
  } finally {
    await close();
  }
}
