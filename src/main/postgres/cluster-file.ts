import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '#domain/values/app-error.ts';
import { type ClusterRole, clusterRoles } from './cluster-roles.ts';

/** What the supervisor remembers between starts. Readable only by the account that starts the server. */
export interface ClusterFile {
  /** The loopback port last used; the next start takes it again when it is free. */
  readonly port: number | undefined;
  readonly passwords: Readonly<Record<ClusterRole, string>>;
}

/** The stored values, or undefined when none were ever stored. Error: `database-folder-unreachable`. */
export function readClusterFile(folder: string): ClusterFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as ClusterFile;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'EACCES') throw new AppError('database-folder-unreachable', { folder: fileIn(folder) });
    throw cause;
  }
}

/** New random passwords for every role, no port yet. */
export function newClusterFile(): ClusterFile {
  const passwords = Object.fromEntries(clusterRoles.map((role) => [role, randomBytes(24).toString('base64url')]));
  return { port: undefined, passwords: passwords as Record<ClusterRole, string> };
}

/** Stored whole or not at all: written beside, flushed, renamed. */
export function writeClusterFile(folder: string, value: ClusterFile): void {
  const beside = `${fileIn(folder)}.${process.pid}`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, fileIn(folder));
}

const fileIn = (folder: string): string => path.join(folder, 'cluster.json');
