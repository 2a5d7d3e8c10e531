import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findLeadLine } from '#store/lead-lines.ts';
import { countiesElsewhere, DIRECTORY, directoryQuestions } from '#store/person-directory.ts';
import type { CommandContext } from './command-context.ts';

const HOUR_MS = 3_600_000;
const QUESTIONS_AN_HOUR = 30;

/**
 * Which other counties know somebody the register here does not: the county only, from the directory. Every question stands
 * in the audit log; so many an hour. Errors: `not-found` (no such lead, or its household is in the register),
 * `too-many-requests`.
 */
export async function findElsewhere(
  context: CommandContext,
  input: { readonly id: string },
): Promise<{ counties: number[] }> {
  const { tx, keys, now, actor } = context;
  const line = await findLeadLine(tx, keys, input.id);
  if (line === undefined || line.household === null || !line.provisionalHousehold) {
    throw new AppError('not-found', { what: 'lead' });
  }
  const asked = await directoryQuestions(tx, keys.county, actor.account, now.at - HOUR_MS);
  if (asked >= QUESTIONS_AN_HOUR) throw new AppError('too-many-requests');
  const counties = await countiesElsewhere(tx, keys.county, line.household);
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: actor.account,
    kind: 'reveal',
    subject: [`lead:${input.id}`],
    result: 'done',
    reason: DIRECTORY,
  });
  return { counties };
}
