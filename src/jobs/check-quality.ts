import { checkBatch, checkMonth, uncheckedBatches } from '#commands/check-quality.ts';
import type { CommandRunner } from '#commands/command-context.ts';
import { asIntakeJob } from '#commands/intake-actor.ts';
import type { Now } from '#domain/access/actor.ts';
import { listCounties } from '#store/seals.ts';

/**
 * 疑点数据: looks at every file applied since, and once a month at every household, county by county, each in its own
 * transaction. Returns how many households were looked at.
 */
export async function checkQuality(runner: CommandRunner, now: Now): Promise<number> {
  let looked = 0;
  for (const { county } of await listCounties(runner.db)) {
    for (const batch of await asIntakeJob(runner, county, now, uncheckedBatches)) {
      looked += (await asIntakeJob(runner, county, now, (context) => checkBatch(context, batch)))?.households ?? 0;
    }
    looked += (await asIntakeJob(runner, county, now, checkMonth))?.households ?? 0;
  }
  return looked;
}
