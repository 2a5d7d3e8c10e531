import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#domain/values/app-error.ts';
import { type ClusterFile, newClusterFile, readClusterFile, writeClusterFile } from './cluster-file.ts';
import { clusterUrl, makeRolesAndDatabase } from './cluster-roles.ts';
import type { DatabaseLog } from './database-event.ts';
import { checkDisk, type HomeFolder, openHomeFolder } from './home-folder.ts';
import { freePort, launch, type Settings } from './launch.ts';
import { checkCluster, makeCluster } from './make-cluster.ts';
import { clearAfterKill, findPostmaster, isReady, type Postmaster, runs, stopPostmaster } from './postmaster.ts';
import { type ProgramFiles, programFiles } from './program-files.ts';
import { inTurn, markUse, usesOf } from './turn-lock.ts';

export interface DatabaseOptions {
  /** The data folder wanted; made when missing. */
  readonly home: string;
  /** False lets the home move to /var/lib/shouwang when PostgreSQL's account cannot enter it. Default true. */
  readonly homeChosen?: boolean;
  readonly log?: DatabaseLog;
  /** Further server settings, e.g. fsync=off where nothing has to survive. */
  readonly settings?: Settings;
  /** The data need not survive a power cut: nothing is flushed while the cluster is made. Default false. */
  readonly throwaway?: boolean;
}

/** A database in use by this process. The addresses stay valid when the server is killed: it comes back on its port. */
export interface RunningDatabase {
  /** The data folder really used. */
  readonly home: string;
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly portalUrl: string;
  readonly statsUrl: string;
  /** Ends the use by this process; the last living user stops the server. May be called twice. */
  stop(): Promise<void>;
}

/** Free space (MiB) below which a start is refused: a new cluster with its first write-ahead log, or an existing one. */
const neededMb = { making: 600, starting: 200 };

/**
 * The embedded database of a home, made if there is none, started if it does not run, used if it does; watched and
 * started again if it dies. Several processes may use one home. Errors: `disk-full`, `database-folder-unreachable`,
 * `-damaged`, `-busy`, `database-upgrade-needed`, `database-secrets-missing`, `database-program-missing`,
 * `database-start-failed`.
 */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const log = options.log ?? (() => undefined);
  const home = openHomeFolder({ home: options.home, homeChosen: options.homeChosen ?? true }, log);
  const programs = programFiles(home.account, path.join(home.home, 'program'));
  if (programs.copied && home.home === options.home) {
    log({ code: 'database-program-copied', facts: { account: home.account.name, program: programs.postgres } });
  }
  const started: Started = { home, programs, log, options };
  const use = markUse(home.folder);
  const end = async (): Promise<void> => {
    await inTurn(home.folder, async () => {
      use.remove();
      const running = usesOf(home.folder) === 0 ? findPostmaster(home, programs) : undefined;
      if (running === undefined) return;
      await stopPostmaster(running);
      log({ code: 'database-stopped', facts: { pid: running.pid } });
    });
  };
  try {
    const { postmaster, cluster } = await inTurn(home.folder, () => bringUp(started));
    const stopWatching = watch(started, postmaster);
    const url = (role: Parameters<typeof clusterUrl>[0]): string =>
      clusterUrl(role, cluster.passwords, postmaster.port);
    let stopping: Promise<void> | undefined;
    return {
      home: home.home,
      superuserUrl: clusterUrl('postgres', cluster.passwords, postmaster.port, 'postgres'),
      ownerUrl: url('shouwang_owner'),
      appUrl: url('shouwang_app'),
      portalUrl: url('shouwang_portal'),
      statsUrl: url('shouwang_stats'),
      stop() {
        stopping ??= stopWatching().then(end);
        return stopping;
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Started {
  readonly home: HomeFolder;
  readonly programs: ProgramFiles;
  readonly log: DatabaseLog;
  readonly options: DatabaseOptions;
}

async function bringUp(started: Started): Promise<{ postmaster: Postmaster; cluster: ClusterFile }> {
  const { home, programs, log, options } = started;
  const making = !existsSync(home.data);
  checkDisk(home.folder, making ? neededMb.making : neededMb.starting);
  const cluster = readClusterFile(home.folder) ?? newClusterFile();
  if (making) {
    writeClusterFile(home.folder, cluster);
    await makeCluster(home, programs, cluster.passwords.postgres, { throwaway: options.throwaway ?? false, log });
  }
  checkCluster(home, programs);
  if (readClusterFile(home.folder) === undefined)
    throw new AppError('database-secrets-missing', { folder: home.folder });
  const postmaster = (await adopt(started)) ?? (await launchOnFreePort(started, cluster));
  await makeRolesAndDatabase(cluster.passwords, postmaster.port);
  return { postmaster, cluster };
}

/** The server that runs already, once it takes connections; an outdated one is stopped and counts as not running. */
async function adopt({ home, programs, log }: Started): Promise<Postmaster | undefined> {
  const running = findPostmaster(home, programs);
  if (running === undefined) return undefined;
  if (running.outdated) {
    await stopPostmaster(running);
    return undefined;
  }
  while (runs(running) && !isReady(home, running.pid)) await delay(50);
  if (!runs(running)) return undefined;
  log({ code: 'database-adopted', facts: { pid: running.pid, port: running.port } });
  return running;
}

async function launchOnFreePort({ home, programs, log, options }: Started, cluster: ClusterFile): Promise<Postmaster> {
  await clearAfterKill(home);
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await freePort(attempt === 0 ? cluster.port : undefined);
    const postmaster = await launch(home, programs, port, options.settings);
    if (postmaster === undefined) continue;
    if (cluster.port !== port) writeClusterFile(home.folder, { ...cluster, port });
    if (cluster.port !== undefined && cluster.port !== port) {
      log({ code: 'database-port-changed', facts: { from: cluster.port, to: port } });
    }
    log({ code: 'database-started', facts: { pid: postmaster.pid, port, home: home.home } });
    return postmaster;
  }
  throw new AppError('database-start-failed', { step: 'port' });
}

/** Looks every quarter second whether the server lives and starts it again on the same port. Gives the end of watching. */
function watch(started: Started, first: Postmaster): () => Promise<void> {
  const ending = new AbortController();
  const watching = (async () => {
    for (let known = first, failures = 0; !ending.signal.aborted; ) {
      await delay(Math.min(250 * 2 ** failures, 10_000), undefined, { signal: ending.signal, ref: false }).catch(
        () => {},
      );
      if (ending.signal.aborted || runs(known)) continue;
      try {
        known = await inTurn(started.home.folder, () => bringBack(started, known.port));
        failures = 0;
      } catch (error) {
        failures++;
        const facts = error instanceof AppError ? { error: error.code, ...error.facts } : { error: String(error) };
        started.log({ code: 'database-restart-failed', facts });
      }
    }
  })();
  return async () => {
    ending.abort();
    await watching;
  };
}

/** Users hold addresses with this port, so no other will do. */
async function bringBack(started: Started, port: number): Promise<Postmaster> {
  const { home, programs, log, options } = started;
  const running = await adopt(started);
  if (running?.port === port) return running;
  if (running !== undefined) throw new AppError('database-start-failed', { step: 'port', port, used: running.port });
  await clearAfterKill(home);
  const postmaster = await launch(home, programs, port, options.settings);
  if (postmaster === undefined) throw new AppError('database-start-failed', { step: 'port', port });
  log({ code: 'database-restarted', facts: { pid: postmaster.pid, port } });
  return postmaster;
}
