import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { updateFeedBatch } from '#store/feed-batches.ts';
import { type BatchLead, closeProvisional, lockLeadsOfBatch, withdrawEvidence } from '#store/feed-people.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';
import { lockFeedBatch } from './feed-batch.ts';
import { loadMatter, noteAct, recordAct } from './matter-file.ts';
import { saveLead } from './save-lead.ts';

/**
 * 撤回本批. Before the confirmation the batch is given up; after it the leads it opened are withdrawn and its evidence counts
 * no more, as long as none of them was dispatched or named by another batch. As the intake of the county.
 * Errors: `not-found`, `bad-request` (reason missing), `refused` with the number of leads somebody has built on.
 */
export async function withdrawFeed(
  context: CommandContext,
  input: {
    readonly batch: string;
    readonly department: string;
    readonly by: string;
    readonly reason?: string | undefined;
  },
): Promise<{ batch: string }> {
  const { tx, keys, now } = context;
  await waitForTurn(tx, keys.county);
  const row = await lockFeedBatch(context, input.batch, input.department);
  if (row.state === 'previewed') {
    await updateFeedBatch(tx, keys.county, row.id, 'previewed', { state: 'cancelled', preview: null });
    return { batch: row.id };
  }
  if (row.state !== 'applied') throw new AppError('refused', { what: 'feed-batch', why: 'not-applied' });
  if (input.reason === undefined) throw new AppError('bad-request', { field: 'reason', why: 'missing' });
  const leads = await lockLeadsOfBatch(tx, keys.county, row.id);
  const built = leads.filter((lead) => lead.stage !== 'gathering' || (lead.opened && lead.others > 0));
  if (built.length > 0) throw new AppError('refused', { what: 'feed-batch', why: 'built-on', leads: built.length });
  for (const lead of leads) await withdrawLead(context, lead, row.id, input.reason);
  await withdrawEvidence(tx, keys.county, row.id, now.today);
  const begun = leads.flatMap(({ opened, provisional, household }) =>
    opened && provisional && household !== null ? [household] : [],
  );
  await closeProvisional(tx, keys.county, begun, now.today);
  await updateFeedBatch(tx, keys.county, row.id, 'applied', { state: 'undone', preview: null });
  await insertAudit(tx, {
    county: keys.county,
    at: now.at,
    actor: input.by,
    kind: 'import',
    subject: [`feed-batch:${row.id}`],
    result: 'done',
    reason: 'withdrawn',
  });
  return { batch: row.id };
}

async function withdrawLead(context: CommandContext, lead: BatchLead, batch: string, reason: string): Promise<void> {
  const file = await loadMatter(context, lead.matter);
  const on = context.now.today;
  const acted = lead.opened
    ? await recordAct(context, file, { kind: 'withdraw', on, reason, values: { batch } })
    : await noteAct(context, file, { kind: 'event', on, target: 'lead.evidence-withdrawn', values: { batch } });
  await saveLead(context, acted);
}
