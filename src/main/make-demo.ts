import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadDemo } from '#demo/load-demo.ts';
import type { Role } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { openDatabase } from '#store/database.ts';
import { clearDatabase, findInstallation } from '#store/installation.ts';
import { migrate } from '#store/migrate.ts';
import type { CliIo } from './cli/cli-command.ts';
import { compose } from './compose.ts';
import { loadDemoCounty } from './load-demo-county.ts';
import { makeInstallation } from './make-installation.ts';
import type { OpenedDatabase } from './open-database.ts';

/**
 * The demonstration, made and loaded when nothing is installed; its accounts to print. Errors: `already-exists` when the
 * installation is a real one: the kind cannot be changed.
 */
export async function ensureDemo(io: CliIo, database: OpenedDatabase): Promise<Record<string, string>[]> {
  const { root } = io.config;
  const [county] = readdirSync(path.join(root, 'demo')).filter((name) => /^\d{6}$/.test(name));
  if (county === undefined) throw new AppError('not-found', { what: 'demo' });
  const { settings, names, leads } = loadDemo(path.join(root, 'demo', county));
  const { db, close } = openDatabase(database.appUrl, 1);
  const installation = await findInstallation(db);
  await close();
  if (installation?.kind === 'real') throw new AppError('already-exists', { what: 'installation', kind: 'real' });
  const loaded = path.join(database.home, 'demo-loaded');
  if (installation && !existsSync(loaded)) {
    io.note('the demonstration was not finished; it is made anew');
    await clearDatabase(database.ownerUrl);
    await migrate(database.ownerUrl, path.join(root, 'sql'));
  }
  if (!installation || !existsSync(loaded)) {
    io.note('making the demonstration …');
    await makeInstallation(database.ownerUrl, {
      kind: 'demo',
      county: await loadCounty(settings.county),
      today: settings['opening-day'],
      at: Date.now(),
      accounts: settings.accounts.map((account) => ({
        login: account.login,
        name: account.name,
        role: account.role as Role,
        policy: account.policy,
        areaCode: account.area,
        department: account.department ?? null,
        password: settings.password,
        mustChangePassword: false,
      })),
    });
    const { services, close: closeServices } = await compose({
      root,
      home: database.home,
      appUrl: database.appUrl,
      packFolders: [],
    });
    try {
      await loadDemoCounty(services, { settings, names, leads, divisions: await loadCounty(settings.county) }, (text) =>
        io.note(text),
      );
    } finally {
      await closeServices();
    }
    writeFileSync(loaded, settings['opening-day']);
  }
  return settings.accounts.map(({ login, title, name }) => ({
    login,
    name,
    office: title,
    password: settings.password,
  }));
}
