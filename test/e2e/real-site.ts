import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { compose } from '#main/compose.ts';
import { type Config, readConfig } from '#main/config.ts';
import { startJobs } from '#main/start-jobs.ts';
import { shouwang } from '#test/commands/cli-run.ts';
import { urlOf } from '#test/database/template-database.ts';
import { bareDatabase } from '#test/database/test-database.ts';
import { type BrowserSite, browserSite } from './browser-office.ts';

/** A real installation as `shouwang init` leaves it, served with its jobs, and a browser before it. */
export interface RealSite extends BrowserSite {
  /** The one-time passwords `init` printed, by login. */
  readonly printed: ReadonlyMap<string, string>;
  /** An empty folder, gone at the end. */
  readonly folder: string;
  /** The official day from now on. Only this is not real: the machine's clock stands in another year. */
  setToday(day: string): void;
  /** What a query of the owner finds; for looking, nothing is written through it. */
  rows<Row>(query: string): Promise<Row[]>;
}

export async function realSite(area: string, day: string): Promise<RealSite> {
  const database = await bareDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'shouwang-story-'));
  const appUrl = urlOf(inject('testCluster').appUrl, new URL(database.ownerUrl).pathname.slice(1));
  const home = path.join(folder, 'home');
  const config: Config = {
    ...readConfig({}),
    home,
    homeChosen: true,
    databaseOwnerUrl: database.ownerUrl,
    databaseUrl: appUrl,
  };
  const init = await shouwang(['init', '--area', area, '--json'], config);
  if (init.code !== 0) throw new Error(`init ${init.code}: ${init.out}${init.err}`);
  const accounts: { login: string; password: string }[] = init.json().accounts;
  const composed = await compose({ root: config.root, home, appUrl, packFolders: [] });
  let today = plainDate(day);
  const services = { ...composed.services, now: async () => ({ at: Date.now(), today }) };
  const stopJobs = startJobs(services);
  const site = await browserSite(services, async () => {
    await stopJobs();
    await composed.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...site,
    printed: new Map(accounts.map(({ login, password }) => [login, password])),
    folder,
    setToday: (next) => {
      today = plainDate(next);
    },
    async rows<Row>(query: string) {
      const client = new Client({ connectionString: database.ownerUrl });
      await client.connect();
      try {
        await client.query('set default_transaction_read_only = on');
        return (await client.query(query)).rows as Row[];
      } finally {
        await client.end();
      }
    },
  };
}
