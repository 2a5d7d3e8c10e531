import { askMatter } from '#domain/procedures/ask-matter.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { setHouseholdStatus } from '#store/households.ts';
import { listLeadsOfIdentification } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { type ActRequest, loadMatter, type MatterFile, recordAct, saveProjection } from './matter-file.ts';
import { saveLead } from './save-lead.ts';
import { answersQuestion, factQuestion, factsByPath } from './stored-facts.ts';

/** An act on a matter as a person asks for it: `do` is a step, `<step>.begin`, a help, a route's gate or an engine act. */
export interface MatterActInput {
  readonly id: string;
  readonly seq: number;
  readonly do: string;
  readonly on: PlainDate;
  readonly target?: string | undefined;
  readonly outcome?: string | undefined;
  readonly reason?: string | undefined;
  readonly signers?: readonly { readonly role: string; readonly person: string }[] | undefined;
  readonly results?: Readonly<Record<string, unknown>> | undefined;
  readonly values?: Facts | undefined;
  /** Only with `correct`: facts by path as rules write them (`户.饮水安全`, `严重困难`); money in yuan. */
  readonly facts?: Facts | undefined;
  readonly personal?: Readonly<Record<string, string>> | undefined;
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
  const before = askMatter(file.state, context.now.today);
  const acted = await recordAct(context, file, requestOf(input));
  const saved = await saveProjection(context, acted);
  const after = askMatter(saved.state, context.now.today);
  if (after.effective !== null && before.effective === null) await takeEffect(context, saved, after.effective);
  if (after.ended !== null && before.ended === null)
    await tellLeads(context, saved, after.ended.on, after.effective !== null);
  else if (after.effective !== null && before.effective === null)
    await tellLeads(context, saved, after.effective.on, true);
  return { matter: saved.row.matter };
}

function requestOf(input: MatterActInput): ActRequest {
  return {
    kind: input.do,
    on: input.on,
    ...(input.target === undefined ? {} : { target: input.target }),
    ...(input.outcome === undefined ? {} : { outcome: input.outcome }),
    ...(input.reason === undefined || input.reason === '' ? {} : { reason: input.reason }),
    ...(input.signers === undefined ? {} : { signers: input.signers }),
    ...(input.results === undefined ? {} : { results: input.results }),
    ...(input.values === undefined ? {} : { values: input.values }),
    ...(input.facts === undefined ? {} : { set: factsByPath(input.facts) }),
    ...(input.personal === undefined ? {} : { personal: input.personal }),
  };
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
