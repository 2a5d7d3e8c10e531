import { randomUUID } from 'node:crypto';
import { AppError } from '#domain/values/app-error.ts';
import { insertException, revokeException } from '#store/quality-exceptions.ts';
import { lockFinding } from '#store/quality-findings.ts';
import type { CommandContext } from './command-context.ts';

/**
 * 例外: a named person says why a finding is true although the rule doubts it. It stands until it is taken back, also when
 * the rule finds the same again next month. Returns the exception's id.
 * Errors: `not-found` (not open or not visible), `already-exists`.
 */
export async function exceptFinding(
  context: CommandContext,
  input: { readonly id: number; readonly reason: string },
): Promise<{ exception: string }> {
  const { tx, keys, actor, now } = context;
  const found = await lockFinding(tx, keys.county, input.id);
  if (found === undefined) throw new AppError('not-found', { what: 'finding' });
  if (found.excepted) throw new AppError('already-exists', { what: 'exception' });
  const { household, person, rule, town, village } = found;
  const exception = randomUUID();
  await insertException(tx, keys, {
    ...{ id: exception, household, person, rule, town, village },
    reason: input.reason,
    by: { account: actor.account, name: actor.name },
    on: now.today,
    at: now.at,
  });
  return { exception };
}

/** Takes an exception back: the finding counts again. Errors: `not-found`. */
export async function takeBackException(
  context: CommandContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ exception: string }> {
  const { tx, keys, actor, now } = context;
  const by = { account: actor.account, name: actor.name, on: now.today, reason: input.reason };
  if (!(await revokeException(tx, keys, input.id, by))) throw new AppError('not-found', { what: 'exception' });
  return { exception: input.id };
}
