import path from 'node:path';
import { administratorRoles, roles } from '#domain/access/roles.ts';
import { shanghaiDay } from '#domain/values/plain-date.ts';
import { oneTimePassword } from '#identity/passwords.ts';
import { makeInstallation } from '#main/make-installation.ts';
import { withDatabase } from '#main/open-database.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { migrate } from '#store/migrate.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

/** Makes a real installation for a county: no demonstration data; one-time passwords of the first administrators printed once. */
export const initCommand: CliCommand = {
  name: 'init',
  summary: 'make a real installation for a county',
  register(program, io) {
    program
      .command('init')
      .requiredOption('--area <code>', 'six digits of the county')
      .action((options: { area: string }) => init(io, options.area));
  },
};

async function init(io: CliIo, area: string): Promise<void> {
  const county = await loadCounty(area);
  const at = Date.now();
  const accounts = administratorRoles.map((role) => ({
    login: role,
    name: roles[role].label,
    role,
    policy: false,
    areaCode: area,
    department: null,
    password: oneTimePassword(),
    mustChangePassword: true,
  }));
  await withDatabase(io.config, databaseRemarks(io), async ({ ownerUrl }) => {
    await migrate(ownerUrl, path.join(io.config.root, 'sql'));
    await makeInstallation(ownerUrl, { kind: 'real', county, accounts, today: shanghaiDay(at), at });
  });
  const printed = accounts.map(({ login, password }) => ({ login, password }));
  io.show({ kind: 'real', area, accounts: printed }, () => {
    io.line(
      `${county.county.name} ${area}: installed. These passwords are shown once and changed at the first sign-in.`,
    );
    io.table(printed);
  });
}
