import type { Facts } from '#domain/procedures/fact-history.ts';
import { listActsOf } from '#store/acts.ts';
import { listMatters } from '#store/matters.ts';
import type { CommandContext } from './command-context.ts';
import { LEAD, leadSteps } from './lead-steps.ts';
import { engineAct } from './matter-file.ts';

/** What the latest visit to a household wrote down, by the names of the data dictionary; null when nobody has been there. */
export async function lastVisitOf(context: CommandContext, household: string): Promise<Facts | null> {
  const leads = await listMatters(context.tx, context.keys.county, { procedure: LEAD, household });
  const acts = await listActsOf(
    context.tx,
    context.keys.county,
    leads.map((lead) => lead.matter),
  );
  const visits = [...acts.values()]
    .flat()
    .filter((act) => act.kind === leadSteps.verify)
    .map((act) => ({ at: act.at, ...engineAct(act) }))
    .toSorted((a, b) => (a.on === b.on ? a.at - b.at : a.on < b.on ? -1 : 1));
  return visits.at(-1)?.values ?? null;
}
