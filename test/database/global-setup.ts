import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { readConfig } from '#main/config.ts';
import { type ClusterRole, clusterRoles, clusterUrl, makeRolesAndDatabase } from '#main/postgres/cluster-roles.ts';
import { processStart } from '#main/postgres/process-facts.ts';
import { startDatabase } from '#main/postgres/start-database.ts';
import { templateDatabase } from './template-database.ts';

/** What a test file needs to make its own database; handed to the workers by vitest. */
export interface TestCluster {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly portalUrl: string;
  readonly statsUrl: string;
  readonly template: string;
  /** Begins the name of every database of this run; names the run's process, so what a killed run left can be told. */
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Nothing a test writes has to survive a power cut. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '256MB',
  max_connections: '200',
};

/**
 * One PostgreSQL for the run in `data/test` of this clone, kept for the next run; several runs of one clone share it,
 * other clones and a running server have their own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { root } = readConfig();
  const said: unknown[] = [];
  const outside = Number(process.env.SHOUWANG_TEST_PORT ?? 0);
  const database =
    outside > 0
      ? await outsideCluster(outside)
      : await startDatabase({
          home: path.join(root, 'data', 'test'),
          homeChosen: false,
          throwaway: true,
          settings,
          log: (event) => said.push(event),
        });
  try {
    const { superuserUrl, ownerUrl, appUrl, portalUrl, statsUrl } = database;
    await dropLeftDatabases(superuserUrl);
    const template = await templateDatabase(superuserUrl, ownerUrl, path.join(root, 'sql'));
    const prefix = `test_${process.pid}_${runMark()}_`;
    project.provide('testCluster', { superuserUrl, ownerUrl, appUrl, portalUrl, statsUrl, template, prefix });
  } catch (error) {
    console.error(JSON.stringify(said));
    await database.stop();
    throw error;
  }
  return database.stop;
}

/**
 * Another PostgreSQL to try everything on, such as the oldest one supported: on 127.0.0.1 at the port
 * `SHOUWANG_TEST_PORT` names, where the superuser `postgres` is let in. Its roles are made when missing.
 */
async function outsideCluster(port: number) {
  const passwords = Object.fromEntries(clusterRoles.map((role) => [role, 'test'])) as Record<ClusterRole, string>;
  await makeRolesAndDatabase(passwords, port);
  const url = (role: ClusterRole) => clusterUrl(role, passwords, port);
  return {
    superuserUrl: url('postgres'),
    ownerUrl: url('shouwang_owner'),
    appUrl: url('shouwang_app'),
    portalUrl: url('shouwang_portal'),
    statsUrl: url('shouwang_stats'),
    stop: async () => {},
  };
}

function runMark(pid = process.pid): string | undefined {
  return processStart(pid)?.replace(/\W/g, '').toLowerCase();
}

/** Databases of runs that were killed before they could drop them. */
async function dropLeftDatabases(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'test\\_%'`,
    );
    for (const { datname } of rows) {
      const [, pid, mark] = datname.split('_');
      if (runMark(Number(pid)) !== mark) await client.query(`drop database if exists ${datname} with (force)`);
    }
  } finally {
    await client.end();
  }
}
