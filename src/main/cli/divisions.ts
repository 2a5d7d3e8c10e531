import { addCounty } from '#commands/add-county.ts';
import { AppError } from '#domain/values/app-error.ts';
import { parseAreaCode } from '#domain/values/area-code.ts';
import { compose } from '#main/compose.ts';
import { withDatabase } from '#main/open-database.ts';
import { divisionPath, listDivisions, loadCounty } from '#packs/load-divisions.ts';
import { asActor } from '#store/as-actor.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

/** The published divisions of the whole country, read from the file in the repository; only `add` uses the database. */
export const divisionsCommand: CliCommand = {
  name: 'divisions',
  summary: 'look up divisions and their codes (province to village), add a county',
  register(program, io) {
    const divisions = program.command('divisions');
    divisions
      .command('list [code]')
      .description('areas directly below CODE (2, 4, 6 or 9 digits); without CODE all provinces')
      .action(async (code: string | undefined) => {
        const areas = await listDivisions(code);
        io.show(areas, () => io.table(areas.map(({ code, name }) => ({ code, name }))));
      });
    divisions
      .command('show <code>')
      .description('one area with the areas above it and, for a county, how much lies in it')
      .action((code: string) => show(code, io));
    divisions
      .command('add')
      .description('make the areas of another county in the database')
      .requiredOption('--county <code>', 'six digits of the county')
      .action(({ county }: { county: string }) => add(county, io));
  },
};

/** Needs an installation; the county's own administrators and officers are added by its accounts. */
async function add(code: string, io: CliIo): Promise<void> {
  const divisions = await loadCounty(code);
  const added = await withDatabase(io.config, databaseRemarks(io), async ({ appUrl, home }) => {
    const { services, close } = await compose({ root: io.config.root, home, appUrl, packFolders: [] });
    try {
      const now = await services.now();
      return await asActor(services.runner.db, nobody, (tx) => addCounty(tx, divisions, now));
    } finally {
      await close();
    }
  });
  io.show(added, () => {
    const { name } = divisions.county;
    io.line(`${name}: ${added.towns} townships, ${added.villages} villages${added.added ? '' : ' (there before)'}`);
  });
}

/** Areas belong to everybody: no rows of people are in sight while they are made. */
const nobody = { county: null, towns: [], villages: [], department: null };

async function show(text: string, io: CliIo): Promise<void> {
  const code = parseAreaCode(text);
  if (code === undefined) throw new AppError('not-found', { area: text });
  const path = await divisionPath(code);
  const last = path.at(-1);
  const inside = path.length === 3 ? await loadCounty(text) : undefined;
  const counts = inside && { townships: inside.townships.length, villages: inside.villages.length };
  io.show({ code, name: last?.name, path, ...counts }, () => {
    io.line(`${code}  ${path.map(({ name }) => name).join(' ')}`);
    if (counts) io.line(`${counts.townships} townships, ${counts.villages} villages`);
  });
}
