import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { insertDepartmentKey, revokeDepartmentKey } from '#store/feed-offices.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy, officeOf } from './feed-batch.ts';

/**
 * Makes a key for a department's system. Its secret is in the answer and, encrypted, in the database; the answer is not kept.
 * Errors: `not-found` (no feed of such an office).
 */
export async function createDepartmentKey(
  context: CommandContext,
  input: { readonly department: string; readonly label: string },
): Promise<{ id: string; key: string; secret: string }> {
  const { tx, keys, actor, now } = context;
  const { policy } = await countyPolicy(context);
  if (!policy.feeds.some((feed) => officeOf(feed) === input.department)) throw new AppError('not-found', { what: 'department' }); // biome-ignore format: one line
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  await insertDepartmentKey(tx, keys, { id, ...input, secret, by: actor.account, at: now.at });
  await audited(context, id, 'created');
  return { id, key: keyName(keys.county, id), secret };
}

/** Takes a key out of force. Errors: `not-found`. */
export async function revokeKey(context: CommandContext, input: { readonly id: string }): Promise<{ id: string }> {
  const { tx, keys, actor, now } = context;
  const revoked = await revokeDepartmentKey(tx, keys.county, input.id, { account: actor.account, at: now.at });
  if (!revoked) throw new AppError('not-found', { what: 'department-key' });
  await audited(context, input.id, 'revoked');
  return { id: input.id };
}

/** The name under which a system says which key it signs with. */
export function keyName(county: number, id: string): string {
  return `${county}.${id}`;
}

function audited({ tx, keys, actor, now }: CommandContext, id: string, reason: string): Promise<void> {
  const subject = [`department-key:${id}`];
  return insertAudit(tx, { county: keys.county, at: now.at, actor: actor.account, kind: 'account', subject, result: 'done', reason }); // biome-ignore format: one line
}
