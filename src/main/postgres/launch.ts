import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#domain/values/app-error.ts';
import type { HomeFolder } from './home-folder.ts';
import { isReady, type Postmaster } from './postmaster.ts';
import { processStart } from './process-facts.ts';
import type { ProgramFiles } from './program-files.ts';

/**
 * Fixed settings of every cluster we run. Loopback only and no socket file (the bundled TLS library is old, the folder's
 * path may be too long for one); no /dev/shm (64 MB in containers); no values of people in the server's log.
 */
const fixedSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  dynamic_shared_memory_type: 'mmap',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
};

export type Settings = Readonly<Record<string, string>>;

/**
 * Starts the server on `port` and waits until it takes connections; undefined when another program has the port. The
 * server outlives this process if that is killed: it writes to a file, not to a pipe of ours. Error
 * `database-start-failed` with the last lines of its log.
 */
export async function launch(
  home: HomeFolder,
  programs: ProgramFiles,
  port: number,
  settings: Settings = {},
): Promise<Postmaster | undefined> {
  const logFile = path.join(home.folder, 'postgres.log');
  keepLogShort(logFile);
  const output = openSync(logFile, 'a', 0o600);
  const before = fstatSync(output).size;
  const flags = Object.entries({ ...fixedSettings, ...settings, port: String(port) });
  const child = spawn(
    programs.postgres,
    ['-D', home.data, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...home.account.ids,
      cwd: '/',
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', output, output],
      detached: true,
    },
  );
  closeSync(output);
  child.unref();
  let ended: unknown;
  child.on('error', (cause) => {
    ended = cause.message;
  });
  child.on('exit', (code, signal) => {
    ended = code ?? signal;
  });
  while (ended === undefined && (child.pid === undefined || !isReady(home, child.pid))) await delay(20);
  const start = child.pid === undefined ? undefined : processStart(child.pid);
  if (ended === undefined && child.pid !== undefined && start !== undefined) {
    return { pid: child.pid, start, port, outdated: false };
  }
  const said = readFileSync(logFile).subarray(before).toString().trim();
  if (/could not bind|could not create any TCP/.test(said)) return undefined;
  throw new AppError('database-start-failed', {
    step: 'postgres',
    result: ended,
    said: said.split('\n').slice(-5),
    logFile,
  });
}

/** `wanted` when nobody listens there on 127.0.0.1, else a free port chosen by the system. */
export async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await listened(wanted)) !== undefined) return wanted;
  const chosen = await listened(0);
  if (chosen === undefined) throw new AppError('database-start-failed', { step: 'port' });
  return chosen;
}

async function listened(port: number): Promise<number | undefined> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  server.once('error', () => resolve(undefined));
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
  });
  return await promise;
}

function keepLogShort(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 20 * 2 ** 20) renameSync(logFile, `${logFile}.1`);
}
