import { readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#domain/values/app-error.ts';
import type { HomeFolder } from './home-folder.ts';
import { pidExists, processesIn, processPlace, processStart, sendSignal } from './process-facts.ts';
import type { ProgramFiles } from './program-files.ts';

/** A running PostgreSQL that was seen to be ours: our program, working in our data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly start: string;
  readonly port: number;
  /** Its program file was replaced since (npm ci): it should be started anew. */
  readonly outdated: boolean;
}

/**
 * Our PostgreSQL on this data folder, or undefined when none runs. What postmaster.pid claims is checked with the
 * kernel: the number may belong to another program by now. Error `database-folder-busy`: a PostgreSQL that is not ours
 * works in our folder; it is left alone.
 */
export function findPostmaster(home: HomeFolder, programs: ProgramFiles): Postmaster | undefined {
  const claim = readPidFile(home);
  if (claim === undefined) return undefined;
  const start = processStart(claim.pid);
  const place = start === undefined ? undefined : processPlace(claim.pid, home.account);
  if (start === undefined || place === undefined || place.folder !== realpathSync(home.data)) return undefined;
  const sameProgram = place.program === realpathSync(programs.postgres) || place.program === programs.postgres;
  // npm renames a package's folder before it removes it, so a replaced program's path is known only by its end.
  const former = place.programReplaced && place.program.endsWith(path.join('native', 'bin', 'postgres'));
  if (!sameProgram && !former) {
    throw new AppError('database-folder-busy', { folder: home.data, pid: claim.pid, program: place.program });
  }
  return { pid: claim.pid, start, port: claim.port, outdated: place.programReplaced };
}

/** True while that very process runs. */
export const runs = (postmaster: Pick<Postmaster, 'pid' | 'start'>): boolean =>
  processStart(postmaster.pid) === postmaster.start;

/** True once the server with this pid says it takes connections. */
export function isReady(home: HomeFolder, pid: number): boolean {
  const claim = readPidFile(home);
  return claim?.pid === pid && claim.status === 'ready';
}

/** Stops it, letting no transaction be half done: first politely, after `patienceMs` without waiting for clients. */
export async function stopPostmaster(postmaster: Postmaster, patienceMs = 60_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!runs(postmaster)) return;
    sendSignal(postmaster.pid, signal);
    if (await ended(postmaster, signal === 'SIGINT' ? patienceMs : 10_000)) return;
  }
}

/**
 * Makes the folder ready for a start after a server that was killed: waits for its orphaned workers, and removes a
 * postmaster.pid whose number another program (or a zombie) has now, which PostgreSQL itself would refuse.
 */
export async function clearAfterKill(home: HomeFolder): Promise<void> {
  const claim = readPidFile(home);
  if (claim === undefined) return;
  const folder = realpathSync(home.data);
  for (let waited = 0; processesIn(folder, home.account).length > 0; waited += 100) {
    if (waited === 5_000) quitWorkers(folder, home);
    if (waited > 15_000) throw new AppError('database-folder-busy', { folder: home.data });
    await delay(100);
  }
  if (pidExists(claim.pid)) rmSync(path.join(home.data, 'postmaster.pid'), { force: true });
}

/** Workers busy with a long statement do not notice that their server died. Only processes seen to be PostgreSQL's. */
function quitWorkers(folder: string, home: HomeFolder): void {
  for (const pid of processesIn(folder, home.account)) {
    const place = processPlace(pid, home.account);
    if (place?.folder === folder && path.basename(place.program) === 'postgres') sendSignal(pid, 'SIGQUIT');
  }
}

async function ended(postmaster: Postmaster, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 20) {
    if (!runs(postmaster)) return true;
    await delay(20);
  }
  return !runs(postmaster);
}

interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** Lines: pid, data folder, start, port, socket folder, address, shared memory, status. A file being written counts as none. */
function readPidFile(home: HomeFolder): PidFile | undefined {
  try {
    const lines = readFileSync(path.join(home.data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}
