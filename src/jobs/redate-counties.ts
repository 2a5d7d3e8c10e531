import type { CommandRunner } from '#commands/command-context.ts';
import { type MovedClock, redateMatters } from '#commands/redate-matters.ts';
import { readAs } from '#commands/run-command.ts';
import type { Now } from '#domain/access/actor.ts';
import { listCounties } from '#store/seals.ts';
import { jobActor } from './job-actor.ts';

/** What is reckoned again. `counties` absent: all; `parameter`: only what hangs on it; `write` false: only looked at. */
export interface Redating {
  readonly counties?: readonly number[];
  readonly parameter?: string;
  readonly write: boolean;
}

/** What was looked at in a county, and the due days that are other ones. */
export interface RedatedCounty {
  readonly county: number;
  readonly looked: number;
  readonly moved: readonly MovedClock[];
}

/** Reckons the due days of running matters again, one county a transaction. */
export async function redateCounties(
  runner: CommandRunner,
  now: Now,
  { counties, ...what }: Redating,
): Promise<RedatedCounty[]> {
  const redated: RedatedCounty[] = [];
  for (const { county, towns } of await listCounties(runner.db)) {
    if (counties !== undefined && !counties.includes(county)) continue;
    const actor = jobActor('redate-counties', county, towns);
    redated.push({ county, ...(await readAs(runner, actor, now, (context) => redateMatters(context, what))) });
  }
  return redated;
}
