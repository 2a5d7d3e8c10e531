import type { Fen } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** An income worksheet of a household: lines in fen, null where not asked. */
export interface IncomeSheet {
  readonly id: string;
  readonly household: string;
  readonly town: number;
  readonly village: number | null;
  readonly kind: string;
  readonly lines: Readonly<Record<string, Fen | null>>;
  readonly source: string;
  readonly onDay: PlainDate;
  readonly matter: string | null;
}

/** Keeps a worksheet with the size of the household on its day. */
export async function insertIncome(tx: Db, county: number, sheet: IncomeSheet): Promise<void> {
  const household = await tx
    .selectFrom('households')
    .select('member_count')
    .where('county', '=', county)
    .where('id', '=', sheet.household)
    .executeTakeFirstOrThrow();
  const lines = Object.fromEntries(
    Object.entries(sheet.lines).map(([line, fen]) => [line, fen === null ? null : fen.toString()]),
  );
  await tx
    .insertInto('incomes')
    .values({
      county,
      id: sheet.id,
      household: sheet.household,
      town: sheet.town,
      village: sheet.village,
      kind: sheet.kind,
      window_from: null,
      window_to: null,
      persons: Math.max(1, household.member_count),
      lines: JSON.stringify(lines),
      source: sheet.source,
      on_day: sheet.onDay,
      matter: sheet.matter,
    })
    .execute();
}

/** Worksheets of a household, newest first. */
export async function listIncomes(
  tx: Db,
  county: number,
  household: string,
): Promise<{ kind: string; persons: number; lines: Record<string, Fen | null>; source: string; onDay: PlainDate }[]> {
  const rows = await tx
    .selectFrom('incomes')
    .select(['kind', 'persons', 'lines', 'source', 'on_day'])
    .where('county', '=', county)
    .where('household', '=', household)
    .orderBy('on_day', 'desc')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    persons: row.persons,
    source: row.source,
    onDay: row.on_day,
    lines: Object.fromEntries(
      Object.entries(row.lines as Record<string, string | null>).map(([line, fen]) => [
        line,
        fen === null ? null : (BigInt(fen) as Fen),
      ]),
    ),
  }));
}
