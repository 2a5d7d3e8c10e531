import { askMatter } from '#domain/procedures/ask-matter.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import { type Refusal, refusal } from '#domain/procedures/refusal.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { inSavepoint } from '#store/as-actor.ts';
import type { CommandContext } from './command-context.ts';
import { leadEvents, leadOutcomes, leadSteps } from './lead-steps.ts';
import { type ActRequest, loadMatter, type MatterFile, noteAct, recordAct } from './matter-file.ts';
import { saveLead } from './save-lead.ts';

/** A lead with the sequence the person decided on. */
export interface LeadRef {
  readonly id: string;
  readonly seq: number;
}

/** What became of each lead of a set: one that is refused does not undo the others. Ids and codes only. */
export interface SetOutcome {
  readonly done: readonly string[];
  readonly refused: readonly { readonly id: string; readonly refusals: readonly Refusal[] }[];
}

/** Does `work` for each lead; a refusal is an answer for that lead, anything else ends the command with nothing written. */
export async function eachLead<R extends LeadRef>(
  context: CommandContext,
  leads: readonly R[],
  work: (file: MatterFile, ref: R) => Promise<MatterFile>,
): Promise<SetOutcome> {
  const done: string[] = [];
  const refused: { id: string; refusals: readonly Refusal[] }[] = [];
  for (const ref of leads) {
    const outcome = await attempt(context, async () => {
      const file = await loadMatter(context, ref.id, ref.seq);
      await saveLead(context, await work(file, ref));
    });
    if (outcome === 'done') done.push(ref.id);
    else refused.push({ id: ref.id, refusals: outcome });
  }
  return { done, refused };
}

/** 接收: the township takes leads over. @source SD#1.3-b */
export function receiveLeads(context: CommandContext, input: { leads: readonly LeadRef[] }): Promise<SetOutcome> {
  return eachLead(context, input.leads, (file) =>
    recordAct(context, file, { kind: leadSteps.receive, on: context.now.today, outcome: leadOutcomes.received }),
  );
}

/** 指派核查人员: staff ids; a line not yet received is received with it. @source SD#1.3-d */
export function assignVerifiers(
  context: CommandContext,
  input: { leads: readonly LeadRef[]; verifiers: readonly string[]; reason?: string | undefined },
): Promise<SetOutcome> {
  const on = context.now.today;
  const verifiers = [...new Set(input.verifiers)];
  return eachLead(context, input.leads, async (file) => {
    const received = await receivedFirst(context, file, on);
    return recordAct(context, received, assignment(verifiers, on, input.reason));
  });
}

/** The act of naming verifiers. */
export function assignment(verifiers: readonly string[], on: PlainDate, reason?: string | undefined): ActRequest {
  return {
    kind: leadSteps.assign,
    on,
    values: { 核查人员: verifiers, 核查人数: verifiers.length },
    ...(reason === undefined ? {} : { reason }),
  };
}

/** 退回县局, with the reason. Only what the county dispatched can go back there. @source SD#2-b */
export function returnLeads(
  context: CommandContext,
  input: { leads: readonly LeadRef[]; reason: string },
): Promise<SetOutcome> {
  const on = context.now.today;
  return eachLead(context, input.leads, (file) => {
    if (!isDone(file, leadSteps.receive)) {
      const outcome = leadOutcomes.returned;
      return recordAct(context, file, {
        kind: leadSteps.receive,
        on,
        outcome,
        reason: input.reason,
        values: { reason: 'kept' },
      });
    }
    if (!isDone(file, leadSteps.dispatch)) throw neverDispatched(file);
    return recordAct(context, file, { kind: 'return', on, target: leadSteps.dispatch, reason: input.reason });
  });
}

/** Only what the county sent can go back to it. @source SD#1.3-b */
function neverDispatched(file: MatterFile): AppError {
  const step = file.state.setting.procedure.steps.find((each) => each.id === leadSteps.dispatch);
  const reason = refusal(leadSteps.dispatch, 'not-applicable', step ?? { source: [] });
  return new AppError('refused', { refusals: [reason] });
}

/** 并入: the later line refers to the earlier; both stay in the ledger. @source SD#1.3-c */
export async function mergeLead(
  context: CommandContext,
  input: { id: string; seq: number; into: string },
): Promise<SetOutcome> {
  const into = await loadMatter(context, input.into);
  if (into.row.household === null || input.id === input.into)
    throw new AppError('bad-request', { field: 'into', why: 'same' });
  return eachLead(context, [{ id: input.id, seq: input.seq }], (file) => {
    if (file.row.household !== into.row.household) {
      throw new AppError('bad-request', { field: 'into', why: 'other-household' });
    }
    return recordAct(context, file, {
      kind: isDone(file, leadSteps.receive) ? leadSteps.merge : leadSteps.receive,
      on: context.now.today,
      outcome: leadOutcomes.merged,
      reason: into.row.no,
      values: { into: into.row.matter, reason: 'kept' },
    });
  });
}

