import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findBatch, findSameContent, updateBatch } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';

/** What the two commands need: a job without rules of an area has it too. */
type ImportContext = Pick<CommandContext, 'tx' | 'keys' | 'actor' | 'now'>;

/**
 * Asks for a previewed batch to be put into the registry; the queue does it. Again while it is under way changes nothing.
 * Errors: `not-found`; `refused` (facts.state) when it is not previewed; `already-exists` (facts.batch) when the same rows
 * are in the registry already.
 */
export async function startImport(context: ImportContext, batch: string): Promise<{ state: 'applying' }> {
  const { tx, keys, actor } = context;
  const row = await findBatch(tx, keys.county, batch, true);
  if (!row) throw new AppError('not-found', { what: 'import' });
  if (row.state === 'applying') return { state: 'applying' };
  if (row.state !== 'previewed') throw new AppError('refused', { what: 'import', state: row.state });
  const same = await findSameContent(tx, keys.county, row.content_digest, batch);
  if (same !== undefined) throw new AppError('already-exists', { what: 'import', batch: same });
  const counts = { ...(row.counts as unknown as Record<string, unknown>), appliedBy: actor.account };
  await updateBatch(tx, keys.county, batch, 'previewed', { state: 'applying', rows_done: 0, counts });
  await audit(context, batch, 'apply');
  return { state: 'applying' };
}

/**
 * Gives up a batch that was not applied; what is being read or written of it is dropped. Errors: `not-found`; `refused`
 * (facts.state) when it was applied.
 */
export async function cancelImport(context: ImportContext, batch: string): Promise<{ state: 'cancelled' }> {
  const { tx, keys } = context;
  const row = await findBatch(tx, keys.county, batch, true);
  if (!row) throw new AppError('not-found', { what: 'import' });
  if (row.state === 'cancelled') return { state: 'cancelled' };
  if (!['read', 'previewed', 'applying', 'refused'].includes(row.state)) {
    throw new AppError('refused', { what: 'import', state: row.state });
  }
  await updateBatch(tx, keys.county, batch, row.state, { state: 'cancelled' });
  await audit(context, batch, 'cancel');
  return { state: 'cancelled' };
}

async function audit({ tx, keys, actor, now }: ImportContext, batch: string, what: string): Promise<void> {
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: actor.account,
    kind: 'import',
    subject: [`batch:${batch}`, what],
    result: 'done',
  });
}
