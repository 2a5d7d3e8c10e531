import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#domain/values/app-error.ts';
import { type Account, accountFor, canEnter } from './account.ts';
import type { DatabaseLog } from './database-event.ts';

/** Where one installation keeps its database. All paths absolute. */
export interface HomeFolder {
  /** The data folder really used: keys and files of the installation belong here too. */
  readonly home: string;
  /** `<home>/postgres`: everything of the supervisor. */
  readonly folder: string;
  /** The cluster itself. It exists only once its creation was completed. */
  readonly data: string;
  readonly account: Account;
}

export interface WantedHome {
  readonly home: string;
  /** The administrator named it: used or refused, never replaced. */
  readonly homeChosen: boolean;
}

/**
 * The folders for a wanted home, made when missing. When the account that must run PostgreSQL cannot enter a home
 * nobody chose (a clone under /root), the home is `<elsewhere>/<clone>-<hash of the wanted path>` and the log says so.
 * Errors: `database-folder-unreachable` for a chosen home the account cannot enter.
 */
export function openHomeFolder(wanted: WantedHome, log: DatabaseLog, elsewhere = '/var/lib/shouwang'): HomeFolder {
  const first = foldersOf(wanted.home, log);
  if (canEnter(first.account, nearestExisting(first.folder))) return made(first);
  const facts = { folder: wanted.home, account: first.account.name };
  if (wanted.homeChosen) throw new AppError('database-folder-unreachable', facts);
  const mark = createHash('sha256').update(wanted.home).digest('hex').slice(0, 8);
  const clone = path.basename(path.resolve(wanted.home, '../..')) || 'home';
  const second = foldersOf(path.join(elsewhere, `${clone}-${mark}`), log);
  if (!canEnter(second.account, nearestExisting(second.folder))) {
    throw new AppError('database-folder-unreachable', { folder: second.home, account: second.account.name });
  }
  log({ code: 'database-moved', facts: { ...facts, home: second.home } });
  return made(second);
}

/** Error `disk-full` when the file system of `folder` has less than `neededMb` (MiB) left for an ordinary user. */
export function checkDisk(folder: string, neededMb: number): void {
  const disk = statfsSync(folder);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 2 ** 20);
  if (freeMb < neededMb) throw new AppError('disk-full', { folder, freeMb, neededMb });
}

function foldersOf(home: string, log: DatabaseLog): HomeFolder {
  const folder = path.join(home, 'postgres');
  const data = path.join(folder, 'data');
  return { home, folder, data, account: accountFor(data, log) };
}

function made(home: HomeFolder): HomeFolder {
  for (const each of [home.home, home.folder]) makeEnterable(each);
  return home;
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}

/** Entering is for all (PostgreSQL's account must), listing for the owner; a folder that was there keeps its mode. */
function makeEnterable(folder: string): void {
  if (existsSync(folder)) return;
  const made = mkdirSync(folder, { recursive: true, mode: 0o711 });
  for (let each = folder; made !== undefined && each.startsWith(made); each = path.dirname(each))
    chmodSync(each, 0o711);
}
