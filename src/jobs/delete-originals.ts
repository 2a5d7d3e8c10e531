import type { CommandContext, CommandRunner } from '#commands/command-context.ts';
import { countyPolicy } from '#commands/feed-batch.ts';
import { asIntakeJob } from '#commands/intake-actor.ts';
import type { Now } from '#domain/access/actor.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { addDays, addMonths, type PlainDate } from '#domain/values/plain-date.ts';
import { deleteStoredFile } from '#files/file-store.ts';
import { insertAudit } from '#store/audit-log.ts';
import { listOldOriginals } from '#store/feed-originals.ts';
import { listCounties } from '#store/seals.ts';

/** How long originals of departments' files are kept; unset: until somebody sets it. */
const KEPT_FOR = '报送原件保存期限';

/** Deletes originals past their time, county by county; the hash and the rows that made evidence stay. Returns how many. */
export async function deleteOriginals(runner: CommandRunner, folder: string, now: Now): Promise<number> {
  let deleted = 0;
  for (const { county } of await listCounties(runner.db)) {
    deleted += await asIntakeJob(runner, county, now, (context) => deleteOf(context, folder));
  }
  return deleted;
}

async function deleteOf(context: CommandContext, folder: string): Promise<number> {
  const { tx, keys, now } = context;
  const { policy } = await countyPolicy(context);
  const kept = parameterOn(policy, KEPT_FOR, now.today)?.value;
  const before = firstKept(kept, now.today);
  const files = before === undefined ? [] : await listOldOriginals(tx, keys.county, before);
  for (const file of files) {
    await deleteStoredFile(tx, keys.county, folder, file, now.at);
    await insertAudit(tx, {
      county: keys.county,
      at: now.at,
      actor: context.actor.account,
      kind: 'import',
      subject: [`file:${file}`],
      result: 'done',
      reason: 'original-deleted',
    });
  }
  return files.length;
}

/** What ended before this day is deleted; undefined while no time is set. */
function firstKept(kept: unknown, today: PlainDate): PlainDate | undefined {
  if (typeof kept !== 'object' || kept === null || !('amount' in kept) || !('unit' in kept)) return undefined;
  const { amount, unit } = kept as { amount: number; unit: string };
  if (unit === 'day') return addDays(today, -amount);
  if (unit === 'month') return addMonths(today, -amount);
  return unit === 'year' ? addMonths(today, -12 * amount) : undefined;
}
