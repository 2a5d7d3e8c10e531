import { InvalidArgumentError } from 'commander';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { readAs } from '#commands/run-command.ts';
import { AppError } from '#domain/values/app-error.ts';
import { compose } from '#main/compose.ts';
import { withDatabase } from '#main/open-database.ts';
import { systemActor } from '#main/system-actor.ts';
import { listCounties } from '#store/seals.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

/** Folds every matter again from its acts and says where the stored rows differ. Exit 1 when one does. */
export const rebuildCommand: CliCommand = {
  name: 'rebuild',
  summary: 'fold every matter again and compare with the stored rows',
  register(program, io) {
    program
      .command('rebuild')
      .option('--county <number>', 'one county only', wholeNumber)
      .action((options: { county?: number }) => rebuild(io, options.county));
  },
};

async function rebuild(io: CliIo, only: number | undefined): Promise<void> {
  const results = await withDatabase(io.config, databaseRemarks(io), async ({ appUrl, home }) => {
    const { services, close } = await compose({ root: io.config.root, home, appUrl, packFolders: [] });
    try {
      const checked = [];
      for (const { county, towns } of await listCounties(services.runner.db)) {
        if (only !== undefined && only !== county) continue;
        const actor = systemActor('rebuild', county, towns);
        checked.push({ county, ...(await readAs(services.runner, actor, await services.now(), rebuildCounty)) });
      }
      return checked;
    } finally {
      await close();
    }
  });
  if (results.length === 0) throw new AppError('not-found', { what: 'county', county: only });
  const bad = results.find((result) => result.differences.length > 0);
  if (bad) throw new AppError('refused', { what: 'rebuild', county: bad.county, differences: bad.differences });
  io.show(results, () => io.table(results.map(({ county, matters }) => ({ county, matters, differences: 0 }))));
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}
