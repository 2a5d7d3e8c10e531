import type { CommandRunner } from '#commands/command-context.ts';
import { redateMatters } from '#commands/redate-matters.ts';
import { readAs } from '#commands/run-command.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { listCounties } from '#store/seals.ts';

/** Reckons the due days of every county's running matters again, one county a transaction. Returns how many moved. */
export async function redateCounties(runner: CommandRunner, now: Now): Promise<number> {
  let moved = 0;
  for (const { county, towns } of await listCounties(runner.db)) {
    const actor: Actor = {
      kind: 'system',
      account: 'redate-counties',
      person: 'system:redate-counties',
      name: 'redate-counties',
      role: 'system',
      policy: false,
      office: '',
      county,
      area: null,
      towns,
      villages: [],
      department: null,
    };
    const result = await readAs(runner, actor, now, (context) => redateMatters(context, { write: true }));
    moved += result.moved.length;
  }
  return moved;
}
