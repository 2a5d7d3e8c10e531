import { refusal } from '#domain/procedures/refusal.ts';
import { AppError } from '#domain/values/app-error.ts';
import { findLeadLine, type ListedLead } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { assignment, eachLead, type LeadRef, receivedFirst, type SetOutcome } from './lead-acts.ts';
import { KEPT_VISIT, leadEvents, leadSteps, verdicts } from './lead-steps.ts';
import { type MatterFile, noteAct, recordAct } from './matter-file.ts';

/**
 * 沿用: lines marked 与上次核实相同 rest on the earlier visit, with its verdict, reason, day and verifiers; who confirms stands in the
 * act. Each line for itself; one that is not marked (any more), or whose earlier visit cannot be seen, is refused.
 */
export function keepVisits(context: CommandContext, input: { leads: readonly LeadRef[] }): Promise<SetOutcome> {
  return eachLead(context, input.leads, async (file) => {
    const line = await markedLine(context, file);
    const earlier = await findLeadLine(context.tx, context.keys, line.repeats ?? '');
    if (earlier?.verdict !== verdicts.no || earlier.visitedOn === null) throw notMarked(file);
    const { today } = context.now;
    const reason = earlier.reason ?? earlier.no;
    const received = await receivedFirst(context, file, today);
    const assigned = received.state.steps[leadSteps.assign]?.doneOn
      ? received
      : await recordAct(context, received, assignment(earlier.verifiers, today, reason));
    return recordAct(context, assigned, {
      kind: leadSteps.verify,
      on: today,
      outcome: verdicts.no,
      reason,
      values: {
        核查人员: earlier.verifiers,
        核查人数: earlier.verifiers.length,
        入户日期: earlier.visitedOn,
        不符合原因: 'kept',
        [KEPT_VISIT]: earlier.matter,
      },
    });
  });
}

/** Marked lines that are to be visited all the same: the mark is decided, the line goes its ordinary way. */
export function orderVisits(context: CommandContext, input: { leads: readonly LeadRef[] }): Promise<SetOutcome> {
  return eachLead(context, input.leads, async (file) => {
    const { repeats } = await markedLine(context, file);
    const values = { earlier: repeats };
    return noteAct(context, file, { kind: 'event', on: context.now.today, target: leadEvents.visitOrdered, values });
  });
}

async function markedLine(context: CommandContext, file: MatterFile): Promise<ListedLead> {
  const line = await findLeadLine(context.tx, context.keys, file.row.matter);
  if (line?.repeatState !== 'marked' || line.endedOn !== null || line.stage === 'gathering') throw notMarked(file);
  return line;
}

function notMarked(file: MatterFile): AppError {
  const step = file.state.setting.procedure.steps.find(({ id }) => id === leadSteps.verify);
  return new AppError('refused', { refusals: [refusal(leadSteps.verify, 'not-applicable', step ?? { source: [] })] });
}
