import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '#domain/values/app-error.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { fileHeads, insertFiling, listFilings, scanIsFiled } from '#store/filings.ts';
import type { CommandContext } from './command-context.ts';
import { frozen } from './frozen-rows.ts';
import { filingDueDay, ledgerMonth } from './ledger-rows.ts';

/** What a scan of the sealed sheet is stored as. */
const SEALED_SCAN = 'sealed-scan';

/**
 * 台账报备: freezes the month's rows of the actor's township with the sealed scan. Returns the filing's id.
 * The month: the current one or an earlier one not yet filed, never a future one; once a township and month.
 * Errors: `invalid-date` (future), `bad-request` naming `scan` (unknown, no sealed scan, of another township, already
 * used) or `month` (no duty in force), `frozen` (filed already), `forbidden` (not a township).
 * @source SD#1.3-f SD#1.3-g SD#1.3-h
 */
export async function fileLedger(
  context: CommandContext,
  input: { month: string; scan: string },
): Promise<{ filing: string }> {
  const { tx, keys, actor, now } = context;
  const town = filingTown(context);
  await refuseMonth(context, town, input.month);
  await refuseScan(context, town, input.scan);
  const ledger = await ledgerMonth(context, { month: input.month, town });
  const dueOn = filingDueDay(ledger.policy, input.month, ledger.calendar);
  if (dueOn === null) throw new AppError('bad-request', { field: 'month', why: 'no-duty', month: input.month });
  const sheet = canonicalText(ledger.rows.map(frozen));
  const id = randomUUID();
  const written = await insertFiling(tx, keys, {
    id,
    town,
    month: input.month,
    dueOn,
    filedOn: now.today,
    filedBy: actor.account,
    filedByName: actor.name,
    scan: input.scan,
    rows: ledger.rows.length,
    sheet,
    sheetHash: sheetHash(sheet),
    at: now.at,
  });
  if (!written) throw new AppError('frozen', { month: input.month });
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: actor.account,
    kind: 'export',
    subject: ledger.rows.map((row) => row.lead),
    result: 'done',
    reason: `filing ${input.month}`,
  });
  return { filing: id };
}

/** The township whose ledger the actor files. Errors: `forbidden`. */
export function filingTown({ actor }: CommandContext): number {
  const [town] = actor.towns;
  if (town === undefined || actor.towns.length !== 1 || actor.area !== town) {
    throw new AppError('forbidden', { why: 'no-township' });
  }
  return town;
}

/** SM3 of the frozen rows as stored. */
export function sheetHash(sheet: string): Buffer {
  return createHash('sm3').update(sheet).digest();
}

async function refuseMonth(context: CommandContext, town: number, month: string): Promise<void> {
  const current = monthOf(context.now.today);
  if (month > current) throw new AppError('invalid-date', { field: 'month', why: 'future', latest: current });
  const [filed] = await listFilings(context.tx, context.keys, { town, month });
  if (filed) throw new AppError('frozen', { month, filedOn: filed.filedOn });
}

async function refuseScan(context: CommandContext, town: number, scan: string): Promise<void> {
  const file = (await fileHeads(context.tx, context.keys, [scan])).get(scan);
  if (!file) throw new AppError('bad-request', { field: 'scan', why: 'missing' });
  if (file.purpose !== SEALED_SCAN) throw new AppError('bad-request', { field: 'scan', why: 'no-sealed-scan' });
  if (file.town !== town) throw new AppError('bad-request', { field: 'scan', why: 'other-township' });
  if (await scanIsFiled(context.tx, context.keys.county, scan)) {
    throw new AppError('bad-request', { field: 'scan', why: 'already-filed' });
  }
}
