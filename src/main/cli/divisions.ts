import { AppError } from '#domain/values/app-error.ts';
import { parseAreaCode } from '#domain/values/area-code.ts';
import { divisionPath, listDivisions, loadCounty } from '#packs/load-divisions.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

/** The published divisions of the whole country, read from the file in the repository; no database. */
export const divisionsCommand: CliCommand = {
  name: 'divisions',
  summary: 'look up divisions and their codes (province to village)',
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
  },
};

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