/** 销号. `on`: 办结日期, default the official day. @source SD#1.3-e SD#A2-13 */
export function writeOffLeads(
  context: CommandContext,
  input: { leads: readonly LeadRef[]; on?: PlainDate | undefined },
): Promise<SetOutcome> {
  const on = input.on ?? context.now.today;
  return eachLead(context, input.leads, (file) => {
    checkDay(context, file, on);
    return recordAct(context, file, { kind: leadSteps.writeOff, on, outcome: leadOutcomes.writtenOff });
  });
}

/** 告知: the applicant or petitioner has been told; `written`: by a 告知书 that was delivered. @source SD#1.3-i SD#A2-19 */
export function tellResult(
  context: CommandContext,
  input: { id: string; seq: number; on: PlainDate; how: string; written: boolean },
): Promise<SetOutcome> {
  return eachLead(context, [input], (file) => {
    checkDay(context, file, input.on);
    return recordAct(context, file, {
      kind: leadSteps.tell,
      on: input.on,
      values: { 方式: input.how, 书面: input.written },
    });
  });
}

/** 汇总下发: the county sends leads to their townships; 信息反馈日期 is this day. @source SD#1.2-d SD#A2-08 */
export function dispatchLeads(context: CommandContext, input: { leads: readonly LeadRef[] }): Promise<SetOutcome> {
  const on = context.now.today;
  return eachLead(context, input.leads, async (file) => {
    const summed = await beforeDispatch(context, file, on);
    return arrived(context, await recordAct(context, summed, { kind: leadSteps.dispatch, on }), on);
  });
}

/** The lead is with its township from a day on. */
export async function arrived(context: CommandContext, file: MatterFile, on: PlainDate): Promise<MatterFile> {
  const told = await noteAct(context, file, { kind: 'event', on, target: leadEvents.dispatched });
  return noteAct(context, told, { kind: 'event', on, target: leadEvents.receivedByTownship });
}

/** What the document puts before the dispatch and the dispatching office does without saying anything more, such as 日汇总. */
async function beforeDispatch(context: CommandContext, file: MatterFile, on: PlainDate): Promise<MatterFile> {
  const { steps } = file.state.setting.procedure;
  const before = steps.find(({ id }) => id === leadSteps.dispatch)?.after ?? [];
  const named = before.flatMap((each) => (typeof each === 'string' ? [each] : each.any));
  let summed = file;
  for (const step of named.filter((id) => !isDone(file, id))) {
    const open = askMatter(summed.state, on).open.find((each) => each.step === step);
    if (open !== undefined && open.needs.length === 0) summed = await recordAct(context, summed, { kind: step, on });
  }
  return summed;
}

/** Receives a line that has not been received: assigning or visiting says that it has arrived. */
export async function receivedFirst(context: CommandContext, file: MatterFile, on: PlainDate): Promise<MatterFile> {
  if (!hasStep(file, leadSteps.receive) || isDone(file, leadSteps.receive)) return file;
  return recordAct(context, file, { kind: leadSteps.receive, on, outcome: leadOutcomes.received });
}

/** A day written by hand lies neither in the future nor before the last act it follows. */
export function checkDay(context: CommandContext, file: MatterFile, on: PlainDate): void {
  if (on > context.now.today) throw new AppError('invalid-date', { why: 'future', latest: context.now.today });
  const earliest = file.state.acts.at(-1)?.on ?? file.row.openedOn;
  if (on < earliest) throw new AppError('invalid-date', { why: 'before-previous', earliest });
}

/** Whether the documents order the step in this matter at all. */
export function hasStep(file: MatterFile, step: string): boolean {
  return file.state.setting.procedure.steps.some(({ id }) => id === step);
}

function isDone(file: MatterFile, step: string): boolean {
  return recordOf(file.state, step).doneOn !== null;
}

async function attempt(context: CommandContext, work: () => Promise<void>): Promise<'done' | readonly Refusal[]> {
  try {
    await inSavepoint(context.tx, work);
    return 'done';
  } catch (error) {
    if (error instanceof AppError && error.code === 'refused') return error.facts['refusals'] as readonly Refusal[];
    throw error;
  }
}
