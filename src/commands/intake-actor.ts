import type { Actor, Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { fieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import { claimRequest, keepAnswer, requestDigest } from '#store/requests.ts';
import type { CommandContext, CommandRunner } from './command-context.ts';
import type { CommandCall } from './run-command.ts';

/** The account on acts that follow from a department's file. */
export const INTAKE = 'system:intake';

/**
 * Runs what follows from a department's submission as the intake of its county, which sees all townships: departments see no
 * households. The request belongs to the account, whose permission was checked before. One transaction, as `runCommand`.
 */
export async function runAsIntake<I, O>(
  runner: CommandRunner,
  account: Actor,
  now: Now,
  call: CommandCall<I>,
  work: (context: CommandContext, input: I) => Promise<O>,
): Promise<O> {
  const actor = await intakeFor(runner.db, account, now);
  const key = {
    county: actor.county,
    requestId: call.requestId,
    actor: account.account,
    digest: requestDigest(call.kind, canonicalText(call.input)),
  };
  return asActor(runner.db, actor, async (tx) => {
    const before = await claimRequest(tx, key, now.at);
    if (before !== undefined) return before as O;
    const answer = await work(await contextOf(runner, tx, actor, now), call.input);
    await keepAnswer(tx, key, answer);
    return answer;
  });
}

/** Reads as the intake of the account's county: for counts over households the account may not see. */
export async function readAsIntake<O>(
  runner: CommandRunner,
  account: Actor,
  now: Now,
  work: (context: CommandContext) => Promise<O>,
): Promise<O> {
  const actor = await intakeFor(runner.db, account, now);
  return asActor(runner.db, actor, async (tx) => work(await contextOf(runner, tx, actor, now)));
}

/** Does what follows without anybody's asking, as the intake of a county: one transaction. */
export async function asIntakeJob<O>(
  runner: CommandRunner,
  county: number,
  now: Now,
  work: (context: CommandContext) => Promise<O>,
): Promise<O> {
  const job = { county, person: INTAKE, department: null, office: INTAKE };
  const actor = await intakeFor(runner.db, job, now);
  return asActor(runner.db, actor, async (tx) => work(await contextOf(runner, tx, actor, now)));
}

type CountyActor = Actor & { readonly county: number };

async function intakeFor(
  db: Db,
  account: Pick<Actor, 'county' | 'person' | 'department' | 'office'>,
  now: Now,
): Promise<CountyActor> {
  if (account.county === null) throw new AppError('forbidden', { why: 'no-county' });
  const areas = await listCountyAreas(db, account.county, now.today);
  return {
    kind: 'system',
    account: INTAKE,
    person: account.person,
    name: INTAKE,
    role: 'system',
    policy: false,
    office: account.department ?? account.office,
    county: account.county,
    area: areas.find(({ level }) => level === 'county')?.area ?? null,
    towns: areas.filter(({ level }) => level === 'township' || level === 'unplaced').map(({ area }) => area),
    villages: [],
    department: null,
  };
}

async function contextOf(runner: CommandRunner, tx: Db, actor: CountyActor, now: Now): Promise<CommandContext> {
  const keys = await fieldKeys(tx, runner.ring, actor.county, Number(now.today.slice(0, 4)), now.at);
  return { tx, keys, actor, now, policy: runner.policy };
}
