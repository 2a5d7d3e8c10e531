import type { CommandContext } from '#commands/command-context.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { MatterLine } from '#contract/matters.ts';
import { listMatters } from '#store/matters.ts';
import { presentMatterRows } from './matter-page.ts';
import type { Services } from './services.ts';

const AT_MOST = 60;

/** Running matters about households whose next step is this office's, by the offices the pack names for the steps. */
export async function ownMatters(context: CommandContext, services: Services): Promise<MatterLine[]> {
  const rows = await listMatters(context.tx, context.keys.county, { open: true });
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const isMine = (procedure: string, open: readonly string[]): boolean =>
    (policy.procedures[procedure]?.steps ?? []).some(
      (step) => open.includes(step.id) && step.by?.choices.some((choice) => choice.office === context.actor.office),
    );
  const own = rows.filter((row) => row.subject === 'household' && isMine(row.procedure, row.openSteps));
  return presentMatterRows(context, services.calendar(), own.slice(0, AT_MOST));
}

/** The same as pieces of work on 工作台. */
export async function matterWork(context: CommandContext, services: Services): Promise<HomeReply['work']> {
  return (await ownMatters(context, services)).map(asWork);
}

/** A matter as a piece of work on 工作台. */
export function asWork(matter: MatterLine): HomeReply['work'][number] {
  return {
    key: matter.id,
    title: matter.headName,
    village: matter.village?.name ?? null,
    source: matter.procedureLabel,
    next: matter.openLabels[0] ?? '',
    due: matter.due,
    to: `/matters/${matter.id}`,
  };
}
