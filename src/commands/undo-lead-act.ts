import { AppError } from '#domain/values/app-error.ts';
import type { CommandContext } from './command-context.ts';
import { eachLead, type SetOutcome } from './lead-acts.ts';
import { recordAct } from './matter-file.ts';

/** How long who did an act may take it back, in ms. */
export const UNDO_MS = 10 * 60_000;

/**
 * 撤回: annuls the last act of a lead by an act with a reason. Only the same person, within 10 minutes by the clock, and
 * only the last act: nobody has built on it. Errors: `refused` as `forbidden` with facts.why (other-person, too-late, first).
 */
export function undoLeadAct(
  context: CommandContext,
  input: { id: string; seq: number; reason: string },
): Promise<SetOutcome> {
  return eachLead(context, [input], (file) => {
    const last = file.acts.at(-1);
    if (!last || last.seq === 1) throw new AppError('forbidden', { why: 'first' });
    if (last.actor !== context.actor.account) throw new AppError('forbidden', { why: 'other-person' });
    if (last.kind === 'annul') throw new AppError('forbidden', { why: 'annulled' });
    if (context.now.at - last.at > UNDO_MS) throw new AppError('forbidden', { why: 'too-late' });
    return recordAct(context, file, {
      kind: 'annul',
      on: context.now.today,
      targetSeq: last.seq,
      reason: input.reason,
    });
  });
}
