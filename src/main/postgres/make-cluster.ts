import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#domain/values/app-error.ts';
import type { DatabaseLog } from './database-event.ts';
import type { HomeFolder } from './home-folder.ts';
import { processesIn, processPlace, processStart, sendSignal } from './process-facts.ts';
import type { ProgramFiles } from './program-files.ts';

const unfinished = 'data.making-';

/** The same whatever LANG and the machine's locales are; with the machine's, text would sort and fold differently. */
const localeFlags = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  '--auth=scram-sha-256',
  '--username=postgres',
];

/**
 * Makes the cluster in a folder of its own and renames it to `home.data` at the end: a data folder that exists was
 * completed, an interrupted creation is known by its name and cleared away (nothing can be stored in it).
 * `throwaway` leaves out flushing to disk. Error `database-start-failed` with what initdb said last.
 */
export async function makeCluster(
  home: HomeFolder,
  programs: ProgramFiles,
  password: string,
  options: { readonly throwaway: boolean; readonly log: DatabaseLog },
): Promise<void> {
  await clearUnfinished(home, programs, options.log);
  options.log({ code: 'database-making', facts: { home: home.home, account: home.account.name } });
  const making = path.join(home.folder, unfinished + randomBytes(4).toString('hex'));
  const passwordFile = `${making}.password`;
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    for (const each of [making, passwordFile]) giveTo(home, each);
    const flags = [`--pgdata=${making}`, `--pwfile=${passwordFile}`, ...localeFlags];
    await initdb(home, programs, options.throwaway ? [...flags, '--no-sync'] : flags, `${making}.initdb`);
    renameSync(making, home.data);
  } finally {
    for (const each of [making, passwordFile, `${making}.initdb`]) rmSync(each, { recursive: true, force: true });
  }
}

/**
 * Error `database-folder-damaged` when a completed cluster lacks what every cluster has, `database-upgrade-needed` when
 * it was made by another major version. Nothing is mended or removed here: the data may be all there is.
 */
export function checkCluster(home: HomeFolder, programs: ProgramFiles): void {
  for (const name of ['PG_VERSION', path.join('global', 'pg_control')]) {
    if (!existsSync(path.join(home.data, name))) {
      throw new AppError('database-folder-damaged', { folder: home.data, missing: name });
    }
  }
  const found = readFileSync(path.join(home.data, 'PG_VERSION'), 'utf8').trim();
  const program = programs.version.split('.')[0] ?? '';
  if (found !== program) throw new AppError('database-upgrade-needed', { folder: home.data, found, program });
}

/** An initdb whose starter was killed goes on by itself: it is ended first, or it would write into what is removed. */
async function clearUnfinished(home: HomeFolder, programs: ProgramFiles, log: DatabaseLog): Promise<void> {
  const folder = realpathSync(home.folder);
  const left = readdirSync(folder).filter((name) => name.startsWith(unfinished));
  const ours = new Set([programs.initdb, programs.postgres].map((program) => realpathSync(program)));
  const end = async (pids: readonly number[]): Promise<void> => {
    for (const pid of pids.filter((each) => ours.has(processPlace(each, home.account)?.program ?? ''))) {
      await killed(pid);
    }
  };
  const pidFiles = left.filter((name) => name.endsWith('.initdb'));
  await end(pidFiles.map((name) => Number(readFileSync(path.join(folder, name), 'utf8'))));
  for (const name of pidFiles) await end(processesIn(path.join(folder, name.replace(/\.initdb$/, '')), home.account));
  for (const name of left) rmSync(path.join(folder, name), { recursive: true, force: true });
  if (left.length > 0) log({ code: 'database-half-made', facts: { folder: home.folder } });
}

async function killed(pid: number): Promise<void> {
  sendSignal(pid, 'SIGKILL');
  while (processStart(pid) !== undefined) await delay(20);
}

function giveTo(home: HomeFolder, target: string): void {
  const { uid, gid } = home.account.ids;
  if (uid !== undefined && gid !== undefined) chownSync(target, uid, gid);
  chmodSync(target, target.endsWith('.password') ? 0o600 : 0o700);
}

async function initdb(
  home: HomeFolder,
  programs: ProgramFiles,
  flags: readonly string[],
  pidFile: string,
): Promise<void> {
  const child = spawn(programs.initdb, flags, {
    ...home.account.ids,
    cwd: '/',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | string | null>();
  child.on('error', reject).on('close', (code, signal) => resolve(code ?? signal));
  const result = await promise;
  if (result === 0) return;
  throw new AppError('database-start-failed', { step: 'initdb', result, said: said.trim().split('\n').slice(-5) });
}
