import type { CommandContext } from '#commands/command-context.ts';
import { loadMatter } from '#commands/matter-file.ts';
import { findTask } from '#domain/procedures/step-graph.ts';
import { AppError } from '#domain/values/app-error.ts';
import { presentActs } from './lead-detail.ts';

/** Whether somebody else was faster on this matter. */
export function isConflict(failure: unknown): failure is AppError {
  return failure instanceof AppError && failure.code === 'sequence-conflict';
}

/** The same failure, saying of each act since what it was, of which day, and who did it. */
export async function conflictTold(context: CommandContext, matter: string, seen: number): Promise<AppError> {
  const file = await loadMatter(context, matter);
  const { procedure } = file.state.setting;
  const label = (step: string) => findTask(procedure, step)?.step.label ?? step;
  const acts = await presentActs(context, file, label);
  const since = acts
    .filter((act) => act.seq > seen)
    .map(({ seq, kind, label: what, on, at, by }) => ({ seq, kind, label: what, on, at, by }));
  return new AppError('sequence-conflict', { matter, since });
}
