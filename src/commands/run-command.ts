import type { Actor, Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { asActor } from '#store/as-actor.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { fieldKeys } from '#store/data-keys.ts';
import { claimRequest, keepAnswer, type RequestKey, requestDigest } from '#store/requests.ts';
import type { AreaContext, CommandContext, CommandRunner } from './command-context.ts';

/** One official act asked for by a person. `input` is the call's body; `requestId` is the same on a retry. */
export interface CommandCall<I> {
  readonly kind: string;
  readonly requestId: string;
  readonly input: I;
}

/**
 * Runs a command in one transaction: the request is claimed first, then the work, then its answer is kept.
 * A retry gets the first answer and nothing is done twice. `answer` must hold ids and codes only.
 * Errors: `request-reused`, `other-actor-request`, and those of the work; after any error nothing is written.
 */
export async function runCommand<I, O>(
  runner: CommandRunner,
  actor: Actor,
  now: Now,
  call: CommandCall<I>,
  work: (context: CommandContext, input: I) => Promise<O>,
): Promise<O> {
  return claimed(runner, actor, countyOf(actor), { call, now }, async (tx, input) =>
    work(await commandContext(runner, tx, actor, now), input),
  );
}

/** The same for an actor of a county or of an area above it: a city's request belongs to no county. */
export async function runAreaCommand<I, O>(
  runner: CommandRunner,
  actor: Actor,
  now: Now,
  call: CommandCall<I>,
  work: (context: AreaContext, input: I) => Promise<O>,
): Promise<O> {
  return claimed(runner, actor, actor.county ?? NO_COUNTY, { call, now }, async (tx, input) =>
    work(await areaContext(runner, tx, actor, now), input),
  );
}

/** Key under which the requests of those stand who belong to no county. */
const NO_COUNTY = 0;

async function claimed<I, O>(
  runner: CommandRunner,
  actor: Actor,
  county: number,
  { call, now }: { readonly call: CommandCall<I>; readonly now: Now },
  work: (tx: CommandContext['tx'], input: I) => Promise<O>,
): Promise<O> {
  const key: RequestKey = {
    county,
    requestId: call.requestId,
    actor: actor.account,
    digest: requestDigest(call.kind, canonicalText(call.input)),
  };
  return asActor(runner.db, actor, async (tx) => {
    const before = await claimRequest(tx, key, now.at);
    if (before !== undefined) return before as O;
    const answer = await work(tx, call.input);
    await keepAnswer(tx, key, answer);
    return answer;
  });
}

/** Reads in the actor's own view: same context, nothing claimed. */
export async function readAs<O>(
  runner: CommandRunner,
  actor: Actor,
  now: Now,
  work: (context: CommandContext) => Promise<O>,
): Promise<O> {
  return asActor(runner.db, actor, async (tx) => work(await commandContext(runner, tx, actor, now)));
}

/** Reads as an actor who may belong to no county. */
export async function readAsArea<O>(
  runner: CommandRunner,
  actor: Actor,
  now: Now,
  work: (context: AreaContext) => Promise<O>,
): Promise<O> {
  return asActor(runner.db, actor, async (tx) => work(await areaContext(runner, tx, actor, now)));
}

async function areaContext(
  runner: CommandRunner,
  tx: CommandContext['tx'],
  actor: Actor,
  now: Now,
): Promise<AreaContext> {
  if (actor.county === null) return { tx, keys: null, actor, now, policy: runner.policy };
  return commandContext(runner, tx, actor, now);
}

async function commandContext(
  runner: CommandRunner,
  tx: CommandContext['tx'],
  actor: Actor,
  now: Now,
): Promise<CommandContext> {
  const year = Number(now.today.slice(0, 4));
  const keys = await fieldKeys(tx, runner.ring, countyOf(actor), year, now.at);
  return { tx, keys, actor, now, policy: runner.policy };
}

function countyOf(actor: Actor): number {
  if (actor.county === null) throw new AppError('forbidden', { why: 'no-county' });
  return actor.county;
}
