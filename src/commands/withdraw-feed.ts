import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { updateFeedBatch } from '#store/feed-batches.ts';
import { type BatchLead, closeProvisional, lockLeadsOfBatch, withdrawEvidence } from '#store/feed-people.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import type { CommandContext } from './command-context.ts';
import { countsOf, type FeedWithdrawal, lockFeedBatch } from './feed-batch.ts';
import { leadEvents } from './lead-steps.ts';
import { loadMatter, matterNumber, noteAct, recordAct } from './matter-file.ts';
import { saveLead } from './save-lead.ts';

/**
 * 撤回本批. Before the confirmation the batch is given up. After it its leads nobody has touched are withdrawn and its evidence
 * on leads that wait with others' counts no more; leads at a township (or ended) stay as they are, each told by an act that
 * the report was taken back, and are listed. The batch keeps what became of each, and its rows may come again. As the intake
 * of the county. Errors: `not-found`, `refused` (neither waiting nor confirmed), `bad-request` (reason missing).
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
  const touched = leads.filter(isTouched);
  const untouched = leads.filter((lead) => !isTouched(lead));
  for (const lead of touched) await noteOnly(context, lead, row.id, leadEvents.reportWithdrawn);
  for (const lead of untouched) await takeBack(context, lead, row.id, input.reason);
  const matters = untouched.map(({ matter }) => matter);
  await withdrawEvidence(tx, keys.county, row.id, matters, now.today);
  await closeProvisional(tx, keys.county, untouched.filter(isBegun).flatMap(({ household }) => household ?? []), now.today); // biome-ignore format: one line
  const withdrawal: FeedWithdrawal = {
    receiptNo: matterNumber(now.today),
    on: now.today,
    withdrawn: untouched.filter(isOwn).length,
    evidence: untouched.length - untouched.filter(isOwn).length,
    kept: touched.length,
  };
  await updateFeedBatch(tx, keys.county, row.id, 'applied', {
    state: 'undone',
    preview: null,
    counts: { ...countsOf(row), withdrawal },
  });
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

/** Somebody has built on the lead: it has left the county's desk. */
function isTouched({ stage }: BatchLead): boolean {
  return stage !== 'gathering';
}

/** The lead exists by this batch alone. */
function isOwn({ opened, others }: BatchLead): boolean {
  return opened && others === 0;
}

function isBegun(lead: BatchLead): boolean {
  return isOwn(lead) && lead.provisional;
}

async function takeBack(context: CommandContext, lead: BatchLead, batch: string, reason: string): Promise<void> {
  if (!isOwn(lead)) return noteOnly(context, lead, batch, leadEvents.evidenceWithdrawn);
  const file = await loadMatter(context, lead.matter);
  const on = context.now.today;
  await saveLead(context, await recordAct(context, file, { kind: 'withdraw', on, reason, values: { batch } }));
}

async function noteOnly(context: CommandContext, lead: BatchLead, batch: string, target: string): Promise<void> {
  const file = await loadMatter(context, lead.matter);
  const act = { kind: 'event', on: context.now.today, target, values: { batch } };
  await saveLead(context, await noteAct(context, file, act));
}
