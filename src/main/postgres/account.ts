import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { DatabaseLog } from './database-event.ts';

/**
 * The account PostgreSQL runs under. Empty ids mean "whoever runs this process"; as root another account is needed,
 * because PostgreSQL refuses root.
 */
export interface Account {
  readonly name: string;
  readonly ids: { readonly uid: number; readonly gid: number } | Record<string, never>;
}

/**
 * The account for a data folder. An ordinary user: itself. Root: the owner of `dataFolder` when that exists (so data
 * made earlier by another account stays usable), else `postgres`, made when missing, else `nobody`.
 */
export function accountFor(dataFolder: string, log: DatabaseLog): Account {
  if (process.getuid?.() !== 0) return { name: userInfo().username, ids: {} };
  const owner = ownerOf(dataFolder);
  if (owner !== undefined && owner.uid !== 0) return { name: nameOf(owner.uid) ?? String(owner.uid), ids: owner };
  return existing('postgres') ?? made(log) ?? existing('nobody') ?? { name: '65534', ids: { uid: 65534, gid: 65534 } };
}

/** True when the account may enter the folder and every folder above it. The folder exists. */
export function canEnter(account: Account, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...account.ids, cwd: '/', env: {} }).status === 0;
}

/** True when the program runs under the account and prints its version. */
export function canRun(account: Account, program: string): boolean {
  return spawnSync(program, ['--version'], { ...account.ids, cwd: '/', env: { LC_ALL: 'C' } }).status === 0;
}

function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { uid: found.uid, gid: found.gid };
}

function made(log: DatabaseLog): Account | undefined {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  if (spawnSync('useradd', options).status !== 0) return undefined;
  log({ code: 'database-account-made', facts: { account: 'postgres' } });
  return existing('postgres');
}

function existing(name: string): Account | undefined {
  const line = accounts().find((fields) => fields[0] === name);
  return line && { name, ids: { uid: Number(line[2]), gid: Number(line[3]) } };
}

function nameOf(uid: number): string | undefined {
  return accounts().find((fields) => Number(fields[2]) === uid)?.[0];
}

function accounts(): string[][] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4);
}
