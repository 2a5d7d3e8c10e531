import type { Policy } from '#domain/policy/resolved-policy.ts';
import { askMatter } from '#domain/procedures/ask-matter.ts';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import { type Refusal, refusal } from '#domain/procedures/refusal.ts';
import { tryOpening } from '#domain/procedures/try-opening.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { findHouseholdRow, lockHousehold } from '#store/household-page.ts';
import { listMatters } from '#store/matters.ts';
import { clearanceBlocks } from './check-quality.ts';
import type { AreaRules, CommandContext } from './command-context.ts';
import { householdGround } from './household-ground.ts';
import { type Opening, openMatter, saveProjection, settingOf } from './matter-file.ts';

/** A procedure of the policy in force that fits how a household stands, and what speaks against opening it today. */
export interface Openable {
  readonly id: string;
  readonly label: string;
  /** The matter that runs already, which is then opened instead of a second one. */
  readonly running: string | null;
  /** Empty: the actor may open it. */
  readonly refusals: readonly Refusal[];
}

/**
 * Opens a matter of any procedure of the policy in force whose `opens` fits the household, with what is known of it.
 * Errors: `not-found`, `refused` with every reason (also when no first step could be taken because a parameter is unset).
 */
export async function openProcedure(
  context: CommandContext,
  input: { readonly household: string; readonly procedure: string },
): Promise<{ matter: string }> {
  await lockHousehold(context.tx, context.keys.county, input.household);
  const ground = await groundOf(context, input.household);
  const openable = judgeOpening(context, ground, input.procedure);
  if (openable === null) throw new AppError('not-found', { what: 'procedure', procedure: input.procedure });
  const doubted = await refuseDoubted(context, ground, input.procedure);
  if (openable.refusals.length + doubted.length > 0) {
    throw new AppError('refused', { act: input.procedure, refusals: [...openable.refusals, ...doubted] });
  }
  const file = await openMatter(context, openingOf(context, ground, input.procedure));
  await saveProjection(context, file);
  return { matter: file.row.matter };
}

/** Every procedure that begins from the state the household is in, in the order of the policy. */
export async function listOpenable(context: CommandContext, household: string): Promise<Openable[]> {
  const ground = await groundOf(context, household);
  const openable: Openable[] = [];
  for (const id of Object.keys(ground.area.policy.procedures)) {
    const each = judgeOpening(context, ground, id);
    if (each === null) continue;
    openable.push({ ...each, refusals: [...each.refusals, ...(await refuseDoubted(context, ground, id))] });
  }
  return openable;
}

interface Ground {
  readonly household: string;
  readonly town: number;
  readonly village: number | null;
  readonly status: 'none' | 'monitored' | 'cleared';
  /** Day from which the household is what it is; null while unknown. */
  readonly since: PlainDate | null;
  readonly area: AreaRules;
  readonly facts: Opening['facts'];
  readonly running: ReadonlyMap<string, string>;
}

async function groundOf(context: CommandContext, household: string): Promise<Ground> {
  const { today } = context.now;
  const row = await findHouseholdRow(context.tx, context.keys.county, household);
  const matters = await listMatters(context.tx, context.keys.county, { household, open: true });
  return {
    household,
    town: row.town,
    village: row.village,
    status: row.status === 'monitored' || row.status === 'cleared' ? row.status : 'none',
    since: row.status === 'none' ? null : row.status_since,
    area: await context.policy.inForce(context.tx, row.village ?? row.town, today),
    facts: await householdGround(context, household, today),
    running: new Map(matters.map((matter) => [matter.procedure, matter.matter])),
  };
}

/** Null: the procedure does not begin from this state, or begins in another way (a lead, a period, a channel). */
function judgeOpening(context: CommandContext, ground: Ground, id: string): Openable | null {
  const { policy } = ground.area;
  const procedure = policy.procedures[id];
  if (procedure === undefined || !begins(policy, id, ground.status)) return null;
  const setting = settingOf(ground.area, openingOf(context, ground, id));
  const running = ground.running.get(id) ?? null;
  const against = tryOpening(setting, { status: ground.status, running: running !== null });
  const answer = askMatter(foldActs(setting, []), context.now.today);
  const unset = answer.refused.filter((each) => each.opensWhen.parameter !== undefined);
  const first = procedure.steps.filter((step) => step.after.length === 0);
  const offices = first.flatMap((step) => step.by?.choices.map((choice) => choice.office) ?? []);
  const mine = offices.length === 0 || offices.includes(context.actor.office);
  return {
    id,
    label: procedure.label ?? id,
    running,
    refusals: [
      ...against,
      ...(answer.open.length === 0 ? unset : []),
      ...(mine ? [] : [refusal(id, 'wrong-office', procedure, { opensWhen: { offices } })]),
    ],
  };
}

/** 疑点数据 that blocks: a household whose income is below the line of the year is not cleared through help. */
async function refuseDoubted(context: CommandContext, { household, area }: Ground, id: string): Promise<Refusal[]> {
  const procedure = area.policy.procedures[id];
  if (procedure?.kind !== 'clearance') return [];
  const blocks = await clearanceBlocks(context, household);
  return blocks.map(({ cells }) => refusal(id, 'data-fault', { source: [] }, { missing: cells }));
}

function begins(policy: Policy, id: string, status: Ground['status']): boolean {
  const procedure = policy.procedures[id];
  if (procedure === undefined || procedure.subject !== 'household' || procedure.steps.length === 0) return false;
  const { channels, every, forEach, fromState } = procedure.opens;
  const byPerson = channels === undefined && every === undefined && forEach === undefined;
  return byPerson && (fromState === 'any' || fromState === status);
}

function openingOf(context: CommandContext, ground: Ground, procedure: string): Opening {
  return {
    procedure,
    subject: 'household',
    household: ground.household,
    town: ground.town,
    village: ground.village,
    channel: null,
    openedOn: context.now.today,
    events: ground.since === null ? {} : { 'object.effective': ground.since },
    facts: ground.facts,
    about: {},
  };
}
