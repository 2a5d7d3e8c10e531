import { randomUUID } from 'node:crypto';
import { type Refusal, refusal } from '#domain/procedures/refusal.ts';
import { insertDispatches } from '#store/dispatches.ts';
import { listLeads } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy } from './feed-batch.ts';
import { dispatchLeads, type LeadRef } from './lead-acts.ts';
import { LEAD, leadSteps } from './lead-steps.ts';
import { matterNumber } from './matter-file.ts';

/** One receipt a township, and what was refused with its reasons. Ids, numbers and codes only. */
export interface DispatchOutcome {
  readonly receipts: readonly {
    readonly id: string;
    readonly no: string;
    readonly town: number;
    readonly leads: number;
  }[];
  readonly refused: readonly { readonly id: string; readonly refusals: readonly Refusal[] }[];
}

/**
 * 汇总下发: one act of the county over the leads selected, one receipt a township. A lead at 待定位 is refused until it is placed;
 * a refused one does not keep the others back. Errors: `not-found`, `sequence-conflict` (then nothing is dispatched).
 * @source SD#1.2-d
 */
export async function dispatchCounty(
  context: CommandContext,
  input: { readonly leads: readonly LeadRef[] },
): Promise<DispatchOutcome> {
  const { policy, unplaced } = await countyPolicy(context);
  const matters = input.leads.map(({ id }) => id);
  const { lines } = await listLeads(context.tx, context.keys, { matters, limit: matters.length });
  const townOf = new Map(lines.map((line) => [line.matter, line.town]));
  const placed = input.leads.filter(({ id }) => townOf.get(id) !== unplaced);
  const outcome = await dispatchLeads(context, { leads: placed });
  const byTown = Map.groupBy(outcome.done, (id) => townOf.get(id) ?? unplaced);
  const receipts = [...byTown].map(([town, leads]) => ({
    id: randomUUID(),
    no: matterNumber(context.now.today),
    town,
    leads: leads.length,
  }));
  await insertDispatches(
    context.tx,
    context.keys.county,
    receipts.map(({ no, ...receipt }) => ({ ...receipt, receiptNo: no, on: context.now.today })),
    { account: context.actor.account, at: context.now.at },
  );
  const step = policy.procedures[LEAD]?.steps.find(({ id }) => id === leadSteps.dispatch);
  const withoutPlace = refusal(leadSteps.dispatch, 'condition-unknown', step ?? { source: [] }, {
    missing: ['村'],
    opensWhen: { facts: ['村'] },
  });
  const waiting = input.leads.filter(({ id }) => townOf.get(id) === unplaced);
  return {
    receipts,
    refused: [...outcome.refused, ...waiting.map(({ id }) => ({ id, refusals: [withoutPlace] }))],
  };
}
