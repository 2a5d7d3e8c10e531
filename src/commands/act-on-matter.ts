import { askMatter } from '#domain/procedures/ask-matter.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import type { Signature } from '#domain/registry/signatures.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { setHouseholdStatus } from '#store/households.ts';
import { listLeadsOfIdentification } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { followLead } from './follow-lead.ts';
import { LEAD } from './lead-steps.ts';
import { actRequest, tellMembers } from './matter-act-request.ts';
import { loadMatter, type MatterFile, recordAct, saveProjection } from './matter-file.ts';
import { visitMatter } from './matter-visit.ts';
import type { VisitInput } from './record-visit.ts';
import { saveLead } from './save-lead.ts';
import { answersQuestion, factQuestion } from './stored-facts.ts';
import { UNDO_MS } from './undo-lead-act.ts';

/** An act on a matter as a person asks for it: `do` is a step, `<step>.begin`, a help, a route's gate or an engine act. */
export interface MatterActInput {
  readonly id: string;
  readonly seq: number;
  readonly do: string;
  readonly on: PlainDate;
  readonly target?: string | undefined;
  readonly outcome?: string | undefined;
  readonly reason?: string | undefined;
  /** Act that `annul` takes back. */
  readonly targetSeq?: number | undefined;
  /** By person, or by a name that is remembered among the people of the place. */
  readonly signers?:
    | readonly { readonly role: string; readonly person?: string | undefined; readonly name?: string | undefined }[]
    | undefined;
  readonly results?: Readonly<Record<string, unknown>> | undefined;
  readonly values?: Facts | undefined;
  /** Only with `correct`: facts by path as rules write them (`户.饮水安全`, `严重困难`); money in yuan. */
  readonly facts?: Facts | undefined;
  readonly personal?: Readonly<Record<string, string>> | undefined;
  /** Recorded for an office without a desk here, by the document that came from it. */
  readonly recordedFor?: { readonly office: string; readonly document: string } | undefined;
  /** Truths about members by member, such as 已授权. */
  readonly members?: Readonly<Record<string, Readonly<Record<string, boolean>>>> | undefined;
  readonly signatures?: readonly Signature[] | undefined;
  /** With 入户核实: what was found there. */
  readonly visit?: Omit<VisitInput, 'on'> | undefined;
  readonly photos?: readonly string[] | undefined;
  /** What hangs out or is announced. */
  readonly text?: string | undefined;
}

/**
 * Records one act and what follows from it: the household's state when recognition or clearance takes effect, and the day
 * of 录入系统 (or of the refusal) on the leads that wait for it. Returns the matter's id.
 * Errors: `refused` with all reasons, `sequence-conflict`, `invalid-date`, `not-found`, `bad-request` (facts).
 */
export async function actOnMatter(context: CommandContext, input: MatterActInput): Promise<{ matter: string }> {
  const file = await loadMatter(context, input.id, input.seq);
  if (input.on > context.now.today) throw new AppError('invalid-date', { why: 'future', latest: context.now.today });
  checkFacts(file, input);
  checkUndo(context, file, input);
  const before = askMatter(file.state, context.now.today);
  const told = await tellMembers(context, file, input);
  const visited = await visitMatter(context, told, input);
  const request = await actRequest(context, visited.file, input, visited.values);
  const acted = await recordAct(context, visited.file, request);
  const saved =
    acted.row.procedure === LEAD ? await followLead(context, acted, input) : await saveProjection(context, acted);
  const after = askMatter(saved.state, context.now.today);
  if (after.effective !== null && before.effective === null) await takeEffect(context, saved, after.effective);
  if (after.ended !== null && before.ended === null)
    await tellLeads(context, saved, after.ended.on, after.effective !== null);
  else if (after.effective !== null && before.effective === null)
    await tellLeads(context, saved, after.effective.on, true);
  return { matter: saved.row.matter };
}

/** Taking back: the last act, by who did it, within ten minutes, while nothing has come of it. */
function checkUndo(context: CommandContext, file: MatterFile, input: MatterActInput): void {
  if (input.do !== 'annul') return;
  const last = file.acts.at(-1);
  if (last === undefined || last.seq === 1 || input.targetSeq !== last.seq)
    throw new AppError('forbidden', { why: 'first' });
  if (last.actor !== context.actor.account) throw new AppError('forbidden', { why: 'other-person' });
  if (context.now.at - last.at > UNDO_MS) throw new AppError('forbidden', { why: 'too-late' });
  const { effective, ended } = askMatter(file.state, context.now.today);
  if (effective !== null || ended !== null) throw new AppError('forbidden', { why: 'took-effect' });
}

/** Coded facts and amounts only, each of its kind: names, addresses and free text do not belong into an act. */
function checkFacts(file: MatterFile, input: MatterActInput): void {
  const { policy, procedure } = file.state.setting;
  for (const [path, value] of Object.entries(input.facts ?? {})) {
    const question = input.do === 'correct' ? factQuestion(policy, procedure, path, input.on) : null;
    if (question === null) throw new AppError('bad-request', { field: `facts.${path}`, why: 'no-such-fact' });
    if (!answersQuestion(question, value)) {
      throw new AppError('bad-request', { field: `facts.${path}`, why: question.kind });
    }
  }
}

type Effective = NonNullable<ReturnType<typeof askMatter>['effective']>;

async function takeEffect(context: CommandContext, file: MatterFile, effective: Effective): Promise<void> {
  if (file.row.household === null) return;
  const status = effective.status;
  if (status === null) return;
  await setHouseholdStatus(context.tx, context.keys.county, {
    household: file.row.household,
    status,
    since: effective.on,
    matter: file.row.matter,
    actor: context.actor.account,
    at: context.now.at,
  });
}

/** Leads that are 是 wait for 录入系统; when recognition fails they learn that too. @source SD#1.3-e */
async function tellLeads(context: CommandContext, file: MatterFile, on: PlainDate, recognised: boolean): Promise<void> {
  for (const id of await listLeadsOfIdentification(context.tx, context.keys.county, file.row.matter)) {
    const lead = await loadMatter(context, id);
    if (lead.state.ended !== null) continue;
    const told = await recordAct(context, lead, {
      kind: 'correct',
      on,
      set: recognised ? { 录入系统日期: on } : { 未予认定日期: on },
      reason: file.row.no,
    });
    await saveLead(context, told);
  }
}
