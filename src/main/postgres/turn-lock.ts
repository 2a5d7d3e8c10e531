import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './process-facts.ts';

/**
 * Runs `action` while no other process (or call) does under the same folder: starting, restarting and stopping go one
 * at a time. Waits for a living holder; a lock left by an ended process is taken over.
 */
export async function inTurn<T>(folder: string, action: () => Promise<T>): Promise<T> {
  const lock = path.join(folder, 'lock');
  const mine = `${lock}.${process.pid}.${counter++}`;
  writeFileSync(mine, myMark(), { mode: 0o600 });
  try {
    while (!taken(mine, lock)) {
      removeIfLeft(lock);
      await delay(20);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** A mark that this process uses the cluster. While one living process has a mark the cluster is not stopped. */
export interface UseMark {
  remove(): void;
}

export function markUse(folder: string): UseMark {
  const file = path.join(folder, `used-by.${process.pid}.${counter++}`);
  writeFileSync(file, myMark(), { mode: 0o600 });
  return { remove: () => rmSync(file, { force: true }) };
}

/** How many living processes (counting several marks of one) use the cluster; marks of ended ones are cleared away. */
export function usesOf(folder: string): number {
  const marks = readdirSync(folder).filter((name) => name.startsWith('used-by.'));
  return marks.filter((name) => {
    const file = path.join(folder, name);
    if (lives(read(file))) return true;
    rmSync(file, { force: true });
    return false;
  }).length;
}

let counter = 0;

const myMark = (): string => `${process.pid} ${processStart(process.pid)}`;

function taken(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    return false;
  }
}

/** Between reading and renaming the lock may have become another's: then it is given back. */
function removeIfLeft(lock: string): void {
  const held = read(lock);
  if (held === undefined || lives(held)) return;
  const aside = `${lock}.left.${process.pid}.${counter++}`;
  try {
    renameSync(lock, aside);
    if (read(aside) !== held) taken(aside, lock);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  } finally {
    rmSync(aside, { force: true });
  }
}

function lives(mark: string | undefined): boolean {
  const [pid, start] = mark?.split(/ (.*)/s) ?? [];
  return pid !== undefined && start !== undefined && processStart(Number(pid)) === start;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}
